"""Remarks per field: a reviewer makes them, and the author takes them over or not."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from interventions import workflow
from interventions.models import Intervention, Remark
from tests.conftest import signed_in
from tests.desk.forms import verb_page
from tests.desk.reading import deciding, reading, remark_of, text_in_review
from tests.factories import Status, make_intervention

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(editor, reviewer):
    return text_in_review(editor, reviewer)


@pytest.fixture
def sent_back(row, reviewer):
    workflow.send_back(row, by=reviewer, note="Zie de opmerkingen.")
    return row


# --- Making a remark ------------------------------------------------------------------------------


def test_a_reviewer_makes_a_remark_with_a_proposal(reviewer, reviewer_client, row):
    form = {"field": "goal", "text": "Korter graag.", "proposal": "Buren helpen elkaar."}
    response = reviewer_client.post(reading(row), form)
    assert response["Location"] == f"{reading(row)}#veld-goal"
    remark = row.remarks.get()
    assert (remark.field, remark.text, remark.proposal) == tuple(form.values())
    assert (remark.by, remark.state) == (reviewer, "open")
    assert "Korter graag." in reviewer_client.get(reading(row)).content.decode()


def test_a_proposal_that_changes_nothing_is_none(reviewer_client, row):
    form = {"field": "goal", "text": "Hoe weet u dit?", "proposal": row.goal}
    reviewer_client.post(reading(row), form)
    assert row.remarks.get().proposal == ""


@pytest.mark.parametrize(
    ("form", "fault"),
    [
        ({"field": "goal", "text": ""}, "verplicht"),
        ({"field": "status", "text": "Zo."}, "Kies een veld van deze tekst."),
        ({"field": "desk_note", "text": "Zo."}, "Kies een veld van deze tekst."),
        ({"field": "statement:bestaat-niet", "text": "Zo."}, "Kies een veld van deze tekst."),
        ({"field": "x" * 300, "text": "Zo."}, "60"),
        ({"field": "name", "text": "Zo.", "proposal": "a" * 121}, "120"),
        ({"field": "summary", "text": "Zo.", "proposal": "a" * 601}, "600"),
        ({"field": "website", "text": "Zo.", "proposal": "javascript:alert(1)"}, "https:// ervoor"),
        ({"field": "statement:samen", "text": "Zo.", "proposal": "a" * 601}, "600"),
    ],
)
def test_a_faulty_remark_is_refused_in_words(reviewer_client, row, form, fault):
    response = reviewer_client.post(reading(row), form)
    assert response.status_code == 200
    assert fault in str(response.context["faults"])
    assert not row.remarks.exists()


def test_only_a_reviewer_makes_remarks_and_only_in_review(editor_client, reviewer_client, row):
    form = {"field": "goal", "text": "Zo."}
    assert editor_client.post(reading(row), form).status_code == 403
    assert "Opmerking maken" not in editor_client.get(reading(row)).content.decode()
    draft = make_intervention(status=Status.DRAFT)
    assert reviewer_client.post(reading(draft), form).status_code == 403
    assert not Remark.objects.exists()


# --- Deciding about one ---------------------------------------------------------------------------


def test_the_author_takes_a_proposal_over(editor, reviewer, editor_client, sent_back):
    remark = remark_of(sent_back, reviewer)
    assert "Neem over" in editor_client.get(reading(sent_back)).content.decode()
    before = sent_back.changed_at
    editor_client.post(deciding(remark), {"besluit": "overnemen"})
    remark.refresh_from_db(), sent_back.refresh_from_db()
    assert (sent_back.goal, sent_back.changed_by) == ("Buren helpen elkaar.", editor)
    assert sent_back.changed_at > before
    assert sent_back.history.first().history_user == editor
    assert (remark.state, remark.decided_by) == ("accepted", editor)


def test_the_author_takes_over_what_is_said_of_a_statement(
    editor, reviewer, editor_client, sent_back
):
    remark = remark_of(sent_back, reviewer, "statement:samen", "Zij doen dat samen.")
    editor_client.post(deciding(remark), {"besluit": "overnemen"})
    assert sent_back.statements.get().explanation == "Zij doen dat samen."


def test_the_author_declines(reviewer, editor_client, sent_back):
    remark = remark_of(sent_back, reviewer)
    editor_client.post(deciding(remark), {"besluit": "niet"})
    remark.refresh_from_db(), sent_back.refresh_from_db()
    assert (remark.state, sent_back.goal) == ("declined", "Buren leren elkaar kennen.")
    assert "niet overgenomen" in editor_client.get(reading(sent_back)).content.decode()


def test_a_field_that_changed_meanwhile_is_shown_and_asked(reviewer, editor_client, sent_back):
    remark = remark_of(sent_back, reviewer)
    sent_back.goal = "Heel iets anders."
    sent_back.save()
    asked = editor_client.post(deciding(remark), {"besluit": "overnemen"})
    page = asked.content.decode()
    for words in ("De tekst is intussen veranderd", "Heel iets anders.", remark.proposal):
        assert words in page
    assert "Buren leren elkaar kennen." in page  # what it was
    sent_back.goal = "En weer anders."
    sent_back.save()
    again = {"besluit": "overnemen", "gezien": asked.context["seen"]}
    asked = editor_client.post(deciding(remark), again)
    assert "En weer anders." in asked.content.decode()
    sent_back.refresh_from_db()
    assert sent_back.goal == "En weer anders."
    editor_client.post(deciding(remark), {**again, "gezien": asked.context["seen"]})
    sent_back.refresh_from_db()
    assert sent_back.goal == remark.proposal


def test_another_field_that_changed_does_not_matter(reviewer, editor_client, sent_back):
    remark = remark_of(sent_back, reviewer)
    sent_back.approach = "Iets anders."
    sent_back.changed_at = timezone.now()
    sent_back.changed_by = reviewer
    sent_back.save()
    assert editor_client.post(deciding(remark), {"besluit": "overnemen"}).status_code == 302


def test_nobody_decides_about_their_own_remark(reviewer, reviewer_client, row):
    remark = remark_of(row, reviewer)
    assert reviewer_client.post(deciding(remark), {"besluit": "overnemen"}).status_code == 403
    assert "Neem over" not in reviewer_client.get(reading(row)).content.decode()
    row.refresh_from_db()
    assert row.goal == "Buren leren elkaar kennen."


def test_in_review_only_who_has_it_decides(editor_client, reviewer_client, row):
    remark = remark_of(row, User.objects.create_user("ander"))
    assert editor_client.post(deciding(remark), {"besluit": "overnemen"}).status_code == 403
    assert reviewer_client.post(deciding(remark), {"besluit": "overnemen"}).status_code == 302


@pytest.mark.parametrize("status", [Status.PUBLISHED, Status.SUBMITTED, Status.REJECTED])
def test_a_text_that_is_closed_takes_nothing_over(reviewer, editor_client, status):
    row = make_intervention(status=status, goal="Zo is het.")
    remark = remark_of(row, reviewer)
    assert editor_client.post(deciding(remark), {"besluit": "overnemen"}).status_code == 403
    row.refresh_from_db()
    assert row.goal == "Zo is het."


def test_a_name_that_is_taken_is_refused_in_words(reviewer, editor_client, sent_back):
    make_intervention(name="Bezet")
    remark = remark_of(sent_back, reviewer, "name", "Bezet")
    page = editor_client.post(deciding(remark), {"besluit": "overnemen"}, follow=True)
    assert "Een andere interventie heeft deze naam al." in page.content.decode()
    sent_back.refresh_from_db(), remark.refresh_from_db()
    assert (sent_back.name, remark.state) == ("Buurttuin", "open")


def test_a_statement_that_is_gone_is_said_in_words(reviewer, editor_client, sent_back):
    remark = remark_of(sent_back, reviewer, "statement:samen", "Samen.")
    sent_back.statements.all().delete()
    page = editor_client.get(reading(sent_back)).content.decode()
    assert "Een uitspraak die er niet meer is" in page
    asked = editor_client.post(deciding(remark), {"besluit": "niet"})
    assert asked.status_code == 302
    remark.refresh_from_db()
    assert remark.state == "declined"


@pytest.mark.parametrize("choice", ["", "alles", "\x80"])
def test_no_choice_decides_nothing(reviewer, editor_client, sent_back, choice):
    remark = remark_of(sent_back, reviewer)
    page = editor_client.post(deciding(remark), {"besluit": choice}, follow=True)
    assert "Kies of u de opmerking overneemt." in page.content.decode()
    remark.refresh_from_db()
    assert remark.state == "open"


def test_a_remark_asks_for_the_token_of_the_form(reviewer, row):
    client = Client(enforce_csrf_checks=True)
    client.force_login(reviewer)
    assert client.post(reading(row), {"field": "goal", "text": "Zo."}).status_code == 403


def test_what_somebody_wrote_is_text_and_never_html(reviewer, reviewer_client, row):
    remark_of(row, reviewer, proposal="<script>alert(1)</script>")
    Intervention.objects.filter(pk=row.pk).update(goal="<b>Vet</b>")
    page = reviewer_client.get(reading(row)).content.decode()
    assert "<script>alert" not in page
    assert "<b>Vet" not in page


def test_somebody_without_a_role_reads_nothing(row):
    client = signed_in(User.objects.create_user("nieuw", is_staff=True))
    assert client.get(reading(row)).status_code == 403


def test_who_publishes_closes_what_is_still_open(editor, reviewer, reviewer_client, row):
    """On a public text nobody could answer it any more."""
    remark = remark_of(row, reviewer)
    page = reviewer_client.get(verb_page(row, "publish")).content.decode()
    assert "Opmerkingen die nog open staan, gaan dicht" in page
    workflow.publish(row, by=reviewer)
    remark.refresh_from_db()
    assert (remark.state, remark.decided_by) == ("declined", reviewer)
