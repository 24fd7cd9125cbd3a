from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from elements.fields import MailField
from interventions.models.intervention import Intervention


class RoleAddress(models.Model):
    """The e-mail address of a role at the owner: `info@`, never that of a person.

    Apart from the sheet, so that it has no history and stands in no version, file or copy of the
    site. The public reads it on the page, as it is now and once a reviewer has confirmed it.
    """

    intervention = models.OneToOneField(
        Intervention, models.CASCADE, related_name="role_address", verbose_name="interventie"
    )
    email = MailField("e-mailadres van een functie")
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        editable=False,
        related_name="+",
        verbose_name="geschreven door",
    )
    written_at = models.DateTimeField("geschreven op", default=timezone.now, editable=False)
    confirmed_at = models.DateTimeField("bevestigd op", null=True, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="bevestigd door",
    )

    class Meta:
        verbose_name = "e-mailadres van een functie"
        verbose_name_plural = "e-mailadressen van functies"
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_at=None, confirmed_by=None)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="role_address_confirmed_at_and_by",
            )
        ]

    def __str__(self):
        return self.email
