"""The recognitions that somebody should look up again: lapsed, about to, or not checked lately."""

import datetime

from django.contrib.auth.models import User
from django.urls import reverse

from elements import dates
from interventions.desk.entries import Entry, page
from interventions.models import Intervention, Recognition

HALF_YEAR, YEAR = datetime.timedelta(days=183), datetime.timedelta(days=365)


def recognitions_to_check(user: User) -> list[Recognition]:
    """Of every public intervention the newest recognition, when it asks for a check; first to lapse
    first. A renewal is a newer row, so what it renews asks for nothing any more.

    What was checked since it lapsed, or since it was about to, rests for a year.
    """
    today = dates.today()
    rows = Recognition.objects.newest().select_related("intervention", "level", "source")
    public = rows.filter(intervention__in=Intervention.objects.published())
    found = [row for row in public if not row.level.is_none and asks(row, today)]
    return sorted(found, key=lambda row: (row.expires or "9999", row.intervention.name_key))


def asks(row: Recognition, today: datetime.date) -> bool:
    """Whether it was not checked in the last year, or not since it lapsed or was about to lapse."""
    if row.checked_on is None or row.checked_on <= today - YEAR:
        return True
    if not row.expires:
        return False
    end = dates.last_day(row.expires)
    return any(
        row.checked_on < start <= today for start in (end - HALF_YEAR, end + datetime.timedelta(1))
    )


def recognition_entry(row: Recognition, user: User) -> Entry:
    facts = [f"{row.level.name}, {dates.in_words(row.date)}", standing(row, dates.today())]
    if row.checked_on:
        facts.append(f"gecontroleerd op {dates.in_words(row.checked_on)}")
    else:
        facts.append("nooit gecontroleerd")
    steps = [("Bron openen", row.source.url)] if row.source.url else []
    press = (
        "Gecontroleerd, geen verlenging gevonden",
        reverse("admin:recognition_checked", args=[row.pk]),
    )
    return Entry(str(row.intervention), page(row.intervention, "change"), "", facts, steps, press)


def standing(row: Recognition, today: datetime.date) -> str:
    if not row.expires:
        return "zonder einddatum"
    lapsed = "mogelijk verlopen sinds" if row.has_lapsed(today) else "geldig tot"
    return f"{lapsed} {dates.in_words(row.expires)}"
