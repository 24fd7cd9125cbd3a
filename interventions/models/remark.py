from django.conf import settings
from django.db import models

from elements.fields import LinesField
from interventions.models.intervention import Intervention


class Remark(models.Model):
    """What a reviewer says of one field; with `proposal`, a text that the author can accept.

    The author can answer in words, also without a decision.
    """

    class State(models.TextChoices):
        OPEN = "open", "open"
        ACCEPTED = "accepted", "overgenomen"
        DECLINED = "declined", "niet overgenomen"

    intervention = models.ForeignKey(Intervention, models.CASCADE, related_name="remarks")
    field = models.CharField("veld", max_length=60)
    text = LinesField("opmerking", max_length=1000)
    proposal = LinesField("voorstel voor de tekst", blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="door"
    )
    at = models.DateTimeField("op", auto_now_add=True)
    answer = LinesField("antwoord van de schrijver", max_length=1000, blank=True)
    state = models.CharField("stand", max_length=10, choices=State, default=State.OPEN)
    decided_at = models.DateTimeField("beslist op", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="beslist door",
    )

    class Meta:
        verbose_name = "opmerking"
        verbose_name_plural = "opmerkingen"
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.intervention}: {self.field}"
