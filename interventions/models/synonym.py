from django.db import models

from elements.fields import LineField


class Synonym(models.Model):
    """A word that visitors use for a word of the knowledge base."""

    class Kind(models.TextChoices):
        SAME = "same", "hetzelfde begrip"
        RELATED = "related", "verwant begrip"

    term = LineField("begrip", max_length=60)
    word = LineField("zoekwoord", max_length=60)
    kind = models.CharField("soort", max_length=10, choices=Kind, default=Kind.SAME)

    class Meta:
        verbose_name = "synoniem"
        verbose_name_plural = "synoniemen"
        ordering = ["term", "word"]
        constraints = [
            models.UniqueConstraint(
                fields=["term", "word"],
                name="synonym_once",
                violation_error_message="Dit synoniem is er al.",
            ),
        ]

    def __str__(self):
        return f"{self.word} → {self.term}"
