"""How others do it: which examples, cautions and contrasts a part of the plan has."""

import pytest

from elements.models import Element, Source, content_change
from interventions.models import Intervention, Setting, Statement, Theme
from tests.factories import make_intervention, make_source, make_target_group
from tests.public.plan.reading import alone, doing, page_of, part, shown, words

pytestmark = pytest.mark.django_db
Kind = Statement.Kind


def give(name: str, *, theme: str = "", setting: str = "") -> None:
    """This intervention the theme and the kind of place too."""
    with content_change():
        row = Intervention.objects.get(name=name)
        row.themes.set(Theme.objects.filter(slug=theme))
        row.settings.set(Setting.objects.filter(slug=setting))


def test_the_visitors_own_come_first_then_who_shares_most(client):
    element, group = alone(), make_target_group(slug="imkers", name="Imkers")
    names = ("Appel", "Bes", "Citroen", "Dadel", "Els")
    hows = {name: doing(element, name) for name in names}
    hows["Framboos"] = doing(element, "Framboos", target_groups=[group])
    give("Els", theme="jeugd", setting="online")
    give("Dadel", theme="jeugd")
    chosen = "&doelgroep=imkers&thema=jeugd&setting=online"
    for query, expected in {
        "": ("Appel", "Bes", "Citroen"),
        "&setting=online": ("Els", "Appel", "Bes"),
        "&thema=jeugd": ("Dadel", "Els", "Appel"),
        chosen: ("Framboos", "Els", "Dadel"),
        f"{chosen}&lijst=citroen": ("Citroen", "Framboos", "Els"),
        f"{chosen}&lijst=citroen&interventie=dadel": ("Dadel", "Citroen", "Framboos"),
        "&lijst=els&lijst=dadel&lijst=citroen&lijst=bes": ("Els", "Dadel", "Citroen"),
    }.items():
        page = page_of(client, f"?nee={element.slug}{query}")
        found = shown(page, element.slug, *hows.values())
        assert found == [hows[name] for name in expected], query


def test_where_nothing_else_tells_them_apart_the_strongest_statement_comes_first(client):
    element, article = alone(), Source.objects.founding().get()
    read = doing(element, "Aardappel", kind=Kind.INFERRED)
    other = doing(element, "Biet", source=make_source())
    in_article = doing(element, "Courgette", source=article)
    contrast = doing(element, "Andijvie", kind=Kind.CONTRAST)
    page = page_of(client, f"?nee={element.slug}")
    found = shown(page, element.slug, read, other, in_article, contrast)
    assert found[:3] == [in_article, other, read]
    text = part(page, element.slug)
    assert "Volgens de redactie, op basis van:" in text
    assert text.index("Genoemd als tegenvoorbeeld") > text.index(read)


def test_the_strongest_statement_of_an_intervention_is_the_one_that_is_shown(client):
    element, article = alone(), Source.objects.founding().get()
    weak = {"element": element, "kind": Kind.INFERRED, "explanation": "Zo leest de redactie het."}
    strong = {"element": element, "source": article, "explanation": "Zo staat het er."}
    make_intervention(statements=[weak, strong])
    page = page_of(client, f"?nee={element.slug}")
    assert shown(page, element.slug, weak["explanation"], strong["explanation"]) == [
        strong["explanation"]
    ]


def test_who_is_only_named_as_the_opposite_case_is_no_example(client):
    element = alone()
    how = doing(element, "Andijvie", kind=Kind.CONTRAST)
    text = part(page_of(client, f"?nee={element.slug}"), element.slug)
    assert "Wij vonden nog geen interventie met dit element." in text
    assert f"{how} Genoemd als tegenvoorbeeld in:" in text


def test_an_intervention_with_a_contrast_and_a_reading_shows_each_for_what_it_is(client):
    element = alone()
    read = {"element": element, "kind": Kind.INFERRED, "explanation": "Zo leest de redactie het."}
    contrast = {"element": element, "kind": Kind.CONTRAST, "explanation": "Zo juist niet."}
    make_intervention(statements=[read, {**contrast, "source": make_source()}])
    text = part(page_of(client, f"?nee={element.slug}"), element.slug)
    assert f"{read['explanation']} Volgens de redactie, op basis van:" in text
    assert f"{contrast['explanation']} Genoemd als tegenvoorbeeld in:" in text
    assert text.count(read["explanation"]) == text.count(contrast["explanation"]) == 1


def test_three_examples_and_three_contrasts_at_most_however_long_the_list(client):
    element, names = alone(), ("Appel", "Bes", "Citroen", "Dadel")
    hows = [doing(element, name) for name in names]
    opposite = [doing(element, f"Geen{name}", kind=Kind.CONTRAST) for name in names]
    mine = "".join(f"&lijst={name}&lijst=geen{name}".lower() for name in names)
    page = page_of(client, f"?nee={element.slug}{mine}")
    found = [one for one in (*hows, *opposite) if f": {one} Genoemd" in part(page, element.slug)]
    assert found == [*hows[:3], *opposite[:3]]


def test_what_the_examples_do_not_meet_is_said(client):
    element, group = alone(), make_target_group(slug="imkers", name="Imkers")
    make_target_group(slug="nergens", name="Nergens")
    doing(element, "Appel", target_groups=[group])
    doing(element, "Bes")
    doing(element, "Citroen")
    give("Bes", theme="jeugd")
    at = f"?nee={element.slug}"
    for query, said in {
        "&doelgroep=imkers": "Voor uw doelgroep vonden wij één voorbeeld. "
        "Bij de andere is uw doelgroep niet genoemd.",
        "&doelgroep=nergens": "Voor uw doelgroep vonden wij geen voorbeeld. U ziet daarom andere.",
        "&doelgroep=imkers&doelgroep=nergens&thema=jeugd": "Voor uw doelgroep en uw thema vonden "
        "wij steeds één voorbeeld.",
        "&doelgroep=nergens&setting=online&thema=jeugd": "Voor uw doelgroep en uw soort plek "
        "vonden wij geen voorbeeld. Voor uw thema vonden wij er één.",
    }.items():
        assert said in part(page_of(client, at + query), element.slug), query
    # What made way for the visitor's own was found all the same.
    doing(element, "Druif")
    give("Appel", theme="jeugd")
    mine = "&lijst=bes&lijst=citroen&lijst=druif&doelgroep=imkers&thema=jeugd"
    text = part(page_of(client, at + mine), element.slug)
    said = "Bij geen van deze voorbeelden is uw doelgroep genoemd en bij één uw thema."
    assert said in text
    assert "vonden wij" not in text


def test_examples_that_meet_all_that_was_chosen_need_no_word(client):
    element, group = alone(), make_target_group(slug="imkers", name="Imkers")
    doing(element, "Appel", target_groups=[group])
    text = part(page_of(client, f"?nee={element.slug}&doelgroep=imkers"), element.slug)
    assert "doelgroep" not in text.split("Appel")[0]


def test_a_caution_stands_once_where_the_intervention_is_named_most_strongly(client):
    first, second = alone(), alone()
    article = Source.objects.founding().get()
    warning = "Het dak kan lekken."
    source = make_source(publisher="Dakdekkers", date="2019")
    make_intervention(
        name="Loods",
        statements=[
            {"element": first, "kind": Kind.INFERRED},
            {"element": second, "source": article},
        ],
        cautions=warning,
        cautions_source=source,
    )
    page = page_of(client, f"?nee={first.slug}&nee={second.slug}")
    assert words(page).count(warning) == 1
    assert warning in part(page, second.slug)
    assert "Dakdekkers (2019)" in part(page, second.slug)
    # Where only the weaker of the two is in the plan, it stands there.
    alone_in_it = page_of(client, f"?punt={first.slug}:1")
    assert warning in part(alone_in_it, first.slug)


def test_questions_for_partners_are_marked_as_the_editors(client):
    question = Element.objects.get(slug="samenwerken").questions[0]
    text = part(page_of(client, "?nee=samenwerken"), "samenwerken")
    assert f"{question} (vraag van de redactie)" in text
