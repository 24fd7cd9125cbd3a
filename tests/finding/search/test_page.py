"""Search as visitors meet it."""

import re

import pytest

from tests.factories import Status, make_intervention

pytestmark = pytest.mark.django_db


def page_of(client, query):
    return client.get("/interventies/", {"q": query}).content.decode()


def test_hits_are_marked_in_name_summary_and_snippet(client):
    page = page_of(client, "verenigingen")
    assert "<mark>" in page
    make_intervention(name="Kanarie", goal="Over <b>vogels</b> en een papegaai in de buurt.")
    page = page_of(client, "papegaai")
    assert "&lt;b&gt;vogels&lt;/b&gt; en een <mark>papegaai</mark>" in page
    assert "<b>vogels" not in page


def test_a_correction_is_offered_with_a_link(client):
    page = page_of(client, "beursvleor")
    assert "Bedoelde u" in page
    assert 'href="/interventies/?q=beursvloer"' in page
    assert "Maatschappelijke" in page


def cards(page):
    return re.findall(r'id="kaart-([a-z0-9-]+)"', page)


def test_what_a_related_term_found_follows_under_its_own_heading(client):
    make_intervention(slug="zwaluw", name="Zwaluw", goal="Minder eenzaamheid.")
    page = page_of(client, "eenzaamheid")
    heading = "Ook gevonden met een verwante term: sociale samenhang"
    direct, related = page.split(heading)
    assert cards(direct) == ["zwaluw"]
    assert len(cards(related)) > 5
    assert "Wij zochten ook op" not in page
    by_name = client.get("/interventies/?q=eenzaamheid&sorteer=naam").content.decode()
    assert heading not in by_name
    assert "Wij zochten ook op sociale samenhang." in by_name
    assert cards(by_name) == sorted(cards(page))
    assert "Gevonden met de verwante term" in by_name.split('id="kaart-bronmethodiek"')[1]


def test_the_api_has_what_the_words_themselves_found_first(client):
    make_intervention(slug="zwaluw", name="Zwaluw", goal="Minder eenzaamheid.")
    rows = client.get("/api/v1/interventies?q=eenzaamheid").json()["resultaten"]
    assert rows[0]["slug"] == "zwaluw"
    assert [row["slug"] for row in rows] == cards(page_of(client, "eenzaamheid"))


def test_the_part_of_a_related_term_begins_on_the_page_where_it_falls(client):
    for number in range(24):
        make_intervention(name=f"Zwaluw {number:02}", goal="Minder eenzaamheid.")
    first = page_of(client, "eenzaamheid")
    assert len(cards(first)) == 25
    assert len(cards(first.split('id="verwant"')[1])) == 1
    second = client.get("/interventies/?q=eenzaamheid&pagina=2").content.decode()
    assert cards(second.split('id="verwant"')[0]) == []
    assert len(cards(second)) > 5


def test_no_own_word_is_said_where_only_a_related_term_finds_something(client):
    page = page_of(client, "vluchtelingen")
    assert "Gevonden met een verwante term: migratieachtergrond" in page
    assert "Uw eigen woord staat in geen van deze teksten." in page


def test_those_with_most_words_follow_under_their_own_heading(client):
    page = page_of(client, "sport voor jongeren")
    assert "Hierin staat een deel van uw woorden" in page
    assert "Hier staat niet: sport" in page
    assert page.index("/interventies/thuis-op-straat/") < page.index("Hierin staat een deel")
    assert "Hierin staat" not in page_of(client, "sport")


def test_nearly_found_ones_keep_to_the_other_choices(client):
    page = client.get(
        "/interventies/", {"q": "sport voor ouderen", "doelgroep": "leden-en-achterban"}
    ).content.decode()
    assert 'href="/interventies/buurtsportvereniging/"' not in page


def test_suggestions_are_names_that_begin_as_typed(client):
    response = client.get("/zoeksuggesties", {"q": "buurt"})
    assert response["Content-Type"] == "application/json"
    names = response.json()["suggesties"]
    assert names[:3] == [
        "Buurtgerichte sociale activering",
        "Buurtreminiscentie",
        "Buurtsportvereniging",
    ]
    assert "Wijk of buurt" in names


@pytest.mark.parametrize("typed", ["", "b", " ", "xyzzy", "%"])
def test_nothing_is_suggested_for_nothing(client, typed):
    assert client.get("/zoeksuggesties", {"q": typed}).json() == {"suggesties": []}


def test_only_published_names_are_suggested(client):
    make_intervention(name="Kanarievogel", status=Status.DRAFT)
    assert client.get("/zoeksuggesties", {"q": "kanarie"}).json() == {"suggesties": []}
