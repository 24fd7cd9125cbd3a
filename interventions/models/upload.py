import datetime
import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from elements.fields import LineField

KEPT = datetime.timedelta(days=1)


class UploadQuerySet(models.QuerySet):
    def waiting(self, user):
        """What this person uploaded and has not read in yet."""
        return self.filter(by=user, at__gt=timezone.now() - KEPT)

    def old(self):
        return self.filter(at__lte=timezone.now() - KEPT)


class Upload(models.Model):
    """A spreadsheet between its preview and its import: its cells as text, for a day at most.

    In the database, because the next request may come to another worker. It goes when it is read
    in or thrown away; after its day with the next upload or with `purge`.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file_name = LineField("bestand", max_length=200)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="door"
    )
    at = models.DateTimeField("op", auto_now_add=True)
    tables = models.JSONField("inhoud")
    choices = models.JSONField("keuzes", default=dict, blank=True)
    is_update = models.BooleanField("werk bestaande bij", default=False)

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = "bestand dat wacht"
        verbose_name_plural = "bestanden die wachten"

    def __str__(self):
        return self.file_name
