"""Dates and addresses in a file are read as the desk reads them, and the preview says how."""

import pytest
from django.utils.html import escape

from interventions.models import Intervention
from tests.elements.pasted import PAGE, SAID
from tests.elements.written import READ, WRONG
from tests.intake.sheets import csv_file, preview, upload

pytestmark = pytest.mark.django_db
DATES = ("page_date", "datum van de uitvoering", "datum van de erkenning")
DAY = "nagelezen door de eigenaar op"


@pytest.mark.parametrize(("text", "value"), READ.items())
def test_a_date_is_read_as_the_desk_reads_it(editor_client, text, value):
    headings = ["naam", "url", *DATES, "erkenning", "bron van de erkenning"]
    cells = ["goed-beschreven", "movisie-kan-wel"]
    data = csv_file(headings, ["Tuin", "https://a.nl", *[text] * 3, *cells])
    address, found = preview(editor_client, data)
    assert found.faults == []
    values = found.drafts[0].values
    assert values["pagina.datum"] == values["uitvoering.datum"] == value
    editor_client.post(address, {"step": "all"})
    row = Intervention.objects.get(name="Tuin")
    assert (row.activity_date, row.recognitions.get().date) == (value, value)


@pytest.mark.parametrize(("text", "sentence"), WRONG.items())
def test_what_is_no_date_is_said_as_at_the_desk(editor_client, text, sentence):
    _, found = preview(editor_client, csv_file(["naam", *DATES], ["Tuin", *[text] * 3]))
    assert {(fault.column, fault.reason) for fault in found.faults} == {
        (heading, sentence) for heading in DATES
    }


def test_a_month_is_no_day(editor_client):
    _, found = preview(editor_client, csv_file(["naam", DAY], ["Tuin", "februari 2014"]))
    assert [(fault.code, fault.reason[:22]) for fault in found.faults] == [
        ("day", "Schrijf de dag erbij: ")
    ]


def test_the_preview_says_what_was_read_otherwise(editor_client):
    rows = [["Tuin", "feb. 2014", "10-2-2014"], ["Hof", "2014-02", "10 februari 2014"]]
    address, found = preview(editor_client, csv_file(["naam", "page_date", DAY], *rows))
    assert [draft.told for draft in found.drafts] == [
        [f"{DAY}: gelezen als 10 februari 2014", "page_date: gelezen als februari 2014"],
        [],
    ]
    page = editor_client.get(address).content.decode()
    assert f"{DAY}: gelezen als 10 februari 2014; page_date: gelezen als februari 2014" in page


def test_each_date_of_a_cell_with_more_is_told(editor_client):
    values = ["goed-beschreven|goed-onderbouwd", "feb 2014 | 2015-2"]
    data = csv_file(["naam", "erkenning", "datum van de erkenning"], ["Tuin", *values])
    _, found = preview(editor_client, data)
    heading = "datum van de erkenning"
    assert found.drafts[0].told == [
        f"{heading}: gelezen als februari 2014",
        f"{heading}: gelezen als februari 2015",
    ]


# The spaces around a cell are of the file.
CELLS = [(text, said) for text, said in SAID.items() if text == text.strip(" ")]


@pytest.mark.parametrize(("text", "said"), CELLS)
def test_an_address_is_cleaned_and_the_preview_says_so(editor_client, text, said):
    headings = ["naam", "website", "url", "pagina met contact", "organisatie voor vragen"]
    address, found = preview(editor_client, csv_file(headings, ["Tuin", text, text, text, "Wij"]))
    assert found.faults == []
    assert sorted(found.drafts[0].told) == [
        f"{heading}: {said}" for heading in ("pagina met contact", "url", "website")
    ]
    assert escape(f"website: {said}") in editor_client.get(address).content.decode()
    editor_client.post(address, {"step": "all"})
    row = Intervention.objects.get(name="Tuin")
    assert {row.website, row.contact_url, row.sources.get().url} == {PAGE}


def test_the_source_of_a_statement_too(editor_client):
    headings = ["interventie", "element", "soort", "titel van de bron", "adres van de bron"]
    cells = ["Tuin", "empowerment", "genoemd", "Een verslag", f"<{PAGE}>", "10-02-2014"]
    data = csv_file([*headings, "datum van de bron"], cells)
    response = upload(editor_client, csv_file(["naam"], ["Tuin"]), statements=data)
    page = editor_client.get(response["Location"]).content.decode()
    assert f"uit het adres: {PAGE}; datum van de bron: gelezen als 10 februari 2014" in page


def test_what_nobody_sees_around_a_cell_is_in_no_field(editor_client):
    headings = ["naam", "doel", "thema", "startjaar", "datum van de uitvoering", "kosten"]
    cells = ["Tuin", "Groen", "Jeugd", "2014", "2015", ""]
    data = csv_file(headings, [f"\u00a0\u200b{cell}\u00a0" for cell in cells])
    _, found = preview(editor_client, data)
    assert found.faults == []
    values = found.drafts[0].values
    assert (values["naam"], values["startjaar"], values["uitvoering.datum"]) == (
        *("Tuin", 2014, "2015"),
    )
    assert "kosten" not in values
