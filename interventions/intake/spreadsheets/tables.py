"""A file as text in cells, and which column each heading names."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace

from elements.text import without_controls
from interventions.intake.received.apart import Ceiling, read_apart
from interventions.intake.received.limits import DESK, MEGABYTE, Limits, check_size
from interventions.intake.spreadsheets.vocabulary import LEFT_OUT, choice_key
from interventions.sheet.columns import SHEET_COLUMNS, STATEMENT_COLUMNS, Column, column_of
from interventions.sheet.columns.column import bare
from interventions.sheet.columns.guard import unguarded

READER = "interventions.intake.received.spreadsheet.tables_of"
AT_THE_DESK = Ceiling(processor=15, clock=40, memory=512 * MEGABYTE, answer=100 * MEGABYTE)
BY_COMMAND = Ceiling(processor=1800, clock=3600, memory=8000 * MEGABYTE, answer=4000 * MEGABYTE)
HEADING = "kop"  # the list that a heading is a word of
FAULT = "fout"  # the column that `rest` adds; who mended the rows need not delete it
MARKS = {"interventie", "element"}  # columns that only statements have together with one of these:
KINDS = {"soort", "uitleg"}
NEEDED = {True: ("interventie", "element", "soort"), False: ("naam",)}  # of statements or not


@dataclass(frozen=True)
class Table:
    """One sheet of one file: text only, so that it can wait as JSON.

    `rows` are (line, cells), `faults` (line, place of the cell, value, reason), `notes` how it was
    read. Of the export of another site `export` holds its documents, and there are no cells yet.
    """

    name: str
    headings: list[str]
    rows: list[tuple[int, list[str]]]
    notes: list[str] = field(default_factory=list)
    faults: list[tuple[int, int, str, str]] = field(default_factory=list)
    export: dict | None = None


@dataclass(frozen=True)
class Fault:
    """Something in one cell, or in a whole row when it names no column.

    `words` names the list that lacks the value, where there is one.
    """

    sheet: str
    line: int
    column: str
    value: str
    reason: str
    code: str
    words: str = ""


@dataclass(frozen=True)
class Sheet:
    """A table of which the headings are known; `places` says where each column stands."""

    table: Table
    columns: tuple[Column, ...]
    places: dict[str, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)

    @property
    def has_statements(self) -> bool:
        return self.columns is STATEMENT_COLUMNS

    @property
    def heading_options(self) -> list[tuple[str, str]]:
        return [(each.key, each.heading) for each in self.columns if each.read]

    def heading(self, key: str) -> str:
        """As the file has it; of a column that it lacks, the Dutch name."""
        if key in self.places:
            return self.table.headings[self.places[key]]
        return next(each.heading for each in self.columns if each.key == key)

    def value(self, cells: list[str], key: str) -> str:
        """What the cell says, without the marks against formulas, as a form of ours takes it."""
        place = self.places.get(key)
        if place is None or place >= len(cells):
            return ""
        return unguarded(without_controls(cells[place]).strip(" \t\n"))


def read_file(name: str, data: bytes, limits: Limits) -> list[Table]:
    """The tables of a CSV or XLSX file, or the export of another site. Raises Refused."""
    check_size(len(data), limits)
    ceiling = AT_THE_DESK if limits == DESK else BY_COMMAND
    values = {"name": name, "limits": asdict(limits)}
    return [Table(**table) for table in read_apart(READER, data, ceiling, values)]


def with_own_names(found: list[Table]) -> list[Table]:
    """Two files may have one name; a fault must say in which of them it stands."""
    names = [table.name for table in found]
    return [
        replace(table, name=f"{table.name} ({place})") if names.count(table.name) > 1 else table
        for place, table in enumerate(found, 1)
    ]


def recognise(table: Table, choices: Mapping[str, str]) -> Sheet:
    """Which column each heading names. A heading that names none, or one again, is a fault."""
    sheet = Sheet(table, _columns_of(table))
    for place, heading in enumerate(table.headings):
        if heading:
            _place(sheet, place, heading, choices.get(choice_key(HEADING, heading)))
    for key in NEEDED[sheet.has_statements]:
        if key not in sheet.places:
            heading = sheet.heading(key)
            reason = f"De kolom '{heading}' is er niet. Zet de koppen op de eerste regel."
            sheet.faults.append(Fault(table.name, 1, heading, "", reason, "no_column"))
    return sheet


def _columns_of(table: Table) -> tuple[Column, ...]:
    found = {
        column.key for each in table.headings if (column := column_of(each, STATEMENT_COLUMNS))
    }
    return STATEMENT_COLUMNS if found >= MARKS and found & KINDS else SHEET_COLUMNS


def _place(sheet: Sheet, place: int, heading: str, chosen: str | None) -> None:
    if chosen:
        column = next((each for each in sheet.columns if each.key == chosen), None)
    else:
        column = column_of(heading, sheet.columns)
    if chosen == LEFT_OUT or bare(heading) == FAULT or (column and not column.read):
        sheet.passed_over.append(heading)
    elif column is None:
        reason = "Deze kolom kennen wij niet. Kies hieronder welke kolom dit is."
        _refuse(sheet, heading, reason, "unknown", HEADING)
    elif column.key in sheet.places:
        first = sheet.heading(column.key)
        _refuse(
            sheet, heading, f"De kolom '{column.heading}' staat er al, onder '{first}'.", "twice"
        )
    else:
        sheet.places[column.key] = place


def _refuse(sheet: Sheet, heading: str, reason: str, code: str, words: str = "") -> None:
    sheet.faults.append(Fault(sheet.table.name, 1, heading, heading, reason, code, words))
