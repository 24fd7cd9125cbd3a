"""Files as people send them: odd encodings, broken, hostile, too big. Always a clear answer."""

import io
import random
import zipfile

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from interventions.desk.importing.forms import UploadForm
from interventions.models import ImportBatch, Intervention, Upload
from tests.intake.sheets import (
    SAMPLE,
    UPLOAD,
    choose,
    csv_file,
    faults_of,
    preview,
    refusal,
    take_good,
    upload,
    workbook_of,
    xlsx_file,
)

pytestmark = pytest.mark.django_db
ROWS = (["naam", "doel"], ["Café 't Hoekje", 'Zegt; "hoi", daar'])


# --- What is read ---------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_encodings_and_separators_are_recognised(editor_client, encoding, delimiter):
    data = csv_file(*ROWS, delimiter=delimiter, encoding=encoding)
    _, found = preview(editor_client, data)
    assert found.faults == []
    assert [found.drafts[0].name, found.drafts[0].values["doel"]] == ROWS[1]
    notes = " ".join(found.sheets[0].table.notes)
    assert ("Windows-tekens" in notes) is (encoding == "cp1252")


def test_what_excel_says_of_its_separator_counts_as_a_line(editor_client):
    _, found = preview(editor_client, b"sep=;\r\nnaam;doel, kort\r\nTuin;x\r\n")
    assert [fault.column for fault in found.faults] == ["doel, kort"]
    _, found = preview(editor_client, b"\xef\xbb\xbfsep=;\r\nnaam;startjaar\r\nTuin;x\r\n")
    assert faults_of(found) == [(3, "startjaar", "x", "year")]


def test_blank_rows_and_new_lines_in_a_cell_keep_the_line_of_the_spreadsheet(editor_client):
    data = csv_file(["naam", "startjaar"], ["Tuin\nhof", ""], [], ["", ""], ["Hof", "x"])
    _, found = preview(editor_client, data)
    assert faults_of(found) == [(5, "startjaar", "x", "year")]


def test_formulas_and_errors_in_a_workbook_are_not_calculated(editor_client):
    data = xlsx_file(["naam", "doel"], ["Tuin", "=1+1"], ["Hof", "#N/A"])
    _, found = preview(editor_client, data, "lijst.xlsx")
    assert faults_of(found) == [(2, "doel", "=1+1", "cell"), (3, "doel", "#N/A", "cell")]


def test_a_formula_in_a_column_that_is_passed_over_does_no_harm(editor_client):
    data = xlsx_file(["naam", "Status", "som"], ["Tuin", "=A1", "=1+1"])
    address, _ = preview(editor_client, data, "lijst.xlsx")
    choose(editor_client, address, {("kop", "som"): "-"})
    assert editor_client.get(address).context["found"].faults == []


def test_text_that_looks_like_a_formula_comes_back_as_text(editor_client):
    data = csv_file(["naam", "startjaar", "doel"], ["=HYPERLINK(1)", "x", "zo;'=1"], ["Tuin"])
    address, _ = preview(editor_client, data)
    rest = take_good(editor_client, address)
    row = workbook_of(rest)["Interventies"][1]
    assert (row[1], row[3]) == ("'=HYPERLINK(1)", "zo;'=1")
    _, found = preview(editor_client, rest.content, "rest.xlsx")
    assert faults_of(found) == [(2, "startjaar", "x", "year")]
    [line] = found.sheets[0].table.rows
    assert found.sheets[0].value(line[1], "naam") == "=HYPERLINK(1)"
    assert found.sheets[0].value(line[1], "doel") == "zo;=1"
    archive = zipfile.ZipFile(io.BytesIO(rest.content))
    assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


# --- What is refused ------------------------------------------------------------------------------


def zipped(**parts) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return stream.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def with_part(name: str, content: bytes) -> bytes:
    """A good workbook in which one part is another, or is added."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx_file(*ROWS))) as good,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for part in good.namelist():
            if part != name:
                archive.writestr(part, good.read(part))
        archive.writestr(name, content)
    return stream.getvalue()


def repeated(text: str, *, rows: int, columns: int) -> bytes:
    """A small workbook: the text stands in it once, and in many cells."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        page = book.add_worksheet()
        for row in range(rows):
            page.write_row(row, 0, [text] * columns)
    return stream.getvalue()


HOSTILE = {
    "empty": (b"", "leeg"),
    "blank": (b" \r\n ", "leeg"),
    "only headings": (csv_file(["naam"]), "geen regels"),
    "nul": (b"naam\nTu\0in\n", "NUL"),
    "utf-16 without a mark": (csv_file(*ROWS, encoding="utf-16-le"), "NUL"),
    "nul in utf-16": ("naam\nTu\0in".encode("utf-16"), "NUL"),
    "half a character": (b"\xff\xfe\x00", "tekens"),
    "bytes that are nothing": (b"naam\n\x81\x8d\x8f\n", "tekens"),
    "open quote": (b'naam,doel\n"Tuin,x\n', "aanhalingstekens"),
    "quote in the middle": (b'naam,doel\n"Tu"in,x\n', "aanhalingstekens"),
    "endless cell": (b"naam\n" + b"a" * 200_000, "aanhalingstekens"),
    "old excel": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "oud of beveiligd"),
    "half a zip": (xlsx_file(*ROWS)[:900], "geen Excel-werkmap"),
    "zip of something": (zipped(**{"a.txt": "hoi"}), "geen Excel-werkmap"),
    "no xml": (with_part(SHEET, b"<<<"), "geen Excel-werkmap"),
    "document type": (
        with_part(SHEET, b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet>&a;</worksheet>'),
        "geen Excel-werkmap",
    ),
    "document type in utf-16": (
        with_part(
            SHEET, '<!DOCTYPE x [<!ENTITY a "b">]><worksheet>&a;</worksheet>'.encode("utf-16")
        ),
        "geen Excel-werkmap",
    ),
    "document type under another name": (zipped(**{"a.bin": b"<!DOCTYPE x>"}), "geen Excel"),
    "one long text in many cells": (
        repeated("a" * 32_000, rows=40, columns=100),
        "veel te veel tekst",
    ),
    "bomb": (with_part(SHEET, b" " * 70_000_000), "veel te groot"),
    "many parts": (zipped(**{f"a{n}.xml": "" for n in range(1001)}), "veel te groot"),
    "too wide": (xlsx_file(["naam"], ["x"] * 300), "naast elkaar"),
    "too wide in csv": (csv_file(["naam"], ["x"] * 300), "naast elkaar"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_cannot_be_read_gets_a_sentence(editor_client, name):
    data, words = HOSTILE[name]
    response = upload(editor_client, data, "lijst.xlsx")
    assert response.status_code == 200
    assert words in refusal(response)
    assert not Upload.objects.exists()


def test_more_than_2000_rows_are_refused_with_the_command_to_use(editor_client):
    rows = [[f"Tuin {number}"] for number in range(2001)]
    for data in (csv_file(["naam"], *rows), xlsx_file(["naam"], *rows)):
        response = upload(editor_client, data)
        assert "meer dan 2.000 regels" in refusal(response)
        assert "manage.py import_interventions" in refusal(response)
    _, found = preview(editor_client, csv_file(["naam"], *rows[:2000], []))
    assert found.good == 2000


def test_more_than_5_mb_is_refused_before_it_is_opened(editor_client, monkeypatch):
    big = SimpleUploadedFile("lijst.csv", b"naam\n" + b"a" * (5 * 1024 * 1024))
    monkeypatch.setattr(SimpleUploadedFile, "read", lambda *args: pytest.fail("It was opened."))
    form = UploadForm({}, {"file": big})
    assert "groter dan 5 MB" in str(form.errors["file"])
    assert "manage.py import_interventions" in str(form.errors["file"])


@pytest.mark.parametrize("seed", range(30))
def test_a_damaged_file_never_breaks_the_page(editor_client, seed):
    chance = random.Random(seed)  # noqa: S311 - the same damage each time
    data = bytearray(SAMPLE.read_bytes() if seed % 2 else xlsx_file(*ROWS))
    for _ in range(chance.randint(1, 40)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    response = upload(editor_client, bytes(data), "lijst.xlsx")
    assert response.status_code in (200, 302)
    if response.status_code == 302:
        assert editor_client.get(response["Location"]).status_code == 200
        answer = editor_client.post(response["Location"], {"step": "good"})
        assert answer.status_code in (200, 302)
    else:
        assert refusal(response)


def test_a_strange_file_name_is_only_a_name(editor_client):
    for name in ("../../etc/passwd", "<script>.csv", "a" * 300 + ".csv", "é\u202e.csv", '".csv'):
        address, _ = preview(editor_client, csv_file(["naam", "startjaar"], ["T", "x"]), name)
        assert "<script>.csv" not in editor_client.get(address).content.decode()
    assert not ImportBatch.objects.exists()


def test_the_template_has_pick_lists_and_goes_in_when_it_is_filled(editor_client):
    response = editor_client.get("/beheer/interventions/importbatch/sjabloon/")
    book = workbook_of(response)
    assert list(book) == ["Interventies", "Uitspraken", "Lijsten"]
    page = zipfile.ZipFile(io.BytesIO(response.content)).read(SHEET).decode()
    assert page.count("<dataValidation ") >= 8
    assert 'state="frozen"' in page
    assert "Jeugd" in {value for row in book["Lijsten"] for value in row}
    headings = book["Interventies"][0]
    filled = {"Naam": "Tuin", "Thema's": "Jeugd", "Elementen": "Empowerment"}
    row = [filled.get(heading, "") for heading in headings]
    data = xlsx_file(headings, row, title="Interventies", Uitspraken=[book["Uitspraken"][0]])
    address, found = preview(editor_client, data, "sjabloon.xlsx")
    assert found.faults == []
    editor_client.post(address, {"step": "all"})
    assert Intervention.objects.get(name="Tuin").themes.get().slug == "jeugd"


def test_the_form_says_what_it_takes(editor_client):
    page = editor_client.get(UPLOAD).content.decode()
    assert "Hooguit 2.000 regels en 5 MB." in page
    assert 'for="id_file"' in page


# --- What would cost too much ---------------------------------------------------------------------

STYLES, STRINGS = "xl/styles.xml", "xl/sharedStrings.xml"
NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def many(part: str, whole: str, one: str, times: int) -> bytes:
    """A good workbook with a part that holds one element so many times."""
    return with_part(part, f"<{whole} {NAMESPACE}>{one * times}</{whole}>".encode())


def altered(change, data: bytes = b"") -> bytes:
    """A good workbook of which the headers of the ZIP lie."""
    found = bytearray(data or xlsx_file(*ROWS))
    place = found.find(b"PK\x01\x02")
    while place >= 0:
        change(found, place)
        place = found.find(b"PK\x01\x02", place + 4)
    return bytes(found)


def say_small(found: bytearray, place: int) -> None:
    found[place + 24 : place + 28] = b"\x10\0\0\0"  # the size unpacked


def say_locked(found: bytearray, place: int) -> None:
    found[place + 8] |= 1


def say_another_way(found: bytearray, place: int) -> None:
    found[place + 10] = 12  # bzip2


def twice(name: str) -> bytes:
    stream = io.BytesIO(xlsx_file(*ROWS))
    with zipfile.ZipFile(stream, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(name, "<worksheet/>")
    return stream.getvalue()


COSTLY = {
    "styles": (lambda: many(STYLES, "styleSheet", "<xf/>", 1_000_000), "stijlen"),
    "styles with a prefix": (lambda: many(STYLES, "styleSheet", "<a:xf/>", 200_000), "stijlen"),
    "strings": (lambda: many(STRINGS, "sst", "<si><t>a</t></si>", 800_000), "stukken tekst"),
    "cells": (lambda: many(SHEET, "worksheet", "<c/>", 600_000), "cellen"),
    "rows": (lambda: many(SHEET, "worksheet", "<row/>", 600_000), "regels"),
    "links": (
        lambda: many("xl/_rels/workbook.xml.rels", "Relationships", "<Relationship/>", 20_000),
        "koppelingen",
    ),
    "names": (
        lambda: many("xl/workbook.xml", "workbook", "<definedName/>", 20_000),
        "namen van cellen",
    ),
    "merged cells": (
        lambda: many(SHEET, "worksheet", "<mergeCell/>", 60_000),
        "samengevoegde cellen",
    ),
    "rules": (lambda: many(SHEET, "worksheet", "<dataValidation/>", 30_000), "regels voor cellen"),
    "anything": (lambda: many(STYLES, "styleSheet", "<x/>", 600_000), "onderdelen"),
    "steep": (lambda: with_part("docProps/app.xml", b" " * 30_000_000), "veel te groot"),
    "a lie about the size": (lambda: altered(say_small), "geen Excel-werkmap"),
    "a password": (lambda: altered(say_locked), "geen Excel-werkmap"),
    "another way of packing": (lambda: altered(say_another_way), "geen Excel-werkmap"),
    "a part twice": (lambda: twice(SHEET), "geen Excel-werkmap"),
    "ten thousand deep": (lambda: with_part(STYLES, b"<a>" * 10_000), "geen Excel-werkmap"),
    "five million columns": (lambda: b"naam\n" + b"," * 5_000_000 + b"x", "naast elkaar"),
    "one line": (lambda: b"a" * 5_000_000, "veel te lang"),
    "a quote that never ends": (lambda: b'naam\n"' + b"a\n" * 2_000_000, "veel te lang"),
    "only quotes": (lambda: b'"' * 5_000_001, "veel te lang"),
}


@pytest.mark.parametrize("name", COSTLY)
def test_a_file_that_asks_too_much_gets_a_sentence(editor_client, name):
    make, words = COSTLY[name]
    assert words in refusal(upload(editor_client, make(), "lijst.xlsx"))
    assert not Upload.objects.exists()


def test_a_workbook_in_a_workbook_is_never_opened(editor_client):
    stream = io.BytesIO(xlsx_file(*ROWS))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("xl/embeddings/a.xlsx", many(STYLES, "styleSheet", "<xf/>", 1_000_000))
    _, found = preview(editor_client, stream.getvalue(), "lijst.xlsx")
    assert found.good == 1
