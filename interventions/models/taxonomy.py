"""How interventions are sorted: target groups, themes, settings and levels of recognition."""

from django.db import models
from simple_history.models import HistoricalRecords

from elements.fields import LineField, LinesField
from elements.models import Source


class Category(models.Model):
    """What target groups, themes and settings share: a word with a definition."""

    slug = models.SlugField("kenmerk", max_length=60, unique=True)
    name = LineField("naam", max_length=80, unique=True)
    definition = LinesField("uitleg")

    class Meta:
        abstract = True
        ordering = ["name"]

    def __str__(self):
        return self.name


class TargetGroup(Category):
    broader = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name="hoort bij",
        null=True,
        blank=True,
        related_name="narrower",
        help_text="De ruimere groep waar deze mensen ook bij horen, zoals 'Alle buurtbewoners'.",
    )

    history = HistoricalRecords()

    class Meta(Category.Meta):
        verbose_name = "doelgroep"
        verbose_name_plural = "doelgroepen"


class Theme(Category):
    source = models.ForeignKey(
        Source,
        models.PROTECT,
        verbose_name="bron van de naam",
        null=True,
        blank=True,
        related_name="themes",
    )
    note = LinesField("waar de naam vandaan komt", blank=True)

    history = HistoricalRecords()

    class Meta(Category.Meta):
        verbose_name = "thema"
        verbose_name_plural = "thema's"


class Setting(Category):
    history = HistoricalRecords()

    class Meta(Category.Meta):
        verbose_name = "soort plek"
        verbose_name_plural = "soorten plek"


class Municipality(models.Model):
    """A municipality (*gemeente*) of today, or of then where it no longer exists."""

    slug = models.SlugField("kenmerk", max_length=60, unique=True)
    name = LineField("naam", max_length=80, unique=True)
    former_names = LinesField("oude namen", blank=True, help_text="Een naam per regel.")
    code = LineField(
        "code van het CBS",
        max_length=4,
        blank=True,
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = "gemeente"
        verbose_name_plural = "gemeenten"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=~models.Q(code=""), name="municipality_unique_code"
            ),
            models.CheckConstraint(
                condition=models.Q(code__regex=r"^([0-9]{4})?$"),
                name="municipality_code_of_four_digits",
                violation_error_message="Schrijf de code als vier cijfers, zoals 0114.",
            ),
        ]

    def __str__(self):
        return self.name


class RecognitionLevel(models.Model):
    """A level of recognition (*erkenning*), lowest first; `geen`: a source says there is none."""

    NONE = "geen"

    position = models.PositiveSmallIntegerField("volgorde", unique=True)
    slug = models.SlugField("kenmerk", max_length=60, unique=True)
    name = LineField("naam", max_length=80, unique=True)
    meaning = LinesField("betekenis")
    valid_years = models.PositiveSmallIntegerField(
        "geldig (jaren)", null=True, blank=True, help_text="Leeg: verloopt niet, of onbekend."
    )
    sources = models.ManyToManyField(
        Source, verbose_name="bronnen", related_name="recognition_levels"
    )
    note = LinesField("kanttekening", blank=True)

    history = HistoricalRecords(m2m_fields=[sources])

    class Meta:
        verbose_name = "erkenningsniveau"
        verbose_name_plural = "erkenningsniveaus"
        ordering = ["position"]

    def __str__(self):
        return self.name

    @property
    def is_none(self) -> bool:
        return self.slug == self.NONE
