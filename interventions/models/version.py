from django.conf import settings
from django.db import models
from django.db.models import Max, Q

from elements.fields import LinesField
from elements.models import Source, Term
from interventions.models.moments import moment


class VersionQuerySet(models.QuerySet):
    def of(self, row: Source | Term):
        return self.filter(source=row) if isinstance(row, Source) else self.filter(term=row)

    def last_number(self) -> int:
        return self.aggregate(last=Max("number"))["last"] or 0

    def changes(self):
        """All but the first of each, which is the text as it was before the first change."""
        return self.filter(number__gt=1)


class Version(models.Model):
    """One version of a source or a term, kept for the desk: pages show the row as it is now.

    Written by `workflow`, never changed. `document` has each field as plain data.
    """

    source = models.ForeignKey(
        Source, models.CASCADE, null=True, related_name="versions", verbose_name="bron"
    )
    term = models.ForeignKey(
        Term, models.CASCADE, null=True, related_name="versions", verbose_name="begrip"
    )
    number = models.PositiveIntegerField("versie")
    document = models.JSONField("inhoud")
    at = moment("gepubliceerd op")  # of the first, nobody knows
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="door",
    )
    note = LinesField("wat er veranderde", blank=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = "versie van een bron of begrip"
        verbose_name_plural = "versies van bronnen en begrippen"
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(source=None) ^ Q(term=None), name="version_of_one_thing"
            ),
            models.UniqueConstraint(fields=["source", "number"], name="version_number_of_source"),
            models.UniqueConstraint(fields=["term", "number"], name="version_number_of_term"),
            models.CheckConstraint(
                condition=Q(number=1) | Q(at__isnull=False, by__isnull=False),
                name="version_change_at_and_by",
            ),
        ]

    def __str__(self):
        return f"{self.source or self.term}, versie {self.number}"

    def save(self, *args, **kwargs):
        if self.pk:
            raise TypeError("A version is never changed.")
        super().save(*args, **kwargs)
