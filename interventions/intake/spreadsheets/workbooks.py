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

from elements.text import fold
from interventions.intake.spreadsheets.checking import Check
from interventions.intake.spreadsheets.tables import FAULT, Table
from interventions.intake.spreadsheets.vocabulary import Vocabulary, Words
from interventions.sheet import Kind
from interventions.sheet.columns import SHEET_COLUMNS, STATEMENT_COLUMNS, Column
from interventions.sheet.columns.guard import guarded, unguarded

TITLES = {False: "Interventies", True: "Uitspraken"}
LISTS = "Lijsten"
HEAD = PatternFill("solid", fgColor="E6F1F1")
WIDTH, WIDE = 24, 60
FILLED = 2000  # the rows that get a pick list
WORDS = "Kies er een. Meer dan een? Typ de namen met een puntkomma ertussen."
LEVELS = "Kies er een. Meer erkenningen? Typ de niveaus met een streep (|) ertussen."


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
        reasons: dict[int, list[str]] = {}
        for fault in found.faults_of(sheet):
            place = f"{fault.column}: " if fault.column else ""
            reasons.setdefault(fault.line, []).append(f"{place}{fault.reason}")
        _write_rest(book.create_sheet(TITLES[sheet.has_statements]), sheet.table, reasons)
    return _as_bytes(book)


def _write_rest(page, table: Table, reasons: dict[int, list[str]]) -> None:
    is_kept = [heading.lower() != FAULT for heading in table.headings]
    headings = [heading for heading, kept in zip(table.headings, is_kept, strict=True) if kept]
    _write_headings(page, [FAULT, *headings])
    page.column_dimensions["A"].width = WIDE
    for line, cells in table.rows:
        if line in reasons:
            kept = [
                unguarded(cell)
                for place, cell in enumerate(cells)
                if place >= len(is_kept) or is_kept[place]
            ]
            _write_row(page, ["\n".join(reasons[line]), *kept])


# --- The template ---------------------------------------------------------------------------------


def template_workbook() -> bytes:
    """Sheets for interventions and statements, and one with the lists."""
    book = Workbook()
    book.remove(book.active)
    pages = [(book.create_sheet(TITLES[False]), SHEET_COLUMNS)]
    pages += [(book.create_sheet(TITLES[True]), STATEMENT_COLUMNS)]
    ranges = _write_lists(book.create_sheet(LISTS), Vocabulary({}))
    for page, columns in pages:
        read = [column for column in columns if column.read]
        _write_headings(page, [column.heading for column in read])
        for place, column in enumerate(read, 1):
            if column.words in ranges:
                _add_pick_list(page, get_column_letter(place), column, ranges[column.words])
    return _as_bytes(book)


def _write_lists(page, vocabulary: Vocabulary) -> dict[str, str]:
    """A column per list; gives where each stands, as Excel refers to it."""
    lists = vocabulary.lists
    _write_headings(page, [words.title for words in lists.values()])
    labels = [_labels(words) for words in lists.values()]
    for row in zip_longest(*labels, fillvalue=""):
        _write_row(page, row)
    return {
        name: f"'{LISTS}'!${letter}$2:${letter}${len(found) + 1}"
        for place, (name, found) in enumerate(zip(lists, labels, strict=True), 1)
        if found and (letter := get_column_letter(place))
    }


def _labels(words: Words) -> list[str]:
    """By name; by slug where the name does not lead back to the same word."""
    return [
        label if words.keys.get(fold(label)) == key and ";" not in label else key
        for key, label in words.options
    ]


def _add_pick_list(page, letter: str, column: Column, cells: str) -> None:
    """Of several words the first is picked and the rest typed: Excel refuses what is no choice."""
    rule = DataValidation(type="list", formula1=cells, allow_blank=True)
    rule.showErrorMessage = column.kind is Kind.CHOICE
    rule.error, rule.errorTitle = "Kies een woord uit de lijst.", "Onbekend woord"
    if hint := {Kind.WORDS: WORDS, Kind.LEVEL: LEVELS}.get(column.kind):
        rule.prompt, rule.promptTitle = hint, column.heading[:32]
        rule.showInputMessage = True
    rule.add(f"{letter}2:{letter}{FILLED + 1}")
    page.add_data_validation(rule)


# --- Pages ----------------------------------------------------------------------------------------


def _write_headings(page, headings: list[str]) -> None:
    """The first row, which stays in view."""
    _write_row(page, headings)
    for place in range(1, len(headings) + 1):
        cell = page.cell(1, place)
        cell.font, cell.fill = Font(bold=True), HEAD
        page.column_dimensions[get_column_letter(place)].width = WIDTH
    page.freeze_panes = "A2"


def _write_row(page, values: Iterable[str]) -> None:
    """Text stays text, also when the workbook is saved as CSV."""
    line = page._current_row + 1
    for place, value in enumerate(values, 1):
        if value:
            cell = page.cell(line, place, ILLEGAL_CHARACTERS_RE.sub("\ufffd", guarded(value)))
            cell.data_type = "s"
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    page._current_row = line


def _as_bytes(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
