"""A text as the reviewer reads it: part by part, with what differs from the public text."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import cast

from elements.models import Element
from interventions.models import (
    Intervention,
    Municipality,
    RecognitionLevel,
    Setting,
    Statement,
    TargetGroup,
    Theme,
)
from interventions.sheet import FACTS, WRITTEN, Kind, differences
from interventions.sheet.differences import Words, word_differences
from interventions.sheet.document import intervention_document, statements_in_order
from interventions.showing.prose import inline

SAME, NEW, CHANGED, GONE = "gelijk", "nieuw", "gewijzigd", "vervalt"
# Key of the document -> field that a remark can be about.
FIELDS = {fact.key: fact.field for fact in WRITTEN}
# The order of the sheet; rows of recognitions and sources come after it.
ORDER = {key: place for place, (key, _) in enumerate((*differences.TEXTS, *differences.LISTS))}
STATEMENT_PARTS = (
    ("Soort", "get_kind_display"),
    ("Grondslag", "basis"),
    ("Hoe de interventie dit doet", "explanation"),
    ("Vindplaats", "section"),
    ("Bewijsplaats", "evidence"),
)


@dataclass(frozen=True)
class Part:
    """One part of the text, before and after. `mark` is empty when there is nothing to compare."""

    label: str
    before: str
    after: str
    mark: str = ""
    field: str = ""  # what a remark calls it

    @property
    def linked(self) -> str:
        """As it is, with its addresses as links."""
        return inline(self.after)

    @property
    def words(self) -> Words:
        return word_differences(self.before, self.after)

    @property
    def differs(self) -> bool:
        return self.mark not in ("", SAME)


@dataclass(frozen=True)
class Saying:
    """A statement with its parts; `row` is the one of the text that is read, or that goes."""

    row: Statement
    mark: str
    field: str
    parts: tuple[Part, ...]

    @property
    def differs(self) -> bool:
        return self.mark not in ("", SAME)


def sheet_parts(row: Intervention, live: Intervention | None) -> list[Part]:
    """The description sheet, without its statements; what is empty on both sides is left out.

    Give rows `for_detail()`.
    """
    names = names_of(row, live)
    after = _whole(row, names)
    before = _whole(live, names) if live else {}
    keys = sorted({**after, **before}, key=lambda key: ORDER.get(key[0], len(ORDER)))
    return [
        Part(
            label,
            before.get((key, label), ""),
            after.get((key, label), ""),
            mark(before.get((key, label), ""), after.get((key, label), "")) if live else "",
            FIELDS.get(key, ""),
        )
        for key, label in keys
    ]


def sayings(row: Intervention, live: Intervention | None) -> list[Saying]:
    """Every statement, in the order of the elements; those that go come last."""
    before = (
        {(one.element_id, one.source_id): one for one in statements_in_order(live)} if live else {}
    )
    keys = statement_keys(row)
    found = []
    for one in statements_in_order(row):
        old = before.pop((one.element_id, one.source_id), None)
        found.append(_saying(old, one, keys[one.pk], comparing=live is not None))
    return found + [_saying(old, None, "", comparing=True) for old in before.values()]


def statement_keys(row: Intervention) -> dict[int, str]:
    """What a remark calls each statement: its element, and its number when there are more of it."""
    rows = statements_in_order(row)
    slugs = [one.element.slug for one in rows]
    return {
        one.pk: f"statement:{one.element.slug}"
        + (f":{one.pk}" if slugs.count(one.element.slug) > 1 else "")
        for one in rows
    }


def mark(before: str, after: str) -> str:
    if before == after:
        return SAME
    if not before:
        return NEW
    return CHANGED if after else GONE


def empty_fields(row: Intervention) -> Iterator[str]:
    """What the sheet asks and this text leaves open."""
    for fact in FACTS:
        if (fact in WRITTEN or fact.kind is Kind.YEAR) and not fact.is_filled(row):
            yield fact.name


def names_of(*rows: Intervention | None) -> dict[str, str]:
    """The name of every slug that the documents of these rows may hold, but of sources."""
    kinds = (Element, TargetGroup, Theme, Setting, Municipality, RecognitionLevel)
    found = {one.slug: str(one) for kind in kinds for one in kind.objects.all()}
    originals = [row.variant_of for row in rows if row and row.variant_of]
    return {**found, **{one.slug: one.name for one in originals}}


def _whole(row: Intervention, names: dict[str, str]) -> dict[tuple[str, str], str]:
    """All that is not empty of a document, but its statements: (key, label) -> text."""
    document = {**intervention_document(row), "uitspraken": []}
    return {(one.key, one.label): one.after for one in differences.differences({}, document, names)}


def _saying(old: Statement | None, new: Statement | None, field: str, *, comparing: bool) -> Saying:
    parts = tuple(_statement_parts(old, new, field, comparing=comparing))
    if not comparing:
        state = ""
    elif old is None:
        state = NEW
    elif new is None:
        state = GONE
    else:
        state = CHANGED if any(part.differs for part in parts) else SAME
    return Saying(cast(Statement, new or old), state, field, parts)


def _statement_parts(old, new, field: str, *, comparing: bool) -> Iterator[Part]:
    for label, name in STATEMENT_PARTS:
        yield from _filled(label, _read(old, name), _read(new, name), comparing)
    yield from _filled("Extra bronnen", _sources(old), _sources(new), comparing)


def _filled(label: str, before: str, after: str, comparing: bool) -> Iterable[Part]:
    if before or after:
        yield Part(label, before, after, mark(before, after) if comparing else "")


def _read(statement: Statement | None, name: str) -> str:
    value = getattr(statement, name, "")
    return value() if callable(value) else value


def _sources(statement: Statement | None) -> str:
    return "\n".join(map(str, statement.extra_sources.all())) if statement else ""
