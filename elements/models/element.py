from typing import NamedTuple

from django.db import models
from django.db.models import Count, Q
from simple_history.models import HistoricalRecords

from elements import dates
from elements.blocks import Paragraph, blocks
from elements.fields import LineField, LinesField
from elements.models.source import Source
from elements.text import first_sentence, list_lines

COLOURS = 12  # that the style sheet and the PDFs have, each unlike the others


class Point(NamedTuple):
    """A practice point: what one can do, under a number that stays its own."""

    number: int
    text: str


class ElementQuerySet(models.QuerySet):
    def public(self):
        """What anybody may read about: those in use, and after them the retired ones."""
        return self.exclude(position=None)

    def in_use(self):
        return self.public().filter(retired_on=None)


class Element(models.Model):
    """A *werkzaam element*: a building block that recurs in interventions that work.

    A good indication, never proof. One without a position is known to the desk only, until a second
    person agrees to it. `workflow` gives positions: those in use are 1, 2, 3 and so on.
    """

    position = models.PositiveSmallIntegerField("volgorde", unique=True, null=True, editable=False)
    colour = models.PositiveSmallIntegerField("kleur", editable=False)  # 1 to COLOURS, for good
    retired_on = models.DateField("niet meer in gebruik sinds", null=True, editable=False)
    slug = models.SlugField("kenmerk", max_length=60, unique=True)
    name = LineField("naam", max_length=120)
    short_name = LineField("korte naam", max_length=40)
    is_jargon = models.BooleanField(
        "vakwoord",
        default=False,
        help_text="De korte naam zegt een lezer weinig. Dan staat de eerste zin er altijd bij.",
    )
    summary = LinesField("samenvatting", max_length=400)
    description = LinesField("beschrijving")
    practice = LinesField("zo doet u dat", help_text="Een aansporing per regel, met '- ' ervoor.")
    policy_summary = LinesField("samenvatting voor beleid")
    general_claim = LinesField(
        "algemene uitspraak",
        blank=True,
        help_text="Wat een bron van alle interventies tegelijk zegt.",
    )
    cues = LinesField(
        "herkenningswoorden",
        blank=True,
        db_default="",
        max_length=6000,
        help_text="Waaraan dit element in een werkblad te herkennen is, op elke regel een. "
        "Woorden op een regel horen bij elkaar, in elke volgorde; tussen een / staat wat ook mag. "
        "Met ? erachter telt een woord alleen naast een ander. Alleen voor de redactie.",
    )
    source = models.ForeignKey(Source, models.PROTECT, verbose_name="bron", related_name="elements")
    section = LineField("vindplaats", max_length=200, blank=True)

    objects = ElementQuerySet.as_manager()

    history = HistoricalRecords()

    class Meta:
        verbose_name = "werkzaam element"
        verbose_name_plural = "werkzame elementen"
        ordering = [models.F("position").asc(nulls_last=True), "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(colour__range=(1, COLOURS)), name="element_colour_exists"
            ),
            models.CheckConstraint(
                condition=Q(retired_on=None) | Q(position__isnull=False),
                name="element_retired_was_public",
            ),
        ]

    def __str__(self):
        return self.short_name

    def save(self, *args, **kwargs):
        if self.colour is None:
            self.colour = least_used_colour()
        super().save(*args, **kwargs)

    @property
    def is_public(self) -> bool:
        return self.position is not None

    @property
    def is_in_use(self) -> bool:
        return self.is_public and self.retired_on is None

    @property
    def standing(self) -> str:
        """What has to be said of one that is not simply in use."""
        if self.retired_on:
            return f"niet meer in gebruik sinds {dates.in_words(self.retired_on)}"
        return "" if self.is_public else "nog niet openbaar"

    @property
    def first_sentence(self) -> str:
        return first_sentence(self.summary)

    @property
    def practice_lines(self) -> list[str]:
        return list_lines(self.practice)

    @property
    def points(self) -> list[Point]:
        """What one can do, in the order of the text."""
        return [Point(number, line) for number, line in enumerate(self.practice_lines, 1)]

    @property
    def questions(self) -> list[str]:
        """The questions of the editors, for partners and in an assignment: the items of a list in
        the summary for policy that ask something.
        """
        return [
            item
            for block in blocks(self.policy_summary)
            if not isinstance(block, Paragraph)
            for item in block.items
            if item.endswith("?")
        ]


def least_used_colour() -> int:
    """The first of the colours that the fewest elements have, retired ones included."""
    used = dict(Element.objects.order_by().values_list("colour").annotate(Count("pk")))
    return min(range(1, COLOURS + 1), key=lambda colour: used.get(colour, 0))
