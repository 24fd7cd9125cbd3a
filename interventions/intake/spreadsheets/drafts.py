"""What a row of a file will become, before anything is written, and what is wrong with it."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import partial
from typing import Self

from django.core.exceptions import ValidationError

from elements.models import Element, Source
from elements.text import fold
from interventions.intake.spreadsheets.tables import Fault, Sheet
from interventions.intake.spreadsheets.vocabulary import Asked, Vocabulary
from interventions.models import Intervention
from interventions.sheet import Kind
from interventions.sheet.columns import Column
from interventions.sheet.columns.cells import how_cell_was_read
from interventions.sheet.columns.cut import refuse_cut
from interventions.workflow.bibliography import LISTED


@dataclass(frozen=True)
class NewSource:
    """A source that a row makes; equal ones become one source."""

    title: str
    url: str
    date: str
    kind: str = Source.Kind.WEBSITE
    authors: str = ""
    publisher: str = ""
    seen: str = LISTED


@dataclass(eq=False)
class Row:
    """A row of a sheet. `values` are those of its good cells, by key of the column."""

    sheet: Sheet
    line: int
    cells: list[str]
    values: dict = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)  # what was read otherwise than it stands
    faults: list[Fault] = field(default_factory=list)
    wrong: set[str] = field(default_factory=set)  # keys of columns
    asked: list[tuple[Asked, dict]] = field(default_factory=list)  # with the place that waits

    @classmethod
    def all_of(cls, sheet: Sheet, vocabulary: Vocabulary) -> list[Self]:
        """Every row of the sheet, with what its cells say."""
        rows = [cls(sheet, line, cells) for line, cells in sheet.table.rows]
        for row in rows:
            for column in sheet.columns:
                if text := row.text(column.key):
                    row.read(column, text, vocabulary)
        return rows

    def text(self, key: str) -> str:
        return self.sheet.value(self.cells, key)

    def read(self, column: Column, text: str, vocabulary: Vocabulary) -> None:
        """Keep the value of a cell, or everything that is wrong with it."""
        try:
            refuse_cut(text)
            find = partial(self._find, vocabulary, column.heading)
            value = column.read(text.strip(), find) if column.read else None
        except ValidationError as fault:
            self.refuse(column.key, fault)
        else:
            if value is not None:
                self.values[column.key] = self._without_asked(value, column)
                heading = self.sheet.heading(column.key)
                self.told += [f"{heading}: {said}" for said in how_cell_was_read(column.kind, text)]

    def _without_asked(self, value, column: Column):
        """What is asked for goes apart; of a place it stays, for its years and source go along."""
        if column.kind is not Kind.WORDS:
            return value
        self.asked += [(one, {}) for one in value if isinstance(one, Asked)]
        return [one for one in value if not isinstance(one, Asked)]

    def _find(self, vocabulary: Vocabulary, heading: str, words: str, text: str):
        """A word that is left out is noted: it stood in the file."""
        found = vocabulary.find(words, text)
        if found is None:
            self.notes.append(f"{heading} in het bestand: {text}")
        return found

    def refuse(self, key: str, reason: str | ValidationError, code: str = "invalid") -> None:
        """Note what is wrong in the cell of a column; of an unknown word, that word."""
        self.wrong.add(key)
        for fault in ValidationError(reason, code=code).error_list:
            params = fault.params if fault.code == "unknown" and fault.params else {}
            self.fault(
                self.sheet.heading(key),
                params.get("value", self.text(key)),
                " ".join(fault.messages),
                fault.code or "invalid",
                params.get("words", ""),
            )

    def fault(self, column: str, value: str, reason: str, code: str, words: str = "") -> None:
        name = self.sheet.table.name
        self.faults.append(Fault(name, self.line, column, value, reason, code, words))


@dataclass(eq=False)
class Draft(Row):
    """A row of interventions. `live` is what it updates, `row` what was written."""

    slug: str = ""
    live: Intervention | None = None
    rows: dict[str, list[dict]] = field(default_factory=lambda: defaultdict(list))  # by relation
    suggestions: list[Element] = field(default_factory=list)
    page: Source | NewSource | None = None
    row: Intervention = field(init=False)

    @property
    def name(self) -> str:
        return self.values.get("naam", "")

    @property
    def names(self) -> set[str]:
        """What the file may call it by."""
        return {fold(self.text("naam")), fold(self.text("slug")), self.slug} - {""}


@dataclass(eq=False)
class StatementDraft(Row):
    """A row of statements. `target` is a draft of the same file or a concept that there is."""

    target: Draft | Intervention | None = None
    source: Source | NewSource | None = None
