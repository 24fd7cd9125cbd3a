"""The search index, as rows: what each published intervention can be found by."""

from django.db import models

from interventions.models.intervention import Intervention


class SearchEntry(models.Model):
    """The words of one published intervention. Made by the verb that publishes, or by `reindex`."""

    intervention = models.OneToOneField(
        Intervention, models.CASCADE, primary_key=True, related_name="search_entry"
    )
    edition = models.CharField(
        max_length=16, default="", help_text="The rules that it was made by; others: made anew."
    )
    words = models.JSONField(help_text="Every folded word, once, in order.")
    weights = models.JSONField(help_text="Stem -> the weight of the heaviest field that has it.")

    class Meta:
        verbose_name = "zoekregel"
        verbose_name_plural = "zoekregels"

    def __str__(self):
        return str(self.intervention)


class SearchWord(models.Model):
    """A whole word of the index and in how many entries it stands: the vocabulary of the query."""

    word = models.CharField(max_length=100, primary_key=True)
    entries = models.PositiveIntegerField()

    class Meta:
        verbose_name = "zoekwoord"
        verbose_name_plural = "zoekwoorden"

    def __str__(self):
        return self.word
