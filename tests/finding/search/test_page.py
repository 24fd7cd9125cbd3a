"""Search as visitors meet it."""

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


def test_related_words_are_said(client):
    assert "Wij zochten ook op sociale samenhang." in page_of(client, "eenzaamheid")


def test_those_with_most_words_follow_under_their_own_heading(client):
    page = page_of(client, "sport voor jongeren")
    assert "Hierin staan de meeste van uw woorden" in page
    assert page.index("/interventies/thuis-op-straat/") < page.index("Hierin staan de meeste")
    assert "Hierin staan" not in page_of(client, "sport")


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
