"""What one row of the description sheet says: a fact, and how each room shows it."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import reduce
from operator import or_
from typing import cast

from django.db.models import Field, Model, Q
from django.utils.text import capfirst


class Kind(Enum):
    """What a fact holds, and so how a room reads, writes and shows it."""

    TEXT = auto()  # paragraphs
    LINE = auto()  # one line
    LINES = auto()  # names, one a line
    YEAR = auto()
    DATE = auto()  # a partial date
    DAY = auto()
    MOMENT = auto()  # made by the workflow, and so no fact
    PERMANENT = auto()  # an address of ours that stays; no fact either
    ADDRESS = auto()  # on the web
    CHOICE = auto()  # one of a few, with its date and source
    SOURCE = auto()
    ELEMENT = auto()
    LEVEL = auto()  # of recognition
    ORIGINAL = auto()  # another intervention
    WORDS = auto()  # of a taxonomy; sources too
    WORD = auto()  # one of a taxonomy
    PARTS = auto()  # what belongs together, each with a key of its own


# What the date and the source of a choice say, to who reads a file or an answer.
ABOUT_OWN = {"datum": "Van wanneer dit bekend is.", "bron": "De bron die dit zegt."}


@dataclass(frozen=True)
class Part:
    """One of what belongs together in a fact of the kind PARTS, with a key within that of the fact.

    Its label is the name of the field.
    """

    field: str
    key: str
    kind: Kind = Kind.LINE
    heading: str = ""  # of its column
    help: str = ""
    about: str = ""


# What these hold is no text to search: an address, a day, or a value of a facet.
UNREAD = {Kind.ADDRESS, Kind.DATE, Kind.DAY, Kind.CHOICE, Kind.SOURCE, Kind.ORIGINAL}


@dataclass(frozen=True)
class Question:
    """How a visitor who submits an intervention is asked for a fact."""

    label: str
    help: str = ""
    rows: int = 4
    most: int = 2000
    required: str = ""  # what is said when it stays empty; empty: it may
    step: int = 2  # of the form: 1 says what it is, 2 how it is done


@dataclass(frozen=True)
class Fact:
    """A row of the sheet. What is not said here is not shown, counted or asked anywhere.

    `field` is that of the model, whose name in Dutch is the label; `key` that of the public
    contract, empty for what is never public. `source` and `date` are fields with its own source and
    date; `parts` the fields of a fact that is more than one, of which the first is `field`. `shown`
    names the places that show it, each with its title there, where that is not the label.
    """

    model: type[Model]
    field: str
    key: str = ""
    kind: Kind = Kind.TEXT
    source: str = ""
    date: str = ""
    group: str = ""  # its heading on the form of the desk
    help: str = ""
    source_help: str = ""
    date_help: str = ""
    shown: Mapping[str, str] = dataclasses.field(default_factory=dict)
    about: str = ""  # what the description of the API says
    also: tuple[str, ...] = ()  # more headings by which its column is known
    # Of its parts, as columns.
    headings: Mapping[str, str] = dataclasses.field(default_factory=dict)
    parts: tuple[Part, ...] = ()
    linked: str = ""  # our own word for it in linked data, where that is not the key
    counted: bool = False  # by the meter of the desk
    asked: Question | None = None
    weight: int = 2  # of a word in it, in search results; 0: it is not searched
    questions: tuple[str, ...] = ()  # what visitors type to ask for it
    remark: str = ""  # what stands with the answer to such a question

    @property
    def name(self) -> str:
        """Its Dutch name within a sentence: that of the field."""
        return _name_of(self.model, self.field)

    @property
    def label(self) -> str:
        return capfirst(self.name)

    @property
    def about_source(self) -> str:
        """What its own source says, to who reads a file or an answer."""
        return f"De {_name_of(self.model, self.source)}."

    @property
    def words(self) -> type[Model]:
        """The rows that its words are, of a fact that is a relation."""
        return cast(type[Model], self.model._meta.get_field(self.field).related_model)

    @property
    def fields(self) -> tuple[str, ...]:
        """Its own field, with those of its date and its source, or those of its parts."""
        own = tuple(part.field for part in self.parts) or (self.field, self.date, self.source)
        return tuple(name for name in own if name)

    @property
    def helps(self) -> dict[str, str]:
        """The help at each of its fields."""
        found = {
            self.field: self.help,
            self.date: self.date_help,
            self.source: self.source_help,
            **{part.field: part.help for part in self.parts},
        }
        return {name: words for name, words in found.items() if name and words}

    @property
    def is_searched(self) -> bool:
        return bool(self.key and self.weight) and self.kind not in UNREAD

    @property
    def is_relation(self) -> bool:
        """Whether it holds rows, several of them."""
        field = self.model._meta.get_field(self.field)
        return bool(field.many_to_many or field.one_to_many)

    @property
    def text_fields(self) -> tuple[str, ...]:
        """The fields of its row in which a reader finds words."""
        return tuple(part.field for part in self.parts if part.kind is Kind.LINE) or (self.field,)

    def text(self, row) -> str:
        """What a row says, as text to search."""
        value = getattr(row, self.field)
        if self.is_relation:
            return "\n".join(map(str, value.all()))
        if self.kind is Kind.ELEMENT:
            return f"{value.short_name}\n{value.name}"
        if self.kind is Kind.PARTS:
            return "\n".join(getattr(row, name) for name in self.text_fields)
        if self.kind is Kind.WORD:
            return f"{value}\n{getattr(value, 'former_names', '')}"
        return str(value or "")

    def title(self, place: str) -> str:
        """Its title in a place that shows it."""
        return self.shown.get(place) or self.label

    @property
    def filled(self) -> Q:
        """Which rows say it, as the database is asked; the same as `is_filled`."""
        if self.kind is Kind.PARTS:
            own = (part.field for part in self.parts if part.kind is not Kind.WORDS)
            return reduce(or_, (self._filled(name) for name in own))
        return self._filled(self.field)

    def _filled(self, name: str) -> Q:
        field = self.model._meta.get_field(name)
        if field.is_relation or field.null:
            return Q(**{f"{name}__isnull": False})
        unsaid = ("", "onbekend") if self.kind is Kind.CHOICE else ("",)
        return ~Q(**{f"{name}__in": unsaid})

    def is_filled(self, row) -> bool:
        """Whether a row says it. Of a choice, 'onbekend' says nothing."""
        value = getattr(row, self.field)
        if self.kind is Kind.WORDS:
            return value.exists()
        if self.kind is Kind.PARTS:
            return any(getattr(row, one.field) for one in self.parts if one.kind is not Kind.WORDS)
        return bool(value) and not (self.kind is Kind.CHOICE and value == "onbekend")


def label_of(model: type[Model], name: str) -> str:
    """The Dutch name of a field, as a heading."""
    return capfirst(_name_of(model, name))


def _name_of(model: type[Model], name: str) -> str:
    return str(cast(Field, model._meta.get_field(name)).verbose_name)
