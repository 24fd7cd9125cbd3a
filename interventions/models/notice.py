from django.conf import settings
from django.db import models
from django.db.models import Q

from elements.fields import LinesField
from elements.models import Element
from interventions.models.intervention import Intervention


class NoticeQuerySet(models.QuerySet):
    def in_force(self):
        """What stands on a public page now."""
        return self.filter(lifted_at=None)


class Notice(models.Model):
    """A dated word of the editors above a public page, which leaves the text as it is."""

    intervention = models.ForeignKey(
        Intervention,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="notices",
        verbose_name="interventie",
    )
    element = models.ForeignKey(
        Element,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="notices",
        verbose_name="werkzaam element",
    )
    text = LinesField("mededeling", max_length=400)
    placed_at = models.DateTimeField("geplaatst op")
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="geplaatst door"
    )
    lifted_at = models.DateTimeField("weggehaald op", null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="weggehaald door",
    )

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "mededeling"
        verbose_name_plural = "mededelingen"
        ordering = ["-placed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(intervention=None) ^ Q(element=None), name="notice_on_one_thing"
            ),
            models.UniqueConstraint(
                fields=["intervention"],
                condition=Q(lifted_at=None),
                name="notice_one_on_intervention",
                violation_error_message="Op deze pagina staat al een mededeling.",
            ),
            models.UniqueConstraint(
                fields=["element"],
                condition=Q(lifted_at=None),
                name="notice_one_on_element",
                violation_error_message="Op deze pagina staat al een mededeling.",
            ),
        ]

    def __str__(self):
        return f"{self.intervention or self.element}: {self.text[:60]}"
