"""Where the address of one person stands, for who asks what is kept of them or to be forgotten.

The rights of articles 15 and 17 of the GDPR. An address is known however it is written.
"""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import User
from django.core import serializers
from django.db.models import Model, Q, QuerySet

from interventions.forms.following import following
from interventions.management.purging import IN_PROCEDURE, delete, let_go_of
from interventions.models import (
    Alert,
    DescriptionSheet,
    OutboxMessage,
    Proposal,
    Report,
    RoleAddress,
    SheetFile,
    Submission,
)
from interventions.workflow import role_addresses
from interventions.workflow.mail import stopping
from interventions.workflow.private_words import addresses_in

# Every column that is an address. In a description sheet others stand too: `_named_in_sheets`.
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
    return {
        **found,
        "proposals": _told(proposed),
        "description sheets": [*_named_in_sheets(digest)],
        "wants no mail": stopping.is_stopped(address),
    }


def forget(address: str) -> dict[str, int]:
    """Delete what is kept of an address; gives how many rows of each kind.

    A submission or report that waits for us loses only who sent it, and a description sheet its
    file with whom it names. An account stays: it says who
    stands behind a text, and is switched off at the desk.
    """
    digest = stopping.digest_of(address)
    submissions, reports = _rows("submissions", digest), _rows("reports", digest)
    theirs = DescriptionSheet.objects.filter(submission__in=submissions)
    named = [one["sheet"] for one in _named_in_sheets(digest)]
    waiting = submissions.filter(intervention__status__in=IN_PROCEDURE)
    gone = {
        "files of description sheets": let_go_of(
            SheetFile.objects.filter(Q(sheet__in=theirs) | Q(sheet__in=named))
        ),
        "description sheets": delete(theirs.filter(submission__submitted_at=None)),
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


def _named_in_sheets(digest: str) -> Iterator[dict[str, Any]]:
    """What each description sheet with this address says of its person; of another nothing."""
    for file in SheetFile.objects.select_related("sheet").defer("data", "sheet__found"):
        every = addresses_in([file.contact, file.personal])
        if mine := sorted(one for one in every if stopping.is_of(digest, one)):
            is_contact = file.contact.get("email") in mine
            yield {
                "sheet": file.sheet_id,
                "file_name": file.sheet.file_name,
                "read_at": file.sheet.read_at,
                "addresses": mine,
                "contact": file.contact if is_contact else {},
            }


def _told(rows: QuerySet) -> list[dict[str, Any]]:
    names = {field.name for field in rows.model._meta.get_fields()} - NOT_TOLD
    return [row["fields"] for row in serializers.serialize("python", rows, fields=names)]
