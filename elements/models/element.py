from functools import cache

from django.core.exceptions import ValidationError
from django.db import models, router, transaction
from django.db.models import Count, Q
from simple_history.models import HistoricalRecords

from elements import dates, points
from elements.blocks import Paragraph, blocks
from elements.fields import LineField, LinesField
from elements.models.source import Source
from elements.points import Given, Point
from elements.text import first_sentence

COLOURS = 12  # that the style sheet and the PDFs have, each unlike the others


class PointsField(LinesField):
    """Practice points. Checked at a row, what is typed becomes their text: those that are known
    have their numbers, the others get one when the row is saved (`Element.save`).
    """

    def clean(self, value, model_instance):
        return model_instance.checked_points(super().clean(value, model_instance))


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
    practice = PointsField(
        "zo doet u dat",
        help_text="Elk punt staat op een eigen regel, met zijn nummer ervoor. Het nummer blijft "
        "bij het punt, ook als u de tekst of de volgorde verandert. Zet '- ' voor een nieuw punt: "
        "dat krijgt vanzelf een nummer. Het nummer van een punt dat u weghaalt, komt niet terug "
        "bij een ander punt.",
    )
    last_point = models.PositiveIntegerField(
        "laatst gegeven nummer", editable=False, default=0, db_default=0
    )
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
        fields = kwargs.get("update_fields")
        if "practice" in self.get_deferred_fields() or (
            fields is not None and "practice" not in fields
        ):
            super().save(*args, **kwargs)
            return
        if fields:
            kwargs["update_fields"] = {*fields, "last_point"}
        using = kwargs.get("using") or router.db_for_write(type(self), instance=self)
        with transaction.atomic(using=using):
            self._number_points(using)
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
        return [point.text for point in self.points]

    @property
    def points(self) -> list[Point]:
        """What one can do, in the order of the text."""
        return points.read(self.practice, self.last_point)

    def has_given(self, number: int) -> bool:
        """Whether there is a practice point with this number, or was one."""
        return 0 < number <= self._last_given

    def checked_points(self, text: str) -> str:
        """The text of practice points that somebody typed in place of those in the database.

        Raises ValidationError with a sentence for each number that stands wrong.
        """
        stored = self._stored()
        if stored and stored.practice == text:
            return text
        given = stored._given if stored else Given()
        if found := points.faults(text, given):
            raise ValidationError(found, code="points")
        return points.written(points.settled(text, given))

    @property
    def _last_given(self) -> int:
        return max([self.last_point, *(point.number for point in self.points)])

    @property
    def _given(self) -> Given:
        return Given(self.points, self._last_given, cache(self._ever))

    def _ever(self) -> list[Point]:
        """Every practice point under each text that it had, the latest first."""
        records = type(self).history.filter(id=self.pk).order_by("-history_date", "-history_id")
        return [
            Point(line.number, line.text)
            for text in records.values_list("practice", flat=True)
            for line in points.lines(text, self.last_point)
            if line.number
        ]

    def _stored(self, *, locked_on: str = "") -> "Element | None":
        """The row as it is in the database, if it is there."""
        rows = type(self)._base_manager.filter(pk=self.pk)
        return (rows.using(locked_on).select_for_update() if locked_on else rows).first()

    def _number_points(self, using: str) -> None:
        """Give every point its number, beside the row as it is: two people never get one number."""
        if stored := self._stored(locked_on=using):
            given = stored._given
            found, last = points.numbered(self.practice, given), given.last
        else:
            found, last = points.read(self.practice, self.last_point), 0
        self.practice = points.written(found)
        self.last_point = max([last, self.last_point, *(point.number for point in found)])

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
