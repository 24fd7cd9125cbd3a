"""XLSX in: what it holds is counted before it is opened, and nothing in it is calculated."""

import datetime
import io
import warnings

from openpyxl import load_workbook

from interventions.intake.received.archive import WORKBOOK, check_archive
from interventions.intake.received.cell import trimmed
from interventions.intake.received.limits import (
    WIDEST,
    Refused,
    check_rows,
    check_text,
    check_width,
)

ZIP_START = b"PK\x03\x04"
OURS = ("interventies", "interventions", "uitspraken", "statements")
FORMULA = "Hier staat een formule. Plak in Excel de waarde in plaats van de formule."
ERROR = "Excel geeft hier zelf een fout."


def read_workbook(name: str, data: bytes, limits) -> list[dict]:
    """The sheets that bear our names, else the first. Raises Refused."""
    try:
        check_archive(data, limits)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that we do not read
            book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
            return _tables(name, book, limits)
    except (Refused, MemoryError):
        raise
    except Exception as error:  # whatever the library meets in a file that somebody made up
        raise Refused(WORKBOOK.broken) from error


def _tables(name: str, book, limits) -> list[dict]:
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
        if table["headings"] or len(ours) == 1:
            tables.append(table)
    return tables


def _table(name: str, sheet, limits, notes: list[str]) -> dict:
    sheet.reset_dimensions()  # what the file says of its own size may be wrong
    rows: list[tuple[int, list[str]]] = []
    headings, faults, characters = None, [], 0
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
    return {
        "name": name,
        "headings": headings or [],
        "rows": rows,
        "notes": notes,
        "faults": faults,
    }


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
    return trimmed(str(value)), ""


def _date(value: datetime.datetime, shown: str) -> str:
    """Excel makes a day of '2014-02'; it still shows no day there."""
    whole = value.date().isoformat()
    return whole if "d" in (shown or "d").lower() else whole[:7]
