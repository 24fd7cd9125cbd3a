"""XLSX out: the rows that stayed behind with what is wrong, and an empty workbook to fill in."""

import io
from collections.abc import Iterable
from dataclasses import replace
from itertools import zip_longest

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from elements.text import fold
from interventions.intake.spreadsheets.checking import Check
from interventions.intake.spreadsheets.tables import FAULT, Sheet, Table
from interventions.intake.spreadsheets.vocabulary import Vocabulary, Words
from interventions.sheet import Kind
from interventions.sheet.columns import SHEET_COLUMNS, STATEMENT_COLUMNS, Column
from interventions.sheet.columns.guard import guarded, unguarded

TITLES = {False: "Interventies", True: "Uitspraken"}
LISTS = "Lijsten"
BOLD, HEAD = Font(bold=True), PatternFill("solid", fgColor="E6F1F1")
BESIDE = Alignment(vertical="top", wrap_text=True)
WIDTH, WIDE = 24, 60
FILLED = 2000  # the rows that get a pick list
HINTS = {
    Kind.WORDS: "Kies er een. Meer dan een? Typ de namen met een puntkomma ertussen.",
    Kind.WORD: "Kies er een. Meer plaatsen? Typ de namen met een streep (|) ertussen.",
    Kind.LEVEL: "Kies er een. Meer erkenningen? Typ de niveaus met een streep (|) ertussen.",
}


# --- The rest -------------------------------------------------------------------------------------


def rest_tables(found: Check) -> list[Table]:
    """The rows with a fault, for who still has to be given them."""
    left = []
    for sheet in found.sheets:
        lines = {fault.line for fault in found.faults_of(sheet)}
        rows = [row for row in sheet.table.rows if row[0] in lines]
        left.append(replace(sheet.table, rows=rows))
    return left


def rest_workbook(found: Check) -> bytes:
    """The rows with a fault, in the words of the file, with a column 'fout' before them."""
    book = Workbook()
    book.remove(book.active)
    for sheet in found.sheets:
        page = _write_page(book, TITLES[sheet.has_statements], _rest(found, sheet))
        page.column_dimensions["A"].width = WIDE
    return _as_bytes(book)


def _rest(found: Check, sheet: Sheet) -> list[list[str]]:
    reasons: dict[int, list[str]] = {}
    for fault in found.faults_of(sheet):
        place = f"{fault.column}: " if fault.column else ""
        reasons.setdefault(fault.line, []).append(f"{place}{fault.reason}")
    old = {place for place, each in enumerate(sheet.table.headings) if each.lower() == FAULT}
    rows = [(FAULT, sheet.table.headings)]
    rows += [
        ("\n".join(reasons[line]), cells) for line, cells in sheet.table.rows if line in reasons
    ]
    return [
        [first, *(unguarded(cell) for place, cell in enumerate(cells) if place not in old)]
        for first, cells in rows
    ]


# --- The template ---------------------------------------------------------------------------------


def template_workbook() -> bytes:
    """Sheets for interventions and statements, and one with the lists."""
    lists = Vocabulary({}).lists
    labels = [_labels(words) for words in lists.values()]
    ranges = {
        name: f"'{LISTS}'!${letter}$2:${letter}${len(found) + 1}"
        for place, (name, found) in enumerate(zip(lists, labels, strict=True), 1)
        if found and (letter := get_column_letter(place))
    }
    book = Workbook()
    book.remove(book.active)
    for title, columns in zip(TITLES.values(), (SHEET_COLUMNS, STATEMENT_COLUMNS), strict=True):
        read = [column for column in columns if column.read]
        page = _write_page(book, title, [[column.heading for column in read]])
        for place, column in enumerate(read, 1):
            if column.words in ranges:
                page.add_data_validation(_pick_list(place, column, ranges[column.words]))
    titles = [words.title for words in lists.values()]
    _write_page(book, LISTS, [titles, *zip_longest(*labels)])
    return _as_bytes(book)


def _labels(words: Words) -> list[str]:
    """By name; by slug where the name does not lead back to the same word."""
    return [
        label if words.keys.get(fold(label)) == key and ";" not in label else key
        for key, label in words.options
    ]


def _pick_list(place: int, column: Column, cells: str) -> DataValidation:
    """Of several words the first is picked and the rest typed: Excel refuses what is no choice."""
    rule = DataValidation(type="list", formula1=cells, allow_blank=True)
    rule.showErrorMessage = column.kind is Kind.CHOICE
    rule.error, rule.errorTitle = "Kies een woord uit de lijst.", "Onbekend woord"
    if hint := HINTS.get(column.kind) if column.kind else "":
        rule.prompt, rule.promptTitle, rule.showInputMessage = hint, column.heading[:32], True
    letter = get_column_letter(place)
    rule.add(f"{letter}2:{letter}{FILLED + 1}")
    return rule


# --- Pages ----------------------------------------------------------------------------------------


def _write_page(book: Workbook, title: str, rows: Iterable[Iterable[str | None]]) -> Worksheet:
    """A sheet with its headings in view. Text stays text, also when it is saved as CSV."""
    page = book.create_sheet(title)
    page.freeze_panes = "A2"
    for line, row in enumerate(rows, 1):
        for place, value in enumerate(row, 1):
            if value:
                text = ILLEGAL_CHARACTERS_RE.sub("\ufffd", guarded(value))
                cell = page.cell(line, place, text)
                cell.data_type, cell.alignment = "s", BESIDE
    for cell in page[1]:
        cell.font, cell.fill = BOLD, HEAD
        page.column_dimensions[cell.column_letter].width = WIDTH
    return page


def _as_bytes(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
