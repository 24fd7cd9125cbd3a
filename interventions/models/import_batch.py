from django.conf import settings
from django.db import models
from django.db.models import Count, Q

from elements import dates
from elements.fields import LineField
from elements.models import Element
from interventions.models.intervention import Intervention

Status = Intervention.Status


class ImportBatchQuerySet(models.QuerySet):
    def with_progress(self):
        """Adds `total`, and how many of those are `handed_in`: not with an editor any more."""
        with_editor = Q(imported__intervention__status__in=(Status.DRAFT, Status.SENT_BACK))
        return self.annotate(
            total=Count("imported"), handed_in=Count("imported", filter=~with_editor)
        )


class ImportBatch(models.Model):
    """One spreadsheet that was read: every intervention from it keeps the file and the row."""

    file_name = LineField("bestand", max_length=200)
    at = models.DateTimeField("ingelezen op", auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="ingelezen door",
    )
    rows = models.PositiveIntegerField("regels")

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        verbose_name = "import"
        verbose_name_plural = "imports"
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.file_name} ({dates.day_of(self.at):%d-%m-%Y})"


class ImportedRow(models.Model):
    """Where an imported intervention or working copy comes from."""

    batch = models.ForeignKey(
        ImportBatch, models.CASCADE, related_name="imported", verbose_name="import"
    )
    intervention = models.ForeignKey(
        Intervention, models.CASCADE, related_name="imports", verbose_name="interventie"
    )
    line = models.PositiveIntegerField("regel")

    class Meta:
        verbose_name = "ingelezen regel"
        verbose_name_plural = "ingelezen regels"
        ordering = ["batch", "line"]

    def __str__(self):
        return f"{self.batch}, regel {self.line}"


class SuggestedElement(models.Model):
    """A spreadsheet names an element without a source: for the desk only, never a statement.

    It goes when an editor makes a statement of it or drops it; until then nothing is handed in.
    """

    intervention = models.ForeignKey(
        Intervention, models.CASCADE, related_name="suggested_elements", verbose_name="interventie"
    )
    element = models.ForeignKey(
        Element, models.CASCADE, related_name="+", verbose_name="werkzaam element"
    )

    class Meta:
        verbose_name = "voorgesteld element"
        verbose_name_plural = "voorgestelde elementen"
        ordering = ["element__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["intervention", "element"], name="suggested_element_once"
            )
        ]

    def __str__(self):
        return f"{self.intervention}: {self.element}"
