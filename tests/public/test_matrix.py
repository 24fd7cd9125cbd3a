import re

import pytest

from elements import dates
from elements.models import content_change
from interventions.models import Intervention, Theme
from interventions.sheet.research import KINDS
from tests.factories import make_intervention, make_source

pytestmark = pytest.mark.django_db
STATES = (
    "Genoemd in het artikel uit 2014",
    "Genoemd in een andere bron",
    "Genoemd als tegenvoorbeeld",
    "Gelezen door de redactie",
)


def page_of(client, query=""):
    response = client.get(f"/matrix/{query}")
    assert response.status_code == 200
    return response.content.decode()


def cells(page):
    return re.findall(r'<td><a class="kb-cell" href="([^"]+)" title="([^"]+)"', page)


def test_the_five_states_are_all_there_and_counted(client):
    page = page_of(client)
    counts = [sum(title == state for _, title in cells(page)) for state in STATES]
    # 35 statements: 22 + 1 contrast in the article, 12 elsewhere of which 11 inferred.
    assert counts == [22, 1, 1, 11]
    assert page.count(">niet genoemd<") == 14 * 7 - 35


def test_every_filled_cell_leads_to_its_explanation(client):
    for address, _ in cells(page_of(client)):
        path, anchor = address.split("#")
        assert f'id="{anchor}"' in client.get(path).content.decode()


def test_a_cell_with_several_statements_shows_the_first_state(client):
    kan_wel = Intervention.objects.get(slug="kan-wel")
    other = kan_wel.statements.get(element__slug="empowerment")
    row = make_intervention(
        slug="dubbel",
        statements=[
            {"element": other.element, "kind": "inferred", "source": make_source()},
            {"element": other.element, "kind": "named", "source": make_source()},
        ],
    )
    found = [title for address, title in cells(page_of(client)) if "/dubbel/" in address]
    assert found == ["Genoemd in een andere bron"]
    assert row.statements.count() == 2


def test_with_bron_artikel_only_the_article_fills_cells(client):
    page = page_of(client, "?bron=artikel")
    assert len(cells(page)) == 23
    assert page.count("<tr>") == 1 + 14


def test_the_selection_limits_the_rows(client):
    page = page_of(client, "?doelgroep=kinderen-en-jongeren")
    assert page.count("<tr>") == 1 + 3


@pytest.mark.parametrize(("rows", "total"), [("doelgroep", 8), ("thema", 10)])
def test_counts_per_group_lead_to_lists_of_that_many(client, rows, total):
    page = page_of(client, f"?rijen={rows}")
    assert page.count("<tr") == 1 + total + 1
    links = links_of_right_length(client, page)
    assert links > 20
    assert page.count('class="kb-map__none"') == (total + 1) * 8 - links


@pytest.mark.parametrize(
    ("query", "total"),
    [
        ("rijen=thema&thema=jeugd&thema=leefbaarheid", 2),
        ("rijen=doelgroep&doelgroep=ouderen&thema=sociale-samenhang", 1),
        ("rijen=doelgroep&element=empowerment&element=samenwerken&combineer=een", 8),
    ],
)
def test_what_is_chosen_already_keeps_numbers_and_lists_the_same(client, query, total):
    page = page_of(client, f"?{query}")
    assert page.count("<tr") == 1 + total + 1
    assert links_of_right_length(client, page) > total


def links_of_right_length(client, page):
    """How many cells lead to a list, of as many interventions as each says."""
    links = [(address, told) for address, _, told in mapped(page)]
    for address, told in links:
        found = client.get(address.replace("&amp;", "&")).content.decode()
        assert found.count('class="kb-card"') == int(re.search(r": (\d+) interventie", told)[1])
    return len(links)


def mapped(page):
    """(address, picture, words) of each cell of the evidence map that is not empty."""
    return re.findall(
        r'<a class="kb-map__cell" href="([^"]+)"[^>]*>(<svg.+?</svg>)<span class="kb-vh">([^<]+)<',
        page,
    )


def numbers(picture):
    return [int(one) for one in re.findall(r">(\d+)</text>", picture)]


@pytest.mark.parametrize("rows", ["doelgroep", "thema"])
def test_each_cell_of_the_map_says_the_same_in_its_picture_and_in_words(client, rows):
    for _, picture, told in mapped(page_of(client, f"?rijen={rows}")):
        whole, said = int(re.search(r": (\d+) interventie", told)[1]), told.split(". ", 1)[1]
        assert numbers(picture) == [int(one) for one in re.findall(r": (\d+)\.", said)]
        assert sum(numbers(picture)) == whole
        assert picture.count("<use") + picture.count("<circle") == 5
        assert 'aria-hidden="true"' in picture


def test_the_map_has_every_state_an_unfavourable_outcome_and_what_nobody_looked_for(client):
    theme = Theme.objects.get(slug="jeugd")
    kinds = ("effectonderzoek", "ervaringen", "niet-gelezen", "geen-gevonden", "")
    for place, kind in enumerate(kinds):
        row = make_intervention(
            name=f"Aanpak {place}",
            research_kind=kind,
            research_outcome="ongunstig" if kind == "effectonderzoek" else "",
            research_line="Dit hielp niet." if kind else "",
            research_searched_on=dates.today(),
            activity="gestopt",
            activity_date="2019",
        )
        with content_change():
            row.themes.add(theme)
    page = page_of(client, "?rijen=thema&thema=jeugd&q=aanpak")
    told = {words.split(":")[0]: words for _, _, words in mapped(page)}
    for state in KINDS.values():
        assert f"{state.word}: " in told["Jeugd, alle interventies"]
    outcomes = page.partition('id="uitkomst"')[2]
    assert "Dit hielp niet." in outcomes
    assert "Effectonderzoek: ongunstig" in outcomes
    assert "gestopt (2019)" in outcomes


def test_a_contrast_is_in_no_column_of_the_map_but_the_last(client):
    page = page_of(client, "?rijen=thema&thema=eigen-regie-en-netwerk")
    row = page.partition('<th scope="row">Eigen regie en netwerk')[2].partition("</tr>")[0]
    assert [words.split(":")[0] for _, _, words in mapped(row)] == [
        "Eigen regie en netwerk, alle interventies"
    ]
    assert "Gemengde uitkomsten" in page


def test_every_row_says_what_research_says_and_whether_it_has_stopped(client):
    page = page_of(client)
    row = page.partition('<th scope="row"><a href="/interventies/eigenwijzebuurten/">')[2]
    row = row.partition("</tr>")[0]
    assert "gestopt (2012)" in row
    assert "<strong>Ervaringen</strong>" in row
    assert "Effect niet onderzocht" in row


def test_the_page_says_that_more_is_not_better(client):
    page = page_of(client)
    assert "Meer genoemd betekent: er is meer over geschreven." in page
    assert "Het zegt niet dat de aanpak beter is." in page


def test_unknown_rows_are_named_and_ignored(client):
    page = page_of(client, "?rijen=kleur")
    assert "'kleur'" in page
    assert len(cells(page)) == 35


def test_an_empty_selection_says_so(client):
    assert "Geen interventie past bij deze keuzes." in page_of(client, "?q=zwembad")


def test_twenty_rows_cost_the_queries_of_two(client, django_assert_num_queries):
    def queries(rows):
        for _ in range(rows):
            make_intervention(statements=[{}])
        client.get("/matrix/")
        with django_assert_num_queries(5):
            client.get("/matrix/")

    queries(2)
    queries(18)
