"""A file as text in cells, and which column each heading names."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from interventions.intake.spreadsheets.faults import ROW, Fault
from interventions.intake.spreadsheets.vocabulary import LEFT_OUT, choice_key
from interventions.sheet.columns import SHEET_COLUMNS, STATEMENT_COLUMNS, Column, column_of
from interventions.sheet.columns.column import bare
from interventions.sheet.columns.guard import unguarded

HEADING = "kop"  # the list that a heading is a word of
FAULT = "fout"  # the column that `rest` adds; who mended the rows need not delete it
MARKS = {"interventie", "element"}  # columns that only statements have together with one of these:
KINDS = {"soort", "uitleg"}


@dataclass(frozen=True)
class Table:
    """One sheet of one file: text only, so that it can wait as JSON.

    `rows` are (line, cells), `faults` (line, place of the cell, value, reason), `notes` how it was
    read.
    """

    name: str
    headings: list[str]
    rows: list[tuple[int, list[str]]]
    notes: list[str] = field(default_factory=list)
    faults: list[tuple[int, int, str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Sheet:
    """A table of which the headings are known; `places` says where each column stands."""

    table: Table
    columns: tuple[Column, ...]
    places: dict[str, int]
    faults: list[Fault]
    passed_over: list[str]

    @property
    def has_statements(self) -> bool:
        return self.columns is STATEMENT_COLUMNS

    def heading(self, key: str) -> str:
        """As the file has it; of a column that it lacks, the Dutch name."""
        if key in self.places:
            return self.table.headings[self.places[key]]
        return next((each.heading for each in self.columns if each.key == key), key)

    def value(self, cells: list[str], key: str) -> str:
        """What the cell says, without the marks against formulas."""
        place = self.places.get(key)
        return unguarded(cells[place]) if place is not None and place < len(cells) else ""


def with_own_names(found: list[Table]) -> list[Table]:
    """Two files may have one name; a fault must say in which of them it stands."""
    names = [table.name for table in found]
    return [
        replace(table, name=f"{table.name} ({place})") if names.count(table.name) > 1 else table
        for place, table in enumerate(found, 1)
    ]


def recognise(table: Table, choices: Mapping[str, str]) -> Sheet:
    """Which column each heading names. A heading that names none, or one again, is a fault."""
    columns = _columns_of(table)
    places, faults, passed_over = {}, [], []
    for place, heading in enumerate(table.headings):
        if not heading:
            continue
        column, is_left_out = _named(heading, columns, choices)
        if is_left_out or (column and column.read is None):
            passed_over.append(heading)
        elif column is None:
            reason = "Deze kolom kennen wij niet. Kies hieronder welke kolom dit is."
            faults.append(_heading_fault(table, heading, reason, "unknown", HEADING))
        elif column.key in places:
            first = table.headings[places[column.key]]
            reason = f"De kolom '{column.heading}' staat er al, onder '{first}'."
            faults.append(_heading_fault(table, heading, reason, "twice"))
        else:
            places[column.key] = place
    return Sheet(table, columns, places, faults + _missing(table, columns, places), passed_over)


def stray_cells(sheet: Sheet) -> list[Fault]:
    """Values that stand under no heading: one fault per row, which says how many."""
    named = {place for place, heading in enumerate(sheet.table.headings) if heading}
    faults = []
    for line, cells in sheet.table.rows:
        if stray := [cell for place, cell in enumerate(cells) if cell and place not in named]:
            others = f" Dat geldt voor {len(stray)} cellen op deze regel." if stray[1:] else ""
            reason = f"Boven deze cel staat geen kop.{others}"
            faults.append(Fault(sheet.table.name, line, ROW, stray[0], reason, "no_heading"))
    return faults


def heading_options(sheet: Sheet) -> list[tuple[str, str]]:
    return [(each.key, each.heading) for each in sheet.columns if each.read]


def column_words(heading: str) -> str:
    """The list that a column names; empty when there is no such column, or it names none."""
    if bare(heading) == HEADING:
        return HEADING
    found = column_of(heading, SHEET_COLUMNS) or column_of(heading, STATEMENT_COLUMNS)
    return found.words if found else ""


def _columns_of(table: Table) -> tuple[Column, ...]:
    found = {
        column.key for each in table.headings if (column := column_of(each, STATEMENT_COLUMNS))
    }
    return STATEMENT_COLUMNS if found >= MARKS and found & KINDS else SHEET_COLUMNS


def _named(heading, columns, choices) -> tuple[Column | None, bool]:
    chosen = choices.get(choice_key(HEADING, heading))
    if chosen == LEFT_OUT or bare(heading) == FAULT:
        return None, True
    if chosen:
        return next((each for each in columns if each.key == chosen), None), False
    return column_of(heading, columns), False


def _missing(table, columns, places) -> list[Fault]:
    needed = ("interventie", "element", "soort") if columns is STATEMENT_COLUMNS else ("naam",)
    headings = {each.key: each.heading for each in columns}
    return [
        Fault(
            table.name,
            1,
            headings[key],
            "",
            f"De kolom '{headings[key]}' is er niet. Zet de koppen op de eerste regel.",
            "no_column",
        )
        for key in needed
        if key not in places
    ]


def _heading_fault(table, heading, reason, code, words="") -> Fault:
    return Fault(table.name, 1, heading, heading, reason, code, words)
