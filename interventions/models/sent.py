from django.conf import settings
from django.db import models
from django.utils import timezone

from interventions.models.kept import FORM


class SentQuerySet(models.QuerySet):
    def old(self):
        return self.filter(at__lte=timezone.now() - FORM)


class Sent(models.Model):
    """A form that somebody sent, by its digest, and where its answer led: so twice is once.

    No text of it is kept, and the row itself for a day.
    """

    key = models.UUIDField("sleutel", unique=True)
    said = models.UUIDField("inhoud", null=True)  # of a form of the desk, however it was handed out
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+", verbose_name="door"
    )
    at = models.DateTimeField("op", default=timezone.now)
    location = models.TextField("antwoord", null=True)  # none as long as it is being answered

    objects = SentQuerySet.as_manager()

    class Meta:
        verbose_name = "verstuurd formulier"
        verbose_name_plural = "verstuurde formulieren"
        indexes = [models.Index(fields=["by", "at"], name="sent_by_whom_and_when")]

    def __str__(self):
        return str(self.key)
