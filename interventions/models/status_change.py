from django.conf import settings
from django.db import models

from elements.fields import LinesField
from interventions.models.intervention import Intervention


class StatusChange(models.Model):
    """One transition of one intervention: written by the verb, in its transaction."""

    intervention = models.ForeignKey(
        Intervention, models.CASCADE, related_name="status_changes", verbose_name="interventie"
    )
    verb = models.CharField("stap", max_length=20)
    from_status = models.CharField("van", max_length=20, choices=Intervention.Status)
    to_status = models.CharField("naar", max_length=20, choices=Intervention.Status)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="door"
    )
    at = models.DateTimeField("op", auto_now_add=True)
    note = LinesField("toelichting", blank=True)

    class Meta:
        verbose_name = "statuswijziging"
        verbose_name_plural = "statuswijzigingen"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["-at", "-id"], name="status_change_by_time")]

    def __str__(self):
        return f"{self.intervention}: {self.verb}"
