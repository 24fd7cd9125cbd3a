"""One fact of a text as plain parts, which is what a proposal holds: as it is, and in words.

A text is an intervention, or any other row of `subjects.SUBJECT`.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import DateField, Field, ForeignKey, ManyToManyField, Model

from elements import dates
from elements.fields import PartialDateField
from elements.models import Source
from interventions.models import Intervention, Statement
from interventions.sheet.boxes import PLACES, STATEMENTS
from interventions.sheet.fact import Kind, label_of
from interventions.sheet.facts import FACT
from interventions.sheet.subjects import SUBJECT

# What a visitor can propose of an intervention. A slug stays, sources are named with what they say,
# and what the editors checked on a day, only they can say.
LEFT_OUT = ("slug", "bronnen")
# What the sheet has no row for, because it is a row of its own. Such a proposal adds one.
ADDED = {PLACES.key: "Waar het is gedaan", STATEMENTS.key: "Uitspraak over een element"}
SUGGESTED = ("element", "kind", "basis", "explanation", "section", "evidence")
KINDS = (
    *(Kind.TEXT, Kind.LINE, Kind.LINES, Kind.YEAR),
    *(Kind.ADDRESS, Kind.CHOICE, Kind.WORDS, Kind.PARTS),
)


@dataclass(frozen=True)
class Place:
    """The parts of a new row of `plaatsen`."""

    municipality: str
    since: int | None = None
    until: int | None = None

    def __str__(self):
        if self.since and self.until and self.since != self.until:
            return f"{self.municipality}, {self.since} tot en met {self.until}"
        if self.since and not self.until:
            return f"{self.municipality}, vanaf {self.since}"
        if self.until and not self.since:
            return f"{self.municipality}, tot en met {self.until}"
        return f"{self.municipality}, {self.since}" if self.since else self.municipality


def proposable(key: str) -> bool:
    """Whether an intervention has a public fact of this key that a visitor can propose."""
    if key == PLACES.key:
        return True
    fact = FACT.get(key)
    return fact is not None and key not in LEFT_OUT and fact.kind in KINDS


def label_of_fact(key: str, model: type[Model] = Intervention) -> str:
    """What a person calls the fact."""
    return ADDED.get(key) or SUBJECT[model].label_of(key)


def fields_of(key: str, model: type[Model] = Intervention) -> tuple[str, ...]:
    """The fields that a proposal about this fact can fill."""
    if key == PLACES.key:
        return ("municipality", "since", "until")
    if key == STATEMENTS.key:
        return (STATEMENTS.relation,)  # no field of the form: it has a box
    return SUBJECT[model].fields_of(key)


def held(row: Model, key: str) -> dict:
    """All parts of the fact as they are, as JSON knows them; of `plaatsen` each in words.

    Of `uitspraken` nothing: one that is added replaces nothing.
    """
    if key == STATEMENTS.key:
        return {}
    if key == PLACES.key:
        rows = cast(Intervention, row).places.select_related("municipality")
        return {PLACES.key: [_in_a_line(one) for one in rows]}
    return {name: plain(row, name) for name in fields_of(key, type(row))}


def proposed(held_now: Mapping, values: Mapping, key: str) -> dict:
    """The fact as it will be when the proposal is taken over."""
    if key == PLACES.key:
        return {key: [*held_now[key], str(Place(**values))]}
    return {**held_now, **values}


def plain(row: Model, name: str) -> Any:
    """What a field of a row holds, as `plain_value` says it."""
    field = cast(Field, row._meta.get_field(name))
    value = getattr(row, name)
    return plain_value(field, value.all() if isinstance(field, ManyToManyField) else value)


def plain_value(field: Field, value) -> Any:
    """A value of a field as JSON knows it: rows by their slug, a day as text."""
    if isinstance(field, ManyToManyField):
        return sorted(one.slug for one in value)
    if isinstance(field, ForeignKey):
        return value.slug if value else None
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value.strip() if isinstance(value, str) else value


def in_words(parts: Mapping, key: str, model: type[Model] = Intervention) -> str:
    """The parts as text, for people: each in a line of its own where there are more."""
    if key == PLACES.key:
        return "\n".join(parts.get(key, ()))
    if key == STATEMENTS.key:
        said = ((name, _text_of(Statement, name, parts.get(name))) for name in SUGGESTED)
        return "\n".join(f"{label_of(Statement, name)}: {text}" for name, text in said if text)
    fields = fields_of(key, model)
    found = {
        name: text
        for name in fields
        if name in parts and (text := _text_of(model, name, parts[name]))
    }
    if [*found] == [*fields[:1]] and not (model is Intervention and FACT[key].parts):
        return found[fields[0]]
    return "\n".join(f"{label_of(model, name)}: {text}" for name, text in found.items())


def _text_of(model: type[Model], name: str, value) -> str:
    field = cast(Field, model._meta.get_field(name))
    if value is None or value == "" or value == []:
        return ""
    if field.related_model:
        many = value if isinstance(value, list) else [value]
        return ", ".join(_names(field.related_model, many))
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(field, PartialDateField | DateField):
        return dates.in_words(value)
    return str(dict(field.flatchoices).get(value, value)) if field.choices else str(value)


def _names(model: type[Model], slugs: Iterable[str]) -> Iterator[str]:
    """The names of rows by their slugs; a slug that went stays as it is."""
    name = "title" if model is Source else "name"
    known = dict(model._default_manager.filter(slug__in=slugs).values_list("slug", name))
    return (known.get(slug, slug) for slug in slugs)


def _in_a_line(row) -> str:
    return str(Place(row.municipality.name, row.since, row.until))
