import re
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from interventions.models import Intervention, Recognition, RecognitionLevel
from tests.factories import make_intervention, make_source

pytestmark = pytest.mark.django_db
TWO = "?interventie=abcd&interventie=kan-wel"


def page_of(client, query=""):
    response = client.get(f"/vergelijken/{query}")
    assert response.status_code == 200
    return response.content.decode()


def columns(page):
    return re.findall(r'kb-compare__name" href="/interventies/([^/]+)/', page)


def rows_on(page):
    """(title, mark, text of the cells) of each row."""
    body = page[page.index("<tbody>") :] if "<tbody>" in page else ""
    found = []
    for row in re.findall(r"(?s)<tr>(.*?)</tr>", body):
        head, *cells = [
            " ".join(re.sub(r"<[^>]+>", " ", cell).split())
            for cell in re.findall(r"(?s)<t[hd].*?</t[hd]>", row)
        ]
        mark = re.search("(≠ verschil|= gelijk)", head)
        title = re.sub("≠ verschil|= gelijk", "", head).strip()
        found.append((title, mark[1] if mark else "", cells))
    return found


def test_interventions_stand_side_by_side_in_the_order_asked(client):
    page = page_of(client, "?interventie=kan-wel&interventie=abcd&interventie=thuis-op-straat")
    assert columns(page) == ["kan-wel", "abcd", "thuis-op-straat"]
    assert {len(cells) for _, _, cells in rows_on(page)} == {3}


def test_the_elements_come_first_with_their_state_and_how(client):
    rows = rows_on(page_of(client, TWO))
    assert [title.split(" ", 1)[0] for title, _, _ in rows[:7]] == list("1234567")
    title, mark, (abcd, kan_wel) = rows[2]
    assert title == "3 Aansluiten"
    assert mark == "= gelijk"
    assert "Genoemd in het artikel uit 2014" in abcd
    assert "vragenlijst" in abcd
    assert "talenten" in kan_wel or "idee" in kan_wel


def test_rows_say_in_words_whether_they_differ(client):
    marks = {title: mark for title, mark, _ in rows_on(page_of(client, TWO))}
    assert marks["1 Procesbegeleider"] == "≠ verschil"
    assert marks["2 Outreachend"] == "= gelijk"
    assert marks["Waar"] == "= gelijk"
    assert marks["Voor wie"] == "≠ verschil"
    assert marks["Doel"] == ""


def test_values_that_not_all_have_stand_out(client):
    page = page_of(client, TWO)
    themes = page[page.index("Thema&#39;s" if "Thema&#39;s" in page else "Thema's") :]
    themes = themes[: themes.index("</tr>")]
    assert "<strong>Sociale samenhang</strong>" in themes
    assert "<strong>Burgerparticipatie</strong>" not in themes


def test_with_bron_artikel_only_the_article_counts(client):
    rows = rows_on(page_of(client, f"{TWO}&bron=artikel"))
    assert "Niet genoemd" in rows[4][2][1]
    assert "Genoemd in een andere bron" in rows_on(page_of(client, TWO))[4][2][1]


def test_a_recognition_has_its_date_and_may_have_lapsed(client):
    row = Intervention.objects.get(slug="abcd")
    level = RecognitionLevel.objects.get(slug="goed-beschreven")
    Recognition.objects.create(intervention=row, level=level, date="2010-03", source=make_source())
    make_intervention()
    cells = {title: cells for title, _, cells in rows_on(page_of(client, TWO))}
    assert cells["Erkenning"][0] == "ABCD Goed beschreven (maart 2010, mogelijk verlopen)"
    assert cells["Erkenning"][1] == "Kan wél! Geen erkenning bekend"


@pytest.mark.parametrize("query", ["", "?interventie=abcd", "?interventie=bestaat-niet"])
def test_with_fewer_than_two_the_page_says_how_to_choose(client, query):
    page = page_of(client, query)
    assert columns(page) == []
    assert "Kies twee tot vier interventies." in page
    assert page.count('type="checkbox"') == 14
    assert page.count(" checked") == (query == "?interventie=abcd")


def test_of_more_than_four_the_first_four_are_shown_with_a_notice(client):
    slugs = ["abcd", "kan-wel", "woonatelier", "kulturhuske", "bronmethodiek"]
    page = page_of(client, "?" + "&".join(f"interventie={slug}" for slug in slugs))
    assert columns(page) == slugs[:4]
    assert "U kunt hoogstens vier interventies naast elkaar zetten." in page
    assert "Zet er nog een naast" not in page


def test_unknown_and_double_slugs_are_set_aside(client):
    page = page_of(client, f"{TWO}&interventie=abcd&interventie=bestaat-niet")
    assert columns(page) == ["abcd", "kan-wel"]
    assert "<code>interventie</code>: 'bestaat-niet'" in page


def test_without_interventions_the_list_is_compared(client):
    page = page_of(client, "?lijst=woonatelier&lijst=abcd")
    assert columns(page) == ["woonatelier", "abcd"]


def test_of_a_long_list_the_first_four_are_compared_and_all_are_named(client):
    slugs = ["abcd", "kan-wel", "woonatelier", "kulturhuske", "bronmethodiek"]
    page = page_of(client, "?" + "&".join(f"lijst={slug}" for slug in slugs))
    assert columns(page) == slugs[:4]
    assert "Uw lijst heeft 5 interventies. Hier staan de eerste vier." in page
    assert "/interventies/bronmethodiek/" in page[page.index('id="mijn-lijst"') :]


def test_one_can_be_taken_away_and_another_put_beside(client):
    page = page_of(client, f"{TWO}&interventie=woonatelier&lijst=abcd")
    link = re.search(r'href="([^"]+)" rel="nofollow">Haal weg', page)[1].replace("&amp;", "&")
    assert link == "/vergelijken/?interventie=kan-wel&interventie=woonatelier&lijst=abcd"
    article = page_of(client, f"{TWO}&interventie=woonatelier&bron=artikel")
    assert 'interventie=woonatelier&amp;bron=artikel" rel="nofollow">Haal weg' in article
    form = page[page.index('<form class="kb-add"') :]
    assert re.findall(r'name="interventie" value="([^"]+)"', form) == [
        "abcd",
        "kan-wel",
        "woonatelier",
    ]
    options = re.findall(r'<option value="([^"]+)"', form)
    assert len(options) == 11
    assert "abcd" not in options


def test_with_two_none_can_be_taken_away(client):
    assert "Haal weg" not in page_of(client, TWO)


def test_facts_that_none_of_them_has_are_named_once(client):
    make_intervention(slug="een")
    make_intervention(slug="ander")
    page = page_of(client, "?interventie=een&interventie=ander")
    assert "Bij geen van deze interventies gevonden: hoe lang, doel, aanpak" in page
    assert "Aanpak" not in [title for title, _, _ in rows_on(page)]


def test_more_interventions_than_fit_are_found_by_way_of_the_list(client, monkeypatch):
    monkeypatch.setattr("interventions.public.choosing.MOST_LISTED", 5)
    page = page_of(client)
    assert 'type="checkbox"' not in page
    assert "Zoek eerst de interventies" in page


def test_mailing_the_page_mails_what_is_compared_and_robots_stay_out(client):
    page = page_of(client, f"{TWO}&onzin=1")
    mail = unquote(re.search(r'href="mailto:[^"]*body=([^"]+)">Mail deze pagina', page)[1])
    assert mail.endswith(f"/vergelijken/{TWO}")
    assert '<meta name="robots" content="noindex, follow">' in page
    assert 'name="robots"' not in page_of(client)


def test_four_cost_the_queries_of_two(client):
    def queries(slugs):
        client.get("/vergelijken/")
        with CaptureQueriesContext(connection) as found:
            client.get("/vergelijken/?" + "&".join(f"interventie={slug}" for slug in slugs))
        return len(found)

    two = ["thuis-op-straat", "buurtsportvereniging"]
    assert queries([*two, "abcd", "kan-wel"]) == queries(two) < 23
