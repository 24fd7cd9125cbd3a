"""Who changed which field when: the recorded history of a row and of the boxes below it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any

from django.db import models
from simple_history.models import HistoricalRecords

from interventions.desk.written import Part

ONE_SAVE = timedelta(seconds=2)  # a row and its relations are recorded one after the other
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
    in_copy: bool = False  # in the working copy that is open now


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
    of: int  # the row, or the one that the box stands below

    at = property(lambda self: self.raw.history_date)


@dataclass
class _Walk:
    """The history from the oldest on; `row` and `boxes` are as they are after what was read."""

    model: type[models.Model]
    kinds: Mapping[str, Box]
    copies: set[int] = field(default_factory=set)  # the open working copies
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
            in_copy=any(record.of in self.copies for record in records),
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


def copies_of(row) -> set[int]:
    """The working copies of a text: that is open, and any that is gone but was not published."""
    if not hasattr(row, "replaces"):
        return set()
    records = type(row).history.filter(replaces_id=row.pk).exclude(id=row.pk)
    return {*records.order_by().values_list("id", flat=True).distinct()}


def moments_of(row, kinds: Mapping[str, Box]) -> list[Moment]:
    """Every save that is on record, newest first, with those in its working copies."""
    copies = copies_of(row)
    ids = sorted({row.pk, *copies})
    own = _records("", type(row), "id", ids)
    records = [one for one in own if one.raw.history_type != "-"]  # a copy that was put back
    for prefix, kind in kinds.items():
        parent = f"{kind.parent}_id"
        records += _records(prefix, kind.model, parent, ids, without=kind.parent)
    records.sort(key=attrgetter("at"))
    walk, found = _Walk(type(row), kinds, copies), []
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
    same_person = one.raw.history_user_id == other.raw.history_user_id
    return same_person and one.of == other.of and other.at - one.at <= ONE_SAVE


def event_of(records: list[_Record], *, first: bool) -> str:
    made = next(
        (one.raw for one in records if not one.prefix and one.raw.history_type == "+"), None
    )
    if made is not None:
        return "copied" if getattr(made, "replaces_id", None) else "made"
    return "kept" if first else "changed"


# --- Reading the records --------------------------------------------------------------------------


def _records(
    prefix: str, model, key: str, ids: list[int], *, without: str = ""
) -> Iterator[_Record]:
    """Those whose `key` is one of these, oldest first."""
    fields, lookup = content_fields(model, without), {f"{key}__in": ids}
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
        yield _Record(prefix, raw, values, getattr(raw, key))


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
