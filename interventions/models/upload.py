import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from elements.fields import LineField
from interventions.models.import_batch import ImportBatch
from interventions.models.kept import UPLOAD


class UploadQuerySet(models.QuerySet):
    def waiting(self, user):
        """What this person may still read in."""
        return self.known(user).filter(ended_at=None)

    def known(self, user):
        """What this person uploaded, or somebody whose account is switched off; ended or not."""
        mine = models.Q(by=user) | models.Q(by__is_active=False)
        return self.filter(mine, at__gt=timezone.now() - UPLOAD)

    def old(self):
        return self.filter(at__lte=timezone.now() - UPLOAD)


class Upload(models.Model):
    """A spreadsheet between its preview and its import: its cells as text, for 30 days at most.

    In the database, because the next request may come to another worker. Once it is read in or
    thrown away its cells go; what is left says what became of it to who presses twice. After its
    days it goes with the next upload or with `purge`.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file_name = LineField("bestand", max_length=200)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="door"
    )
    at = models.DateTimeField("op", default=timezone.now)
    tables = models.JSONField("inhoud", default=list)
    choices = models.JSONField("keuzes", default=dict, blank=True)
    is_update = models.BooleanField("werk bestaande bij", default=False)

    ended_at = models.DateTimeField("ingelezen of weggegooid op", null=True, blank=True)
    batch = models.ForeignKey(
        ImportBatch,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="wat het werd",
    )
    rest_of = models.ForeignKey(
        ImportBatch,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="rests",
        verbose_name="de rest van",
    )

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = "bestand dat wacht"
        verbose_name_plural = "bestanden die wachten"

    def __str__(self):
        return self.file_name
