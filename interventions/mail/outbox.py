"""Putting a mail in the outbox, in the transaction of what it tells about."""

from django.utils import timezone

from elements.text import one_line
from interventions.models import OutboxMessage

LONGEST_SUBJECT = OutboxMessage._meta.get_field("subject").max_length


def queue(*, key: str, to: str, subject: str, body: str, headers: dict | None = None) -> None:
    """Put one mail in the outbox; the same key twice is one mail, an empty `to` is none.

    No personal data in `key` or `subject`: say 'report-12-handled', never the address or the token.
    """
    if not to.strip():
        return
    message = OutboxMessage(
        key=key,
        to=to.strip(),
        subject=one_line(subject)[:LONGEST_SUBJECT],  # a line break would be a header
        body=body,
        headers={name: one_line(value) for name, value in (headers or {}).items()},
        due_at=timezone.now(),
    )
    # Not get_or_create: whoever is second waits for the first, and keeps a transaction that works.
    OutboxMessage.objects.bulk_create([message], ignore_conflicts=True)


def forget(start: str) -> None:
    """Delete the mails whose key begins so; one that is being sent goes with the purge."""
    mails = OutboxMessage.objects.filter(key__startswith=start)
    mails.exclude(state=OutboxMessage.State.SENDING).delete()
