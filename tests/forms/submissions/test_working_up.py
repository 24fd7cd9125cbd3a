"""An editor works up what came from outside, and an author takes back what nobody has claimed."""

import pytest
from django.utils import timezone

from interventions import workflow
from interventions.models import OutboxMessage, Remark, Submission
from tests.conftest import person_of, signed_in
from tests.desk.forms import change_page, intervention_form, post_form, verb_page
from tests.desk.waiting import labels, put
from tests.factories import Status, make_intervention
from tests.forms.submissions.conftest import SENDER, reviewed

pytestmark = pytest.mark.django_db


def confirm() -> None:
    Submission.objects.update(confirmed_at=timezone.now())
    OutboxMessage.objects.all().delete()


def subjects() -> list[str]:
    """What was mailed to the sender."""
    found = OutboxMessage.objects.filter(to=SENDER["email"]).order_by("pk")
    return [message.subject for message in found]


# --- Overnemen ------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["submitted", "sent_back"])
def test_an_editor_takes_over_what_came_from_outside(sent, editor, editor_client, reviewer, state):
    if state == "sent_back":
        reviewed(sent, "send_back", reviewer)
    confirm()
    address = verb_page(sent.row, "take_over")
    assert f'href="{address}"' in editor_client.get(change_page(sent.row)).content.decode()
    assert editor_client.post(address, {"note": ""}).status_code == 302
    assert (sent.row.status, sent.row.taken_over_by) == (Status.DRAFT, editor)
    assert labels(editor_client, "mijn-concepten") == ["Buurttuin"]
    assert subjects() == ["De redactie werkt verder aan: Buurttuin"]


def test_from_then_on_the_sender_only_follows(sent, editor, reviewer):
    reviewed(sent, "send_back", reviewer, note="Vertel meer.")
    confirm()
    workflow.take_over(sent.row, by=editor)
    sent.fills(2, goal="Toch nog anders")
    assert sent.submission.answers == {}
    page = sent.reads()
    assert "De redactie werkt uw aanmelding verder uit." in page
    assert "Nakijken en versturen" not in page


def test_questions_go_to_the_editor_and_decisions_to_the_sender(sent, editor, reviewer):
    workflow.take_over(sent.row, by=editor)
    confirm()
    workflow.submit(sent.row, by=editor)
    reviewed(sent, "send_back", reviewer, note="Alleen voor ons: de bron klopt niet.")
    assert "Graag uw antwoord: Buurttuin" not in subjects()
    assert "de bron klopt niet" not in sent.reads()
    assert labels(signed_in(editor), "wacht-op-mij") == ["Buurttuin"]
    assert labels(signed_in(editor), "wacht-op-de-indiener") == []
    workflow.submit(sent.row, by=editor)
    reviewed(sent, "reject", reviewer)
    assert subjects()[-1] == "Niet geplaatst: Buurttuin"
    assert not {"Ontvangen: Buurttuin", "Graag uw antwoord: Buurttuin"} & {*subjects()}


def test_who_worked_it_up_does_not_publish_alone(sent, reviewer, reviewer_client):
    workflow.take_over(sent.row, by=reviewer)
    put(sent.row, changed_by=reviewer, changed_at=timezone.now())
    workflow.submit(sent.row, by=reviewer)
    workflow.claim(sent.row, by=reviewer)
    page = reviewer_client.get(verb_page(sent.row, "publish")).content.decode()
    assert "staat nog niemand achter deze tekst." in page


def test_taking_over_alone_makes_nobody_stand_behind_it(sent, editor, reviewer, reviewer_client):
    workflow.take_over(sent.row, by=editor)
    workflow.submit(sent.row, by=editor)
    workflow.claim(sent.row, by=reviewer)
    page = reviewer_client.get(verb_page(sent.row, "publish")).content.decode()
    assert "staat nog niemand achter deze tekst." in page


def test_nobody_takes_over_from_a_colleague_who_is_here(editor, reviewer_client):
    row = make_intervention(status=Status.DRAFT, created_by=editor)
    address = verb_page(row, "take_over")
    assert f'href="{address}"' not in reviewer_client.get(change_page(row)).content.decode()
    page = reviewer_client.post(address, {"note": ""}).content.decode()
    assert f"{editor} werkt aan deze tekst." in page
    row.refresh_from_db()
    assert row.taken_over_by is None


@pytest.mark.parametrize("lost", ["account", "role"])
def test_a_colleague_who_can_no_longer_write_is_taken_over_from(editor, reviewer_client, lost):
    row = make_intervention(status=Status.SENT_BACK, created_by=editor)
    if lost == "role":
        editor.groups.clear()
    else:
        editor.is_active = False
        editor.save()
    assert reviewer_client.post(verb_page(row, "take_over"), {"note": ""}).status_code == 302
    row.refresh_from_db()
    assert row.taken_over_by.username == "beoordelaar"


def test_the_second_who_takes_it_over_hears_that_somebody_was_first(sent, editor, reviewer_client):
    workflow.take_over(sent.row, by=editor)
    page = reviewer_client.post(verb_page(sent.row, "take_over"), {"note": ""}).content.decode()
    assert f"{editor} werkt aan deze tekst." in page
    assert sent.row.taken_over_by == editor


# --- Terugnemen -----------------------------------------------------------------------------------


def test_an_author_takes_back_what_nobody_has_claimed(editor, editor_client):
    row = make_intervention(status=Status.DRAFT, created_by=editor)
    workflow.submit(row, by=editor)
    address = verb_page(row, "take_back")
    assert f'href="{address}"' in editor_client.get(change_page(row)).content.decode()
    assert editor_client.post(address, {"note": "Nog een fout."}).status_code == 302
    row.refresh_from_db()
    assert row.status == Status.DRAFT
    form = intervention_form(name="Toch anders", sources=row.sources.get().pk)
    assert post_form(editor_client, row, form).status_code == 302
    workflow.submit(row, by=editor)
    assert [change.verb for change in row.status_changes.all()] == ["submit", "take_back", "submit"]


def test_what_is_claimed_or_was_handed_in_by_another_is_not_taken_back(editor, reviewer):
    row = make_intervention(status=Status.DRAFT, created_by=editor)
    workflow.submit(row, by=editor)
    other = signed_in(reviewer)
    assert "Alleen wie deze tekst heeft ingediend" in (
        other.post(verb_page(row, "take_back"), {"note": ""}).content.decode()
    )
    workflow.claim(row, by=reviewer)
    page = signed_in(editor).post(verb_page(row, "take_back"), {"note": ""}).content.decode()
    assert "de status is ‘in beoordeling’" in page
    row.refresh_from_db()
    assert row.status == Status.IN_REVIEW


def test_an_administrator_and_an_outsider_take_neither_step(sent, client):
    administrator = signed_in(person_of("Beheerder"))
    for verb in ("take_back", "take_over"):
        assert administrator.post(verb_page(sent.row, verb), {}).status_code == 403
        assert client.post(verb_page(sent.row, verb), {}).status_code == 302
    assert sent.row.status == Status.SUBMITTED


# --- What the sender reads at the questions -------------------------------------------------------


def test_each_remark_stands_at_its_question_for_the_sender(sent, reviewer):
    row = sent.row
    workflow.claim(row, by=reviewer)
    goal = Remark.objects.create(
        intervention=row, field="goal", text="Voor wie?", proposal="Buren", by=reviewer
    )
    said = Remark.objects.create(
        intervention=row, field="statement:empowerment", text="Welke bladzijde?", by=reviewer
    )
    workflow.send_back(row, by=reviewer, note="Zie hieronder.")
    page = sent.reads()
    assert f'href="?stap=2#opmerking-{goal.pk}"' in page
    assert f'href="?stap=3#opmerking-{said.pk}"' in page
    second, third = sent.reads(2), sent.reads(3)
    assert second.index(f'id="opmerking-{goal.pk}"') < second.index("Elkaar kennen</textarea>")
    assert "Welke bladzijde?" not in second
    assert third.index(f'id="opmerking-{said.pk}"') < third.index(
        "Buren beslissen zelf.</textarea>"
    )
    Remark.objects.update(state="declined")
    assert "Opmerking van de redactie" not in sent.reads(2)
