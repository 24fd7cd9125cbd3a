"""A published text is revised beside itself: what is put back, what moves along, what stays."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from interventions import workflow
from interventions.models import (
    ImportBatch,
    ImportedRow,
    Intervention,
    Recognition,
    RecognitionLevel,
    Remark,
    StatusChange,
    Theme,
)
from interventions.sheet.document import intervention_document
from tests.desk.forms import NOTE, element, verb_page
from tests.factories import make_intervention, make_source, make_statement, reviewed

pytestmark = pytest.mark.django_db


@pytest.fixture
def live():
    """A public text with two statements and a recognition."""
    row = make_intervention(
        name="Buurttuin",
        goal="Het oude doel.",
        statements=[{"element": element("empowerment")}, {"element": element("outreachend")}],
    )
    Recognition.objects.create(
        intervention=row,
        level=RecognitionLevel.objects.get(slug="goed-onderbouwd"),
        date="2020-01",
        source=row.sources.get(),
    )
    return row


def revised(live, *, editor, reviewer) -> Intervention:
    """Its working copy: one statement kept and changed, one gone, one new; ready to publish."""
    copy = workflow.revise(live, by=editor)
    copy.name, copy.goal = "Buurtmoestuin", "Het nieuwe doel."
    copy.save()
    kept = copy.statements.get(element__slug="empowerment")
    kept.explanation, kept.evidence = "Anders gezegd.", "Blz. 4."
    kept.save()
    kept.extra_sources.set([make_source()])
    copy.statements.get(element__slug="outreachend").delete()
    make_statement(copy, element=element("samenwerken"))
    copy.recognitions.update(valid_until="2030")
    copy.themes.set(Theme.objects.all()[:2])
    return reviewed(copy, editor=editor, reviewer=reviewer)


def test_publishing_a_copy_puts_its_text_back_in_the_rows_that_are_there(
    editor, reviewer, reviewer_client, live
):
    statement = live.statements.get(element__slug="empowerment")
    recognition = live.recognitions.get()
    copy = revised(live, editor=editor, reviewer=reviewer)
    wanted = intervention_document(copy)
    slug = live.slug
    assert reviewer_client.post(verb_page(copy, "publish"), NOTE).status_code == 302
    live.refresh_from_db()
    assert (live.slug, live.name, live.goal) == (slug, "Buurtmoestuin", "Het nieuwe doel.")
    now = {one.element.slug: one for one in live.statements.all()}
    assert now.keys() == {"empowerment", "samenwerken"}
    assert now["empowerment"].pk == statement.pk
    assert (now["empowerment"].explanation, now["empowerment"].evidence) == (
        *("Anders gezegd.", "Blz. 4."),
    )
    assert live.recognitions.get().pk == recognition.pk
    told_by_time = ("versie", "gepubliceerdOp", "gewijzigdOp")
    for key, value in live.publications.get(number=2).document.items():
        if key not in told_by_time:
            assert value == wanted[key], key


def test_what_was_recorded_of_a_copy_becomes_the_record_of_the_public_text(
    editor, reviewer, reviewer_client, live
):
    copy = revised(live, editor=editor, reviewer=reviewer)
    batch = ImportBatch.objects.create(file_name="a.csv", rows=1)
    ImportedRow.objects.create(batch=batch, intervention=copy, line=2)
    remark = Remark.objects.create(intervention=copy, field="goal", text="Te kort.", by=reviewer)
    workflow.send_back(copy, by=reviewer, note="Zie de opmerking.")
    workflow.submit(copy, by=editor)
    workflow.claim(copy, by=reviewer)
    before = {*StatusChange.objects.filter(intervention__in=(live, copy)).values_list("pk")}
    reviewer_client.post(verb_page(copy, "publish"), NOTE)
    assert not Intervention.objects.filter(pk=copy.pk).exists()
    assert before < {*live.status_changes.values_list("pk")}
    assert [one.verb for one in live.status_changes.all()] == [
        *("publish", "claim", "submit", "send_back", "claim", "submit", "revise")
    ]
    assert live.imports.get().batch == batch
    assert live.remarks.get() == remark
    page = reviewer_client.get(reverse("admin:interventions_intervention_compare", args=[live.pk]))
    assert "Te kort." in page.content.decode()


def test_a_rejected_copy_leaves_the_public_text_and_can_be_reopened(client, editor, reviewer, live):
    copy = revised(live, editor=editor, reviewer=reviewer)
    workflow.reject(copy, by=reviewer, note="Toch niet.")
    assert "Het oude doel." in client.get(live.get_absolute_url()).content.decode()
    workflow.reopen(copy, by=editor)
    assert copy.status == Intervention.Status.DRAFT


def test_a_copy_of_a_withdrawn_text_brings_it_back_under_its_own_address(
    client, editor, reviewer, live
):
    copy = revised(live, editor=editor, reviewer=reviewer)
    workflow.withdraw(live, by=reviewer, note="Er was een fout.")
    assert client.get(live.get_absolute_url()).status_code == 410
    workflow.publish(copy, by=reviewer, note="De fout is eruit.")
    assert "Het nieuwe doel." in client.get(live.get_absolute_url()).content.decode()


@pytest.mark.parametrize("verb", ["send_back", "release", "reject", "agree", "publish"])
def test_a_step_with_a_copy_that_was_published_meanwhile_is_refused_in_words(
    editor, reviewer, live, verb
):
    copy = revised(live, editor=editor, reviewer=reviewer)
    old = Intervention.objects.get(pk=copy.pk)
    workflow.publish(copy, by=reviewer, note="Nieuw.")
    with pytest.raises(ValidationError, match="Deze werkkopie is intussen gepubliceerd"):
        getattr(workflow, verb)(old, by=reviewer, note="Te laat.")
    assert live.publications.count() == 2
