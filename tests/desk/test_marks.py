"""Which fields have to be filled in is said at each form of the desk, in words."""

import re

import pytest

from interventions.models import Intervention
from tests.desk.forms import ADD, page_of, verb_page
from tests.desk.signing_in import LOGIN
from tests.factories import Status, make_intervention

pytestmark = pytest.mark.django_db
LABEL = re.compile(
    r'<label[^>]*for="id_([\w-]+)"[^>]*>([^<]+)(?:<span[^>]*>\((.*?)\)</span>)?</label>'
)
FILLED, LATER = "verplicht", "nodig om in te dienen"


def marked(page: str, mark: str = FILLED) -> set[str]:
    return {name for name, _, said in LABEL.findall(page) if said == mark}


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/beheer/elements/source/add/", {"title", "kind", "seen"}),
        ("/beheer/elements/term/add/", {"name", "definition", "sources"}),
        ("/beheer/interventions/theme/add/", {"name", "definition"}),
        ("/beheer/interventions/synonym/add/", {"word", "term", "kind"}),
    ],
)
def test_a_form_marks_what_has_to_be_filled_in(admin_client, address, expected):
    page = admin_client.get(address).content.decode()
    assert marked(page) == expected
    assert page.count("kunt u zonder dat veld niet opslaan") == 1


def test_the_sheet_says_apart_what_is_needed_for_handing_in_only(editor_client):
    page = editor_client.get(ADD).content.decode()
    assert marked(page) >= {
        "name",
        "statements-0-element",
        "statements-0-source",
        "places-0-source",
    }
    assert marked(page, LATER) == {
        *("sources", "statements-0-explanation", "statements-__prefix__-explanation"),
    }
    assert "mag u ook later invullen" in page


def test_what_is_marked_for_handing_in_is_what_it_asks_for(editor_client):
    row = make_intervention(status=Status.DRAFT, statements=[{"explanation": ""}])
    row.sources.clear()
    names = {name.split("-")[-1] for name in marked(page_of(editor_client, row), LATER)}
    assert names == {"sources", "explanation"}
    page = editor_client.get(verb_page(row, "submit")).content.decode()
    assert "nog geen bron bij" in page
    assert "De uitleg bij" in page


@pytest.mark.parametrize("verb", ["send_back", "reject", "release"])
def test_a_step_marks_its_note_only_where_it_asks_for_one(reviewer, reviewer_client, verb):
    row = make_intervention(status=Status.IN_REVIEW)
    Intervention.objects.filter(pk=row.pk).update(claimed_by=reviewer)
    page = reviewer_client.get(verb_page(row, verb)).content.decode()
    refused = reviewer_client.post(verb_page(row, verb), {"note": ""}).status_code == 200
    assert marked(page) == ({"note"} if refused else set())
    assert refused == (verb != "release")


def test_the_door_marks_its_fields_too(client):
    assert marked(client.get(LOGIN).content.decode()) == {"username", "password"}


def test_who_can_only_read_is_asked_for_nothing(editor_client):
    page = page_of(editor_client, make_intervention(status=Status.PUBLISHED))
    assert marked(page) == set()
    assert "niet opslaan" not in page
    assert "<noscript>" not in page
