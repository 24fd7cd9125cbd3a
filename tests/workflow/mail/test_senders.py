"""Senders that are killed, and two of them at once: nothing goes out twice."""

import threading

import pytest
from django.db import connection

from interventions.models import OutboxMessage
from interventions.workflow import mail
from interventions.workflow.mail.sending import LOST_AFTER, claim
from tests.workflow.mail.conftest import put, run, states
from tests.workflow.mail.server import mail_server

pytestmark = pytest.mark.django_db
State = OutboxMessage.State


# --- A sender that is killed ----------------------------------------------------------------------


def test_a_message_of_a_killed_sender_becomes_uncertain_in_time(use):
    put("jan")
    claimed = claim()  # and then the machine goes down
    with mail_server() as server:
        use(server.port)
        run()
        assert states() == {"jan": State.SENDING}
        OutboxMessage.objects.update(taken_at=claimed.taken_at - LOST_AFTER)
        assert run() == "Mail: 1 uncertain.\n"
    assert states() == {"jan": State.UNCERTAIN}
    assert server.accepted == []


def test_sending_again_is_the_choice_of_a_person(use):
    (message,) = put("jan")
    OutboxMessage.objects.update(state=State.UNCERTAIN, tries=3, error="Weg.")
    assert mail.resend(message)
    assert not mail.resend(message)  # it waits already
    with mail_server() as server:
        use(server.port)
        run()
    assert server.recipients == ["jan@kb.example"]
    assert not mail.resend(message)  # it is sent


# --- Two senders ----------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_senders_at_once_send_nothing_twice(use):
    names = [f"p{number}" for number in range(20)]
    put(*names)
    start = threading.Barrier(2)

    def sender():
        start.wait()
        try:
            run()
        finally:
            connection.close()

    with mail_server() as server:
        use(server.port)
        threads = [threading.Thread(target=sender) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(server.recipients) == sorted(f"{name}@kb.example" for name in names)
    assert {*states().values()} == {State.SENT}
