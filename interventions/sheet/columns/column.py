import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from elements.text import fold
from interventions.sheet.fact import Kind

SIGNS = re.compile(r"[^a-z0-9]")
# What a reader asks words of: `find("theme", "jeugd")` gives the row, None where the word is to be
# left out, or raises ValidationError (`unknown`).
Find = Callable[[str, str], object]
Cell = str | int | datetime.date


@dataclass(frozen=True)
class Column:
    """A column: its names, how a cell is read and how it is written.

    `key` is the path in the document of the contract. `read` takes the text of a cell that is not
    empty and gives its value, or raises ValidationError; without it the column is passed over.
    `write` takes the row and gives the text for a program; without it the column is only read.
    `show` gives what a person reads, where that is other: a name, a day, a number. `model` and
    `field` say where the value goes, where that is one field, and `kind` what it is; `words` is the
    list that it names, `about` what a reader of the file wants to know, and `separator` what stands
    between the values where a cell may have several.
    """

    key: str
    heading: str
    also: tuple[str, ...] = ()
    read: Callable[[str, Find], object] | None = None
    write: Callable[[Any], str] | None = None
    show: Callable[[Any], Cell] | None = None
    model: type[Model] | None = None
    field: str = ""
    kind: Kind | None = None
    words: str = ""
    about: str = ""
    separator: str = ""

    def shown(self, row) -> Cell:
        """What a person reads."""
        return self.show(row) if self.show else self.write(row) if self.write else ""

    @property
    def names(self) -> set[str]:
        """Every heading that it goes by, folded."""
        return {bare(name) for name in (self.key, self.heading, *self.also)}


def bare(heading: str) -> str:
    """A heading without what people write differently: case, accents, spaces and signs."""
    return SIGNS.sub("", fold(heading))


def column_of(heading: str, columns: tuple[Column, ...]) -> Column | None:
    """The column with this heading, in Dutch or English; None when there is no such column."""
    name = bare(heading)
    return next((column for column in columns if name and name in column.names), None)
