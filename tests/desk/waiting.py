"""What the start page shows, and rows that have waited a while."""

import datetime

from django.test import Client
from django.utils import timezone

from interventions.models import Intervention, Recognition, RecognitionLevel
from tests.factories import make_intervention

START = "/beheer/"


def sections(client: Client) -> dict[str, dict]:
    return {one["slug"]: one for one in client.get(START).context["sections"]}


def labels(client: Client, slug: str) -> list[str]:
    return [entry.label for entry in sections(client)[slug]["entries"]]


def ago(days: int) -> datetime.datetime:
    """At this time of the day, so many days of the calendar ago: one of them may have 23 hours."""
    return timezone.localtime() - datetime.timedelta(days=days)


def put(row: Intervention, **values) -> Intervention:
    Intervention.objects.filter(pk=row.pk).update(**values)
    row.refresh_from_db()
    return row


def recognised(checked_on=None, slug="goed-onderbouwd", **values) -> Recognition:
    row = make_intervention()
    return Recognition.objects.create(
        intervention=row,
        level=RecognitionLevel.objects.get(slug=slug),
        source=row.sources.first(),
        checked_on=checked_on,
        **values,
    )
