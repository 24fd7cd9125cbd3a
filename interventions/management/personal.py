"""Where the address of one person stands, for who asks what is kept of them or to be forgotten.

The rights of articles 15 and 17 of the GDPR. An address is known however it is written.
"""

from typing import Any

from django.contrib.auth.models import User
from django.core import serializers
from django.db.models import Model, QuerySet

from interventions.forms.following import following
from interventions.management.purging import IN_PROCEDURE
from interventions.models import Alert, OutboxMessage, Proposal, Report, RoleAddress, Submission
from interventions.workflow import role_addresses
from interventions.workflow.mail import stopping

# Every column in which an address can stand.
ADDRESSES: dict[str, tuple[type[Model], str]] = {
    "alerts": (Alert, "email"),
    "submissions": (Submission, "email"),
    "reports": (Report, "email"),
    "addresses of roles": (RoleAddress, "email"),
    "messages": (OutboxMessage, "to"),
    "accounts": (User, "email"),
}
# What opens something, or says nothing to the person.
NOT_TOLD = {"key", "fingerprint", "password", "groups", "user_permissions", "headers"}
UNKNOWN = {"email": "", "confirmed_at": None}


def find(address: str) -> dict[str, Any]:
    """All that is kept of an address, as plain values per kind; of a report its proposals too."""
    digest = stopping.digest_of(address)
    found = {kind: _told(_rows(kind, digest)) for kind in ADDRESSES}
    proposed = Proposal.objects.filter(report__in=_rows("reports", digest))
    return {**found, "proposals": _told(proposed), "wants no mail": stopping.is_stopped(address)}


def forget(address: str) -> dict[str, int]:
    """Delete what is kept of an address; gives how many rows of each kind.

    A submission or report that waits for us loses only who sent it. An account stays: it says who
    stands behind a text, and is switched off at the desk.
    """
    digest = stopping.digest_of(address)
    submissions, reports = _rows("submissions", digest), _rows("reports", digest)
    waiting = submissions.filter(intervention__status__in=IN_PROCEDURE)
    gone = {
        "alerts": following.forget(digest),
        "addresses of roles": role_addresses.forget(digest),
        "senders of submissions": waiting.update(
            name="", organisation="", reply="", consented_at=None, **UNKNOWN
        ),
        "senders of reports": reports.filter(decided_at=None).update(**UNKNOWN),
    }
    messages = _rows("messages", digest).exclude(state=OutboxMessage.State.SENDING)
    for kind, rows in (
        *(("submissions", _rows("submissions", digest)), ("reports", _rows("reports", digest))),
        ("messages", messages.filter(outside=True)),
    ):
        gone[kind] = rows.count()
        rows.delete()
    return gone


def _rows(kind: str, digest: str) -> QuerySet:
    model, field = ADDRESSES[kind]
    every = model._default_manager.exclude(**{field: ""})
    mine = [pk for pk, text in every.values_list("pk", field) if stopping.is_of(digest, text)]
    return model._default_manager.filter(pk__in=mine)


def _told(rows: QuerySet) -> list[dict[str, Any]]:
    names = {field.name for field in rows.model._meta.get_fields()} - NOT_TOLD
    return [row["fields"] for row in serializers.serialize("python", rows, fields=names)]
