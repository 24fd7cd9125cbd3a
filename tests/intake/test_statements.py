"""Statements in a file: with a source they become statements of concepts."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from interventions.models import ImportBatch, Intervention, Statement, SuggestedElement
from tests.factories import Status, make_intervention
from tests.intake.sheets import csv_file, faults_of, preview, take_good, upload, workbook_of

pytestmark = pytest.mark.django_db
STATEMENTS = ["Interventie", "Element", "Soort", "Uitleg", "Bron", "Vindplaats"]


def test_statements_with_a_source_become_statements_and_answer_the_suggestion(editor_client):
    rows = csv_file(["naam", "elementen"], ["Buurttuin", "empowerment; aansluiten"])
    said = csv_file(
        STATEMENTS,
        ["buurttuin", "Empowerment", "genoemd", "Buren leren.", "movisie-kan-wel", "Aanpak"],
    )
    response = upload(editor_client, rows, statements=said)
    editor_client.post(response["Location"], {"step": "all"})
    row = Intervention.objects.get(name="Buurttuin")
    statement = row.statements.get()
    assert (statement.kind, statement.explanation, statement.section) == (
        "named",
        "Buren leren.",
        "Aanpak",
    )
    assert [one.element.slug for one in row.suggested_elements.all()] == ["aansluiten"]


def test_statements_may_come_later_onto_concepts_of_an_import(editor_client):
    address, _ = preview(editor_client, csv_file(["naam", "elementen"], ["Tuin", "empowerment"]))
    editor_client.post(address, {"step": "all"})
    make_intervention(status=Status.DRAFT, name="Met de hand")
    said = csv_file(
        STATEMENTS,
        ["Tuin", "empowerment", "genoemd", "Buren leren.", "movisie-kan-wel", ""],
        ["Met de hand", "empowerment", "genoemd", "Buren leren.", "movisie-kan-wel", ""],
        ["abcd", "empowerment", "genoemd", "Buren leren.", "movisie-kan-wel", ""],
    )
    address, found = preview(editor_client, said)
    assert [(line, code) for line, _, _, code in faults_of(found)] == [
        (3, "no_concept"),
        (4, "no_concept"),
    ]
    rest = workbook_of(take_good(editor_client, address))["Uitspraken"]
    assert len(rest) == 3
    row = Intervention.objects.get(name="Tuin")
    assert row.statements.count() == 1
    assert not row.suggested_elements.exists()
    assert ImportBatch.objects.count() == 2


def cost_of(client, names: list[str]) -> int:
    """The queries of reading in so many interventions, with a statement each."""
    said = [[name, "empowerment", "genoemd", "Zo.", "movisie-kan-wel", ""] for name in names]
    rows = csv_file(["naam", "elementen"], *([name, "empowerment"] for name in names))
    place = upload(client, rows, statements=csv_file(STATEMENTS, *said))["Location"]
    with CaptureQueriesContext(connection) as queries:
        client.post(place, {"step": "all"})
    return len(queries)


def test_twenty_rows_are_written_in_the_queries_of_two(editor_client, editor):
    two = cost_of(editor_client, ["Tuin", "Hof"])
    names = [f"Plein {number}" for number in range(20)]
    assert cost_of(editor_client, names) <= two + 5  # long ones go in parts
    rows = Statement.objects.filter(intervention__name__in=names)
    assert {row.history.get().history_user for row in rows} == {editor}
    assert len(rows) == 20
    assert not SuggestedElement.objects.exists()
