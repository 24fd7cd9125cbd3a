"""Files as streams: CSV, XLSX and JSON."""

import csv
import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from typing import IO

import xlsxwriter

from interventions.sheet.columns.guard import guarded

BOM = "\ufeff"  # tells spreadsheet programs that this is UTF-8
LONGEST_CELL = 32_767  # of a spreadsheet program


class _Echo:
    """Gives what is written to it back: for a csv writer without a file."""

    def write(self, line: str) -> str:
        return line


def csv_lines(head: list[str], rows: Iterable[list[str]]) -> Iterator[str]:
    """A CSV file line by line, that no program takes a formula from."""
    writer = csv.writer(_Echo())
    yield BOM + writer.writerow(map(guarded, head))
    for row in rows:
        yield writer.writerow(map(guarded, row))


def xlsx_file(sheets: Mapping[str, tuple[list[str], Iterable[list[str]]]]) -> IO[bytes]:
    """A workbook on disk, opened at its start; each sheet has a header that stays in view.

    It is written row by row, so that memory does not grow with the rows. The file goes when closed.
    Every cell is text, and marked as in the CSV file: somebody may save it as one.
    """
    file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by the response that sends it
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        bold = book.add_format({"bold": True})
        for name, (head, rows) in sheets.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 1)
            sheet.set_column(0, len(head) - 1, 24)
            for column, title in enumerate(head):
                sheet.write_string(0, column, guarded(title), bold)
            for number, row in enumerate(rows, start=1):
                for column, cell in enumerate(row):
                    if cell:
                        sheet.write_string(number, column, guarded(cell)[:LONGEST_CELL])
    file.seek(0)
    return file


def json_lines(documents: Iterable[dict]) -> Iterator[str]:
    """One JSON object with the documents under `interventies`, a line for each."""
    yield '{"interventies": ['
    for number, document in enumerate(documents):
        yield f"{',' if number else ''}\n{json.dumps(document, ensure_ascii=False)}"
    yield "\n]}\n"
