"""Each step of the workflow writes to who waits for it, and to nobody else."""

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from interventions import workflow
from interventions.models import OutboxMessage, Submission
from interventions.workflow import mail
from interventions.workflow.mail.letters import POST
from tests.factories import Status, make_intervention, make_source

pytestmark = pytest.mark.django_db
EDITOR, REVIEWER, OTHER = "editor@kb.example", "reviewer@kb.example", "other@kb.example"
SENDER = "kanarie@elders.example"


@pytest.fixture
def people(editor, reviewer):
    """An editor who writes, a reviewer who decides, another one, and one without an address."""
    other = User.objects.create_user("ander")
    other.groups.set(reviewer.groups.all())
    for user, address in ((editor, EDITOR), (reviewer, REVIEWER), (other, OTHER)):
        User.objects.filter(pk=user.pk).update(email=address)
        user.refresh_from_db()
    silent = User.objects.create_user("stil")
    gone = User.objects.create_user("weg", email="weg@kb.example", is_active=False)
    for user in (silent, gone):
        user.groups.set(reviewer.groups.all())
    return editor, reviewer, other


@pytest.fixture
def draft(people):
    editor, *_ = people
    return make_intervention(status=Status.DRAFT, name="Buurttuin", slug="tuin", created_by=editor)


@pytest.fixture
def sent_in(draft):
    """The same text, sent in from outside: its account has no address."""
    account = User.objects.create_user("formulier")
    type(draft).objects.filter(pk=draft.pk).update(created_by=account)
    draft.refresh_from_db()
    return Submission.objects.create(
        intervention=draft,
        name="Kanarie de Vries",
        email=SENDER,
        submitted_at=timezone.now(),
        confirmed_at=timezone.now(),
    )


def letters() -> dict[str, OutboxMessage]:
    """Who has mail, and which; what was read is taken out."""
    found = {message.to: message for message in OutboxMessage.objects.order_by("pk")}
    assert len(found) == OutboxMessage.objects.count()
    OutboxMessage.objects.all().delete()
    return found


def in_review(draft, people):
    editor, reviewer, _ = people
    workflow.submit(draft, by=editor)
    workflow.claim(draft, by=reviewer)
    OutboxMessage.objects.all().delete()


def test_handed_in_tells_every_reviewer_with_an_address(draft, people):
    workflow.submit(draft, by=people[0])
    found = letters()
    assert {*found} == {REVIEWER, OTHER}
    assert found[OTHER].subject == "Te beoordelen: Buurttuin"
    assert f"/beheer/interventions/intervention/{draft.pk}/change/" in found[OTHER].body


def test_who_hands_in_gets_no_mail_about_it(draft, people):
    workflow.submit(draft, by=people[1])
    assert {*letters()} == {OTHER}


def test_claimed_tells_the_author(draft, people):
    editor, reviewer, _ = people
    workflow.submit(draft, by=editor)
    letters()
    workflow.claim(draft, by=reviewer)
    found = letters()
    assert {*found} == {EDITOR}
    assert "beoordeelt nu 'Buurttuin'" in found[EDITOR].body


def test_released_tells_the_other_reviewers(draft, people):
    in_review(draft, people)
    workflow.release(draft, by=people[1])
    assert {*letters()} == {OTHER}


@pytest.mark.parametrize("verb", ["send_back", "reject"])
def test_refused_tells_the_author_why(draft, people, verb):
    in_review(draft, people)
    getattr(workflow, verb)(draft, by=people[1], note="De bron {ontbreekt}.")
    found = letters()
    assert {*found} == {EDITOR}
    assert "De bron {ontbreekt}." in found[EDITOR].body


def test_agreed_tells_the_reviewer_who_has_it(draft, people):
    in_review(draft, people)
    workflow.agree(draft, by=people[2])
    assert {*letters()} == {REVIEWER}


def test_published_tells_the_author_where(draft, people, settings):
    in_review(draft, people)
    workflow.agree(draft, by=people[2])
    letters()
    workflow.publish(draft, by=people[1])
    found = letters()
    assert {*found} == {EDITOR}
    assert f"{settings.PUBLIC_URL}/interventies/tuin/" in found[EDITOR].body


def test_a_working_copy_tells_nobody_until_it_is_handed_in(draft, people):
    live = make_intervention(name="Al openbaar")
    copy = workflow.revise(live, by=people[0])
    assert letters() == {}
    workflow.submit(copy, by=people[0])
    assert {*letters()} == {REVIEWER, OTHER}


def test_withdrawn_tells_the_author_and_who_published(people):
    editor, reviewer, other = people
    live = make_intervention(created_by=editor, name="Weg ermee")
    type(live).objects.filter(pk=live.pk).update(revised_by=other)
    workflow.withdraw(live, by=reviewer, note="De eigenaar vroeg hierom.")
    found = letters()
    assert {*found} == {EDITOR, OTHER}
    assert "De eigenaar vroeg hierom." in found[EDITOR].body


def test_reopened_tells_the_author(draft, people):
    in_review(draft, people)
    workflow.reject(draft, by=people[1], note="Nee.")
    letters()
    workflow.reopen(draft, by=people[2])
    assert {*letters()} == {EDITOR}


def test_every_step_of_the_workflow_is_in_the_table():
    assert {*POST} == {*workflow.TRANSITIONS}


# --- To the person outside ------------------------------------------------------------------------


def test_the_submitter_hears_of_each_step_with_the_private_link(draft, sent_in, people, settings):
    editor, reviewer, other = people
    link = f"{settings.PUBLIC_URL}/aanmelden/{sent_in.token}/"
    steps = (
        (workflow.submit, editor, "Ontvangen: Buurttuin"),
        (workflow.claim, reviewer, "In beoordeling: Buurttuin"),
        (workflow.send_back, reviewer, "Graag uw antwoord: Buurttuin"),
        (workflow.submit, editor, "Ontvangen: Buurttuin"),
        (workflow.claim, reviewer, "In beoordeling: Buurttuin"),
        (workflow.reject, reviewer, "Niet geplaatst: Buurttuin"),
        (workflow.reopen, other, "Opnieuw bekeken: Buurttuin"),
    )
    for verb, by, subject in steps:
        verb(draft, by=by, note="Een toelichting.")
        found = letters()
        assert found[SENDER].subject == subject
        assert link in found[SENDER].body
        for address in {*found} - {SENDER}:
            text = found[address].subject + found[address].body
            assert SENDER not in text
            assert "Kanarie" not in text
            assert sent_in.token not in text


def test_the_submitter_does_not_hear_who_decided(draft, sent_in, people):
    User.objects.filter(pk=people[1].pk).update(first_name="Anneke", last_name="Jansma")
    people[1].refresh_from_db()
    in_review(draft, people)
    workflow.reject(draft, by=people[1], note="Nee.")
    assert "Jansma" not in letters()[SENDER].body


def test_the_submitter_hears_of_the_first_publication_only(draft, sent_in, people, settings):
    editor, reviewer, other = people
    in_review(draft, people)
    workflow.agree(draft, by=other)
    assert SENDER not in letters()
    workflow.publish(draft, by=reviewer)
    assert f"{settings.PUBLIC_URL}/interventies/tuin/" in letters()[SENDER].body
    copy = workflow.revise(draft, by=editor)
    workflow.submit(copy, by=editor)
    workflow.claim(copy, by=reviewer)
    workflow.agree(copy, by=other)
    workflow.publish(copy, by=reviewer)
    workflow.withdraw(draft, by=reviewer, note="Weg.")
    assert not OutboxMessage.objects.filter(to=SENDER).exists()


def test_publishing_and_rejecting_decide_and_reopening_takes_that_back(draft, sent_in, people):
    def decided():
        sent_in.refresh_from_db()
        return sent_in.decided_at is not None

    in_review(draft, people)
    assert not decided()
    workflow.reject(draft, by=people[1], note="Nee.")
    assert decided()
    workflow.reopen(draft, by=people[1])
    assert not decided()
    in_review(draft, people)
    workflow.agree(draft, by=people[2])
    workflow.publish(draft, by=people[1])
    assert decided()


# --- The outbox -----------------------------------------------------------------------------------


def test_the_same_key_twice_is_one_mail():
    for text in ("Een", "Twee"):
        mail.queue(key="k", to="a@kb.example", subject=text, body=text)
    assert OutboxMessage.objects.get().body == "Een"


@pytest.mark.parametrize("address", ["", "  "])
def test_nobody_gets_no_mail(address):
    mail.queue(key="k", to=address, subject="S", body="B")
    assert not OutboxMessage.objects.exists()


def test_a_subject_is_one_line_that_fits():
    mail.queue(key="k", to="a@kb.example", subject="een\r\nBcc: x " + "l" * 300, body="B")
    subject = OutboxMessage.objects.get().subject
    assert subject.startswith("een Bcc: x lll")
    assert len(subject) == 200


def test_a_step_that_fails_sends_nothing(draft, people):
    with transaction.atomic():
        workflow.submit(draft, by=people[0])
        assert OutboxMessage.objects.exists()
        transaction.set_rollback(True)
    assert letters() == {}


def test_a_text_that_is_not_complete_sends_nothing(people):
    empty = make_intervention(status=Status.DRAFT, created_by=people[0], sources=[make_source()])
    type(empty).objects.filter(pk=empty.pk).update(summary="")
    with pytest.raises(ValidationError, match="samenvatting"):
        workflow.submit(empty, by=people[0])
    assert letters() == {}
