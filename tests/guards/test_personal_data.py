"""Who sent something in stands where it is needed, nowhere else, and not after a year.

A canary name, address and link are searched for in every table and in every log line.
"""

import logging
import re
from datetime import UTC, datetime, timedelta
from io import StringIO
from itertools import count

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from config.logs import Json, Plain
from interventions import workflow
from interventions.forms import reports
from interventions.models import (
    Alert,
    DescriptionSheet,
    Intervention,
    OutboxMessage,
    Report,
    SheetFile,
    Submission,
)
from tests.forms.following.conftest import follower
from tests.forms.submissions.conftest import Sender, guarded, patient

pytestmark = pytest.mark.django_db
__all__ = ["patient"]  # the fixture: forms here do not wait
NAME, ADDRESS, ORGANISATION = "Kanarievogel", "geel.kanarie@elders.example", "Volièrebond"
START = datetime(2026, 3, 2, 12, tzinfo=UTC)
YEAR = timedelta(days=365)
KEPT_IN = {
    "interventions_submission",
    "interventions_report",
    "interventions_outboxmessage",
}
OUTSIDE = (Submission, Report, Alert, DescriptionSheet, SheetFile)
LOGGERS = ("", "django", "django.request", "django.server")


@pytest.fixture
def clock(monkeypatch):
    """The clock all but stands still: each look is a second later. Calling it sets it."""

    def at(moment: datetime) -> None:
        ticks = count()
        monkeypatch.setattr(timezone, "now", lambda: moment + timedelta(seconds=next(ticks)))

    at(START)
    return at


@pytest.fixture
def logged():
    """Everything that is logged, as both formatters write it."""
    stream = StringIO()
    handlers = [logging.StreamHandler(stream) for _ in range(2)]
    for handler, formatter in zip(handlers, (Json(), Plain()), strict=True):
        handler.setFormatter(formatter)
        for name in LOGGERS:
            logging.getLogger(name).addHandler(handler)
    yield stream.getvalue
    for handler in handlers:
        for name in LOGGERS:
            logging.getLogger(name).removeHandler(handler)


@pytest.fixture
def people(editor, reviewer):
    for user in (editor, reviewer):
        User.objects.filter(pk=user.pk).update(email=f"{user.username}@kb.example")
        user.refresh_from_db()
    return editor, reviewer


def tables() -> dict[str, str]:
    """Every table of the database, those of the search engine included, as one text each."""
    found = {}
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")  # noqa: S608
            cells = (cell for row in cursor.fetchall() for cell in row if cell is not None)
            found[name] = "\n".join(map(as_text, cells)).lower()
    # What a session holds is encoded.
    found["django_session"] += str([row.get_decoded() for row in Session.objects.all()]).lower()
    return found


def as_text(cell) -> str:
    return bytes(cell).decode("latin-1") if isinstance(cell, bytes | memoryview) else str(cell)


def canaries() -> list[str]:
    """What nobody may find: the words, and of each private link the key and the signature."""
    found = [NAME, ADDRESS, ORGANISATION]
    for row in (*Submission.objects.all(), *Report.objects.all()):
        signed = [token.rpartition(".")[2] for token in (row.token, row.mailed_token)]
        found += [str(row.key), row.key.hex, *signed]
    return [canary.lower() for canary in found]


def tables_with(words: list[str]) -> set[str]:
    return {name for name, text in tables().items() if any(word in text for word in words)}


def purge() -> str:
    output = StringIO()
    call_command("purge", stdout=output)
    return output.getvalue()


def submitted() -> Sender:
    """Somebody outside sends in a text."""
    sender = Sender()
    sender.submits(sender={"sender": NAME, "email": ADDRESS, "organisation": ORGANISATION})
    return sender


def reported(slug: str) -> Report:
    """The same person says that the page is not right."""
    values = {"wrong": f"Ik ben {NAME}.", "evidence": f"Bel {ORGANISATION}.", "email": ADDRESS}
    answer = guarded(Client(), f"/klopt-dit-niet/?over={slug}", values)
    assert answer.status_code == 302
    return Report.objects.get()


def published(row: Intervention, editor, reviewer) -> None:
    workflow.claim(row, by=reviewer)
    workflow.agree(row, by=editor)
    workflow.publish(row, by=reviewer, note="Nieuw.")


def the_whole_way(people) -> Intervention:
    """Sent in, sent back, answered, published; reported, taken up, decided; all mail sent."""
    editor, reviewer = people
    sender = submitted()
    row = sender.row
    workflow.claim(row, by=reviewer)
    workflow.send_back(row, by=reviewer, note="Welk jaar?")
    sender.fills(2, started_year="2014")
    assert sender.sends(reply=f"2014, groet {NAME}").status_code == 302
    row.refresh_from_db()
    published(row, editor, reviewer)
    report = reported(row.slug)
    reports.take(report, by=reviewer)
    reports.handle(report, by=reviewer, answer=f"Dank u, {NAME}.")
    call_command("send_mail", stdout=StringIO())
    return row


def test_personal_data_stands_where_it_is_needed_and_goes_in_time(
    people, reviewer_client, clock, logged, mailoutbox, monkeypatch
):
    row = the_whole_way(people)
    words = canaries()
    assert len(words) == 11
    assert {message.to[0] for message in mailoutbox} >= {ADDRESS, "beoordelaar@kb.example"}
    assert {state for (state,) in OutboxMessage.objects.values_list("state")} == {"sent"}

    # What the desk and the public read, and an error on the way.
    desk = f"/beheer/interventions/intervention/{row.pk}/change/"
    assert reviewer_client.get(desk).status_code == 200
    for address in (row.get_absolute_url(), f"{row.get_absolute_url()}versies/1/"):
        page = Client().get(address)
        assert page.status_code == 200
        assert not [word for word in words if word in page.content.decode().lower()]
    address = f"/aanmelden/{Submission.objects.get().token}/"
    break_a_private_page(
        monkeypatch, "interventions.forms.submissions.submitting.standing", address
    )

    assert tables_with(words) == KEPT_IN
    assert "Internal Server Error: /aanmelden/***/" in logged()
    assert no_canary_in(logged(), words)

    clock(START + timedelta(days=29))
    purge()
    assert tables_with(words) == KEPT_IN
    clock(START + timedelta(days=31))
    purge()
    assert tables_with(words) == KEPT_IN - {"interventions_outboxmessage"}
    clock(START + YEAR - timedelta(days=1))
    purge()
    assert tables_with(words) == KEPT_IN - {"interventions_outboxmessage"}
    clock(START + YEAR + timedelta(days=1))
    purge()
    assert tables_with(words) == set()
    assert no_canary_in(logged(), words)
    assert Client().get(row.get_absolute_url()).status_code == 200


def break_a_private_page(monkeypatch, step: str, address: str) -> None:
    def refuse(row):
        raise ValueError(f"Cannot show {NAME} of {row.email}")

    with monkeypatch.context() as broken:
        broken.setattr(step, refuse)
        answer = Client(raise_request_exception=False).get(f"{address}?q={NAME}")
    assert answer.status_code == 500


def no_canary_in(text: str, words: list[str]) -> bool:
    # A development machine also writes what an exception says; production does not.
    production = [line for line in text.splitlines() if line.startswith("{")]
    plain = re.sub(r"Cannot show \S+ of", "", text)
    assert production
    return not [word for word in words if word in plain.lower() or word in str(production).lower()]


def test_rejected_is_decided_too(people, clock):
    _, reviewer = people
    sender = submitted()
    workflow.claim(sender.row, by=reviewer)
    workflow.reject(sender.row, by=reviewer, note="Dit is al beschreven.")
    words = canaries()
    clock(START + YEAR - timedelta(days=1))
    purge()
    assert Submission.objects.exists()
    clock(START + YEAR + timedelta(days=1))
    purge()
    assert tables_with(words) == set()


def test_who_follows_a_selection_stands_in_two_tables_until_they_stop(clock, logged, monkeypatch):
    reader = follower(f"?q={NAME}", ADDRESS)
    alert = Alert.objects.get()
    words = [ADDRESS, str(alert.key), alert.key.hex, alert.token.partition(".")[2].lower()]
    call_command("send_mail", stdout=StringIO())
    reader.reads()
    break_a_private_page(
        monkeypatch, "interventions.forms.following.views.selection_of", reader.link
    )
    assert tables_with(words) == {"interventions_alert", "interventions_outboxmessage"}
    reader.presses("stop")
    assert tables_with([*words, NAME.lower()]) == set()
    assert reader.reads().status_code == 410
    assert "Internal Server Error: /volgen/***/" in logged()
    assert no_canary_in(logged(), [*words, NAME.lower()])


def test_mail_about_a_submission_names_nobody_to_colleagues(people, clock):
    the_whole_way(people)
    texts = OutboxMessage.objects.exclude(to=ADDRESS).values_list("subject", "body", "to")
    assert texts
    for text in texts:
        assert not [word for word in canaries() if word in "\n".join(text).lower()]


def test_no_history_holds_a_field_of_somebody_outside():
    """Nor a model with history that points to one: both models stay out of simple-history."""
    for model in apps.get_models():
        if model.__name__.startswith("Historical"):
            tracked = model.instance_type if hasattr(model, "instance_type") else None
            assert tracked not in OUTSIDE
            related = {field.related_model for field in model._meta.get_fields()}
            assert not related & {*OUTSIDE}
    for model in OUTSIDE:
        assert not hasattr(model, "history")


def test_the_letters_lead_to_the_private_page(clock, people):
    sender = submitted()
    (body,) = OutboxMessage.objects.filter(to=ADDRESS).values_list("body", flat=True)
    mailed = re.search(r"/aanmelden/\S+/", body)[0]
    assert mailed != sender.address
    assert sender.address in sender.client.get(mailed).content.decode()
