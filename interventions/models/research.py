"""What research says of an intervention, in one line."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from elements import dates
from elements.fields import LineField, PartialDateField
from elements.models import Source

YEARS = [MinValueValidator(1900), MaxValueValidator(2100)]


class Researched(models.Model):
    """*Onderzoek in een regel*: of each parts are known, and only what a source says.

    The kind is empty as long as nobody looked. That nothing was found is never said without the day
    on which the editors looked.
    """

    class ResearchKind(models.TextChoices):
        EFFECT = "effectonderzoek", "effectonderzoek"
        EXPERIENCES = "ervaringen", "ervaringen uit de praktijk"
        UNREAD = "niet-gelezen", "er is onderzoek, maar dat is nog niet gelezen"
        NONE_FOUND = "geen-gevonden", "geen onderzoek gevonden"

    class Outcome(models.TextChoices):
        FAVOURABLE = "gunstig", "gunstig"
        MIXED = "gemengd", "gemengd"
        NO_DIFFERENCE = "geen-verschil", "geen verschil"
        UNFAVOURABLE = "ongunstig", "ongunstig"
        UNCLEAR = "onduidelijk", "onduidelijk"

    research_kind = models.CharField(
        "onderzoek in een regel", max_length=20, choices=ResearchKind, blank=True
    )
    research_outcome = models.CharField("uitkomst", max_length=20, choices=Outcome, blank=True)
    research_year = models.PositiveSmallIntegerField(
        "jaar van het onderzoek", null=True, blank=True, validators=YEARS
    )
    research_line = LineField("onderzoek in een zin", max_length=140, blank=True)
    research_sources = models.ManyToManyField(
        Source, verbose_name="bronnen van het onderzoek", blank=True, related_name="studied"
    )
    effect_not_studied_on = PartialDateField("effect niet onderzocht volgens een bron van")
    research_searched_on = models.DateField("gezocht naar onderzoek op", null=True, blank=True)

    class Meta:
        abstract = True


RULES = [
    models.CheckConstraint(
        condition=Q(research_outcome="") | Q(research_kind="effectonderzoek"),
        name="intervention_outcome_of_effect_study",
        violation_error_message="Een uitkomst hoort alleen bij effectonderzoek.",
    ),
    models.CheckConstraint(
        condition=~Q(research_kind="geen-gevonden") | Q(research_searched_on__isnull=False),
        name="intervention_none_found_since",
        violation_error_message="Zeg wanneer u naar onderzoek hebt gezocht.",
    ),
    models.CheckConstraint(
        condition=Q(research_kind="") | ~Q(research_line=""),
        name="intervention_research_in_a_line",
        violation_error_message="Vat het onderzoek samen in een zin.",
    ),
    models.CheckConstraint(
        condition=Q(effect_not_studied_on__regex=dates.PATTERN),
        name="intervention_effect_not_studied_on_is_partial_date",
    ),
]
