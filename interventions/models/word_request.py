from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.db.models import Q
from django.utils import timezone

from elements.fields import LineField, LinesField, SortKeyField
from interventions.models.intervention import Intervention
from interventions.models.moments import moment, person
from interventions.models.taxonomy import Municipality, Setting, TargetGroup, Theme

# The lists that a word can be asked for, by the name of their model.
ASKED_FOR: dict[str, type[models.Model]] = {
    str(model._meta.model_name): model for model in (TargetGroup, Theme, Setting, Municipality)
}
KINDS = [(kind, str(model._meta.verbose_name)) for kind, model in ASKED_FOR.items()]


class WordRequestQuerySet(models.QuerySet):
    def open(self):
        return self.filter(status=WordRequest.Status.OPEN)


class WordRequest(models.Model):
    """An editor misses a word in a list that sorts interventions. Nothing of it is public.

    `key` is the folded name: who asks for what looks the same, asks for the same.
    """

    class Status(models.TextChoices):
        OPEN = "open", "open"
        GRANTED = "granted", "toegevoegd"
        REFUSED = "refused", "niet toegevoegd"
        TAKEN_BACK = "taken_back", "teruggenomen"

    kind = models.CharField("lijst", max_length=20, choices=KINDS)
    name = LineField("naam", max_length=80)
    key = SortKeyField("sleutel", max_length=240, editable=False)
    status = models.CharField("stand", max_length=20, choices=Status, default=Status.OPEN)
    asked_at = models.DateTimeField("gevraagd op", default=timezone.now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="gevraagd door"
    )
    decided_at = moment("besloten op")
    decided_by = person("besloten door")
    note = LinesField("antwoord", blank=True)

    objects = WordRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "gevraagd woord"
        verbose_name_plural = "gevraagde woorden"
        ordering = ["-asked_at", "-pk"]
        permissions = [
            ("grant_wordrequest", "Kan een gevraagd woord toevoegen"),
            ("refuse_wordrequest", "Kan een gevraagd woord weigeren"),
            ("take_back_wordrequest", "Kan een eigen vraag om een woord terugnemen"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"],
                condition=Q(status="open"),
                name="word_request_open_once",
            ),
            models.CheckConstraint(
                condition=Q(status="open", decided_at=None, decided_by=None)
                | ~Q(status="open") & Q(decided_at__isnull=False, decided_by__isnull=False),
                name="word_request_decided_at_and_by",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display().capitalize()} ‘{self.name}’"

    @property
    def askers(self) -> list[User]:
        """Everybody who asked for it."""
        return list({wish.by_id: wish.by for wish in self.wishes.select_related("by")}.values())


class Wish(models.Model):
    """Who asked for a word, and the text that gets it when it comes.

    `place` has the years and the source of a place whose municipality is asked for.
    """

    request = models.ForeignKey(WordRequest, models.CASCADE, related_name="wishes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    intervention = models.ForeignKey(Intervention, models.CASCADE, null=True, related_name="wishes")
    place = models.JSONField("plaats", default=dict, blank=True)
    at = models.DateTimeField("op", auto_now_add=True)

    class Meta:
        verbose_name = "wens"
        verbose_name_plural = "wensen"
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.request}: {self.intervention or self.by}"
