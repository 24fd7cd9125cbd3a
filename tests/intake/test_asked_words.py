"""A word that a file names and no list has: asked for from the preview, and given when it comes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from elements.models import Source
from interventions.models import ImportBatch, Intervention, Municipality, WordRequest
from interventions.workflow import words
from tests.intake.sheets import choose, csv_file, faults_of, preview

pytestmark = pytest.mark.django_db
ASKED = {("theme", "Water"): "+"}
LIST = csv_file(["naam", "thema's"], ["Tuin", "jeugd;Water"])


def asks(client, data: bytes, asked=None) -> str:
    address, _ = preview(client, data)
    choose(client, address, asked or ASKED)
    return address


def test_the_preview_offers_to_ask_and_then_says_that_it_waits(editor, editor_client):
    address, found = preview(editor_client, LIST)
    assert faults_of(found) == [(2, "thema's", "Water", "unknown")]
    assert "Vraag dit woord aan" in editor_client.get(address).content.decode()
    choose(editor_client, address, ASKED)
    page = editor_client.get(address)
    assert page.context["found"].faults == []
    assert "Woorden die zijn aangevraagd" in page.content.decode()
    request = WordRequest.objects.get()
    assert (request.kind, request.name, request.asked_by) == ("theme", "Water", editor)


def test_a_row_that_was_read_in_has_the_word_when_it_comes(editor_client, reviewer):
    editor_client.post(asks(editor_client, LIST), {"step": "all"})
    row = Intervention.objects.get(name="Tuin")
    assert [word.name for word in row.themes.all()] == ["Jeugd"]
    assert row.desk_note == ""
    words.grant(WordRequest.objects.get(), by=reviewer)
    assert {word.name for word in row.themes.all()} == {"Jeugd", "Water"}


def test_a_file_that_still_waits_has_it_too(editor_client, reviewer):
    address = asks(editor_client, LIST)
    words.grant(WordRequest.objects.get(), by=reviewer)
    editor_client.post(address, {"step": "all"})
    row = Intervention.objects.get(name="Tuin")
    assert {word.name for word in row.themes.all()} == {"Jeugd", "Water"}


def test_after_no_the_word_is_asked_about_again_with_the_answer(editor_client, reviewer):
    address = asks(editor_client, LIST)
    words.refuse(WordRequest.objects.get(), by=reviewer, note="Kies Jeugd.")
    page = editor_client.get(address)
    assert [(word.words, word.value) for word in page.context["unknown"]] == [("theme", "Water")]
    assert "niet toegevoegd. Kies Jeugd." in page.content.decode()
    assert editor_client.post(address, {"step": "all"}).context["refusal"]


def test_a_place_comes_with_its_municipality(editor_client, reviewer):
    source = Source.objects.get(slug="movisie-kan-wel")
    heads = ["naam", "plaatsen.gemeente", "plaatsen.van", "plaatsen.tot", "plaatsen.bron"]
    data = csv_file(heads, ["Tuin", "Waterdam", "2014", "", source.slug])
    address = asks(editor_client, data, {("municipality", "Waterdam"): "+"})
    assert editor_client.get(address).context["found"].faults == []
    editor_client.post(address, {"step": "all"})
    row = Intervention.objects.get(name="Tuin")
    assert not row.places.exists()
    words.grant(WordRequest.objects.get(), by=reviewer)
    place = row.places.get()
    assert (place.municipality, place.since, place.until, place.source) == (
        Municipality.objects.get(slug="waterdam"),
        2014,
        None,
        source,
    )


def test_a_name_that_fits_no_list_is_refused_in_words(editor_client):
    name = "w" * 81
    address, _ = preview(editor_client, csv_file(["naam", "thema's"], ["Tuin", name]))
    page = choose(editor_client, address, {("theme", name): "+"})
    assert not WordRequest.objects.exists()
    assert "80" in editor_client.get(page["Location"]).content.decode()
    assert not ImportBatch.objects.exists()


def test_nobody_asks_for_an_element_or_a_source(editor_client):
    data = csv_file(["naam", "elementen"], ["Tuin", "onbestaand"])
    address, _ = preview(editor_client, data)
    assert "Vraag dit woord aan" not in editor_client.get(address).content.decode()
    choose(editor_client, address, {("element", "onbestaand"): "+"})
    assert editor_client.get(address).context["found"].faults
    assert not WordRequest.objects.exists()


def cost_of(client, number: int) -> int:
    """The queries of reading in so many rows that wait for the same word."""
    rows = [[f"Tuin {number} {one}", "Water"] for one in range(number)]
    address = asks(client, csv_file(["naam", "thema's"], *rows))
    with CaptureQueriesContext(connection) as found:
        client.post(address, {"step": "all"})
    return len(found)


def test_many_rows_that_wait_cost_the_queries_of_two(editor_client):
    """Not twenty: SQLite takes so many of these wide rows in two statements."""
    assert cost_of(editor_client, 2) == cost_of(editor_client, 12)
    assert WordRequest.objects.get().wishes.count() == 2 + 12 + 1
