from django.db import models
from simple_history.models import HistoricalRecords

from elements import dates
from elements.authors import authors_of, in_words
from elements.fields import AddressField, AuthorsField, LineField, PartialDateField


class SourceQuerySet(models.QuerySet):
    def founding(self):
        return self.filter(is_founding=True)


class Source(models.Model):
    """Something that was read, and how much of it. Every claim points to one."""

    class Kind(models.TextChoices):
        ARTICLE = "artikel", "artikel of rapport"
        METHOD = "methodebeschrijving", "methodebeschrijving"
        WEBSITE = "website", "website"

    slug = models.SlugField("kenmerk", max_length=80, unique=True)
    title = LineField("titel", max_length=300)
    authors = AuthorsField(
        "auteurs",
        max_length=2000,
        blank=True,
        help_text="Eén op een regel, in de volgorde van de bron. Een persoon met de achternaam "
        "voorop: 'van der Lans, Jos'. Een organisatie met 'organisatie: ' ervoor: "
        "'organisatie: Ministerie van Onderwijs, Cultuur en Wetenschap'.",
    )
    publisher = LineField("uitgever", max_length=200, blank=True)
    date = PartialDateField(
        "datum", help_text="2014, februari 2014 of 10 februari 2014. Leeg: onbekend."
    )
    url = AddressField("adres", max_length=500, blank=True)
    kind = models.CharField("soort", max_length=20, choices=Kind)
    seen = LineField(
        "wat is gelezen",
        max_length=200,
        help_text="Bijvoorbeeld: volledig, of: begin van de pagina.",
    )
    is_founding = models.BooleanField(
        "het artikel uit 2014",
        default=False,
        help_text="Het artikel waaruit de zeven elementen komen. Dit is er hoogstens één.",
    )

    objects = SourceQuerySet.as_manager()

    history = HistoricalRecords()

    class Meta:
        verbose_name = "bron"
        verbose_name_plural = "bronnen"
        ordering = ["publisher", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_founding"],
                condition=models.Q(is_founding=True),
                name="source_one_founding",
                violation_error_message="Er is al een bron aangewezen als het artikel uit 2014.",
            ),
            models.CheckConstraint(
                condition=models.Q(date__regex=dates.PATTERN), name="source_date_is_partial_date"
            ),
        ]

    def __str__(self):
        return ", ".join(part for part in (self.title, self.publisher, self.date[:4]) if part)

    @property
    def author(self) -> str:
        """All authors as a reader says them."""
        return in_words(authors_of(self.authors))

    @property
    def year(self) -> str:
        return self.date[:4]
