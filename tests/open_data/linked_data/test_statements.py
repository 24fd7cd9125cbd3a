"""A statement has an address for good, whatever happens to the text that it stands in."""

import csv
import io
import json

import openpyxl
import pytest
from rdflib import Literal
from rdflib.namespace import DCTERMS, PROV, RDF, XSD

from elements.models import Element
from interventions.models import Intervention, StatementNumber
from interventions.workflow import publish, revise, withdraw
from tests.factories import (
    Status,
    make_element,
    make_intervention,
    make_source,
    reviewed,
)
from tests.guards.test_leaks import body_of
from tests.open_data.linked_data.reading import ID, WE, read

pytestmark = pytest.mark.django_db
TURTLE = {"accept": "text/turtle"}
FILES = ("uitspraken.csv", "interventies.json", "interventies.xlsx")


@pytest.fixture
def row(db):
    """A published text with two statements by one source."""
    return make_intervention(
        slug="proef",
        statements=[
            {"element": Element.objects.get(slug="empowerment"), "explanation": "Eerst dit."},
            {"element": Element.objects.get(slug="aansluiten"), "kind": "contrast"},
        ],
    )


def numbers(client, slug="proef") -> dict[str, str]:
    """By element the path of each statement, as the API says it."""
    found = client.get(f"/api/v1/interventies/{slug}").json()["uitspraken"]
    return {one["element"]: one["id"].partition("/id/")[2] for one in found}


def data_of(path: str) -> str:
    return path.replace("uitspraak/", "uitspraken/")


def record(client, path: str):
    """What the data say of a statement, and its name in them."""
    return read(client, data_of(path)), ID[path]


def published_anew(row, editor, reviewer, change) -> Intervention:
    """The next version, after `change` of the working copy."""
    copy = revise(row, by=editor)
    change(copy)
    publish(reviewed(copy, editor=editor, reviewer=reviewer), by=reviewer, note="Anders.")
    return Intervention.objects.get(pk=row.pk)


def drop(element: str):
    return lambda copy: copy.statements.filter(element__slug=element).delete()


def test_each_address_leads_to_the_statement_itself(client):
    for path in numbers(client, "abcd").values():
        there = client.get(f"/id/{path}")
        place, _, anchor = there["Location"].partition("#")
        assert (there.status_code, place) == (303, "/interventies/abcd/")
        page = client.get(place).content.decode()
        assert page.count(f'id="{anchor}"') == 1
        assert f'href="/id/{path}"' in page
        for kind, ending in (("text/turtle", "ttl"), ("application/ld+json", "jsonld")):
            data = client.get(f"/id/{path}", headers={"accept": kind})
            assert data.status_code == 303
            assert data["Location"] == f"/data/{data_of(path)}.{ending}"
            graph = read(client, data_of(path), ending)
            assert (ID[path], RDF.type, WE.Uitspraak) in graph


def test_the_same_address_stands_in_every_file(client):
    paths = {
        one["id"]
        for row in Intervention.objects.published()
        for one in client.get(f"/api/v1/interventies/{row.slug}").json()["uitspraken"]
    }
    assert len(paths) == 35

    export = {name: body_of(client.get(f"/export/{name}")) for name in FILES}
    table = csv.DictReader(io.StringIO(export["uitspraken.csv"].decode("utf-8-sig"), newline=""))
    assert {line["Vast adres"] for line in table} == paths
    documents = json.loads(export["interventies.json"])["interventies"]
    assert {one["id"] for document in documents for one in document["uitspraken"]} == paths
    sheet = openpyxl.load_workbook(io.BytesIO(export["interventies.xlsx"]))["Uitspraken"]
    head, *lines = sheet.iter_rows(values_only=True)
    assert {line[head.index("Vast adres")] for line in lines} == paths
    graph = read(client, "interventies")
    assert {str(one) for one in graph.subjects(RDF.type, WE.Uitspraak)} == paths


def test_interventions_and_elements_carry_theirs_too(client):
    text = body_of(client.get("/export/interventies.csv")).decode("utf-8-sig")
    line = next(csv.DictReader(io.StringIO(text, newline="")))
    assert line["Vast adres"] == str(ID["interventie/abcd"])
    assert line["Vaste adressen van de elementen"].split("; ") == [
        str(ID[f"werkzaam-element/{slug}"]) for slug in line["Elementen"].split("; ")
    ]
    found = client.get("/api/v1/interventies/abcd").json()
    assert found["id"] == line["Vast adres"]
    for one in found["uitspraken"]:
        element = client.get(f"/api/v1/werkzame-elementen/{one['element']}").json()
        assert one["elementId"] == element["id"]
        assert client.get(element["id"]).status_code == 303


def test_it_stays_through_working_copies_whatever_is_written(client, row, editor, reviewer):
    before = numbers(client)

    def rewrite(copy):
        for one in copy.statements.all():
            one.kind, one.basis, one.section = "inferred", "De aanpak.", "Blz. 4"
            one.explanation = "Nu anders."
            one.save()

    row = published_anew(row, editor, reviewer, rewrite)
    assert numbers(client) == before
    graph, name = record(client, before["empowerment"])
    assert graph.value(name, WE.uitleg) == Literal("Nu anders.", lang="nl")
    assert versions(graph, name) == [1, 2]
    page = client.get("/interventies/proef/").content.decode()
    assert page.count("</a>, in versie 1 en 2 van deze tekst</p>") == 2


def versions(graph, name) -> list[int]:
    found = [str(one) for one in graph.objects(name, DCTERMS.isPartOf)]
    return sorted(int(one.rstrip("/").rpartition("/")[2]) for one in found)


def test_one_that_went_is_found_where_it_stood_last(client, row, editor, reviewer):
    path = numbers(client)["empowerment"]
    row = published_anew(row, editor, reviewer, lambda copy: None)
    row = published_anew(row, editor, reviewer, drop("empowerment"))
    assert "empowerment" not in numbers(client)

    place, _, anchor = client.get(f"/id/{path}")["Location"].partition("#")
    assert place == "/interventies/proef/versies/2/"
    page = client.get(place).content.decode()
    assert f'id="{anchor}"' in page
    assert "in versie 1 en 2 van deze tekst</p>" in page

    graph, name = record(client, path)
    assert versions(graph, name) == [1, 2]
    assert graph.value(name, WE.uitleg) == Literal("Eerst dit.", lang="nl")
    ended = graph.value(name, PROV.invalidatedAtTime)
    assert ended == Literal(row.publications.get(number=3).at.isoformat(), datatype=XSD.dateTime)
    assert graph.value(name, PROV.hadPrimarySource)


def test_what_comes_back_has_its_old_number_and_what_is_new_another(client, row, editor, reviewer):
    before = numbers(client)
    element = Element.objects.get(slug="empowerment")
    row = published_anew(row, editor, reviewer, drop("empowerment"))
    other = make_source()

    def add(source):
        return lambda copy: copy.statements.create(
            element=element, source=source, explanation="Zo."
        )

    row = published_anew(row, editor, reviewer, add(other))
    assert numbers(client)["empowerment"] not in before.values()
    row = published_anew(row, editor, reviewer, drop("empowerment"))
    row = published_anew(row, editor, reviewer, add(row.sources.first()))
    assert numbers(client) == before
    page = client.get("/interventies/proef/").content.decode()
    assert "in versie 1 en 5 van deze tekst</p>" in page
    assert "in versie 1 tot en met 5 van deze tekst</p>" in page


def test_a_number_is_never_used_again():
    last = StatementNumber.objects.latest("pk").pk
    StatementNumber.objects.filter(pk=last).delete()
    row = make_intervention(statements=[{}])
    assert row.statement_numbers.get().pk > last


@pytest.mark.parametrize("headers", [{}, TURTLE])
def test_of_a_withdrawn_intervention_it_is_410_without_a_word(client, row, reviewer, headers):
    path = numbers(client)["empowerment"]
    withdraw(row, by=reviewer, note="Op verzoek.")
    for address in (f"/id/{path}", f"/data/{data_of(path)}.ttl"):
        gone = client.get(address, headers=headers)
        assert (gone.status_code, gone.content) == (410, b"")
        assert gone["Access-Control-Allow-Origin"] == "*"


def test_what_was_never_public_has_no_number(client, row, editor):
    copy = revise(row, by=editor)
    copy.statements.create(element=make_element(), source=make_source(), explanation="Nog niet.")
    for status in (Status.DRAFT, Status.SUBMITTED):
        make_intervention(status=status, statements=[{}])
    assert StatementNumber.objects.count() == 37
    for number in ("0", "38", "9" * 19, "9" * 400, "x"):
        assert client.get(f"/id/uitspraak/{number}").status_code == 404, number
        assert client.get(f"/data/uitspraken/{number}.ttl").status_code == 404, number


def test_a_link_of_our_own_keeps_the_list_of_the_visitor(client):
    there = client.get("/id/uitspraak/20?lijst=kan-wel")
    assert there["Location"] == "/interventies/abcd/?lijst=kan-wel#uitspraak-20"
