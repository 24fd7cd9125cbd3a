"""XLSX out: an empty workbook to fill in, with the words of every list to pick from."""

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from elements.text import fold
from interventions.intake.spreadsheets.rest import TITLES, as_bytes, write_headings, write_row
from interventions.intake.spreadsheets.vocabulary import Vocabulary
from interventions.sheet.columns import SHEET_COLUMNS, STATEMENT_COLUMNS, Column

LISTS = "Lijsten"
FILLED = 2000  # the rows that get a pick list
SEVERAL = ("target_groups", "themes", "settings", "elements", "levels", "sources")
HELP = "Kies er een. Meer dan een? Typ de namen met een puntkomma ertussen."
HELP_LEVELS = "Kies er een. Meer erkenningen? Typ de niveaus met een streep (|) ertussen."


def template_workbook() -> bytes:
    """Sheets for interventions and statements, and one with the lists."""
    vocabulary = Vocabulary({})
    book = Workbook()
    book.active.title = TITLES[False]
    pages = [
        (book.active, SHEET_COLUMNS),
        (book.create_sheet(TITLES[True]), STATEMENT_COLUMNS),
    ]
    ranges = _write_lists(book.create_sheet(LISTS), vocabulary)
    for page, columns in pages:
        read = [column for column in columns if column.read]
        write_headings(page, [column.heading for column in read], wide=set())
        for place, column in enumerate(read, 1):
            if column.words in ranges:
                _add_pick_list(page, place, column, ranges[column.words])
    return as_bytes(book)


def _write_lists(page, vocabulary: Vocabulary) -> dict[str, str]:
    """A column per list; gives where each stands, as Excel refers to it."""
    lists = vocabulary.lists
    write_headings(page, [words.title for words in lists.values()], wide=set())
    labels = {name: _labels(words) for name, words in lists.items()}
    for row in range(max(map(len, labels.values()))):
        write_row(page, [found[row] if row < len(found) else "" for found in labels.values()])
    return {
        name: f"'{LISTS}'!${letter}$2:${letter}${len(found) + 1}"
        for place, (name, found) in enumerate(labels.items(), 1)
        if found and (letter := get_column_letter(place))
    }


def _labels(words) -> list[str]:
    """By name; by slug where the name does not lead back to the same word."""
    keys = words.keys
    return [
        label if keys.get(fold(label)) == key and ";" not in label else key
        for key, label in words.options
    ]


def _add_pick_list(page, place: int, column: Column, cells: str) -> None:
    """Of a list of several words the first is picked and the rest typed, so Excel refuses none."""
    rule = DataValidation(type="list", formula1=cells, allow_blank=True)
    rule.showErrorMessage = column.words not in SEVERAL
    rule.error, rule.errorTitle = "Kies een woord uit de lijst.", "Onbekend woord"
    if column.words in SEVERAL:
        rule.prompt = HELP_LEVELS if column.words == "levels" else HELP
        rule.promptTitle, rule.showInputMessage = column.heading[:32], True
    letter = get_column_letter(place)
    rule.add(f"{letter}2:{letter}{FILLED + 1}")
    page.add_data_validation(rule)
