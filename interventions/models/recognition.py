import datetime

from django.db import models
from simple_history.models import HistoricalRecords

from elements import dates
from elements.fields import LineField, PartialDateField
from elements.models import Source
from interventions.models.intervention import Intervention
from interventions.models.taxonomy import RecognitionLevel


class RecognitionQuerySet(models.QuerySet):
    def newest(self):
        """The newest of each intervention: the one that counts, for a renewal is a new row."""
        others = Recognition.objects.filter(intervention=models.OuterRef("intervention"))
        return self.filter(pk=models.Subquery(others.order_by("-date", "-pk").values("pk")[:1]))


class Recognition(models.Model):
    """A source says that a body recognised the intervention at a level, on a date.

    A dated statement, never an attribute: it is shown with its date, and past its validity as
    'mogelijk verlopen'. A renewal is a new row.
    """

    intervention = models.ForeignKey(Intervention, models.CASCADE, related_name="recognitions")
    level = models.ForeignKey(
        RecognitionLevel, models.PROTECT, verbose_name="niveau", related_name="recognitions"
    )
    body = LineField("commissie", max_length=200, blank=True)
    date = PartialDateField("datum", blank=False)
    valid_until = PartialDateField(
        "geldig tot", help_text="Leeg: de bron zegt het niet, dan telt de termijn van het niveau."
    )
    checked_on = models.DateField("nagekeken op", null=True, blank=True)
    source = models.ForeignKey(
        Source, models.PROTECT, verbose_name="bron", related_name="recognitions"
    )

    objects = RecognitionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "erkenning"
        verbose_name_plural = "erkenningen"
        ordering = ["-date", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(date__regex=dates.PATTERN) & ~models.Q(date=""),
                name="recognition_date_is_partial_date",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_until__regex=dates.PATTERN),
                name="recognition_valid_until_is_partial_date",
            ),
        ]

    def __str__(self):
        return f"{self.intervention}: {self.level} ({self.date})"

    @property
    def expires(self) -> str:
        """Partial date until which it holds: the source's, else the level's; empty when unknown."""
        return expiry(self)

    def has_lapsed(self, on: datetime.date) -> bool:
        """Whether the period that `expires` names has ended before the day `on`."""
        return is_past(self.expires, on)

    def is_valid(self, on: datetime.date) -> bool:
        """Whether there is a recognition, not 'geen', and it has not lapsed before the day `on`."""
        return not self.level.is_none and not self.has_lapsed(on)


def newest_of(intervention) -> Recognition | None:
    """The one that counts of what the row of an intervention has, as it was fetched."""
    return next(iter(intervention.recognitions.all()), None)  # in order of date


def expiry(row) -> str:
    """`Recognition.expires`, also for the rows of a migration, which have no properties."""
    return expires_on(row.date, row.valid_until, row.level.valid_years)


def expires_on(date: str, valid_until: str, valid_years: int | None) -> str:
    """The same from bare values, for who reads many."""
    if valid_until or valid_years is None:
        return valid_until
    return dates.years_later(date, valid_years)


def is_past(expires: str, on: datetime.date) -> bool:
    return bool(expires) and dates.last_day(expires) < on
