from django.db import models
from simple_history.models import HistoricalRecords

from elements.fields import LineField, LinesField
from elements.models import Element, Source
from interventions.models.intervention import Intervention
from interventions.models.statement_number import StatementNumber


class StatementQuerySet(models.QuerySet):
    def with_numbers(self):
        """With the `number` of each, None as long as it has none."""
        same = {name: models.OuterRef(name) for name in ("intervention", "element", "source")}
        numbers = StatementNumber.objects.filter(**same).values("pk")
        return self.annotate(number=models.Subquery(numbers))

    def public(self):
        """Those about an element that the public knows."""
        return self.exclude(element__position=None)


class Statement(models.Model):
    """*Uitspraak*: this source says that this intervention realises this element, in this way.

    A missing statement means 'niet genoemd', never 'heeft het niet'.
    """

    class Kind(models.TextChoices):
        NAMED = "named", "genoemd: de bron noemt het element"
        CONTRAST = "contrast", "contrast: de bron noemt het als tegenvoorbeeld"
        INFERRED = "inferred", "afgeleid: lezing van de redactie"

    intervention = models.ForeignKey(Intervention, models.CASCADE, related_name="statements")
    element = models.ForeignKey(
        Element, models.PROTECT, verbose_name="werkzaam element", related_name="statements"
    )
    kind = models.CharField("soort", max_length=10, choices=Kind, default=Kind.NAMED)
    basis = LineField(
        "grondslag",
        max_length=200,
        blank=True,
        help_text="Het deel van de bron waarop de redactie dit baseert.",
    )
    explanation = LinesField("hoe de interventie dit doet", blank=True, max_length=600)
    source = models.ForeignKey(
        Source, models.PROTECT, verbose_name="bron", related_name="statements"
    )
    section = LineField("vindplaats", max_length=200, blank=True)
    extra_sources = models.ManyToManyField(
        Source,
        verbose_name="extra bronnen voor de uitleg",
        blank=True,
        related_name="supported_statements",
    )
    evidence = LinesField(
        "bewijsplaats",
        blank=True,
        max_length=300,
        help_text="De woorden van de bron waar dit op rust. Alleen voor de redactie.",
    )

    objects = StatementQuerySet.as_manager()

    history = HistoricalRecords(m2m_fields=[extra_sources])

    class Meta:
        verbose_name = "uitspraak"
        verbose_name_plural = "uitspraken"
        ordering = ["element__position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["intervention", "element", "source"],
                name="statement_once_per_source",
                violation_error_message="Deze bron is bij dit element al gebruikt.",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="inferred") | ~models.Q(basis=""),
                name="statement_inferred_has_basis",
                violation_error_message="Zeg bij een lezing van de redactie waarop die berust.",
            ),
        ]

    def __str__(self):
        return f"{self.intervention}: {self.element}"


def counts(kind: str) -> bool:
    """Whether a statement of this kind says that the intervention has the element."""
    return kind != Statement.Kind.CONTRAST


def public_statements(intervention: Intervention) -> list[Statement]:
    """Those about an element that the public knows. Reads fields only, as migrations have them."""
    return [one for one in intervention.statements.all() if one.element.position is not None]
