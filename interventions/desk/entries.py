"""A section of the start page and one line of it, and the words that its lines share."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.urls import reverse

from elements import dates
from interventions.models import Intervention

MONTH, YEAR = 30, 365
LONG = 2 * MONTH  # days; from then on in months


@dataclass(frozen=True)
class Entry:
    """A link, since when it waits, what there is to know, and what can be done.

    `steps` are links (label, address); `press` is a button that does something at once.
    """

    label: str
    url: str
    since: str
    facts: Sequence[str] = ()
    steps: Sequence[tuple[str, str]] = ()
    press: tuple[str, str] | None = None


@dataclass(frozen=True)
class Section:
    """A heading of the start page. `model`: the list of the desk that it leads to, when that may
    be missing.
    """

    slug: str
    title: str
    about: str
    empty: str
    permission: str
    rows: Callable[[User], QuerySet | list]
    entry: Callable[[Any, User], object]
    model: type | None = None


def age(moment: datetime.datetime | None) -> str:
    """How long ago, in whole days, months or years: `vandaag`, `3 dagen`; empty when unknown."""
    if moment is None:
        return ""
    days = (dates.today() - dates.day_of(moment)).days
    if days < 1:
        return "vandaag"
    if days < LONG:
        return "1 dag" if days == 1 else f"{days} dagen"
    return f"{days // MONTH} maanden" if days < 2 * YEAR else f"{days // YEAR} jaar"


def named_person(person: User) -> str:
    """Who has it; of an account that is switched off, that it is."""
    return str(person) if person.is_active else f"{person} (account staat uit)"


def page(row: Intervention, name: str, *more: str) -> str:
    """The address of a page of the desk about an intervention."""
    return reverse(f"admin:interventions_intervention_{name}", args=[row.pk, *more])


def named(row: Intervention) -> str:
    return f"{row} (werkkopie)" if row.replaces_id else str(row)
