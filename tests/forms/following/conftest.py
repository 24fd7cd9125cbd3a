"""Somebody who wants mail about a selection, and what the editors do meanwhile."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from interventions.models import Intervention, OutboxMessage
from interventions.workflow import publish, revise
from tests.factories import reviewed
from tests.forms.submissions.conftest import guarded, patient

__all__ = ["patient"]  # the fixture: forms here do not wait
ADDRESS = "lezer@voorbeeld.example"
LINK = re.compile(r"/volgen/[^/\s]+/")
START = datetime(2026, 3, 2, 12, tzinfo=ZoneInfo("Europe/Amsterdam"))


@pytest.fixture
def clock(monkeypatch):
    """The clock stands still; calling it sets it."""

    def at(moment: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment)

    at(START)
    return at


def ask(query: str = "", email: str = ADDRESS, client: Client | None = None):
    return guarded(client or Client(), f"/volgen/{query}", {"email": email})


def letters(to: str = ADDRESS) -> list[OutboxMessage]:
    return list(OutboxMessage.objects.filter(to=to).order_by("pk"))


def link_in(letter: OutboxMessage) -> str:
    return LINK.search(letter.body)[0]


@dataclass
class Reader:
    """Who asked for mail; `confirms` is the button behind the link of the first letter."""

    link: str
    client: Client = field(default_factory=Client)

    def presses(self, action: str):
        return self.client.post(self.link, {"actie": action})

    def reads(self):
        return self.client.get(self.link)


def asked(query: str = "", email: str = ADDRESS) -> Reader:
    answer = ask(query, email)
    assert answer.status_code == 200, answer.content.decode()
    return Reader(link_in(letters(email)[-1]))


def follower(query: str = "", email: str = ADDRESS) -> Reader:
    reader = asked(query, email)
    assert reader.presses("ja").status_code == 302
    return reader


def send() -> str:
    output = StringIO()
    call_command("send_alerts", stdout=output)
    return output.getvalue().strip()


def news(to: str = ADDRESS) -> list[OutboxMessage]:
    """The monthly letters, without those that ask to confirm."""
    return [letter for letter in letters(to) if "interventie" in letter.subject]


@pytest.fixture
def change(editor, reviewer):
    """Publish a public intervention anew, with a note."""

    def changed(slug: str, note: str) -> Intervention:
        live = Intervention.objects.get(slug=slug)
        copy = reviewed(revise(live, by=editor), editor=editor, reviewer=reviewer)
        publish(copy, by=reviewer, note=note)
        return live

    return changed


DAY = timedelta(days=1)
