from collections.abc import Iterable

from django.db import models

from elements.models import Element, Source
from interventions.models.intervention import Intervention


class StatementNumberQuerySet(models.QuerySet):
    def public(self):
        """Those of what is or was public, about an element that the public knows."""
        return self.exclude(element__position=None).exclude(publications=None)

    def by_slugs(self, interventions: Iterable[str]) -> dict[tuple[str, str, str], int]:
        """The numbers of these interventions by the slugs of intervention, element and source."""
        rows = self.filter(intervention__slug__in=interventions)
        found = rows.values_list("intervention__slug", "element__slug", "source__slug", "pk")
        return {(about, element, source): number for about, element, source, number in found}

    def with_versions(self) -> dict[int, tuple[str, str, list[int]]]:
        """By number the slugs of element and source, and the versions that it stood in."""
        found: dict[int, tuple[str, str, list[int]]] = {}
        rows = self.order_by("pk", "publications__number")
        for number, element, source, version in rows.values_list(
            "pk", "element__slug", "source__slug", "publications__number"
        ):
            versions = found.setdefault(number, (element, source, []))[2]
            versions += [version] if version else []
        return found


class StatementNumber(models.Model):
    """The number under which a statement is found for good: `/id/uitspraak/<number>`.

    A row of `Statement` comes and goes with working copies; what stays is which source says
    something of which element of which intervention. Written by `workflow` when a statement first
    becomes public, never changed and never deleted: the number is not used again.
    """

    number = models.BigAutoField("nummer", primary_key=True)
    intervention = models.ForeignKey(
        Intervention,
        models.PROTECT,
        related_name="statement_numbers",
        verbose_name="interventie",
    )
    element = models.ForeignKey(
        Element, models.PROTECT, related_name="+", verbose_name="werkzaam element"
    )
    source = models.ForeignKey(Source, models.PROTECT, related_name="+", verbose_name="bron")

    objects = StatementNumberQuerySet.as_manager()

    class Meta:
        verbose_name = "nummer van een uitspraak"
        verbose_name_plural = "nummers van uitspraken"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["intervention", "element", "source"], name="statement_number_once"
            ),
        ]

    def __str__(self):
        return f"uitspraak {self.number}, over {self.intervention}"
