"""XLSX in: how big it unpacks is known before it is opened, and nothing in it is calculated."""

import datetime
import io
import warnings
import zipfile

from openpyxl import load_workbook

from interventions.spreadsheets.faults import Refused
from interventions.spreadsheets.limits import WIDEST, check_rows, check_text, check_width
from interventions.spreadsheets.tables import Table

WORKBOOK, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
MOST_PARTS = 1000
OURS = ("interventies", "interventions", "uitspraken", "statements")
BROKEN = "Dit is geen Excel-werkmap die wij kunnen lezen. Bewaar het opnieuw als .xlsx of als CSV."
DECLARATIONS = [
    word.encode(encoding)
    for word in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("utf-8", "utf-16-le", "utf-16-be")
]
FORMULA = "Hier staat een formule. Plak in Excel de waarde in plaats van de formule."
ERROR = "Excel geeft hier zelf een fout."


def read_workbook(name: str, data: bytes, limits) -> list[Table]:
    """The sheets that bear our names, else the first. Raises Refused."""
    try:
        _check_parts(data, limits)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that we do not read
            book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
            return _tables(name, book, limits)
    except Refused:
        raise
    except Exception as error:  # whatever the library meets in a file that somebody made up
        raise Refused(BROKEN) from error


def _check_parts(data: bytes, limits) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > limits.unpacked:
            raise Refused(f"Uitgepakt is dit Excel-bestand veel te groot. {limits.instead}")
        if any(_declares(archive, part) for part in parts):
            raise Refused(BROKEN)


def _declares(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Whether a part declares a document type: Excel never does, an attack does, in a part of any
    name.
    """
    tail = b""
    with archive.open(part) as stream:
        while chunk := stream.read(65536):
            seen = tail + chunk
            if any(declaration in seen for declaration in DECLARATIONS):
                return True
            tail = seen[-20:]
    return False


def _tables(name: str, book, limits) -> list[Table]:
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    ours = [sheet for sheet in sheets if sheet.title.strip().lower() in OURS] or sheets[:1]
    if not ours:
        raise Refused("In deze werkmap staat geen werkblad.")
    others = [sheet.title for sheet in sheets if sheet not in ours]
    notes = [f"Niet gelezen: {', '.join(others)}."] if others else []
    tables = []
    for sheet in ours:
        label = f"{name}, {sheet.title}" if len(ours) > 1 else name
        table = _table(label, sheet, limits, [f"Werkblad '{sheet.title}'.", *notes])
        if table.headings or len(ours) == 1:
            tables.append(table)
    return tables


def _table(name: str, sheet, limits, notes: list[str]) -> Table:
    sheet.reset_dimensions()  # what the file says of its own size may be wrong
    headings, rows, faults, characters = None, [], [], 0
    for line, record in enumerate(sheet.iter_rows(max_col=WIDEST + 1), 1):
        check_rows(len(rows), line, limits)
        values = [_text(cell) for cell in record]
        while values and not values[-1][0]:
            values.pop()
        if not values:
            continue
        check_width(len(values), line)
        texts = [text for text, _ in values]
        characters += sum(map(len, texts))
        check_text(characters, limits)
        if headings is None:
            headings = texts
            continue
        rows.append((line, texts))
        faults += [(line, place, *value) for place, value in enumerate(values) if value[1]]
    check_rows(len(rows), 0, limits)
    return Table(name, headings or [], rows, notes, faults)


def _text(cell) -> tuple[str, str]:
    """What a cell says, and what is wrong with it."""
    value, kind = cell.value, getattr(cell, "data_type", "n")
    if value is None:
        return "", ""
    if kind == "f":
        return str(getattr(value, "text", None) or value), FORMULA
    if kind == "e":
        return str(value), ERROR
    if isinstance(value, bool):
        return ("ja" if value else "nee"), ""
    if isinstance(value, datetime.datetime):
        return _date(value, cell.number_format), ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value)), ""
    return str(value).strip(), ""


def _date(value: datetime.datetime, shown: str) -> str:
    """Excel makes a day of '2014-02'; it still shows no day there."""
    whole = value.date().isoformat()
    return whole if "d" in (shown or "d").lower() else whole[:7]
