from typing import cast

from django.conf import settings
from django.db import models
from django.db.models import Q

from elements.fields import LinesField
from elements.models import Element, Source
from interventions.models.intervention import Intervention
from interventions.models.statement_number import StatementNumber


class PublicationQuerySet(models.QuerySet):
    def standing(self):
        """What anybody may read: every version of an element, and of what is published now."""
        return self.filter(
            Q(intervention=None) | Q(intervention__in=Intervention.objects.published())
        )

    def for_intervention(self, intervention):
        return self.filter(intervention=intervention)

    def for_element(self, element):
        return self.filter(element=element)


class Publication(models.Model):
    """One published version of an intervention or an element, as it was read by the public.

    Written by `workflow`, never changed: `document` is the shape that `document.py` makes.
    """

    intervention = models.ForeignKey(
        Intervention,
        models.PROTECT,
        null=True,
        related_name="publications",
        verbose_name="interventie",
    )
    element = models.ForeignKey(
        Element,
        models.PROTECT,
        null=True,
        related_name="publications",
        verbose_name="werkzaam element",
    )
    number = models.PositiveIntegerField("versie")
    document = models.JSONField("inhoud")
    sources = models.ManyToManyField(  # those that `document` names, to be found by
        Source, verbose_name="bronnen", related_name="publications"
    )
    statement_numbers = models.ManyToManyField(  # those of the statements in `document`
        StatementNumber, verbose_name="uitspraken", related_name="publications"
    )
    at = models.DateTimeField("gepubliceerd op")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,  # of what was public before versions were kept, nobody knows
        related_name="+",
        verbose_name="door",
    )
    note = LinesField("wat er veranderde", blank=True)
    is_quiet = models.BooleanField("geen nieuws voor lezers", default=False, db_default=False)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = "versie"
        verbose_name_plural = "versies"
        ordering = ["-number"]
        indexes = [models.Index(fields=["-at", "-id"], name="publication_by_time")]
        constraints = [
            models.CheckConstraint(
                condition=Q(intervention=None) ^ Q(element=None), name="publication_of_one_thing"
            ),
            models.UniqueConstraint(
                fields=["intervention", "number"], name="publication_number_of_intervention"
            ),
            models.UniqueConstraint(
                fields=["element", "number"], name="publication_number_of_element"
            ),
        ]

    def __str__(self):
        return f"{self.subject}, versie {self.number}"

    def save(self, *args, **kwargs):
        if self.pk:
            raise TypeError("A published version is never changed.")
        super().save(*args, **kwargs)

    @property
    def subject(self) -> Intervention | Element:
        """What this is a version of."""
        return cast(Intervention | Element, self.intervention or self.element)
