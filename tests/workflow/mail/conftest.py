"""What every test of sending does: point at a server, put mail in the outbox, run the command."""

from contextlib import suppress
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from interventions.models import OutboxMessage
from interventions.workflow import mail

State = OutboxMessage.State
TIMEOUT = 0.5


@pytest.fixture
def use(settings):
    """Send to this port from now on."""

    def point(port: int) -> None:
        settings.EMAIL_BACKEND = "interventions.workflow.mail.smtp.Backend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.EMAIL_TIMEOUT = TIMEOUT

    return point


def put(*names: str) -> list[OutboxMessage]:
    for name in names:
        mail.queue(key=name, to=f"{name}@kb.example", subject=f"Over {name}", body="De tekst.")
    return [OutboxMessage.objects.get(key=name) for name in names]


def run() -> str:
    output = StringIO()
    with suppress(CommandError):  # how it ends without a server: tests/config/test_command_line.py
        call_command("send_mail", stdout=output)
    return output.getvalue()


def make_due() -> None:
    OutboxMessage.objects.filter(state=State.WAITING).update(due_at=timezone.now())


def states() -> dict[str, str]:
    return dict(OutboxMessage.objects.values_list("key", "state"))
