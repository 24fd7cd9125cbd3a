"""What came from outside: nobody of the desk wrote it, so one reviewer alone never publishes it."""

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from interventions import workflow
from tests.desk.accounts import has_nothing, promote
from tests.desk.forms import verb_page
from tests.desk.waiting import START, labels, put, sections
from tests.factories import Status
from tests.forms.submissions.conftest import reviewed

pytestmark = pytest.mark.django_db
ALONE = "Naast wie publiceert, staat nog niemand achter deze tekst."


@pytest.fixture
def promoted(sent):
    """The account of the form, with all that somebody could give it in the database itself."""
    return promote("aanmeldformulier")


def test_what_was_only_claimed_waits_for_another_editor(sent, reviewer, editor_client):
    workflow.claim(sent.row, by=reviewer)
    assert labels(editor_client, "wacht-op-mij") == ["Buurttuin"]
    assert "er is nog een akkoord nodig" in editor_client.get(START).content.decode()
    editor_client.post(verb_page(sent.row, "agree"), {"note": ""})
    assert labels(editor_client, "wacht-op-mij") == []


def test_no_right_of_its_account_lets_one_reviewer_publish(
    sent, promoted, reviewer, reviewer_client, editor_client
):
    workflow.claim(sent.row, by=reviewer)
    assert ALONE in reviewer_client.get(verb_page(sent.row, "publish")).content.decode()
    assert ALONE in reviewer_client.post(verb_page(sent.row, "publish"), {}).content.decode()
    assert labels(editor_client, "wacht-op-mij") == ["Buurttuin"]
    put(sent.row, agreed_by=promoted, agreed_at=timezone.now())
    assert ALONE in reviewer_client.post(verb_page(sent.row, "publish"), {}).content.decode()
    assert labels(editor_client, "wacht-op-mij") == ["Buurttuin"]
    assert sent.row.status == Status.IN_REVIEW


def test_what_the_sender_changed_after_an_editor_asks_for_another_editor(
    sent, editor, reviewer, reviewer_client, editor_client
):
    reviewed(sent, "send_back", reviewer)
    put(sent.row, changed_by=editor, changed_at=timezone.now())
    sent.fills(2, goal="Anders dan de redactie het schreef")
    sent.sends()
    workflow.claim(sent.row, by=reviewer)
    assert labels(editor_client, "wacht-op-mij") == ["Buurttuin"]
    assert ALONE in reviewer_client.get(verb_page(sent.row, "publish")).content.decode()


def test_the_queue_says_that_it_came_from_outside(sent, reviewer_client):
    [entry] = sections(reviewer_client)["wachtrij"]["entries"]
    assert entry.facts[0] == "van buiten ingediend"


def test_handing_in_goes_on_when_the_account_is_switched_off(sent, sender, reviewer):
    account = sent.row.created_by
    User.objects.filter(pk=account.pk).update(is_active=False)
    reviewed(sent, "send_back", reviewer)
    sent.fills(2, goal="Nog steeds welkom")
    assert sent.sends().status_code == 302
    assert (sent.row.status, sent.row.goal) == (Status.SUBMITTED, "Nog steeds welkom")


def test_handing_in_takes_back_what_the_account_was_given(sent, promoted, reviewer):
    reviewed(sent, "send_back", reviewer)
    sent.sends()
    assert has_nothing(User.objects.get(pk=promoted.pk))
