from django.db import models
from django.utils.text import slugify
from simple_history.models import HistoricalRecords

from elements.fields import LineField, LinesField
from elements.models.source import Source


class Term(models.Model):
    """A word of the field, explained in plain Dutch."""

    slug = models.SlugField("kenmerk", max_length=60, unique=True)
    name = LineField("begrip", max_length=60, unique=True)
    definition = LinesField("uitleg")
    sources = models.ManyToManyField(Source, verbose_name="bronnen", related_name="terms")

    history = HistoricalRecords(m2m_fields=[sources])

    class Meta:
        verbose_name = "begrip"
        verbose_name_plural = "begrippen"
        ordering = ["slug"]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.slug = self.slug or slugify(self.name)
        super().save(*args, **kwargs)
