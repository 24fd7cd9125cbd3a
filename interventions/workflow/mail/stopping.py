"""Who wants no more mail from the forms for everybody: known by a digest, honoured everywhere.

A stop link is that digest, signed: it works as long as the letter is kept, and says no address.
"""

from contextlib import suppress

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils.crypto import salted_hmac

from interventions.models import StoppedAddress

SALT = "interventions.mail.stopping"


def mailbox(address: str) -> str:
    """One way to write an address: `Jan+tuin@KB.nl.` is `jan@kb.nl`."""
    local, _, domain = address.strip().casefold().rpartition("@")
    local = local.strip('"')
    domain = domain.rstrip(".")
    with suppress(UnicodeError):
        domain = domain.encode("idna").decode()
    return f"{local.partition('+')[0] or local}@{domain}"


def digest_of(address: str) -> str:
    return _digests(address)[0]


def is_stopped(address: str) -> bool:
    return StoppedAddress.objects.filter(digest__in=_digests(address)).exists()


def is_of(digest: str, address: str) -> bool:
    """Whether a digest is that of this address, also when it was made with an older key."""
    return digest in _digests(address)


def remember(digest: str) -> None:
    StoppedAddress.objects.get_or_create(digest=digest)


def has_stopped(digest: str) -> bool:
    return StoppedAddress.objects.filter(digest=digest).exists()


def allow(digest: str) -> None:
    """Mail may be sent again, to who asks for it with their own stop link."""
    StoppedAddress.objects.filter(digest=digest).delete()


def path_of(address: str) -> str:
    """Where the stop link of an address leads: to a page with a button."""
    token = Signer(salt=SALT, sep=".").sign(digest_of(address))
    return reverse("alerts:alert-follow", args=[token])


def digest_in(token: str) -> str:
    """The digest in the token of a stop link; empty for any other token."""
    with suppress(BadSignature):
        return Signer(salt=SALT, sep=".").unsign(token)
    return ""


def _digests(address: str) -> list[str]:
    """With the secret key of now first, then with those before it."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [
        salted_hmac(SALT, mailbox(address), secret=key, algorithm="sha256").hexdigest()
        for key in keys
    ]
