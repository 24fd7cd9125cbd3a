"""Somebody else takes a name after it was found free and before it is saved."""

import pytest
from django.db import models

from interventions import workflow
from interventions.desk.forms import InterventionForm
from tests.desk.forms import NOTE, verb_page
from tests.factories import Status, make_intervention, reviewed

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
