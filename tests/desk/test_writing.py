"""Who may write when, and who is noted as the last writer."""

import pytest

from interventions import workflow
from interventions.models import Intervention
from tests.conftest import signed_in
from tests.desk.filled import opened, typed
from tests.desk.forms import (
    ADD,
    INTERVENTIONS,
    change_page,
    element,
    faults_of,
    intervention_form,
    page_of,
    section,
)
from tests.factories import Status, in_state, make_intervention

pytestmark = pytest.mark.django_db


# --- Who may write --------------------------------------------------------------------------------


def test_in_review_only_who_has_it_in_review_writes(editor_client, reviewer, reviewer_client):
    row = make_intervention(status=Status.DRAFT, name="Buurttuin")
    in_state(row, Status.IN_REVIEW, by=reviewer)
    assert 'name="_save"' not in page_of(editor_client, row)
    assert "In beoordeling bij beoordelaar." in page_of(editor_client, row)
    assert editor_client.post(change_page(row), intervention_form()).status_code == 403
    form = typed(opened(reviewer_client, row), goal="Nagekeken.")
    assert reviewer_client.post(change_page(row), form).status_code == 302
    row.refresh_from_db()
    assert (row.goal, row.changed_by) == ("Nagekeken.", reviewer)


def test_another_reviewer_only_reads_what_is_in_review(reviewer_client):
    row = make_intervention(status=Status.DRAFT)
    in_state(row, Status.IN_REVIEW)  # with somebody else
    assert 'name="_save"' not in page_of(reviewer_client, row)
    assert reviewer_client.post(change_page(row), intervention_form()).status_code == 403


def test_a_public_text_is_read_only_and_offers_a_working_copy(editor, editor_client):
    row = make_intervention()
    page = page_of(editor_client, row)
    assert 'name="_save"' not in page
    assert f'/{row.pk}/stap/revise/">Werkkopie maken</a>' in page
    copy = workflow.revise(row, by=editor)
    page = page_of(editor_client, row)
    assert "Werkkopie maken" not in page
    assert f'href="{change_page(copy)}">Naar de werkkopie (concept)</a>' in page


def test_a_working_copy_says_so_and_keeps_its_address(client, editor, editor_client):
    live = make_intervention(name="Buurttuin", goal="Het oude doel.")
    copy = workflow.revise(live, by=editor)
    page = page_of(editor_client, copy)
    standing = section(page, "standing")
    assert "Dit is een werkkopie van" in standing
    assert f'href="{change_page(live)}">Buurttuin</a>' in standing
    assert f'<a href="{live.get_absolute_url()}">openbare tekst</a>' in standing
    assert f"/{copy.pk}/vergelijken/" in page
    form = opened(editor_client, copy)
    assert "slug" not in form
    changed = typed(form, goal="Het nieuwe doel.", slug="anders")
    assert editor_client.post(change_page(copy), changed).status_code == 302
    copy.refresh_from_db()
    assert (copy.goal, copy.slug, copy.name) == ("Het nieuwe doel.", live.slug, "Buurttuin")
    assert "Het oude doel." in client.get(live.get_absolute_url()).content.decode()


def test_a_working_copy_does_not_take_the_name_of_another(editor, editor_client):
    make_intervention(name="Straatfeest")
    copy = workflow.revise(make_intervention(name="Buurttuin"), by=editor)
    form = typed(opened(editor_client, copy), name="STRAATFEEST")
    answer = editor_client.post(change_page(copy), form)
    assert "Een andere interventie heeft deze naam al." in faults_of(answer)


def test_the_list_says_what_is_a_copy_and_who_has_it(editor, editor_client, reviewer):
    live = make_intervention(name="Buurttuin", aliases="Moestuin\nPluktuin")
    copy = workflow.revise(live, by=editor)
    in_state(copy, Status.IN_REVIEW, by=reviewer)
    page = editor_client.get(INTERVENTIONS, {"q": "pluktuin"}).content.decode()
    rows = page[page.index("<tbody>") :].split("<tr>")[1:]
    assert len(rows) == 2
    marked = [row for row in rows if "werkkopie</td>" in row]
    assert len(marked) == 1
    assert "in beoordeling" in marked[0]
    assert "beoordelaar" in marked[0]


# --- Who wrote last -------------------------------------------------------------------------------


def test_the_last_writer_is_noted_for_the_row_a_relation_or_a_box(editor, editor_client, reviewer):
    row = make_intervention(
        status=Status.DRAFT, statements=[{"element": element("empowerment")}], name="Buurttuin"
    )
    group = row.target_groups.model.objects.first()
    second = signed_in(reviewer)
    for client, person, values in (
        (editor_client, editor, {"goal": "Een doel."}),
        (second, reviewer, {"target_groups": [group.pk]}),
        (editor_client, editor, {"statements-0-explanation": "Anders gezegd."}),
        (second, reviewer, {"statements-0-DELETE": "on"}),
    ):
        before = Intervention.objects.get(pk=row.pk).changed_at
        form = opened(client, row) | values
        assert client.post(change_page(row), form).status_code == 302
        row.refresh_from_db()
        assert row.changed_by == person
        assert before is None or row.changed_at > before


def test_a_save_that_changes_nothing_notes_nobody(editor_client):
    row = make_intervention(
        status=Status.DRAFT,
        statements=[{"element": element("empowerment")}],
        website="",
        goal="A\nB",
    )
    assert editor_client.post(change_page(row), opened(editor_client, row)).status_code == 302
    row.refresh_from_db()
    assert (row.changed_at, row.changed_by) == (None, None)
    assert row.history.filter(history_type="~").count() == 0 or row.history.first().goal == "A\nB"


def test_who_adds_one_is_its_last_writer(editor, editor_client):
    editor_client.post(ADD, intervention_form())
    assert Intervention.objects.get(slug="buurttuin").changed_by == editor


def test_nobody_agrees_with_what_they_wrote_last(editor, editor_client):
    """What the form notes is what four eyes reads."""
    row = make_intervention(status=Status.SENT_BACK)
    editor_client.post(change_page(row), typed(opened(editor_client, row), goal="Van mij."))
    row.refresh_from_db()
    in_state(row, Status.IN_REVIEW)
    assert "agree" not in [one.verb for one in workflow.allowed_verbs(row, editor)]


def test_the_desk_knows_who_writes_also_within_a_step(editor, editor_client):
    """What a verb saves is on record under the name of who took the step."""
    row = make_intervention()
    editor_client.post(f"{INTERVENTIONS}{row.pk}/stap/revise/", {"note": ""})
    assert row.working_copies.get().history.last().history_user == editor
