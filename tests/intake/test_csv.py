"""CSV as programs and people make it: read as Excel means it, or refused with what was found."""

import csv
import io
import zipfile

import pytest

from interventions.models import Upload
from tests.intake.sheets import csv_file, preview, refusal, upload, xlsx_file

pytestmark = pytest.mark.django_db
ROWS = [
    ["Naam", "Doel", "Kosten", "Eigenaar"],
    ["Café 't Hoekje", "Buren; samen, \"hoi\"\nen dan: 'een', twee", "€ 5,-; of 6", "Één"],
    ["Tuin, met hek", "a;b;c;d", "tab\there", "Stichting ‘Zo’ – “hier”…"],
    ["Hof", "", "1,5; 2,5; 3,5", ""],
]
GOOD = [[cell.replace("\r\n", "\n") for cell in row] for row in ROWS[1:]]


def found_in(client, data: bytes) -> list[list[str]]:
    """What stands in the cells, as the preview has it."""
    _, found = preview(client, data)
    assert found.faults == []
    return [
        [draft.values.get(key, "") for key in ("naam", "doel", "kosten", "eigenaar")]
        for draft in found.drafts
    ]


def written(sign=";", end="\r\n", quoting=csv.QUOTE_MINIMAL, rows=ROWS) -> str:
    stream = io.StringIO()
    csv.writer(stream, delimiter=sign, lineterminator=end, quoting=quoting).writerows(rows)
    return stream.getvalue()


ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"], ids=ascii)
@pytest.mark.parametrize("sign", [",", ";", "\t"], ids=ascii)
def test_every_separator_line_end_and_encoding(editor_client, sign, end, encoding):
    assert found_in(editor_client, written(sign, end).encode(encoding)) == GOOD


@pytest.mark.parametrize("before", ["\r\n", "\n\n\n", "\r\r", "  \r\n", ";;;\r\n", "\ufeff\r\n"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_ALL, csv.QUOTE_MINIMAL])
def test_what_is_blank_before_the_headings_is_passed_over(editor_client, before, quoting):
    data = (before + written(quoting=quoting)).encode("utf-8-sig")
    assert found_in(editor_client, data) == GOOD


SAID = ["sep={}", "SEP={}", '"sep={}"', "sep={}{}{}", "sep={}  ", "\r\nsep={}"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
@pytest.mark.parametrize("sign", [",", ";", "\t", "|"], ids=ascii)
@pytest.mark.parametrize("said", SAID)
def test_a_line_that_says_the_separator(editor_client, said, sign, encoding):
    text = said.format(sign, sign, sign) + "\r\n" + written(sign)
    assert found_in(editor_client, text.encode(encoding)) == GOOD


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"], ids=ascii)
def test_a_tab_may_be_said_as_it_is_typed(editor_client, end):
    data = f"sep=\\t{end}{written(chr(9), end)}".encode()
    assert found_in(editor_client, data) == GOOD


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"], ids=ascii)
def test_a_line_end_within_quotes_is_part_of_the_cell(editor_client, end):
    data = f'Naam;Doel{end}"Tuin";"Een{end}twee, drie{end}{end}vier"{end}'.encode()
    [row] = found_in(editor_client, data)
    assert row[:2] == ["Tuin", "Een\ntwee, drie\n\nvier"]


def test_the_separator_is_the_one_under_which_the_cells_fit(editor_client):
    data = b'Naam;"Doel, en waarom, en hoe"\nTuin;Eerst dit\nHof;Dan dat\n'
    _, found = preview(editor_client, data)
    assert found.sheets[0].table.headings == ["Naam", "Doel, en waarom, en hoe"]
    data = b"Naam;Doel, en waarom, en hoe\nTuin;Eerst dit\nHof;Dan dat\n"
    _, found = preview(editor_client, data)
    assert found.sheets[0].table.headings == ["Naam", "Doel, en waarom, en hoe"]


def test_headings_that_hold_a_line_end_and_separators(editor_client):
    data = b'"Naam";"Do\xc3\xabl,\n\t,,,"\r\n"Tuin";"x"\r\n'
    _, found = preview(editor_client, data)
    assert len(found.sheets[0].table.headings) == 2


def test_what_is_empty_at_the_end_of_rows_and_of_the_file_is_nothing(editor_client):
    data = "Naam;Doel;;;\nTuin;Groen;;;\nHof\n;;;;\n\n;;\u200b;\n".encode()
    assert [row[:2] for row in found_in(editor_client, data)] == [["Tuin", "Groen"], ["Hof", ""]]


@pytest.mark.parametrize(
    "heading",
    [" naam ", "NAAM", "\ufeffNaam", "Na\u00adam", "naam\u200b", "\u00a0Naam\u00a0", "'naam'"],
)
def test_a_heading_is_known_in_any_writing(editor_client, heading):
    [row] = found_in(editor_client, f"doel;{heading}\nGroen;Tuin\n".encode())
    assert row[:2] == ["Tuin", "Groen"]


def test_a_heading_twice_is_a_fault_that_names_both(editor_client):
    _, found = preview(editor_client, b"naam;doel;Naam\nTuin;Groen;Hof\n")
    [fault] = found.faults
    assert (fault.column, fault.code) == ("Naam", "twice")


# --- What is refused ------------------------------------------------------------------------------


def zipped(**parts: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/"), text)
    return stream.getvalue()


TEXT = "naam;doel\nCafé;geïnteresseerd en coördinatie\n"
REFUSED = {
    "only a BOM": (b"\xef\xbb\xbf", "leeg"),
    "only a BOM of UTF-16": (b"\xff\xfe", "leeg"),
    "only separators": (b";;;\r\n;;;\r\n", "leeg"),
    "only a line that says so": (b"sep=;\r\n", "leeg"),
    "UTF-16 without a BOM": (TEXT.encode("utf-16-le"), "dit lijkt UTF-16"),
    "the other UTF-16": (TEXT.encode("utf-16-be"), "dit lijkt UTF-16"),
    "half of UTF-16": (TEXT.encode("utf-16")[:-1], "begint als UTF-16"),
    "a BOM of UTF-8 and other signs": (b"\xef\xbb\xbfnaam\nCaf\xe9\n", "begint als UTF-8"),
    "two encodings": (TEXT.encode() + TEXT.encode("cp1252"), "twee soorten tekens"),
    "an old Mac": (TEXT.encode("mac_roman"), "Mac Roman"),
    "an old Mac, one letter": ("naam\rBelgië\r".encode("mac_roman"), "Mac Roman"),
    "bars": (b"naam|doel\nTuin|Groen\n", "gescheiden door het teken |"),
    "carets": (b"naam^doel\nTuin^Groen\n", "gescheiden door het teken ^"),
    "an open quote": (b'naam;doel\nHof;x\nTuin;"Groen\nPlein;y\n', "Bij regel 3 "),
    "a quote that another closes": (b'naam;doel\n"Tuin;x\n"Hof";y\n', "Bij regel 2 "),
    "text behind a quote": (b'naam;doel\n"Tu"in;x\n', "Bij regel 2 "),
    "old Excel": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "oud of beveiligd Excel-bestand"),
    "LibreOffice": (
        zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet", a="b"),
        "LibreOffice (.ods)",
    ),
    "Word": (zipped(word__document="", **{"word/document.xml": "x"}), "Word-document"),
    "binary Excel": (zipped(**{"xl/workbook.bin": "x"}), ".xlsb"),
    "Numbers": (zipped(**{"Index/Document.iwa": "x"}), "Numbers"),
    "PDF": (b"%PDF-1.7\n\x00", "een PDF"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00", "een plaatje"),
    "a page": (b"\n<!DOCTYPE html><table><tr><td>naam</table>", "een webpagina"),
    "Excel as a page": (b"<html xmlns:x='urn:schemas-microsoft-com'>", "een webpagina"),
    "Excel as XML": (b"\xef\xbb\xbf<?xml version='1.0'?><Workbook/>", "een XML-bestand"),
    "JSON": (b'[{"naam": "Tuin"}]', "geen export van interventies"),
    "binary": (bytes(range(256)) * 4, "NUL-tekens"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_is_said_by_what_it_is(editor_client, name):
    data, words = REFUSED[name]
    response = upload(editor_client, data, "lijst.csv")
    assert response.status_code == 200
    assert words in refusal(response)
    assert not Upload.objects.exists()


@pytest.mark.parametrize(
    "text", ["zo‘n tuin", "‘t Hoekje’ • één", "€ 5 – “hier”…", "Ugrešić".replace("ć", "c") + " één"]
)
def test_what_windows_writes_is_not_taken_for_an_old_mac(editor_client, text):
    [row] = found_in(editor_client, f"naam;doel\r\nTuin;{text}\r\n".encode("cp1252"))
    assert row[1] == text


def test_a_workbook_with_the_name_of_a_csv_is_a_workbook(editor_client):
    _, found = preview(editor_client, xlsx_file(["naam"], ["Tuin"]), "lijst.csv")
    assert found.drafts[0].name == "Tuin"
    _, found = preview(editor_client, csv_file(["naam"], ["Tuin"]), "lijst.xlsx")
    assert found.drafts[0].name == "Tuin"
