"""Somebody else takes a name after it was found free and before it is saved."""

import pytest
from django.db import models

from interventions import workflow
from interventions.desk.forms import InterventionForm
from interventions.models import Intervention
from tests.desk.filled import opened, typed
from tests.desk.forms import (
    ADD,
    NOTE,
    SOURCES,
    change_page,
    faults_of,
    intervention_form,
    source_form,
    verb_page,
)
from tests.factories import Status, make_intervention, make_source, reviewed

pytestmark = pytest.mark.django_db
TAKEN = "Een andere interventie heeft deze naam al."


def blind_once(monkeypatch) -> None:
    """The next time that a form or a verb asks, the row of the other is not there yet."""

    def blind(owner, name, answer=lambda _: None):
        asked, look = [], getattr(owner, name)

        def check(self, *args, **kwargs):
            asked.append(name)
            return answer(self) if len(asked) == 1 else look(self, *args, **kwargs)

        monkeypatch.setattr(owner, name, check)

    blind(models.Model, "validate_constraints")
    blind(models.Model, "validate_unique")
    blind(InterventionForm, "clean_name", lambda form: form.cleaned_data["name"])


def test_publishing_says_so_in_the_form(editor, reviewer, reviewer_client, monkeypatch):
    copy = workflow.revise(make_intervention(name="Buurttuin"), by=editor)
    copy.name = "Moestuin"
    copy.save()
    make_intervention(name="MOESTUIN", status=Status.DRAFT)
    reviewed(copy, editor=editor, reviewer=reviewer)
    blind_once(monkeypatch)
    answer = reviewer_client.post(verb_page(copy, "publish"), NOTE)
    assert answer.status_code == 200
    assert TAKEN in answer.content.decode()
    copy.refresh_from_db()
    assert (copy.status, copy.replaces.name) == (Status.IN_REVIEW, "Buurttuin")


@pytest.mark.parametrize("status", ["new", Status.DRAFT])
def test_the_form_of_an_intervention_says_so(editor_client, monkeypatch, status):
    make_intervention(name="Moestuin", slug="anders")
    if status == "new":
        address, form = ADD, intervention_form(name="Moestuin", slug="moestuin")
    else:
        row = make_intervention(status=status)
        address, form = change_page(row), typed(opened(editor_client, row), name="Moestuin")
    blind_once(monkeypatch)
    answer = editor_client.post(address, form)
    assert answer.status_code == 200
    assert TAKEN in faults_of(answer)
    assert Intervention.objects.filter(name="Moestuin").count() == 1


def test_the_forms_of_other_content_say_so(reviewer_client, monkeypatch):
    make_source(slug="verslag")
    blind_once(monkeypatch)
    answer = reviewer_client.post(f"{SOURCES}add/", source_form(slug="verslag"))
    assert answer.status_code == 200
    assert [fault for fault in faults_of(answer) if "bestaat al" in fault]


def test_accepting_a_remark_says_so(editor, reviewer, reviewer_client, monkeypatch):
    row = reviewed(make_intervention(status=Status.DRAFT), editor=editor, reviewer=reviewer)
    remark = row.remarks.create(by=editor, field="name", text="Zo heet het.", proposal="Moestuin")
    make_intervention(name="Moestuin", slug="anders")
    blind_once(monkeypatch)
    address = f"/beheer/interventions/intervention/opmerking/{remark.pk}/"
    page = reviewer_client.post(address, {"besluit": "overnemen"}, follow=True)
    assert TAKEN in page.content.decode()
    row.refresh_from_db()
    assert row.name != "Moestuin"
