"""Putting a mail in the outbox, in the transaction of what it tells about."""

from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from elements.text import one_line
from interventions.models import OutboxMessage

LONGEST_SUBJECT = OutboxMessage._meta.get_field("subject").max_length
SIGNED = "Met vriendelijke groet,\n\nde redactie van Werkzame elementen\n{site}\n"


@dataclass(frozen=True)
class Letter:
    """A subject and paragraphs, with {name}, {who}, {note} and {link} to fill in."""

    subject: str
    paragraphs: tuple[str, ...]

    def text(self, values: dict) -> str:
        filled = (paragraph.format(**values) for paragraph in ("Goedendag,", *self.paragraphs))
        return "\n\n".join([*filled, SIGNED.format(**values)])


def queue_letter(letter: Letter, *, values: dict, footer: str = "", **options) -> None:
    """Fill in a letter and put it in the outbox; `options` as `queue` has them."""
    values = {**values, "site": settings.PUBLIC_URL}
    body = "\n".join(filter(None, [letter.text(values), footer]))
    queue(subject=letter.subject.format(**values), body=body, **options)


def queue(
    *,
    key: str,
    to: str,
    subject: str,
    body: str,
    headers: dict | None = None,
    outside: bool = False,
) -> None:
    """Put one mail in the outbox; the same key twice is one mail, an empty `to` is none.

    `outside`: not to a colleague. Such an address is shown to few, and may want no mail.

    No personal data in `key` or `subject`: say 'report-12-handled', never the address or the token.
    """
    if not to.strip():
        return
    message = OutboxMessage(
        key=key,
        to=to.strip(),
        subject=one_line(subject)[:LONGEST_SUBJECT],  # a line break would be a header
        body=body,
        outside=outside,
        headers={name: one_line(value) for name, value in (headers or {}).items()},
        due_at=timezone.now(),
    )
    # Not get_or_create: whoever is second waits for the first, and keeps a transaction that works.
    OutboxMessage.objects.bulk_create([message], ignore_conflicts=True)


def forget(start: str) -> None:
    """Delete the mails whose key begins so; one that is being sent goes with the purge."""
    mails = OutboxMessage.objects.filter(key__startswith=start)
    mails.exclude(state=OutboxMessage.State.SENDING).delete()
