from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from elements.models import Source
from interventions.models.intervention import Intervention
from interventions.models.research import YEARS
from interventions.models.taxonomy import Municipality


class Place(models.Model):
    """A source says that the intervention was or is done in a municipality."""

    intervention = models.ForeignKey(Intervention, models.CASCADE, related_name="places")
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, verbose_name="gemeente", related_name="places"
    )
    since = models.PositiveSmallIntegerField(
        "vanaf (jaar)", null=True, blank=True, validators=YEARS
    )
    until = models.PositiveSmallIntegerField("tot (jaar)", null=True, blank=True, validators=YEARS)
    source = models.ForeignKey(Source, models.PROTECT, verbose_name="bron", related_name="places")

    history = HistoricalRecords()

    class Meta:
        verbose_name = "plaats"
        verbose_name_plural = "plaatsen"
        ordering = ["municipality__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["intervention", "municipality", "source"],
                name="place_once_per_source",
                violation_error_message="Deze bron is bij deze gemeente al gebruikt.",
            ),
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")),
                name="place_ends_after_it_began",
                violation_error_message="Het laatste jaar ligt voor het eerste.",
            ),
        ]

    def __str__(self):
        return f"{self.intervention}: {self.municipality}"
