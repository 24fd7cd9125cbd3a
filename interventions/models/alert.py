import hashlib
import uuid

from django.core.signing import Signer
from django.db import models
from django.db.models import Q

from elements import dates
from elements.fields import LinesField, MailField
from interventions.models.linked import key_of

SIGNER = Signer(salt="interventions.alert", sep=".")


class AlertQuerySet(models.QuerySet):
    def for_token(self, token: str):
        """The alert of a private link; nothing when the link was not made here."""
        return self.filter(key=key_of(SIGNER, token))

    def confirmed(self):
        return self.exclude(confirmed_at=None)

    def unconfirmed(self):
        return self.filter(confirmed_at=None)


class Alert(models.Model):
    """Somebody wants mail about a selection. Holds personal data, gone as soon as it stops.

    `selection` is a query string. Nothing is mailed before the address is confirmed; the private
    link is not stored: it is the key, signed.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = MailField("e-mailadres")
    selection = LinesField("selectie", blank=True)
    fingerprint = models.CharField("vingerafdruk", max_length=64, unique=True, editable=False)
    asked_at = models.DateTimeField("gevraagd op")
    confirmed_at = models.DateTimeField("bevestigd op", null=True, blank=True)
    seen_until = models.DateTimeField("bijgewerkt tot", null=True, blank=True)
    last_sent_at = models.DateTimeField("laatste mail op", null=True, blank=True)

    objects = AlertQuerySet.as_manager()

    class Meta:
        verbose_name = "attendering"
        verbose_name_plural = "attenderingen"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_at=None, seen_until=None, last_sent_at=None)
                | Q(confirmed_at__isnull=False, seen_until__isnull=False),
                name="alert_confirmed_knows_from_when",
            )
        ]

    def __str__(self):
        return f"Attendering van {dates.day_of(self.asked_at):%d-%m-%Y}"

    @property
    def token(self) -> str:
        return SIGNER.sign(str(self.key))


def fingerprint_of(email: str, selection: str) -> str:
    """One per address and selection: a selection can be too long for an index."""
    return hashlib.sha256(f"{email.lower()}\n{selection}".encode()).hexdigest()


def was_made_here(token: str) -> bool:
    return key_of(SIGNER, token) is not None
