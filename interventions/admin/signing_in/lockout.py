"""Who is locked out: after wrong names, passwords or codes, by name and by address separately.

django-axes counts; this says for whom, how many, and what the page says. A name that nobody has is
counted and locked like any other.
"""

import ipaddress
from contextlib import suppress

from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_cool_off
from django.contrib.admin import site
from django.contrib.auth.signals import user_login_failed
from django.db.models import Sum
from django.shortcuts import render

from interventions.public_form import in_words

# People share an address: an office, a mobile network. So it takes four times as many.
ADDRESS_WEIGHS = 1 / 4
LONGEST_NAME = 150


class Lockout(AxesDatabaseHandler):
    """Five wrong attempts for a name, twenty from an address."""

    def get_failures(self, request, credentials=None):
        by_name, by_address = (
            attempts.aggregate(total=Sum("failures_since_start", default=0))["total"]
            for attempts in self.get_user_attempts(request, credentials)
        )
        return max(by_name, by_address * ADDRESS_WEIGHS)

    def reset_user_attempts(self, request, credentials=None):
        """Signing in clears the name only: an own account is no way to clear an address."""
        by_name, _ = self.filter_user_attempts(request, credentials)
        return by_name.delete()[0]


def name_of(request, credentials) -> str:
    """The name as it is counted: no account has a longer one, and no record can hold it."""
    return ((credentials or {}).get("username") or "")[:LONGEST_NAME]


def address_of(request) -> str | None:
    """The visitor's address, as `config.middleware.client` wrote it; of IPv6 the /64 network.

    One connection has all the addresses of such a network.
    """
    with suppress(ValueError):
        address = ipaddress.ip_address(request.META.get("REMOTE_ADDR", "").partition("%")[0])
        if address.version == 4:
            return str(address)
        mapped = address.ipv4_mapped
        return str(mapped or ipaddress.IPv6Network((int(address), 64), strict=False)[0])
    return None


def is_locked_out(request, username: str) -> bool:
    """Whether nothing that this person gives is looked at now."""
    return not AxesProxyHandler.is_allowed(request, {"username": username})


def count_failure(request, username: str) -> None:
    """A wrong code counts like a wrong password; the last one makes the answer the page below."""
    user_login_failed.send(sender=__name__, credentials={"username": username}, request=request)


def locked_out(request, response=None, credentials=None):
    """The page for who is locked out: the same for every name."""
    return too_often(request, seconds=int(get_cool_off(request).total_seconds()))


def too_often(request, *, seconds: int):
    context = {**site.each_context(request), "title": "Even wachten", "when": in_words(seconds)}
    response = render(request, "signing_in/locked.html", context, status=429, using="desk")
    response["Retry-After"] = str(seconds)
    response["Cache-Control"] = "no-store"
    return response
