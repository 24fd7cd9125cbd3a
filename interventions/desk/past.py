"""Who changed which field when: the recorded history of a row and of the boxes below it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any, cast

from django.db import models
from simple_history.models import HistoricalRecords

from interventions.desk.written import Part

ONE_SAVE = timedelta(seconds=2)  # a row and its relations are recorded one after the other
NOTHING = "niet ingevuld"
Values = dict[str, tuple[str, ...]]  # field -> what a form would send for it


@dataclass
class Change:
    """One field, before and after; still as a form would send it."""

    part: Part
    label: Sequence[tuple[str, ...]]  # of a box: its identity
    field: models.Field
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass
class Moment:
    """One save: what it changed, and the row as it was after it."""

    key: str  # names the moment in an address
    at: datetime
    by: object
    event: str  # "made", "copied", "kept" (the first that was recorded) or "changed"
    changes: list[Change]
    row: Values


@dataclass(frozen=True)
class Box:
    """A kind of row below the row: its model, and what makes two of them the same."""

    model: type[models.Model]
    parent: str
    identity: tuple[str, ...]

    def identity_of(self, values: Values) -> tuple:
        return tuple(values[name] for name in self.identity)


@dataclass
class _Record:
    prefix: str
    raw: Any
    values: Values

    at = property(lambda self: self.raw.history_date)


@dataclass
class _Walk:
    """The history from the oldest on; `row` and `boxes` are as they are after what was read."""

    model: type[models.Model]
    kinds: Mapping[str, Box]
    lanes: dict = field(default_factory=dict)  # the row, and its working copies, apart
    row: Values | None = None
    boxes: dict = field(default_factory=dict)
    seen: dict = field(default_factory=dict)  # (prefix, id) -> identity
    ids: dict = field(default_factory=dict)  # (prefix, identity) -> id

    def take(self, records: list[_Record]) -> Moment:
        before = {prefix: dict(rows) for prefix, rows in self.boxes.items()}
        event = event_of(records, first=self.row is None)
        changes = self._take_row([record for record in records if not record.prefix])
        for record in records:
            if record.prefix:
                self._take_box(record)
        changes += self._box_changes(before)
        last = records[-1]
        return Moment(
            key=f"{last.prefix or 'rij'}-{last.raw.history_id}",
            at=last.at,
            by=last.raw.history_user,
            event=event,
            changes=[] if event == "copied" else changes,  # all of it is the public text
            row=self.row or {},
        )

    def _take_row(self, records) -> list[Change]:
        if not records:
            return []
        new, lane = records[-1].values, getattr(records[-1].raw, "replaces_id", None)
        base = self.lanes.get(lane, self.row)
        if self.row == new:  # a working copy that was put back says nothing new
            base = new
        self.lanes[lane] = self.row = new
        first = base is None and records[0].raw.history_type != "+"
        return [] if first else changes_between(self.model, ("", ""), "", base or {}, new)

    def _take_box(self, record):
        kind, rows = self.kinds[record.prefix], self.boxes.setdefault(record.prefix, {})
        identity, known = kind.identity_of(record.values), (record.prefix, record.raw.id)
        old = self.seen.pop(known, None)
        if old is not None and old != identity and self.ids.get((record.prefix, old)) == known[1]:
            rows.pop(old, None)
        if record.raw.history_type == "-":
            rows.pop(identity, None)
            return
        rows[identity] = record.values
        self.seen[known], self.ids[record.prefix, identity] = identity, known[1]

    def _box_changes(self, before) -> Iterator[Change]:
        for prefix, kind in self.kinds.items():
            old, new = before.get(prefix, {}), self.boxes.get(prefix, {})
            for identity in {**old, **new}:
                row = str(self.ids.get((prefix, identity), ""))
                yield from changes_between(
                    kind.model,
                    (prefix, row),
                    identity,
                    old.get(identity, {}),
                    new.get(identity, {}),
                    without=kind.parent,
                )


def kinds_of_boxes(desk) -> dict[str, Box]:
    """The rows below the row whose history belongs to it, by the prefix of their boxes."""
    found = {}
    for inline in desk.inlines:
        key = next(
            field for field in inline.model._meta.fields if field.related_model is desk.model
        )
        prefix = key.remote_field.get_accessor_name()
        found[prefix] = Box(inline.model, key.name, inline.identity)
    return found


def moments_of(row, kinds: Mapping[str, Box]) -> list[Moment]:
    """Every save that is on record, newest first."""
    own = _records("", type(row), {"id": row.pk})
    records = [one for one in own if one.raw.history_type != "-"]  # a copy that was put back
    for prefix, kind in kinds.items():
        records += _records(prefix, kind.model, {f"{kind.parent}_id": row.pk}, without=kind.parent)
    records.sort(key=attrgetter("at"))
    walk, found = _Walk(type(row), kinds), []
    for saved in _saves(records):
        moment = walk.take(saved)
        if moment.changes or moment.event != "changed":
            found.append(moment)
    return found[::-1]


def _saves(records: list[_Record]) -> Iterator[list[_Record]]:
    """Records that follow each other at once, by one person."""
    group: list[_Record] = []
    for record in records:
        if group and not _together(group[-1], record):
            yield group
            group = []
        group.append(record)
    if group:
        yield group


def _together(one: _Record, other: _Record) -> bool:
    return one.raw.history_user_id == other.raw.history_user_id and other.at - one.at <= ONE_SAVE


def event_of(records: list[_Record], *, first: bool) -> str:
    made = next(
        (one.raw for one in records if not one.prefix and one.raw.history_type == "+"), None
    )
    if made is not None:
        return "copied" if getattr(made, "replaces_id", None) else "made"
    return "kept" if first else "changed"


# --- Reading the records --------------------------------------------------------------------------


def _records(prefix: str, model, lookup: dict, *, without: str = "") -> Iterator[_Record]:
    fields = content_fields(model, without)
    rows = list(
        model.history.filter(**lookup)
        .select_related("history_user")
        .order_by("history_date", "history_id")
    )
    related = {
        field.name: _related(field, lookup)
        for field in fields
        if isinstance(field, models.ManyToManyField)
    }
    for raw in rows:
        values = {
            field.name: related[field.name].get(raw.history_id, ())
            if field.name in related
            else as_sent(getattr(raw, field.attname))
            for field in fields
        }
        yield _Record(prefix, raw, values)


def _related(field: models.ManyToManyField, lookup: dict) -> dict[int, tuple[str, ...]]:
    """Per record the ids of a relation."""
    through = HistoricalRecords.m2m_models[field]
    found: dict[int, list[str]] = {}
    rows = through.objects.filter(**{f"history__{name}": value for name, value in lookup.items()})
    for record, pk in rows.values_list("history_id", f"{field.m2m_reverse_field_name()}_id"):
        found.setdefault(record, []).append(str(pk))
    return {record: tuple(sorted(ids)) for record, ids in found.items()}


def content_fields(model, without: str = "") -> list[models.Field]:
    """The fields that people fill in and that history keeps."""
    kept = {field.name for field in model.history.model.tracked_fields}
    kept |= {field.name for field in model.history.model._history_m2m_fields}
    fields = (*model._meta.fields, *model._meta.many_to_many)
    return [
        field
        for field in fields
        if field.editable and not field.primary_key and field.name in kept - {without}
    ]


def as_sent(value) -> tuple[str, ...]:
    if isinstance(value, bool):
        return ("on",) if value else ()
    text = "" if value is None else str(value).replace("\r\n", "\n").strip()
    return (text,) if text else ()


def changes_between(
    model, start, identity, old: Values, new: Values, *, without=""
) -> list[Change]:
    """The fields that differ; `start` is the prefix and the id of the box."""
    return [
        Change(
            (*start, field.name), identity, field, old.get(field.name, ()), new.get(field.name, ())
        )
        for field in content_fields(model, without)
        if old.get(field.name, ()) != new.get(field.name, ())
    ]


# --- Words ----------------------------------------------------------------------------------------


class Naming:
    """Says values in words; reads the names of all rows that are meant, once per model."""

    def __init__(self, changes: list[Change], kinds: Mapping[str, Box]):
        wanted: dict[Any, set[str]] = {}
        for change in changes:
            if change.field.related_model:
                wanted.setdefault(change.field.related_model, set()).update(
                    change.before, change.after
                )
            if change.part[0]:
                for name, values in zip(kinds[change.part[0]].identity, change.label, strict=True):
                    related = kinds[change.part[0]].model._meta.get_field(name).related_model
                    if related:
                        wanted.setdefault(related, set()).update(values)
        self.names = {
            model: {str(pk): str(row) for pk, row in model._base_manager.in_bulk(list(ids)).items()}
            for model, ids in wanted.items()
        }

    def words(self, field: models.Field, values: tuple[str, ...]) -> str:
        if isinstance(field, models.BooleanField):
            return "ja" if values else "nee"
        if field.related_model:
            known = self.names.get(field.related_model, {})
            values = tuple(known.get(value, "(bestaat niet meer)") for value in values)
        elif field.choices:
            labels = {str(key): str(label) for key, label in field.flatchoices}
            values = tuple(labels.get(value, value) for value in values)
        return "\n".join(values) or NOTHING

    def label(self, change: Change, kinds: Mapping[str, Box]) -> str:
        """Such as `Doel`, or `Uitspraak Empowerment, vindplaats`."""
        own = str(change.field.verbose_name)
        if not change.part[0]:
            return own[0].upper() + own[1:]
        kind = kinds[change.part[0]]
        identity = cast(models.Field, kind.model._meta.get_field(kind.identity[0]))
        first = self.words(identity, change.label[0])
        title = str(kind.model._meta.verbose_name)
        return f"{title[0].upper()}{title[1:]} ‘{first}’, {own}"
