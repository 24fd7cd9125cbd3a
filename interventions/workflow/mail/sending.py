"""Sending what waits in the outbox: nothing is lost, and nothing goes out twice by itself.

A message is claimed and committed before the server hears of it, and marked afterwards. What stops
in between leaves the message `sending`; a later run makes that `uncertain`, and a person decides.
"""

import logging
from collections import Counter
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core import mail
from django.db.models import F, QuerySet
from django.utils import timezone

from interventions.models import OutboxMessage
from interventions.workflow.mail.smtp import SENT, Outcome, judge, not_reached
from interventions.workflow.mail.stopping import is_stopped

log = logging.getLogger(__name__)

State = OutboxMessage.State
UNWANTED = Outcome(State.FAILED, "De ontvanger wil geen mail meer van ons.")
# How long to wait after each try that failed for now; after the last one, again and again.
DELAYS = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720)]
MOST_TRIES = 10  # of a message that the server keeps refusing 'for now': after two or three days
# Much longer than one message can take: whoever claimed it is no longer there.
LOST_AFTER = timedelta(minutes=15)


def send_due() -> tuple[Counter, bool]:
    """Send everything that is due, one by one; gives how many came into which state, and whether
    the server works.

    A server that hangs or cannot be reached ends the run; a connection that breaks is opened anew,
    once in a row.
    """
    totals: Counter[str] = Counter({State.UNCERTAIN: give_up_lost()})
    server, broken, works = mail.get_connection(), 0, True
    while message := claim():
        outcome = deliver(message, server)
        settle(message, outcome)
        totals[outcome.state] += 1
        broken = broken + 1 if outcome.broken else 0
        if outcome.hangs or broken > 1:
            works = False
            break
        if outcome.broken:
            hang_up(server)
            server = mail.get_connection()
    hang_up(server)
    return +totals, works


def resendable() -> QuerySet:
    """What a person may have sent again: not what waits or is sent, and not what was emptied."""
    return OutboxMessage.objects.filter(state__in=(State.UNCERTAIN, State.FAILED)).exclude(to="")


def resend(message: OutboxMessage) -> bool:
    """Let a message be sent again; False when it is not, or no longer, `resendable`."""
    return bool(
        resendable()
        .filter(pk=message.pk)
        .update(state=State.WAITING, due_at=timezone.now(), tries=0, error="")
    )


# --- One message ----------------------------------------------------------------------------------


def due() -> QuerySet:
    waiting = OutboxMessage.objects.filter(state=State.WAITING, due_at__lte=timezone.now())
    return waiting.order_by("due_at", "pk")


def claim() -> OutboxMessage | None:
    """The first message that is due, now ours alone; None when there is none left."""
    while message := due().first():
        if (
            OutboxMessage.objects.filter(pk=message.pk, state=State.WAITING)
            .filter(due_at=message.due_at)  # else another sender has tried it since
            .update(state=State.SENDING, taken_at=timezone.now(), tries=F("tries") + 1)
        ):
            message.refresh_from_db()
            return message
    return None


def deliver(message: OutboxMessage, server) -> Outcome:
    """Hand one message to the server; every failure is an outcome."""
    if message.outside and is_stopped(message.to):
        return UNWANTED
    try:
        server.open()
    except Exception as error:  # whatever it is, nothing has been sent
        return not_reached(error)
    try:
        server.send_messages([letter(message, server)])
    except Exception as error:  # `judge` says what may have been sent
        # A backend that does not say how far it came may have come all the way.
        outcome = judge(error, text_begun=getattr(server, "text_begun", True))
        if not outcome.of_server:
            _note(message, error)
        return outcome
    return SENT


def letter(message: OutboxMessage, server) -> mail.EmailMessage:
    """The mail as it goes out. Sent again it has the same Message-ID, so that it can be known."""
    host = urlsplit(settings.PUBLIC_URL).hostname
    headers = {
        "Message-ID": f"<outbox-{message.pk}-{message.queued_at:%Y%m%d%H%M%S}@{host}>",
        "Auto-Submitted": "auto-generated",
        **message.headers,
    }
    return mail.EmailMessage(
        message.subject, message.body, to=[message.to], headers=headers, connection=server
    )


def settle(message: OutboxMessage, outcome: Outcome) -> None:
    """Write down how it went, unless somebody else has taken the message up since."""
    state, now = outcome.state, timezone.now()
    if state == State.WAITING and not outcome.of_server and message.tries >= MOST_TRIES:
        state = State.FAILED
    delay = DELAYS[min(message.tries, len(DELAYS)) - 1]
    # A server that is away says nothing of the message: that uses up none of its last tries.
    tries = min(message.tries, len(DELAYS)) if outcome.of_server else message.tries
    OutboxMessage.objects.filter(
        pk=message.pk,
        taken_at=message.taken_at,
        state__in=(State.SENDING, State.UNCERTAIN),
    ).update(
        state=state,
        error=outcome.error,
        tries=tries,
        sent_at=now if state == State.SENT else None,
        due_at=now + delay if state == State.WAITING else message.due_at,
    )


def give_up_lost() -> int:
    """Make what a vanished sender left behind uncertain; gives how many."""
    return OutboxMessage.objects.filter(
        state=State.SENDING, taken_at__lte=timezone.now() - LOST_AFTER
    ).update(
        state=State.UNCERTAIN,
        error="Het versturen brak af. De ontvanger heeft dit bericht misschien wel gekregen.",
    )


def hang_up(server) -> None:
    try:
        server.close()
    except Exception as error:  # all is marked: how the server says goodbye is its own
        log.info("The mail server did not say goodbye: %s", type(error).__name__)


def _note(message: OutboxMessage, error: Exception) -> None:
    """The kind of failure only: an answer of the server can quote the address."""
    log.warning("Sending message %s failed: %s", message.pk, type(error).__name__)
