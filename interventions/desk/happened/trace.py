"""Rows that say that something happened: when, by whom, to what."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from operator import attrgetter
from typing import Any

from django.db.models import Model, Q, QuerySet

from interventions.models.accounts import RIGHTS

SOFTWARE = "de software"
ABOUT_ITSELF = "pk"
Said = str | Callable[[Any], str]
Link = Callable[[Any], tuple[str, str] | None]  # what to read on: its words and its address


@dataclass(frozen=True)
class Trace:
    """One way in which rows of `model` say that something happened.

    `at` and `by` name the fields of when and who (`by` empty: nobody); `by_name` where that holds
    the name of an account and no key. `nobody` is who it was where that is not filled. `about`: by
    key what it happened to, the first that is filled. `says` is what happened, `note` what the
    person wrote with it; `needs` names the other fields that these read. `is_plain`: the line of a
    text shows the fields themselves in its place.
    """

    model: type[Model]
    at: str
    by: str
    says: Said
    about: dict[str, type[Model]] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    note: str = ""
    where: Q = field(default_factory=Q)
    link: Link | None = None
    nobody: str = SOFTWARE
    by_name: bool = False
    is_plain: bool = False
    in_log: bool = True

    @property
    def permission(self) -> str:
        """What somebody has to be allowed to read it beside a text; empty where the text is enough.

        Records of fields and of accounts have no permission of their own.
        """
        own = self.model._meta.app_label in ("elements", "interventions")
        is_history = hasattr(self.model, "history_type")
        return (
            f"{self.model._meta.app_label}.view_{self.model._meta.model_name}"
            if own and not is_history
            else ""
        )

    def rows(self) -> QuerySet:
        """All of them, with no more than what is said of them."""
        names = {self.at, self.by, self.note, *self.about, *self.needs, ABOUT_ITSELF} - {""}
        related = {name.rpartition("__")[0] for name in names} - {""}
        found = self.model._base_manager.filter(self.where, **{f"{self.at}__isnull": False})
        return found.select_related(*sorted(related)).only(*sorted(names | related))

    def rows_about(self, model: type[Model], keys: Iterable[int]) -> QuerySet | None:
        """Those about some rows of a model; None where these are never about such a thing."""
        name = next((name for name, known in self.about.items() if known is model), None)
        return self.rows().filter(**{f"{name}__in": [*keys]}) if name else None

    def by_whom(self, person) -> Q | None:
        """The condition that this person did it; SOFTWARE: no person. None: never that."""
        if not self.by:
            return Q() if person == SOFTWARE == self.nobody else None
        if self.by_name:
            return None if person == SOFTWARE else Q(**{self.by: person.get_username()})
        if person != SOFTWARE:
            return Q(**{self.by: person})
        found = Q(**{f"{self.by}__username__in": RIGHTS})
        return found | Q(**{f"{self.by}__isnull": True}) if self.nobody == SOFTWARE else found


@dataclass(frozen=True)
class Kind:
    """A kind of things that happen, by which the log is filtered."""

    slug: str
    label: str
    traces: tuple[Trace, ...]


@dataclass(frozen=True)
class Event:
    """One row of one trace. `place` is that of the trace in the table."""

    kind: Kind
    trace: Trace
    place: int
    row: Any

    @property
    def at(self):
        return attrgetter(self.trace.at.replace("__", "."))(self.row)

    @property
    def by(self) -> int | str | None:
        """The key of who did it, or the name of the account."""
        if not self.trace.by:
            return None
        name = self.trace.by.replace("__", ".")
        return attrgetter(name if self.trace.by_name else f"{name}_id")(self.row)

    @property
    def key(self) -> tuple:
        """By what events stand in order; no two have the same."""
        return self.at, -self.place, self.row.pk

    @property
    def subject(self) -> tuple[type[Model], int] | None:
        """What it happened to, as a model and a key."""
        for name, model in self.trace.about.items():
            pk = getattr(self.row, name)
            if pk is not None and str(pk).isdecimal():
                return model, int(pk)
        return None

    @property
    def said(self) -> str:
        says = self.trace.says
        return says if isinstance(says, str) else says(self.row)

    @property
    def note(self) -> str:
        return getattr(self.row, self.trace.note) if self.trace.note else ""

    @property
    def link(self) -> tuple[str, str] | None:
        return self.trace.link(self.row) if self.trace.link else None


def permitted(trace: Trace, user) -> bool:
    """Whether somebody may read what a trace says beside a text."""
    return not trace.permission or user.has_perm(trace.permission)


def together(events: Iterable[Event], seconds: timedelta) -> Iterator[list[Event]]:
    """Events that follow each other at once, newest first, by one person and about one thing.

    What is about nothing, such as signing in, stands alone.
    """
    group: list[Event] = []
    for event in events:
        if group and not _belongs(event, group[-1], seconds):
            yield group
            group = []
        group.append(event)
    if group:
        yield group


def _belongs(event: Event, newer: Event, seconds: timedelta) -> bool:
    same = event.by == newer.by and event.subject == newer.subject is not None
    return same and newer.at - event.at <= seconds
