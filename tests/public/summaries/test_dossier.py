"""A dossier: picked by hand or from a selection, in order, at versions that stay."""

import re

import pytest
from django.utils.html import escape

from elements.models import Element
from interventions.models import Intervention
from interventions.workflow import notices, publish, revise, withdraw
from tests.factories import make_intervention, reviewed

pytestmark = pytest.mark.django_db
PAGE = "/samenvattingen/dossier/"
STOPPED = "Kan wél! – gestopt (2014)"


def text(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def parts(page: str) -> list[str]:
    return re.findall(r'<h2 class="utrecht-heading-2" id="deel-\d+">([^<]+)</h2>', page)


@pytest.fixture
def second(editor, reviewer):
    copy = revise(Intervention.objects.get(slug="abcd"), by=editor)
    copy.goal = "Een nieuw doel."
    copy.save()
    return publish(reviewed(copy, editor=editor, reviewer=reviewer), by=reviewer, note="Nieuw.")


def test_by_hand_keeps_the_order_of_the_address(client):
    page = text(client.get(f"{PAGE}?interventie=kan-wel&interventie=abcd&interventie=kan-wel"))
    assert parts(page) == [STOPPED, "ABCD"]
    assert "2 interventies, met de hand gekozen." in page


def test_selection_gives_its_interventions_in_its_order_and_says_why(client):
    page = text(client.get(f"{PAGE}?thema=jeugd"))
    assert parts(page) == ["EigenWIJzebuurten Junior – gestopt (2012)", "Thuis op Straat"]
    assert "U ziet 2 van de 14 interventies: over jeugd." in page


def test_fixed_link_gives_the_same_text_after_a_new_version(client, second):
    page = text(client.get(f"{PAGE}?interventie=abcd@1&interventie=kan-wel"))
    fixed = re.search(r'href="(/samenvattingen/dossier/\?[^"]+)"', page)[1].replace("&amp;", "&")
    assert fixed == f"{PAGE}?interventie=abcd@1&interventie=kan-wel@1"
    again = text(client.get(fixed))
    assert "Een nieuw doel." not in again
    assert "ABCD: versie 1" in again
    assert "Een nieuw doel." in text(client.get(f"{PAGE}?interventie=abcd"))


def test_it_has_contents_coverage_comparison_versions_and_sources_once(client):
    page = text(client.get(f"{PAGE}?interventie=kan-wel&interventie=abcd"))
    for title in (
        "Inhoud",
        "Waarom deze?",
        "Welke elementen komen voor?",
        "Naast elkaar",
        "Welke versies zijn dit?",
        "Vaste link naar dit dossier",
        "Zo leest u deze samenvatting",
        "Bronnen",
    ):
        assert len(re.findall(rf"<h2[^>]*>{re.escape(title)}</h2>", page)) == 1, title


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("bestaat-niet", "Deze interventie is er niet."),
        ("abcd@9", "Deze versie is er niet."),
        ("abcd@", "Deze versie is er niet."),
        ("abcd@x", "Deze versie is er niet."),
        ("abcd@" + "9" * 40, "Deze versie is er niet."),
        ("abcd@-1", "Deze versie is er niet."),
    ],
)
def test_what_is_not_there_is_named_and_the_rest_is_made(client, value, told):
    page = text(client.get(PAGE, {"interventie": [value, "kan-wel"]}))
    assert told in page
    assert parts(page) == [STOPPED]


def test_what_is_not_public_is_not_there(client, reviewer):
    draft = make_intervention(status="draft")
    withdraw(Intervention.objects.get(slug="abcd"), by=reviewer, note="Op verzoek.")
    for slug in (draft.slug, "abcd", "abcd@1"):
        page = text(client.get(f"{PAGE}?interventie={slug}"))
        assert "Deze interventie is er niet." in page
        assert parts(page) == []
        assert client.get(f"/samenvattingen/dossier.pdf?interventie={slug}").status_code == 404


def test_more_than_fifty_are_the_first_fifty(client):
    slugs = [make_intervention().slug for _ in range(51)]
    page = text(client.get(PAGE, {"interventie": slugs}))
    assert len(parts(page)) == 50
    assert "Een dossier heeft hooguit 50 interventies." in page
    page = text(client.get(f"{PAGE}?uitvoering=onbekend"))
    assert len(parts(page)) == 50
    assert "Een dossier heeft hooguit 50 interventies." in page


def test_file_says_that_it_holds_the_first_fifty(client):
    for _ in range(51):
        make_intervention()
    page = text(client.get(f"{PAGE}?uitvoering=onbekend"))
    assert "Dit zijn de eerste 50." in page[page.index("Waarom deze?") :]


def test_notice_of_the_editors_stands_in_the_dossier_at_every_version(client, second, reviewer):
    row = Intervention.objects.get(slug="abcd")
    notices.place(row, text="Wij zoeken dit uit.", by=reviewer)
    for picked in ("abcd", "abcd@1"):
        page = text(client.get(f"{PAGE}?interventie={picked}&interventie=kan-wel"))
        assert page.count("Wij zoeken dit uit.") == 1
        assert page.index("Wij zoeken dit uit.") < page.index('id="deel-2"')


def test_recognition_past_its_date_is_said_to_be_in_the_comparison(client):
    page = text(client.get(f"{PAGE}?interventie=thuis-op-straat"))
    assert "juni 2017; mogelijk verlopen</td>" in page


def test_without_a_choice_one_can_choose(client):
    page = text(client.get(f"{PAGE}?lijst=abcd"))
    assert "Maak een dossier" in page
    assert page.count('type="checkbox"') == 14 + 7
    assert 'href="/samenvattingen/dossier/?interventie=abcd&amp;lijst=abcd"' in page


def test_list_of_the_visitor_and_the_list_of_interventions_lead_here(client):
    assert "?interventie=abcd" in text(client.get("/interventies/?lijst=abcd"))
    page = text(client.get("/interventies/?thema=jeugd"))
    assert 'href="/samenvattingen/dossier/?thema=jeugd"' in page
    assert "Maak een dossier van deze 2 interventies" in page


def test_many_cost_the_queries_of_few(client, django_assert_max_num_queries):
    slugs = [make_intervention().slug for _ in range(20)]
    client.get(PAGE, {"interventie": slugs[:2]})
    with django_assert_max_num_queries(20) as few:
        client.get(PAGE, {"interventie": slugs[:2]})
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(PAGE, {"interventie": slugs})


# --- Elements -------------------------------------------------------------------------------------


def test_elements_come_first_in_the_order_of_the_address(client):
    query = "interventie=abcd&onderdeel=samenwerken&onderdeel=empowerment@1&onderdeel=samenwerken"
    page = text(client.get(f"{PAGE}?{query}"))
    assert parts(page) == ["Samenwerken met belanghebbende partijen", "Empowerment", "ABCD"]
    assert "1 interventie en 2 werkzame elementen, met de hand gekozen." in page
    assert '<h1 class="utrecht-heading-1 kb-title">Dossier: 2 werkzame elementen en 1' in page


def test_elements_stand_beside_a_selection_too(client):
    page = text(client.get(f"{PAGE}?thema=jeugd&onderdeel=empowerment"))
    assert parts(page)[0] == "Empowerment"
    assert len(parts(page)) == 1 + 2
    assert "U ziet 2 van de 14 interventies: over jeugd." in page
    assert "1 werkzaam element, met de hand gekozen." in page


def test_elements_alone_are_a_dossier_without_interventions(client):
    slugs = list(Element.objects.values_list("slug", flat=True))
    page = text(client.get(PAGE, {"onderdeel": slugs}))
    assert parts(page) == list(Element.objects.values_list("name", flat=True))
    assert "Naast elkaar" not in page
    assert "Welke elementen komen voor?" not in page
    for element in Element.objects.all():
        assert escape(element.practice_lines[0]) in page


def test_text_of_an_element_is_that_of_its_own_summary(client):
    own = text(client.get("/samenvattingen/werkzame-elementen/empowerment/"))
    page = text(client.get(f"{PAGE}?onderdeel=empowerment&interventie=abcd"))
    said = re.findall(r'<li class="kb-saying [^>]*>.*?</li>', own)
    assert len(said) > 3
    assert all(one in page for one in said)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("bestaat-niet", "Dit element is er niet."),
        ("abcd", "Dit element is er niet."),
        ("empowerment@9", "Deze versie is er niet."),
        ("empowerment@" + "9" * 40, "Deze versie is er niet."),
    ],
)
def test_element_that_is_not_there_is_named_and_the_rest_is_made(client, value, told):
    page = text(client.get(PAGE, {"onderdeel": [value, "aansluiten"], "interventie": "kan-wel"}))
    assert f"<code>onderdeel</code>: '{value}'. {told}" in page
    assert parts(page) == ["Aansluiten bij behoeften en capaciteiten", STOPPED]


def test_fixed_link_fixes_the_versions_of_elements(client):
    page = text(client.get(f"{PAGE}?onderdeel=empowerment&interventie=abcd"))
    fixed = re.search(r'href="(/samenvattingen/dossier/\?[^"]+)"', page)[1].replace("&amp;", "&")
    assert fixed == f"{PAGE}?interventie=abcd@1&onderdeel=empowerment@1"
    assert parts(text(client.get(fixed))) == parts(page)
    assert "Empowerment: versie 1" in page


def test_seven_elements_cost_the_queries_of_one(client, django_assert_max_num_queries):
    slugs = list(Element.objects.values_list("slug", flat=True))
    client.get(PAGE, {"onderdeel": slugs[:2]})
    with django_assert_max_num_queries(20) as few:
        client.get(PAGE, {"onderdeel": slugs[:1], "q": ""})
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(PAGE, {"onderdeel": slugs})


# --- Side by side ---------------------------------------------------------------------------------


def beside(page: str) -> tuple[list[str], list[list[str]], str]:
    """The head and the rows of the table, and what stands below it."""
    section = page[page.index('id="vergelijking"') :]
    section = section[: section.index("</section>")]
    head = re.findall(r'<th scope="col">([^<]*)</th>', section)
    rows = [
        re.findall(r"<t[hd][^>]*>([^<]*)</t[hd]>", row)
        for row in re.findall(r"<tr>(.*?)</tr>", section)[1:]
    ]
    return head, rows, section.rpartition("</table>")[2]


def test_table_has_what_policy_staff_ask(client):
    page = text(client.get(f"{PAGE}?interventie=kan-wel&interventie=thuis-op-straat"))
    head, rows, below = beside(page)
    assert head == [
        *("Interventie", "Onderzoek", "Erkenning", "Nog gedaan?", "Hoe lang"),
        "Rol van de gemeente",
    ]
    assert rows[0][0] == STOPPED
    assert rows[0][2] == "–"
    assert rows[0][3] == "Gestopt, stand 2014"
    assert rows[1][2] == "Effectief volgens eerste aanwijzingen, juni 2017; mogelijk verlopen"
    assert rows[1][3] == "Loopt nog, stand juni 2021"
    assert "niet gevonden in de bronnen die wij lazen: de kosten." in below
    assert page.count("Een streepje: niet gevonden") == 1


def test_table_says_nothing_of_gaps_that_it_has_not(client):
    page = text(client.get(f"{PAGE}?interventie=thuis-op-straat"))
    assert "Een streepje: niet gevonden" not in page
    row = make_intervention(name="Leeg")
    page = text(client.get(f"{PAGE}?interventie={row.slug}"))
    assert "Bij deze interventie niet gevonden in de bronnen die wij lazen: een erkenning" in page
    assert "<td>Nog niet gezocht.</td>" in page
    assert page.count("<table") == 2  # what nobody looked for is said, and that of the elements


def test_stopped_approach_is_marked_wherever_its_name_stands(client):
    page = text(client.get(f"{PAGE}?interventie=kan-wel&interventie=abcd"))
    assert page.count(f"{STOPPED}</a></li>") == 1
    assert page.count(f'<th scope="row">{STOPPED}</th>') == 2
    assert f">{STOPPED}</h1>" in text(client.get("/samenvattingen/interventies/kan-wel/"))
    assert "ABCD – " not in page
    for address in ("/samenvattingen/", PAGE):
        assert text(client.get(address)).count(STOPPED) == 1
