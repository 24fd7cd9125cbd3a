"""How often a public form may be used: from one address, and by everybody together."""

import hashlib
import hmac
import ipaddress
import math
import zlib
from contextlib import suppress
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from interventions.models import Attempt

DAY = timedelta(days=1)


def spend(form: str, address: str, *, per_address: int, overall: int, hours: int = 24) -> int:
    """Count one use of a form, unless there were too many: then the seconds to wait, else 0.

    `address` is the visitor's, as `config.middleware.client` wrote it in REMOTE_ADDR; a refused use
    is not counted. `hours` is at most 24: attempts are not kept longer.
    """
    now = timezone.now()
    window = timedelta(hours=hours)
    with transaction.atomic():
        one_at_a_time(form)
        uses = Attempt.objects.filter(form=form)
        uses.filter(at__lt=now - DAY).delete()
        recent = uses.filter(at__gt=now - window)
        keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
        own = recent.filter(
            who__in=[_digest(address, day, key) for day in (now, now - DAY) for key in keys]
        )
        frees = [_frees(own, per_address), _frees(recent, overall)]
        waits = [(moment + window - now).total_seconds() for moment in frees if moment]
        if not waits:
            Attempt.objects.create(form=form, who=_digest(address, now, settings.SECRET_KEY))
    return max((math.ceil(wait) for wait in waits), default=0)


def _frees(uses: QuerySet, most: int) -> datetime | None:
    """The moment of the use that has to lapse before there is room; None when there is room."""
    return uses.order_by("-at").values_list("at", flat=True)[most - 1 : most].first()


def one_at_a_time(what: str) -> None:
    """Until the end of the transaction. On SQLite every transaction is alone already."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            key = zlib.crc32(f"quota {what}".encode())
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])


def _digest(address: str, moment: datetime, key: str) -> str:
    """A name for the address that nobody can turn back, another one each day."""
    said = f"{moment.date().isoformat()} {_household(address)}"
    return hmac.new(
        f"interventions.quota {key}".encode(), said.encode(), hashlib.sha256
    ).hexdigest()


def _household(address: str) -> str:
    """An address of IPv4, or the /64 network of IPv6: one connection has that many addresses."""
    with suppress(ValueError):
        found = ipaddress.ip_address(address)
        if found.version == 6:
            mapped = found.ipv4_mapped
            return str(mapped or ipaddress.ip_network((int(found), 64), strict=False))
    return address
