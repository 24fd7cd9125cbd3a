"""From the bytes of a file to tables of text; what cannot be read is refused with a sentence."""

import codecs
import csv
import io

from interventions.intake.received.limits import Limits, Refused, check_rows, check_width
from interventions.intake.received.workbook import OLD_EXCEL, WORKBOOK, read_workbook

DELIMITERS = {",": "komma's", ";": "puntkomma's", "\t": "tabs"}
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: it starts with the same bytes
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SAVE_ANEW = "Bewaar het bestand opnieuw als 'CSV UTF-8' of als Excel-werkmap (.xlsx)."
GUESSED = (
    "De tekens zijn gelezen als Windows-tekens (cp1252). Kloppen de letters met accenten niet? "
    f"{SAVE_ANEW}"
)


def tables_of(data: bytes, *, name: str, limits: dict) -> list[dict]:
    """The tables of a CSV or XLSX file: what it is, its first bytes say. Gives what `Table` holds.

    Raises Refused.
    """
    held = Limits(**limits)
    if not data.strip():
        raise Refused("Dit bestand is leeg.")
    if data.startswith(OLD_EXCEL):
        raise Refused(
            "Dit is een oud of beveiligd Excel-bestand. "
            "Bewaar het als Excel-werkmap (.xlsx) zonder wachtwoord."
        )
    if data.startswith(WORKBOOK):
        return read_workbook(name, data, held)
    return [read_csv(name, data, held)]


def read_csv(name: str, data: bytes, limits: Limits) -> dict:
    text, notes = _decode(data)
    delimiter, text = _delimiter(text)
    notes = [f"De kolommen zijn gescheiden door {DELIMITERS[delimiter]}.", *notes]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    headings, rows = None, list[tuple[int, list[str]]]()
    try:
        for line, record in enumerate(reader, 1):
            cells = [cell.strip() for cell in record]
            check_rows(len(rows), line, limits)
            if not any(cells):
                continue
            while not cells[-1]:
                cells.pop()
            check_width(len(cells), line)
            if headings is None:
                headings = cells
                continue
            rows.append((line, cells))
        check_rows(len(rows), 0, limits)
    except csv.Error as error:
        raise Refused(
            f"Bij regel {reader.line_num} loopt het lezen vast: de aanhalingstekens kloppen niet, "
            "of een cel is veel te lang."
        ) from error
    return {"name": name, "headings": headings or [], "rows": rows, "notes": notes}


def _decode(data: bytes) -> tuple[str, list[str]]:
    encoding = next((name for bom, name in BOMS if data.startswith(bom)), None)
    if encoding is None and b"\0" in data:
        raise Refused(f"In dit bestand staan NUL-tekens: zo is het geen tekst. {SAVE_ANEW}")
    for name in [encoding] if encoding else ["utf-8", "cp1252"]:
        try:
            text = data.decode(name)
        except UnicodeError:
            continue
        if "\0" in text:
            raise Refused(f"In dit bestand staan NUL-tekens. {SAVE_ANEW}")
        return text, [GUESSED] if name == "cp1252" else []
    raise Refused(f"Wij kunnen de tekens in dit bestand niet lezen. {SAVE_ANEW}")


def _delimiter(text: str) -> tuple[str, str]:
    """What stands most between the headings; Excel may say so itself, in a first line `sep=;`."""
    first, _, rest = text.partition("\n")
    if first.strip()[:4].lower() == "sep=" and first.rstrip("\r")[4:5] in DELIMITERS:
        return first[4], f"\n{rest}"  # the line stays a line
    bare = "".join(first.replace('""', "").split('"')[::2])
    return max(DELIMITERS, key=bare.count), text
