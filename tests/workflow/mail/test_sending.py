"""`send_mail` against real servers that are dead, hang, or do half of their work."""

import socket
import time
from datetime import timedelta

import pytest
from django.utils import timezone

from interventions.models import OutboxMessage
from interventions.workflow import mail
from interventions.workflow.mail.sending import MOST_TRIES
from tests.workflow.mail.conftest import TIMEOUT, make_due, put, run, states
from tests.workflow.mail.server import DROP, HANG, mail_server

pytestmark = pytest.mark.django_db
State = OutboxMessage.State


# --- It works -------------------------------------------------------------------------------------


def test_what_waits_is_sent_once_and_in_order(use):
    put("jan", "piet")
    with mail_server() as server:
        use(server.port)
        assert run() == "Mail: 2 sent.\n"
        assert run() == "Mail: nothing to do.\n"
    assert server.recipients == ["jan@kb.example", "piet@kb.example"]
    assert server.connections == 1
    assert {*states().values()} == {State.SENT}
    assert all(message.sent_at for message in OutboxMessage.objects.all())
    assert "Subject: Over jan" in server.accepted[0][1]
    assert "De tekst." in server.accepted[0][1]


def test_the_console_is_the_default(settings, capsys):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    put("jan")
    run()
    assert "To: jan@kb.example" in capsys.readouterr().out
    assert states() == {"jan": State.SENT}


def test_headers_of_a_message_are_sent(use):
    mail.queue(key="a", to="a@kb.example", subject="A", body="B", headers={"List-Id": "<kb>"})
    with mail_server() as server:
        use(server.port)
        run()
    assert "List-Id: <kb>" in server.accepted[0][1]
    assert "Auto-Submitted: auto-generated" in server.accepted[0][1]


def test_what_is_not_due_waits(use):
    put("jan")
    OutboxMessage.objects.update(due_at=timezone.now() + timedelta(minutes=1))
    with mail_server() as server:
        use(server.port)
        run()
    assert server.accepted == []


# --- The server is dead or hangs ------------------------------------------------------------------


def test_a_dead_server_loses_nothing(use):
    put("jan", "piet")
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        use(unused.getsockname()[1])
        for _ in range(MOST_TRIES + 3):
            run()
            make_due()
    assert {*states().values()} == {State.WAITING}
    with mail_server() as server:
        use(server.port)
        run()
    assert sorted(server.recipients) == ["jan@kb.example", "piet@kb.example"]


def test_each_failure_waits_longer(use):
    (message,) = put("jan")
    delays = []
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        use(unused.getsockname()[1])
        for _ in range(7):
            make_due()
            run()
            message.refresh_from_db()
            delays.append(round((message.due_at - timezone.now()).total_seconds() / 60))
    assert delays == [1, 5, 15, 60, 240, 720, 720]
    assert "niet te bereiken" in message.error


@pytest.mark.parametrize("moment", ["CONNECT", "EHLO", "MAIL", "RCPT"])
def test_a_server_that_hangs_before_the_text_costs_one_timeout_and_loses_nothing(use, moment):
    put("jan", "piet", "kees")
    with mail_server(**{moment: HANG}) as server:
        use(server.port)
        started = time.monotonic()
        run()
        assert time.monotonic() - started < 3 * TIMEOUT
    assert {*states().values()} == {State.WAITING}
    assert server.connections == 1


@pytest.mark.parametrize("moment", ["DATA", "END"])
def test_a_server_that_hangs_during_the_text_leaves_one_message_uncertain(use, moment):
    put("jan", "piet")
    with mail_server(**{moment: HANG}) as server:
        use(server.port)
        run()
    assert states() == {"jan": State.UNCERTAIN, "piet": State.WAITING}


def test_an_uncertain_message_is_not_sent_again_by_itself(use):
    put("jan")
    with mail_server(END=DROP) as server:
        use(server.port)
        run()
    assert server.recipients == ["jan@kb.example"]
    with mail_server() as healthy:
        use(healthy.port)
        run()
    assert healthy.accepted == []
    assert states() == {"jan": State.UNCERTAIN}


def test_a_server_that_drops_everything_makes_no_more_than_two_uncertain(use):
    put("a", "b", "c", "d")
    with mail_server(END=DROP) as server:
        use(server.port)
        run()
    assert [*states().values()].count(State.UNCERTAIN) == 2
    assert [*states().values()].count(State.WAITING) == 2


@pytest.mark.parametrize("moment", ["CONNECT", "MAIL", "RCPT"])
def test_a_server_that_drops_before_the_text_loses_nothing(use, moment):
    put("jan")
    with mail_server(**{moment: DROP}) as server:
        use(server.port)
        run()
    assert states() == {"jan": State.WAITING}


def test_an_answer_that_is_no_answer_leaves_the_message_uncertain(use):
    put("jan")
    with mail_server(END="onzin") as server:
        use(server.port)
        run()
    assert states() == {"jan": State.UNCERTAIN}


# --- The server refuses ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "state"), [("550 unknown", State.FAILED), ("450 busy", State.WAITING)]
)
def test_a_refused_recipient_does_not_stop_the_rest(use, answer, state):
    put("jan", "piet", "kees")
    with mail_server(**{"RCPT piet@kb.example": answer}) as server:
        use(server.port)
        run()
    assert states() == {"jan": State.SENT, "piet": state, "kees": State.SENT}
    assert server.recipients == ["jan@kb.example", "kees@kb.example"]


@pytest.mark.parametrize("moment", ["DATA", "END"])
@pytest.mark.parametrize(
    ("answer", "state"), [("554 spam", State.FAILED), ("451 later", State.WAITING)]
)
def test_a_refused_text_is_known_not_to_be_sent(use, moment, answer, state):
    put("jan")
    with mail_server(**{moment: answer}) as server:
        use(server.port)
        run()
    assert states() == {"jan": state}
    assert server.accepted == []


def test_a_message_refused_for_now_again_and_again_fails_in_the_end(use):
    (message,) = put("jan")
    with mail_server(RCPT="450 busy") as server:
        use(server.port)
        for _ in range(MOST_TRIES):
            assert states() == {"jan": State.WAITING}
            run()
            make_due()
    message.refresh_from_db()
    assert (message.state, message.tries) == (State.FAILED, MOST_TRIES)
    assert message.error == "De mailserver neemt dit bericht niet aan (450)."


def test_after_a_long_outage_one_refusal_for_now_loses_nothing(use):
    put("jan")
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        use(unused.getsockname()[1])
        for _ in range(MOST_TRIES + 3):
            run()
            make_due()
    with mail_server(RCPT="450 come back later") as server:
        use(server.port)
        run()
    assert states() == {"jan": State.WAITING}
    make_due()
    with mail_server() as server:
        use(server.port)
        run()
    assert server.recipients == ["jan@kb.example"]


def test_a_refused_sender_is_no_fault_of_the_message(use):
    put("jan", "piet")
    with mail_server(MAIL="530 sign in first") as server:
        use(server.port)
        run()
    assert {*states().values()} == {State.WAITING}


def test_a_message_that_cannot_be_made_fails_alone(use):
    put("jan", "piet")
    OutboxMessage.objects.filter(key="jan").update(headers={"X-Regel": "een\ntwee"})
    put("kees")
    with mail_server() as server:
        use(server.port)
        run()
    assert states() == {"jan": State.FAILED, "piet": State.SENT, "kees": State.SENT}


def test_what_the_server_says_is_kept_nowhere(use, caplog):
    put("jan")
    with mail_server(RCPT="550 jan@kb.example is onbekend") as server:
        use(server.port)
        run()
    assert "onbekend" not in OutboxMessage.objects.get().error
    assert "jan@" not in caplog.text
    assert "SMTPRecipientsRefused" in caplog.text
