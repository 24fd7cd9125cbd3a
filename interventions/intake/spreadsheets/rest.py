"""XLSX out: the rows that stayed behind, each with what is wrong with it."""

import io
from dataclasses import replace

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from interventions.intake.spreadsheets.checking import Check
from interventions.intake.spreadsheets.faults import Fault
from interventions.intake.spreadsheets.tables import FAULT, Sheet, Table
from interventions.sheet.columns.guard import guarded, unguarded

TITLES = {False: "Interventies", True: "Uitspraken"}
HEAD = PatternFill("solid", fgColor="E6F1F1")
WIDTH, WIDE = 24, 60


def rest_tables(found: Check) -> list[Table]:
    """The rows with a fault, for who still has to be given them."""
    left = []
    for sheet in found.sheets:
        lines = {fault.line for fault in found.faults if fault.sheet == sheet.table.name}
        rows = [row for row in sheet.table.rows if row[0] in lines]
        left.append(replace(sheet.table, rows=rows))
    return left


def rest_workbook(found: Check) -> bytes:
    """The rows with a fault, in the words of the file, with a column 'fout' before them."""
    book = Workbook()
    book.remove(book.active)
    for sheet in found.sheets:
        faults = [fault for fault in found.faults if fault.sheet == sheet.table.name]
        _write_sheet(book.create_sheet(TITLES[sheet.has_statements]), sheet, faults)
    return as_bytes(book)


def _write_sheet(page, sheet: Sheet, faults: list[Fault]) -> None:
    reasons = {}
    for fault in faults:
        place = f"{fault.column}: " if fault.column else ""
        reasons.setdefault(fault.line, []).append(f"{place}{fault.reason}")
    headings = [heading for heading in sheet.table.headings if heading.lower() != FAULT]
    write_headings(page, [FAULT, *headings], wide={FAULT})
    for line, cells in sheet.table.rows:
        if line in reasons:
            kept = [
                unguarded(cell)
                for place, cell in enumerate(cells)
                if place >= len(sheet.table.headings) or sheet.table.headings[place] in headings
            ]
            write_row(page, ["\n".join(reasons[line]), *kept])


def write_headings(page, headings: list[str], *, wide: set[str]) -> None:
    """The first row, which stays in view."""
    write_row(page, headings)
    for place, heading in enumerate(headings, 1):
        cell = page.cell(1, place)
        cell.font, cell.fill = Font(bold=True), HEAD
        page.column_dimensions[get_column_letter(place)].width = WIDE if heading in wide else WIDTH
    page.freeze_panes = "A2"


def write_row(page, values: list[str]) -> None:
    """Text stays text, also when the workbook is saved as CSV."""
    line = page._current_row + 1
    for place, value in enumerate(values, 1):
        if not value:
            continue
        cell = page.cell(line, place, ILLEGAL_CHARACTERS_RE.sub("\ufffd", guarded(value)))
        cell.data_type = "s"
        cell.alignment = Alignment(vertical="top", wrap_text=True)
    page._current_row = line


def as_bytes(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
