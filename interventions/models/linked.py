import hashlib
import uuid
from contextlib import suppress

from django.core.signing import BadSignature, Signer
from django.db import models

from elements.fields import MailField


def key_of(signer: Signer, token: str) -> uuid.UUID | None:
    """The key in a token, or nothing when somebody else made it."""
    with suppress(BadSignature, ValueError):
        return uuid.UUID(signer.unsign(token).partition(".")[0])
    return None


class LinkedQuerySet(models.QuerySet):
    def for_token(self, token: str):
        """The row of a private link, shown or mailed; nothing when the link was not made here."""
        shown, mailed = signers_of(self.model)
        return self.filter(key=key_of(shown, token) or key_of(mailed, token))


class Linked(models.Model):
    """Behind a private link that is not stored: it is the key, signed.

    The link in a mail has another signature, over the address as well, and is shown on no page. So
    who comes by it has read what was mailed to that address, and may confirm it.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = MailField("e-mailadres", blank=True)
    confirmed_at = models.DateTimeField("mailadres bevestigd op", null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def token(self) -> str:
        return signers_of(self)[0].sign(str(self.key))

    @property
    def mailed_token(self) -> str:
        return signers_of(self)[1].sign(self._key_and_address())

    def may_confirm(self, token: str) -> bool:
        """Whether this link was mailed to the address as it is now, and nobody pressed it yet."""
        with suppress(BadSignature):
            found = signers_of(self)[1].unsign(token)
            return self.confirmed_at is None and found == self._key_and_address()
        return False

    def _key_and_address(self) -> str:
        """One value for each address, which does not say what the address is."""
        mark = hashlib.sha256(f"{self.key} {self.email}".encode()).hexdigest()[:16]
        return f"{self.key}.{mark}"


def signers_of(model) -> tuple[Signer, Signer]:
    """The signer of the link that is shown, and of the one that is mailed."""
    salt = f"interventions.{model._meta.model_name}"
    return Signer(salt=salt, sep="."), Signer(salt=f"{salt}.mailed", sep=".")
