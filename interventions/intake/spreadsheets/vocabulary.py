"""Every word that a cell may name: by slug or by name, loaded once for a whole file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db.models import Field, Model

from elements.models import Source
from elements.references import reference, reference_with_address
from elements.text import fold
from interventions.models import Statement, WordRequest
from interventions.sheet.columns import SHEET_COLUMNS, STATEMENT_COLUMNS, Column
from interventions.sheet.document import KINDS

LEFT_OUT = "-"  # the choice to leave a word out; it goes to the note of the desk
ASK = "+"  # the choice to ask for a word; the row gets it when it comes
SHORT = {"kind": [(kind.value, KINDS[kind]) for kind in Statement.Kind]}  # for longer labels
TITLES = {"kind": "soorten uitspraak", "activity": "uitvoering"}  # other than the heading


@dataclass(frozen=True)
class Words:
    """One list: its name, (key, label) per word, the value of each key, the key of each name."""

    title: str
    options: list[tuple[str, str]]
    values: dict[str, object]
    keys: dict[str, str]


@dataclass(frozen=True)
class Asked:
    """A word that is asked for: what stands in a cell until somebody decides."""

    words: str
    name: str


class Vocabulary:
    """The lists of all columns, and what the editor chose for words that are on none."""

    def __init__(self, choices: Mapping[str, str]):
        self.choices = choices
        columns = {one.words: one for one in (*SHEET_COLUMNS, *STATEMENT_COLUMNS) if one.field}
        self.lists = {words: _words(column) for words, column in columns.items() if words}
        self.asked: set[tuple[str, str]] = set()
        if ASK in choices.values():
            self.asked = {*WordRequest.objects.open().values_list("kind", "key")}

    def find(self, words: str, text: str):
        """The value of this word; None when it is to be left out, Asked when it is asked for.

        Raises ValidationError (`unknown`, with the list and the word) when the list lacks it.
        """
        known = self.lists[words]
        chosen = self.choices.get(choice_key(words, text))
        if chosen == LEFT_OUT:
            return None
        key = known.keys.get(fold(text)) or chosen
        if key == ASK and (words, fold(text)) in self.asked:
            return Asked(words, text)
        if key not in known.values:
            raise ValidationError(
                "'%(value)s' staat niet in de lijst met %(title)s.",
                code="unknown",
                params={"words": words, "value": text, "title": known.title},
            )
        return known.values[key]


def choice_key(words: str, text: str) -> str:
    """Under which a choice for an unknown word is kept."""
    return f"{words}|{fold(text)}"


def _words(column: Column) -> Words:
    field = cast(Field, cast(type[Model], column.model)._meta.get_field(column.field))
    if field.related_model:
        return _rows(field.related_model)
    title = TITLES.get(column.words, column.heading.lower())
    options = SHORT.get(column.words) or cast(list[tuple[str, str]], field.choices)
    keys = {fold(name): value for value, label in options for name in (value, label)}
    return Words(title, list(options), {value: value for value, _ in options}, keys)


def _rows(model: type[Model]) -> Words:
    rows: dict[str, Any] = {row.slug: row for row in cast(Any, model)._default_manager.all()}
    labels = {slug: getattr(row, "title", None) or row.name for slug, row in rows.items()}
    names = _unambiguous(
        (fold(name), slug) for slug, row in rows.items() for name in {labels[slug], str(row)}
    )
    keys = {**_references(rows), **names, **{fold(slug): slug for slug in rows}}
    return Words(str(model._meta.verbose_name_plural), list(labels.items()), rows, keys)


def _references(rows: dict[str, Model]) -> dict[str, str]:
    """Sources as a workbook writes them down. Equal ones at one address are one to any reader."""
    sources = [row for row in rows.values() if isinstance(row, Source)]
    full = {fold(reference_with_address(row)): row.slug for row in reversed(sources)}
    return {**_unambiguous((fold(reference(row)), row.slug) for row in sources), **full}


def _unambiguous(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What two rows are called, names neither."""
    found: dict[str, set[str]] = {}
    for name, slug in pairs:
        found.setdefault(name, set()).add(slug)
    return {name: slugs.pop() for name, slugs in found.items() if len(slugs) == 1}
