"""A fact stands once, in the table of the sheet: every room knows it by that.

The text of these tests is made from the table, so a fact that is added is asked for everywhere.
"""

import csv
import datetime
import io
import json

import openpyxl
import pytest
from django.core.management import call_command

from interventions.models import (
    Intervention,
    Municipality,
    Publication,
)
from interventions.sheet import BOXES, CHANGE, FACTS, Kind
from interventions.sheet.columns import SHEET_COLUMNS, STATEMENT_COLUMNS
from interventions.sheet.differences import UNTOLD, differences
from interventions.sheet.document import intervention_document, source_key
from interventions.workflow import publish, revise
from interventions.workflow.restoring import bring_back
from tests.factories import Status, in_state, make_intervention, make_source, reviewed
from tests.guards.test_leaks import body_of
from tests.intake.test_round_trip import downloaded, forget_everything

pytestmark = pytest.mark.django_db
COLUMNS = {column.key: column for column in (*STATEMENT_COLUMNS, *SHEET_COLUMNS)}
PUBLIC = [fact for fact in FACTS if fact.key]
OWN = ("slug", "naam")  # the row has them already


def values_of(facts, text: str) -> tuple[dict, dict]:
    """Something for each field of these facts: what is saved, and what is set once it is."""
    plain, many = {}, {}
    for fact in facts:
        parts = [(part.field, part.kind) for part in fact.parts] or [(fact.field, fact.kind)]
        parts += [(fact.date, Kind.DATE), (fact.source, Kind.SOURCE)]
        for name, kind in parts:
            if name and fact.key not in OWN:
                field = fact.model._meta.get_field(name)
                kept = many if kind is Kind.WORDS else plain
                kept[name] = value_for(field, kind, text)
    return plain, many


def value_for(field, kind: Kind, text: str):
    if kind is Kind.WORDS:
        return [field.related_model._default_manager.first()]
    if field.is_relation:
        return row_for(field)
    if field.choices:
        return next(one for one, _ in field.choices if one not in ("", "onbekend"))
    of_kind = {
        Kind.YEAR: 2001,
        Kind.DATE: "2014-02",
        Kind.DAY: datetime.date(2026, 3, 4),
        Kind.ADDRESS: f"https://{field.name.replace('_', '-')}.example/",
    }
    return of_kind.get(kind, f"{text} {field.name}")


def row_for(field):
    rows = {Intervention: Intervention.objects.filter(slug="abcd")}
    return rows.get(field.related_model, field.related_model._default_manager.all()).first()


@pytest.fixture
def full(db):
    """A published text in which every fact of the table says something, and an empty one."""
    Municipality.objects.get_or_create(slug="ergens", defaults={"name": "Ergens"})
    plain, many = values_of(FACTS, "Woorden over")
    row = make_intervention(slug="vol", name="Vol", status=Status.DRAFT, **plain)
    for name, rows in many.items():
        getattr(row, name).set(rows)
    for box in BOXES:
        plain, many = values_of(box.facts, "Woorden bij")
        below = box.model.objects.create(intervention=row, **plain)
        for name, rows in many.items():
            getattr(below, name).set(rows)
    return in_state(row, Status.PUBLISHED)


def columns_of(facts, within: str = "") -> list:
    """The columns that these facts have to have, the parts of each apart."""
    found = []
    for fact in facts:
        key = f"{within}{fact.key}"
        if fact.parts:
            found += [f"{key}.{part.key}" for part in fact.parts]
        elif fact.date:
            found += [f"{key}.stand", f"{key}.datum", *([f"{key}.bron"] if fact.source else [])]
        else:
            found += [key, *([source_key(fact)] if fact.source else [])]
    return found


def expected_columns() -> dict[str, list[str]]:
    """By file the columns of every public fact."""
    statements, *boxes = BOXES
    below = [
        key
        for box in boxes
        for key in columns_of((one for one in box.facts if one.key), f"{box.key}.")
    ]
    return {
        "interventies": [*columns_of(PUBLIC), *below],
        "uitspraken": columns_of(one for one in statements.facts if one.key),
    }


def test_it_is_a_column_with_its_value_a_schema_and_a_place_in_the_template(
    client, editor_client, full
):
    template = editor_client.get("/beheer/interventions/importbatch/sjabloon/").getvalue()
    book = openpyxl.load_workbook(io.BytesIO(template))
    for (file, keys), table in zip(
        expected_columns().items(), (SHEET_COLUMNS, STATEMENT_COLUMNS), strict=True
    ):
        headings = {column.key: column.heading for column in table}
        text = body_of(client.get(f"/export/{file}.csv")).decode("utf-8-sig")
        rows = csv.DictReader(io.StringIO(text, newline=""))
        line = next(row for row in rows if "vol" in (row.get("Kenmerk"), row.get("Interventie")))
        schema = client.get(f"/data/schema/{file}.json").json()
        fields = {one["name"] for one in schema["fields"]}
        offered = {cell.value for cell in book[file.title()][1]}
        for key in keys:
            assert line[headings[key]], key
            assert headings[key] in fields, key
            assert headings[key] in offered, key


def test_it_is_in_the_document_the_api_and_its_description(client, full):
    found = client.get("/api/v1/interventies/vol").json()
    shapes = json.loads(body_of(client.get("/api/v1/openapi.json")))["components"]["schemas"]
    exported = json.loads(body_of(client.get("/export/interventies.json")))["interventies"]
    document = next(one for one in exported if one["slug"] == "vol")
    for fact in PUBLIC:
        keys = [fact.key, *([source_key(fact)] if fact.source and not fact.date else [])]
        for key in keys:
            assert found[key], key
            assert document[key] == found[key], key
            assert shapes["Interventie"]["properties"][key], key
        for part in fact.parts:
            assert found[fact.key][part.key], part.key
    for box in BOXES:
        rows = shapes["Interventie"]["properties"][box.key]["items"]["$ref"]
        properties = shapes[rows.rpartition("/")[2]]["properties"]
        for fact in (one for one in box.facts if one.key):
            assert found[box.key][0][fact.key], (box.key, fact.key)
            assert fact.key in properties, (box.key, fact.key)
        hidden = {one.field for one in box.facts if not one.key}
        assert not hidden & found[box.key][0].keys()


def test_the_files_bring_it_back(client, full, tmp_path):
    before = said_by(full)
    files = downloaded(client, tmp_path, "interventies.csv", "uitspraken.csv")
    forget_everything()
    call_command("import_interventions", *files)
    assert said_by(Intervention.objects.get(slug="vol")) == before


def said_by(row) -> dict:
    """What a document says that does not follow from its workflow."""
    document = intervention_document(Intervention.objects.for_detail().get(pk=row.pk))
    return {key: value for key, value in document.items() if key not in OF_THE_WORKFLOW}


OF_THE_WORKFLOW = ("versie", "gepubliceerdOp", "gewijzigdOp", "variantVan")


def test_what_changed_tells_it(full):
    whole = said_by(full)
    for fact in (one for one in PUBLIC if one.key not in ("slug", "variantVan")):
        empty = {**whole, fact.key: [] if isinstance(whole[fact.key], list) else None}
        assert [one.key for one in differences(empty, whole, {})] == [fact.key]
    for box in BOXES:
        for fact in (one for one in box.facts if one.key and one.key not in UNTOLD):
            (row,) = whole[box.key]
            other = {**whole, box.key: [{**row, fact.key: None}]}
            (told,) = differences(other, whole, {})
            assert told.key == box.key
            assert f"{fact.shown.get(CHANGE) or fact.name}: " in told.after


def test_an_old_version_brings_it_back(full, editor, reviewer):
    before = said_by(full)
    copy = revise(full, by=editor)
    for box in BOXES:
        getattr(copy, box.relation).all().delete()
    empty = Intervention(name="Vol", summary="Leeg.")
    for field in {name for fact in FACTS for name in fact.fields} - {"slug", "name", "summary"}:
        of_model = Intervention._meta.get_field(field)
        if of_model.many_to_many:
            getattr(copy, field).clear()
        else:
            setattr(copy, field, getattr(empty, field))
    copy.save()
    copy.sources.set([make_source()])
    publish(reviewed(copy, editor=editor, reviewer=reviewer), by=reviewer, note="Leeg.")
    assert said_by(full) != before

    copy = bring_back(full.publications.get(number=1), by=editor)
    assert said_by(copy) == before


def test_a_version_of_before_it_is_still_read(client, full):
    version = full.publications.get()
    document = dict(version.document)
    for box in BOXES:
        later = {fact.key for fact in box.facts if fact.key and may_be_empty(fact)}
        assert later
        rows = document[box.key]
        document[box.key] = [
            {key: said for key, said in row.items() if key not in later} for row in rows
        ]
    Publication.objects.filter(pk=version.pk).update(document=document)
    for address in ("/interventies/vol/versies/1/", "/data/interventies/vol.ttl"):
        response = client.get(address)
        assert response.status_code == 200
        assert body_of(response)


def may_be_empty(fact) -> bool:
    field = fact.model._meta.get_field(fact.field)
    return field.blank or field.null
