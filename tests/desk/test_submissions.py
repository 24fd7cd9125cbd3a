"""What came from outside, at the desk: the text for all, who sent it in for reviewers only."""

import pytest
from django.contrib.admin.models import LogEntry

from interventions import workflow
from tests.factories import Status, make_intervention
from tests.forms.submissions.conftest import QUOTA, Sender

pytestmark = pytest.mark.django_db
LIST = "/beheer/interventions/submission/"


@pytest.fixture
def sent(db, settings):
    settings.FORM_SECONDS, settings.SUBMISSION_QUOTA = 0, QUOTA
    sender = Sender()
    sender.submits(
        elements={"how_empowerment": "Buren beslissen zelf.", "where_empowerment": "1"},
        sender={"is_owner": "ja"},
    )
    return sender


def page_of(sender) -> str:
    return f"{LIST}{sender.submission.pk}/change/"


def test_a_reviewer_reads_who_sent_it_in_and_never_the_private_link(sent, reviewer_client):
    page = reviewer_client.get(page_of(sent)).content.decode()
    for word in ("Ine Diener", "indiener@voorbeeld.example", "Buurttuin"):
        assert word in page
    assert sent.submission.token not in page
    assert str(sent.submission.key) not in page
    assert "Buurttuin" in reviewer_client.get(LIST).content.decode()


def test_nobody_else_reads_it(sent, client, editor_client, administrator_client):
    for other in (editor_client, administrator_client):
        for address in (LIST, page_of(sent)):
            assert other.get(address).status_code == 403
    assert client.get(LIST).status_code == 302


def test_nobody_types_over_it(sent, reviewer_client):
    assert reviewer_client.post(page_of(sent), {"name": "Anders"}).status_code == 403
    assert reviewer_client.get(f"{LIST}add/").status_code == 403
    assert reviewer_client.get(f"{LIST}{sent.submission.pk}/delete/").status_code == 403


def test_a_form_that_is_not_finished_is_still_the_visitors_own(db, settings, reviewer_client):
    settings.FORM_SECONDS = 0
    sender = Sender()
    sender.begins()
    sender.fills(4, email="half@voorbeeld.example")
    assert "half@" not in reviewer_client.get(LIST).content.decode()
    assert reviewer_client.get(page_of(sender)).status_code == 302


def test_the_page_of_the_text_says_that_it_came_from_outside(sent, editor_client, reviewer_client):
    address = f"/beheer/interventions/intervention/{sent.row.pk}/change/"
    page = editor_client.get(address).content.decode()
    assert "Van buiten aangemeld" in page
    assert "De indiener zegt de eigenaar te zijn." in page
    assert "indiener@voorbeeld.example" not in page
    assert page_of(sent) not in page
    assert page_of(sent) in reviewer_client.get(address).content.decode()
    own = make_intervention(status=Status.DRAFT)
    address = f"/beheer/interventions/intervention/{own.pk}/change/"
    assert "Van buiten aangemeld" not in editor_client.get(address).content.decode()


def test_a_submission_goes_from_the_form_to_the_site(sent, editor, reviewer, client):
    row = sent.row
    workflow.claim(row, by=reviewer)
    with pytest.raises(Exception, match="nog niemand achter"):
        workflow.publish(row, by=reviewer, note="")
    workflow.agree(row, by=editor)
    workflow.publish(row, by=reviewer, note="")
    assert "Buren beslissen zelf." in client.get("/interventies/buurttuin/").content.decode()
    assert sent.submission.decided_at


def test_a_decision_is_dated_and_taken_back_when_it_is_reopened(sent, editor, reviewer):
    row = sent.row
    workflow.claim(row, by=reviewer)
    workflow.reject(row, by=reviewer, note="Geen bron.")
    assert sent.submission.decided_at
    workflow.reopen(row, by=editor)
    assert sent.submission.decided_at is None


def test_the_reviewer_is_told_what_nobody_has_read_yet(sent, editor, reviewer, reviewer_client):
    row = sent.row
    workflow.claim(row, by=reviewer)
    workflow.agree(row, by=editor)
    address = f"/beheer/interventions/intervention/{row.pk}/stap/publish/"
    page = reviewer_client.get(address).content.decode()
    assert "Empowerment: dit zegt de indiener." in page
    assert "deze bron is nog niet gelezen" in page


def test_nothing_of_it_is_in_the_log(sent, reviewer_client):
    reviewer_client.get(page_of(sent))
    assert not LogEntry.objects.exists()
