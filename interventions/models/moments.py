"""Fields that say when something happened to an intervention, and by whom."""

from django.conf import settings
from django.db import models

PAIRS = (
    *("changed", "submitted", "claimed", "agreed"),
    *("published", "revised", "reviewed", "withdrawn"),
    "taken_over",
)


def person(label: str) -> models.ForeignKey:
    """Who did something: kept as long as what they did is kept."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=label,
    )


def moment(label: str) -> models.DateTimeField:
    return models.DateTimeField(label, null=True, blank=True, editable=False)


def paired(verb: str) -> models.CheckConstraint:
    """When and by whom: both known or neither."""
    at, by = f"{verb}_at__isnull", f"{verb}_by__isnull"
    return models.CheckConstraint(
        condition=models.Q(**{at: True, by: True}) | models.Q(**{at: False, by: False}),
        name=f"intervention_{verb}_at_and_by",
    )
