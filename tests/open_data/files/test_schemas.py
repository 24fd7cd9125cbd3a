"""Each CSV file is as its Table Schema says, read by Frictionless over the front door."""

import csv
import io
import re

import pytest
from frictionless import Dialect, Resource, Schema
from frictionless.formats import CsvControl

from elements.models import Element, Source
from interventions.models import Municipality, Place, Recognition, RecognitionLevel
from interventions.sheet.columns import SHEET_COLUMNS, STATEMENT_COLUMNS
from tests.factories import make_intervention, make_source
from tests.guards.test_leaks import body_of
from tests.intake.test_round_trip import full_row

pytestmark = pytest.mark.django_db
FILES = (
    *("interventies.csv", "uitspraken.csv", "matrix.csv", "matrix.csv?rijen=doelgroep"),
    *("matrix.csv?rijen=thema&q=zzzzzz", "interventies.csv?q=zzzzzz", "uitspraken.csv?q=zzzzzz"),
)
COMMA = Dialect(controls=[CsvControl(delimiter=",")])


def described(client, file: str) -> tuple[bytes, dict]:
    """A file, and the schema that it says describes it."""
    response = client.get(f"/export/{file}")
    address, relation = re.fullmatch(r'<(.*)>; rel="(.*)"; type=.*', response["Link"]).groups()
    schema = client.get(address)
    assert (relation, schema.status_code) == ("describedby", 200)
    assert schema["Content-Type"] == "application/json"
    assert schema["Access-Control-Allow-Origin"] == "*"
    return body_of(response), schema.json()


def faults(data: bytes, schema: dict) -> list:
    of_file = {"format": "csv", "encoding": "utf-8-sig", "dialect": COMMA}
    report = Resource(data, schema=Schema.from_descriptor(schema), **of_file).validate()
    return report.flatten(["rowNumber", "fieldName", "type", "cell"])


def odd_rows() -> None:
    """What a file and a pattern find hard to hold, and nothing at all."""
    full_row()
    make_intervention(slug="leeg", sources=[])
    row = make_intervention(
        slug="-begint-met-een-streep",
        name="@Som(1)\t;=2",
        website="https://voorbeeld.nl/één?a=1;=b,-c",
        started_year=1900,
        sources=[make_source(slug="-streep"), make_source(slug="_laag")],
    )
    Recognition.objects.create(
        intervention=row, level=RecognitionLevel.objects.first(), date="2015", source=make_source()
    )
    for slug, since in (("-a", None), ("b", 2001), ("-c", None)):
        Place.objects.create(
            intervention=row,
            municipality=Municipality.objects.create(slug=slug, name=slug),
            since=since,
            source=Source.objects.get(slug="-streep"),
        )
    Element.objects.filter(slug="empowerment").update(short_name="=1+1")


def test_every_file_is_as_its_schema_says_whatever_is_in_it(client):
    odd_rows()
    for file in FILES:
        assert faults(*described(client, file)) == [], file


@pytest.mark.parametrize(
    ("file", "heading", "cell", "fault"),
    [
        ("interventies.csv", "Datum van de erkenning", "juni 2017", "constraint-error"),
        ("interventies.csv", "Startjaar", "vroeger", "type-error"),
        ("interventies.csv", "Wordt dit nog gedaan?", "misschien", "constraint-error"),
        ("interventies.csv", "Naam", "", "constraint-error"),
        ("interventies.csv", "Kenmerk", "bronmethodiek", "primary-key"),
        ("interventies.csv", "Vast adres", "hier", "type-error"),
        ("uitspraken.csv", "Soort", "bewezen", "constraint-error"),
        ("uitspraken.csv", "Extra bronnen", "a, b", "constraint-error"),
        ("matrix.csv", "Empowerment", "ja", "constraint-error"),
    ],
)
def test_a_schema_would_find_what_is_wrong(client, file, heading, cell, fault):
    data, schema = described(client, file)
    head, first, *rest = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    first[head.index(heading)] = cell
    stream = io.StringIO()
    csv.writer(stream).writerows([head, first, *rest])
    assert fault in {row[2] for row in faults(stream.getvalue().encode("utf-8-sig"), schema)}


def test_a_schema_tells_of_every_column(client):
    for file, columns in (("interventies", SHEET_COLUMNS), ("uitspraken", STATEMENT_COLUMNS)):
        fields = client.get(f"/data/schema/{file}.json").json()["fields"]
        assert [one["name"] for one in fields] == [one.heading for one in columns if one.write]
        assert all(one["title"] and one["description"] for one in fields), file
        assert "null" not in str(fields)


def test_the_schema_of_the_overview_is_that_of_what_is_asked(client):
    assert client.get("/data/schema/matrix.json?rijen=kleur").status_code == 400
    of_themes = client.get("/data/schema/matrix.json?rijen=thema").json()
    assert [one["type"] for one in of_themes["fields"]] == [*["string"] * 2, *["integer"] * 8]
    assert of_themes["primaryKey"] == ["Kenmerk"]
