"""The page of an element as a guide for practice: others' examples, what is hard, and research."""

import re

import pytest

from elements.models import Element, content_change
from interventions.models import Intervention, TargetGroup
from tests.factories import make_intervention, make_source

pytestmark = pytest.mark.django_db
PAGE = "/werkzame-elementen/{}/"


def page_of(client, slug, query=""):
    response = client.get(PAGE.format(slug) + query)
    assert response.status_code == 200
    return response.content.decode()


def words_of(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def part_of(page, anchor):
    """The section with this heading, as it is written."""
    return page.partition(f'<section aria-labelledby="{anchor}">')[2].partition("</section>")[0]


def examples_in(page):
    return re.findall(
        r'utrecht-heading-3"><a href="/interventies/([^/]+)/', part_of(page, "interventies")
    )


def element_of(slug):
    return Element.objects.get(slug=slug)


# --- Practice points ------------------------------------------------------------------------------


def test_a_point_can_be_pointed_at_and_its_link_says_which_it_is(client):
    element = element_of("aansluiten")
    page = page_of(client, "aansluiten")
    for point in element.points:
        line = page.partition(f'<li id="punt-{point.number}">')[2].partition("</li>")[0]
        assert line.startswith(point.text)
        link = re.search(rf'<a [^>]*href="#punt-{point.number}">(.*?)</a>', line)
        assert words_of(link[1]) == f"punt {point.number} van Aansluiten: link naar dit punt"
    assert page.count('id="punt-') == len(element.points)


def test_a_link_to_a_point_that_is_gone_still_arrives_and_the_others_keep_theirs(client):
    element = element_of("aansluiten")
    second, third = element.points[1:3]
    with content_change():
        element.practice = "\n".join(
            f"{one.number}. {one.text}" for one in element.points if one != second
        )
        element.save()
    page = page_of(client, "aansluiten")
    assert second.text not in page
    assert f'<li id="punt-{third.number}">{third.text}' in page
    assert f'<span id="punt-{second.number}">Punt 2</span> staat hier niet meer.' in page


def test_words_for_the_desk_are_on_no_page(client):
    with content_change():
        Element.objects.filter(slug="aansluiten").update(cues="alleen voor de redactie")
    assert "alleen voor de redactie" not in page_of(client, "aansluiten")


# --- How others do it -----------------------------------------------------------------------------


def test_examples_are_found_by_target_group_and_by_setting(client):
    everything = examples_in(page_of(client, "aansluiten"))
    young = page_of(client, "aansluiten", "?doelgroep=kinderen-en-jongeren")
    assert examples_in(young) == ["kan-wel", "thuis-op-straat"]
    assert "U ziet 2 van de 5 interventies met dit element: voor kinderen en jongeren." in young
    assert len(everything) == 5
    both = "?doelgroep=kinderen-en-jongeren&setting=plein-of-straat"
    assert examples_in(page_of(client, "aansluiten", both)) == ["thuis-op-straat"]
    assert examples_in(page_of(client, "aansluiten", "?thema=jeugd")) == everything


def test_the_form_says_how_many_examples_each_choice_gives(client):
    page = page_of(client, "aansluiten", "?setting=plein-of-straat&lijst=abcd")
    form = page.partition('<form class="kb-narrow')[2].partition("</form>")[0]
    assert '<option value="kinderen-en-jongeren">Kinderen en jongeren (1)</option>' in form
    assert '<option value="plein-of-straat" selected>Plein of straat (1)</option>' in form
    assert '<option value="wijk-of-buurt">Wijk of buurt (4)</option>' in form
    assert '<option value="ouderen">Ouderen (0)</option>' in form
    assert '<input type="hidden" name="lijst" value="abcd">' in form
    assert examples_in(page_of(client, "aansluiten", "?doelgroep=&setting="))


def test_without_examples_the_page_tells_not_mentioned_from_not_described(client):
    older = page_of(client, "aansluiten", "?doelgroep=ouderen")
    assert examples_in(older) == []
    said = words_of(part_of(older, "interventies"))
    assert "Voor deze doelgroep vonden wij geen interventie waarbij dit element is" in said
    assert "Wij beschrijven wel 1 interventie voor ouderen." in said
    assert "Dat betekent niet dat het er niet is." in said
    with content_change():
        TargetGroup.objects.create(slug="studenten", name="Studenten", definition="Een groep.")
    said = words_of(part_of(page_of(client, "aansluiten", "?doelgroep=studenten"), "interventies"))
    assert "Wij beschrijven nog geen interventie voor studenten." in said
    assert "Wij beschrijven wel" not in said


def test_a_choice_that_does_not_exist_is_named_and_the_examples_stay(client):
    page = page_of(client, "aansluiten", "?doelgroep=bestaat-niet&setting=%F0%9F%8F%A1")
    assert "Niet alles in het adres is gebruikt." in page
    assert len(examples_in(page)) == 5


def test_pages_with_other_choices_are_kept_apart(client):
    tags = {
        client.get(PAGE.format("aansluiten") + query)["ETag"]
        for query in ("", "?doelgroep=ouderen", "?setting=online", "?doelgroep=ouderen&lijst=abcd")
    }
    assert len(tags) == 4


def test_the_page_counts_and_says_that_it_is_only_a_count(client):
    said = words_of(page_of(client, "aansluiten"))
    assert (
        "Dit element komt voor in 5 van de 14 beschreven aanpakken. Dat is een telling. "
        "Het zegt niets over effect." in said
    )


# --- What is hard, and with whom ------------------------------------------------------------------


def test_what_is_hard_is_said_of_the_whole_approach_with_its_source(client):
    said = words_of(part_of(page_of(client, "aansluiten"), "lastig"))
    assert "Dit zeggen bronnen over een hele aanpak met dit element." in said
    assert (
        "ABCD : Plannen van bewoners botsen soms met instellingen die vanuit hun eigen aanbod "
        "werken. Movisie (zonder datum)" in said
    )
    assert "Bij de andere 3 interventies met dit element vonden wij geen bron" in said


def test_nothing_is_told_of_who_does_not_have_the_element_or_is_not_public(client):
    element = element_of("aansluiten")
    values = {"cautions": "Het stopt vaak.", "cautions_source": make_source()}
    make_intervention(
        statements=[{"element": element, "kind": "contrast"}], name="Het tegendeel", **values
    )
    make_intervention(
        statements=[{"element": element}], name="Een concept", status="draft", **values
    )
    page = page_of(client, "aansluiten")
    assert "Het stopt vaak." not in page
    assert "Een concept" not in page
    assert "Het tegendeel" in page.partition('id="tegenvoorbeeld"')[2].partition("</section>")[0]


def test_without_a_source_the_page_says_that_none_was_found(client):
    with content_change():
        Intervention.objects.update(
            cautions="", cautions_source=None, municipal_role="", municipal_role_source=None
        )
    page = page_of(client, "aansluiten")
    assert "Dat betekent niet dat er niets lastig is." in part_of(page, "lastig")
    assert "geen bron die zegt wat de gemeente doet." in part_of(page, "wie")


def test_of_many_the_first_are_told_and_how_many_there_are(client):
    element, source = element_of("aansluiten"), make_source()
    for number in range(12):
        make_intervention(
            name=f"Aanpak {number:02}",
            statements=[{"element": element}],
            cautions="Het kost tijd.",
            cautions_source=source,
        )
    said = words_of(part_of(page_of(client, "aansluiten"), "lastig"))
    assert said.count("Het kost tijd.") == 10
    assert "Hier staan de eerste 10 van 14." in said


def test_with_whom_tells_target_groups_and_the_role_of_the_municipality(client):
    wie = part_of(page_of(client, "aansluiten", "?lijst=abcd"), "wie")
    assert "Kinderen en jongeren: 2" in wie
    assert "Niet gevonden bij: Bewoners met een migratieachtergrond; Organisaties en" in wie
    assert "Dat betekent niet dat het daar niet gebeurt." in wie
    link = "/werkzame-elementen/aansluiten/?doelgroep=kinderen-en-jongeren&amp;lijst=abcd"
    assert f'href="{link}#interventies"' in wie
    assert "Thuis op Straat : De gemeente geeft de opdracht. Buurtwijs (2019)" in words_of(wie)


def test_questions_for_an_assignment_are_the_editors_own(client):
    asked = part_of(page_of(client, "aansluiten"), "opdracht")
    assert "Deze vragen zijn van de redactie." in asked
    assert "<li>Kan het plan nog veranderen als bewoners iets anders willen?</li>" in asked


# --- Research -------------------------------------------------------------------------------------


def test_research_is_told_of_each_approach_whatever_came_out(client):
    source = make_source(publisher="Bureau Buurt", date="2019")
    row = make_intervention(
        name="Aanpak met onderzoek",
        statements=[{"element": element_of("aansluiten")}],
        research_kind="effectonderzoek",
        research_outcome="ongunstig",
        research_year=2019,
        research_line="Deelnemers gingen erop achteruit.",
    )
    with content_change():
        row.research_sources.add(source)
    part = part_of(page_of(client, "aansluiten"), "onderzoek")
    said = words_of(part)
    assert "niets over dit element apart, en niets over de uwe." in said
    assert "Effectonderzoek: 2 interventies" in said
    assert "Aanpak met onderzoek : Deelnemers gingen erop achteruit. Bureau Buurt (2019)" in said
    assert "Effectonderzoek: ongunstig 2019, uit 1 bron" in said
    assert "Effectonderzoek: gunstig 2017, uit 2 bronnen" in said
    assert "Ervaringen: 3 interventies" in said
    assert part.index("Ervaringen:") > part.index("Deelnemers gingen")


def test_who_has_never_been_looked_for_is_counted_as_that(client):
    make_intervention(statements=[{"element": element_of("aansluiten")}])
    said = words_of(part_of(page_of(client, "aansluiten"), "onderzoek"))
    assert "Nog niet gezocht: 1 interventie. De redactie heeft nog niet naar onderzoek" in said


# --- From here to a plan --------------------------------------------------------------------------


def test_a_plan_begins_with_the_readers_own_answer(client):
    page = page_of(client, "aansluiten", "?doelgroep=ouderen")
    for answer in ("ja", "beetje", "nee"):
        address = f"/plan/?{answer}=aansluiten&doelgroep=ouderen"
        assert f'href="{address.replace("&", "&amp;")}"' in page
        assert client.get(address).status_code == 200
    with content_change():
        Element.objects.filter(slug="aansluiten").update(retired_on="2026-01-01")
    assert "/plan/?nee=" not in page_of(client, "aansluiten")


def test_an_element_that_nobody_has_says_so(client):
    with content_change():
        element_of("aansluiten").statements.all().delete()
    page = page_of(client, "aansluiten")
    assert "<form class=" not in part_of(page, "interventies")
    assert "0 interventies." in part_of(page, "interventies")
    assert "Wij beschrijven nog geen interventie met dit element." in part_of(page, "onderzoek")
    assert "per soort plek" not in part_of(page, "wie")
