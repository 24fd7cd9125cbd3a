import re

import pytest

from elements.models import content_change
from interventions.models import Intervention, TargetGroup
from tests.factories import make_intervention

pytestmark = pytest.mark.django_db


def page_of(client, query="", status=200):
    response = client.get(f"/interventies/{query}")
    assert response.status_code == status
    return response.content.decode()


def hits(page):
    return re.findall(r'kb-card__title"><a href="/interventies/([^/]+)/"', page)


def test_every_facet_value_shows_what_it_would_give(client):
    page = page_of(client)
    for value, label, count in re.findall(
        r'name="(?:doelgroep|thema|setting)" value="([^"]+)">\s*<label[^>]*>(.*?) <span'
        r' class="kb-count">\((\d+)\)',
        page,
    ):
        facet = re.search(rf'name="(\w+)" value="{value}"', page)[1]
        assert len(hits(page_of(client, f"?{facet}={value}"))) == int(count), label


def test_chosen_values_are_chips_that_take_themselves_away(client):
    page = page_of(client, "?element=empowerment&doelgroep=ouderen&q=buurt&geldig=ja")
    chips = re.findall(r'class="kb-chip" href="([^"]+)" rel="nofollow"', page)
    assert len(chips) == 4
    assert "/interventies/?element=empowerment&amp;doelgroep=ouderen&amp;geldig=ja" in chips
    assert "/interventies/?q=buurt&amp;element=empowerment&amp;geldig=ja" in chips


def test_the_choice_between_all_and_one_is_put_in_words(client):
    page = page_of(client, "?combineer=een")
    assert "allemaal" in page
    assert "minstens één" in page
    assert re.search(r'id="combineer-een"[^>]* checked', page)
    assert not re.search(r'id="combineer-alle"[^>]* checked', page)


def test_ignored_values_are_named_and_good_ones_count(client):
    page = page_of(client, "?element=bestaat-niet&element=empowerment&erkenning=x")
    assert "Niet alles in het adres is gebruikt." in page
    assert "'bestaat-niet'" in page
    assert len(hits(page)) == 5


def test_markup_in_an_ignored_value_is_shown_as_text(client):
    page = page_of(client, "?element=<script>alert(1)</script>")
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_people_of_a_wider_group_are_offered_in_one_line(client):
    page = page_of(client, "?doelgroep=kinderen-en-jongeren")
    line = re.search(r"Nog (\d+) interventies zijn voor alle buurtbewoners, dus ook voor", page)
    wider = page_of(client, "?doelgroep=alle-bewoners&doelgroep=kinderen-en-jongeren")
    assert int(line[1]) == len(hits(wider)) - len(hits(page))
    assert "kinderen en jongeren. <a" in page
    words = re.sub(r"<[^>]+>", "", page_of(client, "?doelgroep=leden-en-achterban"))
    assert not re.search(r"Nog \d", words)


def test_the_line_for_a_wider_group_comes_from_the_taxonomy(client):
    TargetGroup.objects.update(broader=None)
    assert "dus ook voor" not in page_of(client, "?doelgroep=kinderen-en-jongeren")


def test_with_few_hits_the_page_says_what_to_drop_and_what_that_gives(client):
    page = page_of(client, "?element=empowerment&doelgroep=ouderen&thema=wijkontwikkeling")
    assert hits(page) == []
    options = re.findall(r'href="([^"]+)" rel="nofollow">Zonder [^<]+</a>: (\d+) interv', page)
    assert options
    for address, count in options:
        assert len(hits(client.get(address.replace("&amp;", "&")).content.decode())) == int(count)


def test_with_three_hits_nothing_has_to_be_dropped(client):
    page = page_of(client, "?doelgroep=kinderen-en-jongeren")
    assert len(hits(page)) == 3
    assert "Haal een keuze weg" not in page


def test_nothing_found_gives_a_helpful_page(client):
    page = page_of(client, "?q=zwembad")
    assert "Wij vonden niets dat bij al uw keuzes past." in page
    assert "alle interventies bekijken" in page


def test_more_than_25_hits_are_paged(client):
    for _ in range(13):
        make_intervention()
    first, second = page_of(client), page_of(client, "?pagina=2")
    assert (len(hits(first)), len(hits(second))) == (25, 2)
    assert 'aria-label="Pagina' in first
    assert not set(hits(first)) & set(hits(second))
    page_of(client, "?pagina=3", status=404)


def test_page_one_of_an_empty_selection_exists(client):
    page_of(client, "?q=zwembad&pagina=1")
    page_of(client, "?q=zwembad&pagina=2", status=404)


def test_the_canonical_address_has_no_filters(client):
    page = page_of(client, "?element=empowerment")
    assert re.search(r'rel="canonical" href="[^"?]+/interventies/"', page)
    assert '<meta name="robots" content="noindex, follow">' in page
    assert "noindex" not in page_of(client)


def test_every_link_to_a_filtered_list_asks_robots_not_to_follow(client):
    page = page_of(client, "?element=empowerment&doelgroep=ouderen")
    for link in re.findall(r'<a [^>]*href="/interventies/\?[^>]*>', page):
        assert 'rel="nofollow"' in link


def test_the_shortlist_is_carried_by_links_and_form(client):
    page = page_of(client, "?lijst=abcd&element=empowerment")
    assert 'type="hidden" name="lijst" value="abcd"' in page
    assert "/interventies/?lijst=abcd" in page


def test_a_list_of_twenty_costs_the_queries_of_a_list_of_two(
    client, django_assert_num_queries, monkeypatch
):
    monkeypatch.setattr("interventions.showing.cards._kept", lambda stamp: {})

    def queries(rows):
        for _ in range(rows):
            make_intervention(statements=[{}, {}], name=f"Zeldzaam {make_intervention().pk}")
        client.get("/interventies/?q=zeldzaam")  # builds the index of the new version
        with django_assert_num_queries(11):
            client.get("/interventies/?q=zeldzaam")

    queries(2)
    queries(18)


def test_a_kept_card_changes_with_the_content(client):
    row = make_intervention(name="Zeldzaam samen", statements=[{}])
    assert "Zeldzaam samen" in page_of(client)
    with content_change():
        Intervention.objects.filter(pk=row.pk).update(name="Zeldzaam anders")
    assert "Zeldzaam samen" not in page_of(client)
    assert "Zeldzaam anders" in page_of(client)


def test_a_kept_card_has_no_marks_of_another_search(client):
    make_intervention(name="Zeldzaam samen", summary="Een zeldzaam verhaal.", statements=[{}])
    plain = page_of(client)
    assert "<mark>zeldzaam</mark> verhaal" in page_of(client, "?q=zeldzaam")
    assert page_of(client) == plain


def test_a_kept_card_has_no_list_of_another_visitor(client):
    row = make_intervention(name="Zeldzaam samen", statements=[{}])
    plain = page_of(client)
    mine = page_of(client, f"?lijst={row.slug}")
    assert f"/interventies/{row.slug}/?lijst={row.slug}" in mine
    assert page_of(client) == plain
