"""CSV in: lines of cells, as a spreadsheet program takes them."""

import csv
import io
import re

from interventions.intake.received.cell import trimmed
from interventions.intake.received.decoding import SAVE_ANEW, text_of
from interventions.intake.received.limits import Limits, Refused, check_rows, check_width

DELIMITERS = {",": "komma's", ";": "puntkomma's", "\t": "tabs"}
OTHERS = "|^~:"  # read only when the file says so itself
# Excel reads this line and does not show it; some programs put it in quotes.
SAID = re.compile(
    r'\A\s*+"?sep=(?P<sign>\\t|\t|[^\w\s"])"?(?P=sign)*+[ ]*+(?:\r\n?|\n|\Z)', re.IGNORECASE
)
SAMPLE, LINES = 100_000, 50  # signs and lines from which the separator is told
NOTHING = "".join(DELIMITERS) + " \r\n"  # of which a blank file is made
OPEN = "de aanhalingstekens kloppen niet. Er gaat er een open die nergens goed dichtgaat."
LONG = "de aanhalingstekens kloppen niet, of een cel is veel te lang."


def read_csv(name: str, data: bytes, limits: Limits) -> dict:
    """The table of a file, as `Table` holds it. Raises Refused."""
    text, notes = text_of(data)
    if not text.strip(NOTHING):
        raise Refused("Dit bestand is leeg.")
    sign, text = _separator(text)
    notes = [f"De kolommen zijn gescheiden door {_in_words(sign)}.", *notes]
    headings, rows, line = None, list[tuple[int, list[str]]](), 0
    reader = _reader(text, sign)
    try:
        for line, record in enumerate(reader, 1):
            cells = [trimmed(cell) for cell in record]
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
        reason = LONG if "limit" in str(error) else OPEN
        raise Refused(f"Bij regel {line + 1} loopt het lezen vast: {reason}") from error
    if headings is None:
        raise Refused("Dit bestand is leeg.")
    _refuse_other_separator(headings, rows)
    return {"name": name, "headings": headings, "rows": rows, "notes": notes}


def _reader(text: str, sign: str):
    return csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True)


def _separator(text: str) -> tuple[str, str]:
    """What parts the cells, and the text in which a line that says so is empty: it stays a line."""
    if said := SAID.match(text):
        breaks = "\n" * len(said[0].splitlines())
        return said["sign"].replace("\\t", "\t"), breaks + text[said.end() :]
    sample = text[:SAMPLE]
    return max(DELIMITERS, key=lambda sign: _evidence(sample, sign)), text


def _evidence(sample: str, sign: str) -> tuple[float, int]:
    """Of how many lines the cells fit under the headings that it parts, and how many those are."""
    widths = []
    try:
        for record in _reader(sample, sign):
            if any(map(str.strip, record)):
                widths.append(len(record))
            if len(widths) == LINES:
                break
    except csv.Error:  # of this separator, of the end of the sample, or of the file
        pass
    first, *rest = widths or [0]
    if first < 2:
        return -1, first
    return sum(2 <= width <= first for width in rest) / max(len(rest), 1), first


def _in_words(sign: str) -> str:
    return DELIMITERS.get(sign, f"het teken {sign}")


def _refuse_other_separator(headings: list[str], rows: list[tuple[int, list[str]]]) -> None:
    """Raises Refused for one column that looks like several."""
    if len(headings) > 1 or not rows:
        return
    first = rows[0][1][0]
    for sign in OTHERS:
        if sign in headings[0] and first.count(sign) == headings[0].count(sign):
            raise Refused(
                f"De kolommen lijken gescheiden door het teken {sign}. "
                f"Wij lezen puntkomma's, komma's en tabs. {SAVE_ANEW}"
            )
