"""Who is locked out: after wrong names, passwords or codes, by name and by address separately.

An attempt is counted before anything in it is looked at, and given back when it was right: so of
many at the same moment no more are looked at than there were left. django-axes keeps the numbers;
this says for whom, how many, and what the page says. A name that nobody has is counted and locked
like any other.
"""

import ipaddress
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.contrib.admin import site
from django.db import transaction
from django.db.models import F, Sum
from django.shortcuts import render

from interventions.forms.public_form import in_words
from interventions.workflow.quota import one_at_a_time

# People share an address: an office, a mobile network. So it takes four times as many.
ADDRESS_WEIGHS = 1 / 4
LONGEST_NAME = 150


class Lockout(AxesDatabaseHandler):
    """Five wrong attempts for a name, twenty from an address."""

    def is_allowed(self, request, credentials=None):
        """Whether this attempt may be looked at; then it is counted, in the same transaction."""
        with transaction.atomic():
            one_at_a_time("lock-out")
            if self.is_locked(request, credentials):
                return False
            self.clean_expired_user_attempts(request, credentials)
            told = {
                "attempt_time": request.axes_attempt_time,
                "path_info": request.axes_path_info,
            }
            # Locks the row: who signs in at this moment takes it away before or after.
            attempt, _ = AccessAttempt.objects.update_or_create(
                username=name_of(request, credentials),
                ip_address=request.axes_ip_address,
                user_agent="",  # who it was is said by the other two
                defaults={"failures_since_start": F("failures_since_start") + 1, **told},
                create_defaults={"failures_since_start": 1, **told},
            )
        request.counted = attempt.pk
        return True

    def user_login_failed(self, sender, credentials, request=None, **kwargs):
        """It was counted already; the last one makes the answer the page below."""
        if request is not None and self.is_locked(request, credentials):
            request.axes_locked_out = True

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


def tried(request, username: str, check: Callable[..., Any], *given, **more) -> Any:
    """What `check` says of a password or code that was given, counted like one at the door.

    None, without looking, for who is locked out; then, and after the last wrong one, the answer to
    the request becomes the page below (`AxesMiddleware`).
    """
    credentials = {"username": username}
    if not AxesProxyHandler.is_allowed(request, credentials):
        request.axes_locked_out = True
        return None
    found = check(*given, **more)
    if found:
        give_back(request)
    else:
        AxesProxyHandler.user_login_failed(__name__, credentials, request)
    return found


def give_back(request) -> None:
    """What was counted for this request was right."""
    counted = AccessAttempt.objects.filter(pk=request.counted, failures_since_start__gt=0)
    counted.update(failures_since_start=F("failures_since_start") - 1)


def locked_out(request, response=None, credentials=None):
    """The page for who is locked out: the same for every name."""
    return too_often(request, seconds=int(get_cool_off(request).total_seconds()))


def too_often(request, *, seconds: int):
    context = {**site.each_context(request), "title": "Even wachten", "when": in_words(seconds)}
    response = render(request, "signing_in/locked.html", context, status=429, using="desk")
    response["Retry-After"] = str(seconds)
    response["Cache-Control"] = "no-store"
    return response
