from django.conf import settings
from django.db import models
from django.db.models import F, Q

from elements.fields import LinesField
from elements.models.element import Element


class ElementChangeQuerySet(models.QuerySet):
    def open(self):
        return self.filter(agreed_at=None)


class ElementChange(models.Model):
    """What one person proposes about the elements; it happens when a second person agrees."""

    class Kind(models.TextChoices):
        ADD = "toevoegen", "Toevoegen"
        ORDER = "volgorde", "Volgorde"
        RETIRE = "uit-gebruik", "Uit gebruik nemen"

    kind = models.CharField("wat", max_length=20, choices=Kind)
    element = models.ForeignKey(
        Element,
        models.CASCADE,  # only one that was never public can be deleted
        null=True,  # an order is of all
        related_name="changes",
        verbose_name="werkzaam element",
    )
    order = models.JSONField("volgorde", default=list)  # slugs
    note = LinesField("toelichting", blank=True)
    proposed_at = models.DateTimeField("voorgesteld op")
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="voorgesteld door"
    )
    agreed_at = models.DateTimeField("akkoord op", null=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="akkoord van",
    )

    objects = ElementChangeQuerySet.as_manager()

    class Meta:
        verbose_name = "wijziging van de elementen"
        verbose_name_plural = "wijzigingen van de elementen"
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="volgorde", element=None)
                | ~Q(kind="volgorde") & Q(element__isnull=False),
                name="element_change_of_one_or_all",
            ),
            models.CheckConstraint(
                condition=Q(agreed_at=None, agreed_by=None)
                | Q(agreed_at__isnull=False, agreed_by__isnull=False),
                name="element_change_agreed_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(agreed_by=None) | ~Q(agreed_by=F("proposed_by")),
                name="element_change_by_two_people",
            ),
            models.UniqueConstraint(
                fields=["element"], condition=Q(agreed_at=None), name="element_change_one_open"
            ),
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(agreed_at=None, kind="volgorde"),
                name="element_change_one_order_open",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.element}" if self.element else "Volgorde"

    @property
    def stamp(self) -> str:
        """Names what was proposed: another one as soon as somebody changes it."""
        return self.proposed_at.strftime("%Y%m%d%H%M%S%f")
