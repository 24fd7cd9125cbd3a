"""A workbook for people: names and days, a header that filters, and columns as wide as they need.

It is written row by row, so that memory does not grow with the rows. Text is never a formula, nor
markup, and is marked as in the CSV file: somebody may save it as one.
"""

import datetime
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO

import xlsxwriter
from django.conf import settings
from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from interventions.sheet.columns.column import Cell
from interventions.sheet.columns.cut import fitted
from interventions.sheet.columns.guard import guarded
from interventions.showing.citation import NAME

OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
NARROWEST, WIDEST = 9, 80  # letters
ON_A_PAGE = 220  # letters that can be read on one page on its side
SEEN = 4000  # letters of a text that count for the size of its cell
SPARE = 4  # letters that a line may be short of, because it breaks between words
LINE_HEIGHT, HIGHEST = 15.0, 409.0  # points
FILTER = 3  # letters that the button of a filter takes
DAY = "[$-413]d mmmm yyyy"  # in Dutch on every machine
DARK, TINT, QUIET, LINE = "#073F44", "#EEF5F5", "#5A696B", "#CFDADA"
A4 = 9
LONGEST_DAY = len("28 september 2026")


@dataclass(frozen=True)
class Page:
    """A sheet: its name, its head, and its rows.

    A row begins with where the whole of it stands, for a cell that is too long. `widest` is how
    many letters a line has before it wraps; `quiet` is the text of cells that say the least.
    """

    name: str
    head: list[str]
    rows: Iterable[tuple[str, list[Cell]]]
    widest: int = WIDEST
    quiet: str = ""
    filtered: bool = True


class _LeanSheet(Worksheet):
    """A sheet that keeps nothing of the rows behind it, and on which all text is text."""

    def _write_single_row(self, *more):
        super()._write_single_row(*more)
        self.row_info.clear()
        self.row_sizes.clear()

    def _xml_rich_inline_string(self, string, *more):
        """Of a text such as '<r>...</r>': not the rich text that it looks like."""
        self._xml_inline_string(string, False, *more)


def workbook(title: str, pages: Iterable[Page], *, day: datetime.date) -> IO[bytes]:
    """A file on disk, opened at its start, with the pages in their order. It goes when closed."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by the response that sends it
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        book.set_properties(
            {
                "title": title,
                "author": settings.PUBLISHER["name"] or NAME,
                "comments": f"Bron: {NAME}, {settings.PUBLIC_URL}",
                "created": datetime.datetime.combine(day, datetime.time()),
            }
        )
        top = {"text_wrap": True, "valign": "top", "align": "left"}
        formats = {
            str: book.add_format(top),
            int: book.add_format(top),
            datetime.date: book.add_format({**top, "num_format": DAY}),
            "head": book.add_format(
                {
                    "bold": True,
                    "font_color": DARK,
                    "bg_color": TINT,
                    "text_wrap": True,
                    "valign": "vcenter",
                    "bottom": 1,
                    "bottom_color": LINE,
                }
            ),
            "name": book.add_format({**top, "bold": True}),
            "quiet": book.add_format({"font_color": QUIET}),
        }
        for page in pages:
            _write(book.add_worksheet(page.name, _LeanSheet), page, formats, day)
    file.seek(0)
    return file


def _write(sheet: Worksheet, page: Page, formats: dict, day: datetime.date) -> None:
    last, widths = _write_rows(sheet, page, formats)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 1)
    whole = (0, 0, last, len(page.head) - 1)
    if page.filtered:
        sheet.autofilter(*whole)
    sheet.ignore_errors({"number_stored_as_text": xl_range(*whole)})
    if page.quiet:
        rule = {"type": "cell", "criteria": "==", "value": f'"{page.quiet}"'}
        sheet.conditional_format(*whole, {**rule, "format": formats["quiet"]})
    if sum(widths) <= ON_A_PAGE:
        sheet.fit_to_pages(1, 0)
    _lay_out(sheet, day)


def _write_rows(sheet: Worksheet, page: Page, formats: dict) -> tuple[int, list[int]]:
    """The number of the last row, and how wide each column has to be."""
    last, widths = 0, [len(title) + FILTER for title in page.head]
    most = [WIDEST, *[page.widest] * (len(page.head) - 1)]
    for column, title in enumerate(page.head):
        sheet.write_string(0, column, guarded(title), formats["head"])
    for last, (where, cells) in enumerate(page.rows, 1):
        for column, cell in enumerate(cells):
            if cell != "":
                widths[column] = max(widths[column], _width(cell))
                form = formats["name"] if column == 0 else formats[type(cell)]
                _write_cell(sheet, last, column, cell, form, where)
        sheet.set_row(last, _height(cells, most))  # now: writing the next row forgets it
    fit = zip(widths, most, strict=True)
    return last, [max(NARROWEST, min(width + 1, widest)) for width, widest in fit]


def _write_cell(sheet: Worksheet, row: int, column: int, cell: Cell, form, where: str) -> None:
    if isinstance(cell, datetime.date):
        sheet.write_datetime(row, column, cell, form)
    elif isinstance(cell, int):
        sheet.write_number(row, column, cell, form)
    else:
        sheet.write_string(row, column, fitted(guarded(cell), where), form)


def _width(cell: Cell) -> int:
    """In letters, of the longest line."""
    if isinstance(cell, datetime.date):
        return LONGEST_DAY
    return max(map(len, str(cell)[:SEEN].split("\n")))


def _height(cells: list[Cell], most: list[int]) -> float:
    """Of a row that shows its texts whole, as far as a row can be high: LibreOffice asks for it.

    A column of which a line is longer than its most is as wide as that: there it wraps.
    """
    lines = [
        sum(1 + len(line) // (widest - SPARE) for line in str(cell)[:SEEN].split("\n"))
        for cell, widest in zip(cells, most, strict=True)
    ]
    return min(max(lines) * LINE_HEIGHT, HIGHEST)


def _lay_out(sheet: Worksheet, day: datetime.date) -> None:
    """For print: on its side, the head and the names on each page, the source below."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.repeat_rows(0)
    sheet.repeat_columns(0)
    source = f"{NAME}, {settings.PUBLIC_URL}, {day:%d-%m-%Y}".replace("&", "&&")
    sheet.set_footer(f"&L&8{source}&R&8Pagina &P van &N")


def explained(lines: Iterable[tuple[str, Cell]]) -> Page:
    """The sheet that says what the others are."""

    def rows() -> Iterator[tuple[str, list[Cell]]]:
        for term, said in lines:
            yield "", [term, said]

    return Page("Toelichting", ["Wat", "Uitleg"], rows(), filtered=False)
