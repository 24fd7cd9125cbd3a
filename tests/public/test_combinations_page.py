import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from interventions.finding.combinations import MOST_SETS
from interventions.models import Intervention
from tests.factories import make_element, make_intervention

pytestmark = pytest.mark.django_db


def page_of(client, query=""):
    response = client.get(f"/combinaties/{query}")
    assert response.status_code == 200
    return response.content.decode()


def sets_on(page):
    """Per set the slugs of its members."""
    sets = page.split('<li class="kb-set">')[1:]
    return [re.findall(r'kb-set__name" href="/interventies/([^/]+)/', part) for part in sets]


def section(page, start, end):
    start = page.index(f'id="{start}"')
    return page[start : page.index(f'id="{end}"', start)]


def test_the_launch_content_needs_three_in_twenty_five_ways(client):
    page = page_of(client)
    assert "Er zijn 3 interventies nodig om alle elementen genoemd te zien." in page
    assert "Dat kan op 25 manieren." in page
    sets = sets_on(page)
    assert len(sets) == 25
    assert {len(members) for members in sets} == {3}
    assert len({frozenset(members) for members in sets}) == 25


def test_the_article_alone_needs_four_in_fifteen_ways(client):
    page = page_of(client, "?bron=artikel")
    assert "Er zijn 4 interventies nodig" in page
    assert "Dat kan op 15 manieren." in page
    assert len(sets_on(page)) == 15
    assert '<span class="kb-vh"> (lezing van de redactie)' not in page


def test_each_set_says_who_brings_what_and_what_the_editors_read(client):
    page = page_of(client)
    part = page.split('<li class="kb-set">')[1]
    kulturhuske = part[part.index("/interventies/kulturhuske/") :]
    assert "Laagdrempelig</span></span>" in kulturhuske
    read = 'Procesbegeleider</span><span class="kb-vh"> (lezing van de redactie)</span>'
    assert read in kulturhuske


def test_projects_that_have_ended_are_marked(client):
    page = page_of(client)
    name = Intervention.objects.get(slug="kan-wel").name
    assert f'{name}</a> <span class="kb-lapsed">gestopt (2014)</span>' in page


def test_what_the_visitor_does_is_in_every_set_with_coverage_overlap_and_gaps(client):
    page = page_of(client, "?met=abcd&met=kan-wel")
    assert all({"abcd", "kan-wel"} <= {*members} for members in sets_on(page))
    table = section(page, "al", "erbij")
    rows = re.findall(r"(?s)<tr.*?</tr>", table)[1:]
    assert len(rows) == 7
    assert [("Niet genoemd" in row, "overlap" in row) for row in rows] == [
        (False, False),
        (True, False),
        (False, True),
        (True, False),
        (False, False),
        (True, False),
        (False, False),
    ]


def test_additions_are_ranked_by_the_gaps_they_fill(client):
    page = page_of(client, "?met=abcd&met=kan-wel")
    lines = section(page, "erbij", "kleinste").split("kb-set__name")[1:]
    counts = [line.count('class="kb-el ') for line in lines]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] == 3
    assert "/interventies/abcd/" not in "".join(lines)


def test_an_addition_leads_to_the_same_question_with_one_more(client):
    page = page_of(client, "?met=abcd&met=kan-wel&bron=artikel&zonder=woonatelier")
    link = re.search(r'kb-additions__go" href="([^"]+)"', page)[1].replace("&amp;", "&")
    for part in ("met=abcd", "met=kan-wel", "bron=artikel", "zonder=woonatelier", "#uitkomst"):
        assert part in link
    assert link.count("met=") == 3


def test_when_all_is_covered_already_the_page_says_so(client):
    page = page_of(client, "?element=empowerment&met=tijdvoorelkaar")
    assert "Bij wat u al doet, noemen de bronnen samen al de gekozen elementen." in page
    assert sets_on(page) == [["tijdvoorelkaar"]]


def test_what_the_visitor_does_not_want_is_in_no_set(client):
    sets = sets_on(page_of(client, "?zonder=abcd"))
    assert sets
    assert not any("abcd" in members for members in sets)


def test_the_selection_limits_the_candidates_but_not_what_the_visitor_does(client):
    page = page_of(client, "?element=empowerment&doelgroep=kinderen-en-jongeren")
    young = {*Intervention.objects.filter(target_groups__slug="kinderen-en-jongeren")}
    assert {slug for members in sets_on(page) for slug in members} <= {row.slug for row in young}
    page = page_of(
        client, "?doelgroep=kinderen-en-jongeren&met=woonatelier&element=procesbegeleider"
    )
    assert sets_on(page) == [["woonatelier"]]


def test_the_element_is_what_to_cover_and_no_limit(client):
    page = page_of(client, "?element=procesbegeleider&element=gewoon-beginnen")
    assert ["abcd", "woonatelier"] in sets_on(page)


def test_one_intervention_can_be_enough(client):
    page = page_of(client, "?element=samenwerken")
    assert "Bij één interventie noemen de bronnen de gekozen elementen." in page


def test_elements_that_nobody_covers_are_named(client):
    page = page_of(client, "?doelgroep=ouderen")
    empty = re.search(r'(?s)<div class="kb-empty">.*?</div>', page)[0]
    assert "Dit kan niet met deze keuzes." in empty
    assert "Laagdrempelig" in empty
    assert "Samenwerken" not in empty
    assert sets_on(page) == []


def test_a_contrast_does_not_cover(client):
    page = page_of(client, "?element=procesbegeleider")
    assert ["eigen-kracht-conferentie"] not in sets_on(page)
    assert ["woonatelier"] in sets_on(page)


def test_more_than_two_hundred_sets_are_counted_and_the_first_shown(client):
    one, other = make_element(), make_element()
    for element in (one, other):
        for _ in range(36):
            make_intervention(statements=[{"element": element}])
    page = page_of(client, f"?element={one.slug}&element={other.slug}")
    assert "Dat kan op 1.296 manieren." in page
    assert f"U ziet de eerste {MOST_SETS}." in page
    assert len(sets_on(page)) == MOST_SETS


def test_more_elements_than_can_be_reckoned_are_named(client):
    for _ in range(6):
        make_intervention(statements=[{}])
    page = page_of(client, "?met=abcd")
    assert "Wij rekenen met hoogstens 12 elementen." in page
    assert section(page, "al", "erbij").count("<tr") == 1 + 12


@pytest.mark.parametrize("parameter", ["met", "zonder", "element", "doelgroep"])
def test_unknown_values_are_named_and_the_good_ones_count(client, parameter):
    good = {"met": "abcd", "zonder": "abcd", "element": "empowerment", "doelgroep": "ouderen"}
    page = page_of(client, f"?{parameter}=bestaat-niet&{parameter}={good[parameter]}")
    assert f"<code>{parameter}</code>: 'bestaat-niet'" in page
    assert re.search(rf'id="{parameter}-{good[parameter]}"[^>]* checked', page)


def test_the_same_in_met_and_zonder_counts_as_met(client):
    page = page_of(client, "?met=abcd&zonder=abcd")
    assert "Deze staat ook bij wat u al doet." in page
    assert all("abcd" in members for members in sets_on(page))
    assert not re.search(r'id="zonder-abcd"[^>]* checked', page)


def test_the_page_says_that_it_is_a_sum_and_how_it_is_done(client):
    page = page_of(client)
    assert "Dit is een rekensom, geen advies.</strong> Kijk of de interventies bij uw buurt" in page
    how = page[page.index("Hoe rekenen wij dit uit?") :]
    assert "Chorpita, B. F., Bernstein, A. en Daleiden, E. L. (2011)" in how


def test_a_set_leads_to_the_comparison_of_its_members(client):
    page = page_of(client)
    link = re.search(r'kb-set__more"><a href="([^"]+)"', page)[1].replace("&amp;", "&")
    assert client.get(link).content.decode().count('class="kb-compare__name"') == 3


def test_queries_are_kept_out_of_search_engines_and_share_one_canonical(client):
    assert 'name="robots"' not in page_of(client)
    page = page_of(client, "?met=abcd")
    assert '<meta name="robots" content="noindex, follow">' in page
    assert re.search(r'rel="canonical" href="[^"?]+/combinaties/"', page)


def test_with_nothing_published_the_page_still_answers(client, empty_base):
    assert "Er zijn nog geen elementen beschreven." in page_of(client)


def test_more_interventions_than_fit_are_found_by_way_of_the_list(client, monkeypatch):
    monkeypatch.setattr("interventions.public.choosing.MOST_LISTED", 5)
    page = page_of(client, "?met=abcd&lijst=kan-wel")
    assert re.findall(r'name="met" value="([^"]+)"', page) == ["abcd", "kan-wel"]
    assert "Zoek eerst uw interventie" in page


def test_twenty_rows_cost_the_queries_of_two(client):
    def queries(rows):
        element = make_element()
        for _ in range(rows):
            make_intervention(statements=[{"element": element}])
        address = f"/combinaties/?element={element.slug}&met=abcd"
        client.get("/combinaties/")
        with CaptureQueriesContext(connection) as found:
            assert len(sets_on(client.get(address).content.decode())) == rows
        return len(found)

    assert queries(2) == queries(20) < 12
