"""Every trace as one line of time, newest first, of which no more is read than is asked for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from heapq import merge
from operator import attrgetter
from typing import Any

from django.db.models import Q

from interventions.desk.happened.kinds import TRACES
from interventions.desk.happened.trace import Event, Kind, Trace, together
from interventions.desk.past import ONE_SAVE

PLACE_IN_TIME = re.compile(r"([0-9]{1,16})-([0-9]{1,3})-([0-9]{1,18})")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class Chosen:
    """What of the log is wanted: one kind, by one person (or SOFTWARE), from and until a moment."""

    kind: str = ""
    by: Any = None
    since: datetime | None = None
    until: datetime | None = None  # not included


def saves(chosen: Chosen, *, at_once: int, after: tuple | None = None) -> Iterator[list[Event]]:
    """What happened, newest first: the events of one save together.

    `at_once`: how many rows of one trace are read together. `after`: the key of the last event that
    is known already.
    """
    lines = [
        _events(kind, trace, place, chosen, at_once, after)
        for place, (kind, trace) in enumerate(TRACES)
        if trace.in_log and chosen.kind in ("", kind.slug)
    ]
    yield from together(merge(*lines, key=attrgetter("key"), reverse=True), ONE_SAVE)


def _events(
    kind: Kind, trace: Trace, place: int, chosen: Chosen, at_once: int, after: tuple | None
) -> Iterator[Event]:
    """The events of one trace, newest first."""
    rows, at = trace.rows().order_by(f"-{trace.at}", "-pk"), trace.at
    if chosen.by is not None:
        wanted = trace.by_whom(chosen.by)
        if wanted is None:
            return
        rows = rows.filter(wanted)
    if chosen.since:
        rows = rows.filter(**{f"{at}__gte": chosen.since})
    if chosen.until:
        rows = rows.filter(**{f"{at}__lt": chosen.until})
    while True:
        found = list((rows.filter(_older(trace, place, after)) if after else rows)[:at_once])
        event = None
        for row in found:
            event = Event(kind, trace, place, row)
            yield event
        if event is None or len(found) < at_once:
            return
        after = event.key


def _older(trace: Trace, place: int, after: tuple) -> Q:
    """Those that stand behind an event: at its moment a later trace, or an earlier row."""
    moment, other, pk = after
    earlier = Q(**{f"{trace.at}__lt": moment})
    if -place > other:
        return earlier
    until = Q(**{f"{trace.at}__lte": moment})  # said apart, so that an index serves
    return until & (earlier | Q(pk__lt=pk)) if -place == other else until


def written(key: tuple) -> str:
    """The key of an event, as an address holds it."""
    moment, place, pk = key
    return f"{(moment - EPOCH) // MICROSECOND}-{-place}-{pk}"


def read(text: str) -> tuple | None:
    """The key that an address holds; None when that is none."""
    found = PLACE_IN_TIME.fullmatch(text)
    if not found:
        return None
    moment, place, pk = map(int, found.groups())
    return (EPOCH + moment * MICROSECOND, -place, pk) if moment < 4 * 10**15 else None
