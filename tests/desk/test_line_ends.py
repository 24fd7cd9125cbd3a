"""Whatever a browser sends for a line end, it is one thing: one sign, and no change of a text."""

import io
from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from openpyxl import load_workbook

from interventions.models import Intervention, Publication
from interventions.sheet.older import document_of
from tests.desk.filled import opened
from tests.desk.forms import change_page
from tests.factories import Status, make_intervention, make_person

pytestmark = pytest.mark.django_db
BREAKS = ("\n", "\r\n", "\r", "\x85", "\u2028", "\u2029")
TEXT = "Eerst dit.\n\n- een\n- twee\nDan dat."


def as_sent(form: dict, ends: str = "\r\n") -> dict:
    """The form as a browser sends it back, untouched."""
    return {name: [one.replace("\n", ends) for one in values] for name, values in form.items()}


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_an_untouched_save_changes_nothing(editor_client, ends):
    author = make_person("een ander")
    row = make_intervention(status=Status.DRAFT, approach=TEXT, aliases="Een\nTwee", desk_note=TEXT)
    Intervention.objects.filter(pk=row.pk).update(changed_by=author, changed_at=row.created_at)
    before, entries = Intervention.objects.values().get(pk=row.pk), row.history.count()

    answer = editor_client.post(change_page(row), as_sent(opened(editor_client, row), ends))

    assert answer.status_code == 302
    assert Intervention.objects.values().get(pk=row.pk) == before
    assert row.history.count() == entries


def test_a_line_end_counts_once(editor_client):
    row = make_intervention(status=Status.DRAFT)
    form = opened(editor_client, row)
    summary = ("x" * 59 + "\n") * 10  # 600 signs
    form["summary"] = [summary.strip() + "y"]
    assert editor_client.post(change_page(row), as_sent(form)).status_code == 302
    row.refresh_from_db()
    assert row.summary == summary.strip() + "y"
    assert len(row.summary) == 600


@pytest.mark.parametrize("ends", BREAKS)
def test_every_way_into_the_base_writes_one_kind(ends):
    text = f"Een{ends}Twee"
    row = make_intervention(approach=text, statements=[{"explanation": text}])
    row.refresh_from_db()
    assert row.approach == row.statements.get().explanation == "Een\nTwee"
    Intervention.objects.filter(pk=row.pk).update(goal=text)
    row.refresh_from_db()
    assert row.goal == "Een\nTwee"


def test_a_workbook_shows_no_sign_of_a_line_end_and_gives_the_text_back(client):
    make_intervention(name="Regels", approach="Een\r\nTwee")
    answer = client.get("/export/interventies.xlsx?q=regels")
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    cells = [str(cell.value) for sheet in book for line in sheet.iter_rows() for cell in line]
    assert "Een\nTwee" in cells
    assert not [cell for cell in cells if "x000D" in cell or "\r" in cell]


def test_what_stood_in_the_base_with_two_signs_is_written_with_one():
    row = make_intervention(approach="Een\nTwee")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE interventions_intervention SET approach = %s, goal = %s WHERE id = %s",
            ["Een\r\nTwee\rDrie", "Geen", row.pk],
        )
    written = import_module("interventions.migrations.0014_line_ends")
    state = MigrationLoader(connection).project_state([("interventions", "0014_line_ends")])
    written.write_one_kind(state.apps, None)
    row.refresh_from_db()
    assert (row.approach, row.goal) == ("Een\nTwee\nDrie", "Geen")


def test_an_old_version_is_read_with_the_line_ends_of_today(client):
    row = make_intervention(approach="Een\nTwee")
    version = row.publications.get()
    document = {**version.document, "aanpak": "Een\r\nTwee", "aliassen": ["A\r\nB"]}
    Publication.objects.filter(pk=version.pk).update(document=document)
    version.refresh_from_db()
    found = document_of(version)
    assert found["aanpak"] == "Een\nTwee"
    assert found["aliassen"] == ["A\nB"]
