from django.conf import settings
from django.db import models

from elements.fields import LineField, LinesField
from elements.models import Element
from interventions.models.intervention import Intervention
from interventions.models.linked import Linked, LinkedQuerySet


class ReportQuerySet(LinkedQuerySet):
    def waiting(self):
        """What nobody has decided on yet."""
        return self.filter(state__in=(Report.State.OPEN, Report.State.IN_TREATMENT))


class Report(Linked):
    """Somebody says that a page is not right. Holds personal data, purged on time."""

    class State(models.TextChoices):
        OPEN = "open", "open"
        IN_TREATMENT = "in_treatment", "in behandeling"
        HANDLED = "handled", "verwerkt"
        DECLINED = "declined", "niet overgenomen"

    intervention = models.ForeignKey(
        Intervention,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="reports",
        verbose_name="interventie",
    )
    element = models.ForeignKey(
        Element,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="reports",
        verbose_name="werkzaam element",
    )
    page = LineField("pagina", max_length=200, blank=True)
    version = models.PositiveIntegerField("versie", null=True, blank=True)
    text = LinesField("wat klopt er niet", max_length=3000)
    evidence = LinesField("waar is dat na te gaan", max_length=1000, blank=True)
    is_owner = models.BooleanField("zegt de eigenaar te zijn", default=False)
    sent_at = models.DateTimeField("gemeld op", auto_now_add=True)
    state = models.CharField("stand", max_length=20, choices=State, default=State.OPEN)
    answer = LinesField("antwoord aan de melder", blank=True)
    taken_at = models.DateTimeField("in behandeling genomen op", null=True, blank=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="in behandeling bij",
    )
    decided_at = models.DateTimeField("besloten op", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="besloten door",
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "melding"
        verbose_name_plural = "meldingen"
        ordering = ["-sent_at", "-pk"]

    def __str__(self):
        return f"{self.intervention or self.element or self.page or 'Deze kennisbank'}"
