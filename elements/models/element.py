from django.db import models
from simple_history.models import HistoricalRecords

from elements.fields import LineField
from elements.models.source import Source
from elements.text import first_sentence, list_lines


class Element(models.Model):
    """A *werkzaam element*: a building block that recurs in interventions that work.

    A good indication, never proof. The seven come from Movisie (2014).
    """

    position = models.PositiveSmallIntegerField("volgorde", unique=True)
    slug = models.SlugField("kenmerk", max_length=60, unique=True)
    name = LineField("naam", max_length=120)
    short_name = LineField("korte naam", max_length=40)
    is_jargon = models.BooleanField(
        "vakwoord",
        default=False,
        help_text="De korte naam zegt een lezer weinig. Dan staat de eerste zin er altijd bij.",
    )
    summary = models.TextField("samenvatting", max_length=400)
    description = models.TextField("beschrijving")
    practice = models.TextField(
        "zo doet u dat", help_text="Een aansporing per regel, met '- ' ervoor."
    )
    policy_summary = models.TextField("samenvatting voor beleid")
    general_claim = models.TextField(
        "algemene uitspraak",
        blank=True,
        help_text="Wat een bron van alle interventies tegelijk zegt.",
    )
    source = models.ForeignKey(Source, models.PROTECT, verbose_name="bron", related_name="elements")
    section = LineField("vindplaats", max_length=200, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = "werkzaam element"
        verbose_name_plural = "werkzame elementen"
        ordering = ["position"]

    def __str__(self):
        return self.short_name

    @property
    def first_sentence(self) -> str:
        return first_sentence(self.summary)

    @property
    def practice_lines(self) -> list[str]:
        return list_lines(self.practice)
