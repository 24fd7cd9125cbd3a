"""One line of the start page, and the words that its lines share."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

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


def page(row: Intervention, name: str, *more: str) -> str:
    """The address of a page of the desk about an intervention."""
    return reverse(f"admin:interventions_intervention_{name}", args=[row.pk, *more])


def named(row: Intervention) -> str:
    return f"{row} (werkkopie)" if row.replaces_id else str(row)
