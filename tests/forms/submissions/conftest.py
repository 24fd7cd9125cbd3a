"""Somebody without an account, who fills in the forms of the public pages."""

import re
from dataclasses import dataclass, field

import pytest
from django.test import Client

from interventions import workflow
from interventions.models import Intervention, Submission

FIRST = {"name": "Buurttuin", "summary": "Buren maken samen een tuin."}
SOURCE = {"source_1_title": "De buurttuin in beeld", "source_1_url": "https://tuin.example/boek"}
SENDER = {"email": "indiener@voorbeeld.example", "sender": "Ine Diener", "consent": "on"}
EMPOWERMENT = {"how_empowerment": "Buren beslissen zelf.", "where_empowerment": "1"}
STAMP = re.compile(r'name="moment" value="([^"]+)"')
QUOTA = {"per_address": 1000, "overall": 1000}


@pytest.fixture(autouse=True)
def patient(settings):
    """No test waits three seconds; those that are about time or quota say so."""
    settings.FORM_SECONDS = 0
    settings.SUBMISSION_QUOTA = settings.REPORT_QUOTA = settings.ALERT_QUOTA = QUOTA


def guarded(client, address: str, values: dict, **options):
    """Fill in a form that keeps robots out, the way a person does."""
    page = client.get(address).content.decode()
    found = STAMP.search(page)
    stamp = {"moment": found[1]} if found else {}
    return client.post(address, {"leeg": "", **stamp, **values}, **options)


@dataclass
class Sender:
    """Somebody who submits an intervention."""

    client: Client = field(default_factory=Client)
    address: str = ""

    def begins(self, **values):
        answer = guarded(self.client, "/aanmelden/", {**FIRST, **values})
        if answer.status_code == 302:
            self.address = answer["Location"].partition("?")[0]
        return answer

    def fills(self, step: int, **values):
        return self.client.post(f"{self.address}?stap={step}", values)

    def reads(self, step: int | None = None) -> str:
        query = f"?stap={step}" if step else ""
        return self.client.get(f"{self.address}{query}").content.decode()

    def sends(self, **values):
        return guarded(self.client, f"{self.address}?stap=5", values)

    def submits(self, *, first=None, approach=None, elements=None, sender=None):
        """All steps at once."""
        self.begins(**(first or {}))
        self.fills(2, **(approach or {}))
        self.fills(3, **{**SOURCE, **(elements or {})})
        self.fills(4, **{**SENDER, **(sender or {})})
        answer = self.sends()
        assert answer.status_code == 302, answer.content.decode()
        return answer

    @property
    def submission(self) -> Submission:
        return Submission.objects.for_token(self.address.split("/")[2]).get()

    @property
    def row(self) -> Intervention:
        return Intervention.objects.get(submission__pk=self.submission.pk)


@pytest.fixture
def sender(db):
    return Sender()


@pytest.fixture
def sent(sender):
    """Somebody who has handed a text in."""
    sender.submits(elements=EMPOWERMENT, approach={"goal": "Elkaar kennen"})
    return sender


def reviewed(sender, verb, reviewer, note="Vertel meer over de kosten."):
    """Claim what was handed in, and take one step with it."""
    row = sender.row
    workflow.claim(row, by=reviewer)
    return getattr(workflow, verb)(row, by=reviewer, note=note)
