"""Who was asked something about a submission gets one reminder after fourteen days."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from interventions import workflow
from interventions.management.purging import purge
from interventions.models import OutboxMessage, StatusChange, Submission
from interventions.workflow import mail
from interventions.workflow.mail import stopping
from tests.desk.waiting import ago
from tests.forms.submissions.conftest import Sender, patient, reviewed

pytestmark = pytest.mark.django_db
__all__ = ["patient"]  # the fixture: forms here do not wait
REMINDER = "Wij wachten op uw antwoord: Buurttuin"


@pytest.fixture
def asked(reviewer):
    """A text sent back a fortnight ago; all mail before that is long gone."""
    sender = Sender()
    sender.submits()
    reviewed(sender, "send_back", reviewer, note="Wat kost het?")
    Submission.objects.update(confirmed_at=timezone.now())
    since(14)
    return sender


def since(days: int) -> None:
    StatusChange.objects.filter(verb="send_back").update(at=ago(days))


def reminders() -> list[OutboxMessage]:
    return list(OutboxMessage.objects.filter(key__endswith="-reminder").order_by("pk"))


def test_a_reminder_says_what_was_asked_and_where_to_answer(asked, settings):
    call_command("send_mail")
    [letter] = reminders()
    assert letter.subject == REMINDER
    assert "Wat kost het?" in letter.body
    assert f"{settings.PUBLIC_URL}/aanmelden/{asked.submission.token}/" in letter.body
    assert "geen enkele mail meer" in letter.body


def test_nothing_is_sent_on_the_thirteenth_day(asked):
    since(13)
    assert mail.queue_reminders() == 0
    since(14)
    assert mail.queue_reminders() == 1


def test_however_often_it_runs_there_is_one_reminder(asked):
    assert [mail.queue_reminders() for _ in range(3)] == [1, 0, 0]
    OutboxMessage.objects.update(sent_at=ago(31), state="sent", queued_at=ago(31))
    purge()  # takes the key of a letter away
    assert mail.queue_reminders() == 0


def test_a_new_question_has_its_own_reminder(asked, reviewer):
    mail.queue_reminders()
    asked.sends()
    assert mail.queue_reminders() == 0
    reviewed(asked, "send_back", reviewer, note="En wie betaalt?")
    assert mail.queue_reminders() == 0
    Submission.objects.update(reminded_at=ago(20))
    since(14)
    assert mail.queue_reminders() == 1
    assert "En wie betaalt?" in reminders()[-1].body


@pytest.mark.parametrize("what", ["answered", "taken over", "stopped", "purged", "no address"])
def test_nobody_is_reminded_who_need_not_or_must_not_be(asked, editor, what):
    if what == "answered":
        asked.sends()
    elif what == "taken over":
        workflow.take_over(asked.row, by=editor)
    elif what == "stopped":
        stopping.remember(stopping.digest_of(asked.submission.email))
    elif what == "purged":
        StatusChange.objects.update(at=timezone.now() - timedelta(days=400))
        purge()
        assert not Submission.objects.exists()
    else:
        Submission.objects.update(email="")
    assert mail.queue_reminders() == 0
    assert not reminders()


def test_a_ceiling_only_puts_it_off(asked, settings):
    Submission.objects.update(confirmed_at=None)
    settings.LETTER_QUOTA = {**settings.LETTER_QUOTA, "per_recipient": 1}
    assert mail.queue_reminders() == 0
    settings.LETTER_QUOTA = {**settings.LETTER_QUOTA, "per_recipient": 50}
    assert mail.queue_reminders() == 1


def test_before_the_address_is_confirmed_it_says_nothing_that_was_typed(asked):
    Submission.objects.update(confirmed_at=None)
    mail.queue_reminders()
    [letter] = reminders()
    assert "Buurttuin" not in letter.subject + letter.body
    assert "Wat kost het?" not in letter.body
    assert asked.submission.mailed_token in letter.body
