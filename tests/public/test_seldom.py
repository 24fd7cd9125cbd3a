"""What is seldom described: where an element is not mentioned, where once, and where nothing is."""

import re
from html import unescape

import pytest
from django.http import QueryDict

from elements import dates
from elements.models import Element, content_change
from interventions.models import TargetGroup, Theme
from tests.factories import make_element, make_intervention, make_target_group
from tests.finding.selection.oracle import select_rows

pytestmark = pytest.mark.django_db
FACETS = {"doelgroep": TargetGroup, "thema": Theme}
ENTRY = re.compile(
    r'(?:>|: )([^<>:]+?)(?:<span class="kb-vh">[^<]*</span></a>)? '
    r'<span class="kb-quiet">\(<span class="kb-seldom__nr">(\d+) van de (\d+)'
)
NO_ONE = "Niet beschreven betekent niet dat niemand het doet."


def page_of(client, query=""):
    response = client.get(f"/matrix/zelden/{query}")
    assert response.status_code == 200
    return response.content.decode()


def words(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def cards(page):
    """Per short name of an element what the page says of it, as HTML."""
    section = page.partition('id="elementen"')[2].partition("\n  </ul>")[0]
    found = [one.strip() for one in section.split('<li class="kb-seldom__element')[1:]]
    return {unescape(re.search(r'kb-el__name">([^<]+)<', one)[1]): one for one in found}


def entries(html):
    """(label, having, described) of each `Jeugd (0 van de 2)`."""
    found = ENTRY.findall(html)
    return {(unescape(label).strip(", "), int(one), int(all_)) for label, one, all_ in found}


def cells(page):
    """Per label of the tables (having, described) of each cell; none where nothing is described."""
    found = {}
    for label, row in re.findall(r'<th scope="row">(.*?) <span.*?</th>(.*?)</tr>', page, re.DOTALL):
        numbers = re.findall(r"(\d+) van (\d+)", row)
        found[unescape(label)] = [(int(one), int(all_)) for one, all_ in numbers]
    return found


def counted(data, **chosen):
    """How many the database selects with these choices in place of what `data` has of them."""
    data = data.copy()
    for name, value in chosen.items():
        data[name] = value
    return select_rows(data).count()


def make_rows(count, theme, elements=()):
    """So many published interventions of the theme, each named for these elements."""
    for _ in range(count):
        row = make_intervention(statements=[{"element": element} for element in elements])
        with content_change():
            row.themes.add(theme)


@pytest.fixture
def new_theme():
    with content_change():
        return Theme.objects.create(slug="nieuw", name="Nieuw thema", definition="Een thema.")


@pytest.mark.parametrize(
    "query",
    ["", "bron=artikel", "setting=wijk-of-buurt", "thema=jeugd", "doelgroep=ouderen&q=buurt"],
)
def test_every_number_and_every_list_is_what_the_database_says(client, new_theme, query):
    """`Nieuw thema` has none; in the launch content some have one or two, and some a contrast."""
    page, data = page_of(client, f"?{query}"), QueryDict(query)
    table, told = cells(page), cards(page)
    elements = list(Element.objects.in_use())
    seldom = {element.short_name: set() for element in elements}
    for facet in FACETS.keys() - data.keys():
        for group in FACETS[facet].objects.all():
            total = counted(data, **{facet: group.slug})
            having = [counted(data, **{facet: group.slug, "element": e.slug}) for e in elements]
            assert table.pop(group.name) == ([(one, total) for one in having] if total else [])
            for element, one in zip(elements, having, strict=True):
                if total and (one == 0 or (one == 1 and total >= 3)):
                    seldom[element.short_name].add((group.name, one, total))
    whole = [(counted(data, element=e.slug), counted(data)) for e in elements]
    assert table == {"Alle samen": whole}
    assert {name: entries(html) for name, html in told.items()} == seldom


def test_what_is_not_described_at_all_is_told_apart_from_what_is_not_mentioned(client, new_theme):
    page = page_of(client)
    none, few = re.findall(r'<dl class="kb-seldom__few">(.*?)</dl>', page, re.DOTALL)
    assert words(none) == "Thema Nieuw thema"
    assert "Jeugd (2) Sport en bewegen (2) Eigen regie en netwerk (1)" in words(few)
    for html in cards(page).values():
        assert "Nieuw thema" not in html
    assert 'colspan="7">Nog geen interventie beschreven<' in page


def test_once_is_seldom_only_where_at_least_three_are_described(client, new_theme):
    element = make_element(short_name="Zeldzaam")
    make_rows(1, new_theme, [element])
    mine = ("Nieuw thema", 1, 1)
    for more in (0, 1):
        make_rows(more, new_theme)
        assert "Nieuw thema" not in cards(page_of(client))["Zeldzaam"]
    make_rows(1, new_theme)
    card = cards(page_of(client))["Zeldzaam"]
    assert ("Nieuw thema", 1, 3) in entries(card)
    assert mine not in entries(card)
    make_rows(1, new_theme, [element])
    assert "Nieuw thema" not in cards(page_of(client))["Zeldzaam"]


def test_the_links_lead_to_as_many_interventions_as_they_say(client):
    page = page_of(client)
    found = re.findall(r'href="(/interventies/\?[^"]+)"[^>]*>(.*?)</a>(.{0,80})', page, re.DOTALL)
    links = {
        unescape(address): int(re.search(r"(\d+)(?: van|\))", words(told + after))[1])
        for address, told, after in found
    }
    assert len(links) > 60
    for address, total in links.items():
        assert client.get(address).content.decode().count('class="kb-card"') == total, address


def test_with_a_theme_and_a_target_group_every_element_has_one_state_for_the_two_together(client):
    page = page_of(client, "?thema=burgerparticipatie&doelgroep=alle-bewoners")
    data = QueryDict("thema=burgerparticipatie&doelgroep=alle-bewoners")
    total = counted(data)
    assert total >= 3
    for element in Element.objects.in_use():
        having = counted(data, element=element.slug)
        state = {0: "Niet genoemd : bij ", 1: "Eén keer : bij "}.get(having, "Bij ")
        said = words(cards(page)[element.short_name].partition("</h3>")[2])
        assert said.startswith(f"{state}{having} van de {total} interventies"), said
    assert "<table>" not in page
    assert "Per thema" not in page


def test_a_pair_for_which_nothing_is_described_says_that_and_nothing_of_the_elements(client):
    page = page_of(client, "?thema=leefbaarheid&doelgroep=ouderen")
    assert "Bij deze keuzes is nog geen interventie beschreven." in page
    assert cards(page) == {}
    assert "Wel beschreven: interventies over leefbaarheid (6), interventies voor ouderen (1)." in (
        words(page)
    )
    assert 'href="/aanmelden/"' in page


def test_of_one_or_two_interventions_in_all_the_page_says_that_a_number_says_little(client):
    page = page_of(client, "?thema=jeugd")
    assert "Hier zijn maar twee interventies beschreven. Een getal zegt dan weinig." in page
    assert "Eén keer</strong>" not in page.partition("kb-how")[0]
    assert "Per doelgroep" not in words(cards(page)["Empowerment"])
    page = page_of(client, "?thema=eigen-regie-en-netwerk")
    assert "Hier is maar één interventie beschreven." in page


def test_a_contrast_does_not_count_and_what_only_the_editors_read_is_said(client):
    card = words(cards(page_of(client))["Procesbegeleider"])
    assert "Eigen regie en netwerk ( 0 van de 1 , wel als tegenvoorbeeld)" in card
    assert (
        "Alle buurtbewoners met Procesbegeleider ( 1 van de 8 , gelezen door de redactie)" in card
    )
    assert "Bij 3 van de 14 interventies , waarvan 1 gelezen door de redactie" in card


def test_a_chosen_element_is_what_the_page_tells_of_and_does_not_change_the_numbers(client):
    page = page_of(client, "?element=empowerment&combineer=een")
    assert [*cards(page)] == ["Empowerment"]
    assert cards(page)["Empowerment"] == cards(page_of(client))["Empowerment"]
    assert "U ziet alleen Empowerment." in page


def test_a_retired_element_is_told_of_only_where_the_address_names_it(client):
    with content_change():
        Element.objects.filter(slug="empowerment").update(retired_on=dates.today())
    assert "Empowerment" not in cards(page_of(client))
    assert [*cards(page_of(client, "?element=empowerment"))] == ["Empowerment"]


def test_what_is_described_often_everywhere_is_called_that(client, empty_base, new_theme):
    make_rows(3, new_theme, [make_element(short_name="Gewoon")])
    page = page_of(client)
    assert "Nergens zelden beschreven." in cards(page)["Gewoon"]
    assert entries(cards(page)["Gewoon"]) == set()
    assert "Waar zijn weinig interventies" not in page


@pytest.mark.parametrize("count", [0, 1])
def test_a_base_without_interventions_says_so(client, empty_base, new_theme, count):
    for _ in range(count):
        make_element()
    page = page_of(client)
    assert ("Er is nog geen interventie beschreven." in page) == bool(count)
    assert ("Er zijn nog geen elementen beschreven." in page) == (not count)
    assert 'href="/aanmelden/"' in page
    assert NO_ONE in page


def test_the_page_says_what_seldom_is_and_what_it_is_not(client):
    page = page_of(client)
    assert NO_ONE in page
    assert "Zelden is hier: niet genoemd, of één keer bij drie of meer interventies." in page
    assert "Vaker beschreven betekent niet: beter." in page
    assert "%" not in words(page.partition("<main")[2].partition("</main>")[0])
    assert 'href="/aanmelden/">Meld die aanpak aan</a>' in page


def test_a_value_that_does_not_exist_is_named_and_the_rest_counts(client):
    page = page_of(
        client, "?thema=bestaat-niet&thema=jeugd&element=%EF%BF%BF&pagina=99999999999999"
    )
    assert "'bestaat-niet'" in page
    assert "Wij tellen interventies over jeugd: 2 van de 14." in page


def test_the_overview_leads_here_with_its_choices_and_the_form_keeps_the_others(client):
    overview = client.get("/matrix/?thema=jeugd&bron=artikel&lijst=abcd&pagina=1")
    (address,) = re.findall(r'href="(/matrix/zelden/[^"]*)"', overview.content.decode())
    page = page_of(client, unescape(address).removeprefix("/matrix/zelden/"))
    form = page.partition('class="kb-ask')[2].partition("</form>")[0]
    assert re.findall(r'type="hidden" name="([^"]+)" value="([^"]+)"', form) == [
        ("bron", "artikel"),
        ("lijst", "abcd"),
    ]
    assert re.findall(r'<option value="([^"]+)" selected', form) == ["jeugd"]
    assert "lijst=abcd" in re.search(r'href="(/interventies/\?[^"]+)"', page)[1]


def test_more_interventions_groups_and_elements_cost_no_more_queries(
    client, new_theme, django_assert_num_queries
):
    def queries(count):
        make_rows(count, new_theme, [make_element() for _ in range(count)])
        for _ in range(count):
            make_target_group()
        client.get("/matrix/zelden/")
        with django_assert_num_queries(1):  # the version of the content
            client.get("/matrix/zelden/")

    queries(2)
    queries(5)
