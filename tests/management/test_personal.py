"""Who asks what is kept of them is told all of it, and who asks to be forgotten is."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db.models import EmailField, GenericIPAddressField
from django.test import Client

from interventions import workflow
from interventions.forms import reports
from interventions.management.personal import ADDRESSES
from interventions.models import (
    DescriptionSheet,
    OutboxMessage,
    Report,
    RoleAddress,
    SheetFile,
    Submission,
)
from tests.described import MAIL, PHONE, make_sheet
from tests.factories import make_person
from tests.forms.following.conftest import follower
from tests.forms.submissions.conftest import Sender, guarded, patient
from tests.guards.test_personal_data import tables_with

pytestmark = pytest.mark.django_db
__all__ = ["patient"]  # the fixture: forms here do not wait
NAME, ADDRESS, OTHER = "Kanarievogel", "geel.kanarie@elders.example", "ander@elders.example"
WRITTEN = f" {ADDRESS.title()} "  # as somebody says it who asks


def told(address: str = WRITTEN) -> dict:
    output = StringIO()
    call_command("find_address", address, stdout=output)
    return json.loads(output.getvalue())


def forgotten(address: str = WRITTEN) -> list[str]:
    output = StringIO()
    call_command("forget_address", address, stdout=output)
    return [
        line.strip() for line in output.getvalue().splitlines() if not line.strip().startswith("0")
    ]


def submitted(email: str = ADDRESS) -> Sender:
    sender = Sender()
    sender.submits(
        first={"name": f"Tuin {Submission.objects.count()}"},
        sender={"sender": NAME, "email": email},
    )
    return sender


def reported(email: str = ADDRESS) -> Report:
    values = {"wrong": "Dit klopt niet.", "email": email}
    assert guarded(Client(), "/klopt-dit-niet/?over=abcd", values).status_code == 302
    return Report.objects.latest("pk")


def test_every_column_for_an_address_is_looked_in():
    held = {
        (model, field.name)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, EmailField)
    }
    assert {*ADDRESSES.values()} == held


def test_every_table_with_people_in_it_is_in_the_document():
    """A model with an address of whatever kind, or that points to a person."""
    document = (Path(__file__).parents[2] / "docs" / "privacy.md").read_text()
    missing = set()
    for model in apps.get_models():
        fields = [field for field in model._meta.get_fields() if field.concrete]
        has_people = any(
            isinstance(field, EmailField | GenericIPAddressField) or field.related_model is User
            for field in fields
        )
        name = model.__name__
        if (
            has_people
            and f"`{'Historical' if name.startswith('Historical') else name}`" not in document
        ):
            missing.add(name)
    assert missing == set()


def test_who_asks_is_told_all_that_is_kept_of_them_and_nothing_of_another():
    submitted()
    submitted(OTHER)
    reported()
    follower("?element=empowerment", ADDRESS)
    User.objects.filter(pk=make_person().pk).update(email=ADDRESS)
    found = told()
    assert found["submissions"][0]["name"] == NAME
    assert found["reports"][0]["text"] == "Dit klopt niet."
    assert found["alerts"][0]["selection"] == "element=empowerment"
    assert {row["to"] for row in found["messages"]} == {ADDRESS}
    assert [len(found[kind]) for kind in ("submissions", "reports", "accounts")] == [1, 1, 1]
    assert OTHER not in json.dumps(found)
    secrets = [str(Submission.objects.get(email=ADDRESS).key), "argon2"]
    said = json.dumps([found[kind] for kind in found if kind != "messages"])
    assert not [secret for secret in secrets if secret in said]


@pytest.mark.parametrize("written", [MAIL, f" {MAIL.upper()} ", MAIL.replace("@", "+tuin@")])
def test_whom_a_description_sheet_names_is_told_so_and_can_be_forgotten(written):
    other = make_sheet(b"anders", contact={}, personal=[f"Mail: {OTHER}"])
    named = make_sheet(personal=[f"Bel of mail {MAIL} (ma t/m do)", OTHER])
    (said,) = told(written)["description sheets"]
    assert (said["sheet"], said["addresses"], said["contact"]["phone"]) == (named.pk, [MAIL], PHONE)
    assert OTHER not in json.dumps(said)
    assert "1 files of description sheets" in forgotten(written)
    assert [one.sheet for one in SheetFile.objects.all()] == [other]
    assert tables_with([MAIL, PHONE]) == set()
    named.refresh_from_db()
    assert named.found["fields"]["doel"]


def test_the_file_of_who_sent_it_in_goes_with_the_sender():
    begun, sent = Sender(), submitted()
    begun.begins()
    begun.fills(4, email=ADDRESS, sender=NAME, consent="on")
    for one in (begun, sent):
        sheet = make_sheet(one.address.encode())
        DescriptionSheet.objects.filter(pk=sheet.pk).update(submission=one.submission)
    row = sent.row
    DescriptionSheet.objects.filter(submission=sent.submission).update(intervention=row)
    forgotten()
    assert DescriptionSheet.objects.get().intervention == row
    assert not SheetFile.objects.exists()


def test_who_was_never_here_is_told_so():
    assert not any(told("niemand@elders.example").values())
    assert forgotten("niemand@elders.example") == []


def test_an_address_that_is_none_finds_nothing():
    for address in ("", "@", "geen adres", "é\x00@x", "a" * 3000):
        assert not any(told(address).values())
        assert forgotten(address) == []
    with pytest.raises(CommandError):
        call_command("forget_address")


def test_what_is_decided_goes_and_what_waits_loses_who_sent_it(reviewer):
    decided, waiting, begun = submitted(), submitted(), Sender()
    workflow.claim(decided.row, by=reviewer)
    workflow.reject(decided.row, by=reviewer, note="Dit is al beschreven.")
    begun.begins()
    begun.fills(4, email=ADDRESS, sender=NAME, consent="on")
    handled, open_report = reported(), reported()
    reports.take(handled, by=reviewer)
    reports.handle(handled, by=reviewer, answer="Dank u.")
    row = waiting.row
    RoleAddress.objects.create(intervention=row, email=ADDRESS, written_by=reviewer)
    follower("?element=empowerment", ADDRESS)
    other = submitted(OTHER)
    gone = forgotten()
    for kind in ("alerts", "addresses of roles", "senders of submissions", "senders of reports"):
        assert f"1 {kind}" in gone
    assert {"2 submissions", "1 reports"} < {*gone}
    row.refresh_from_db()
    assert row.submission == Submission.objects.exclude(email=OTHER).get()
    assert waiting.reads()
    assert Report.objects.get() == open_report
    assert tables_with([ADDRESS]) == set()
    assert not Submission.objects.filter(name=NAME).exclude(email=OTHER).exists()
    assert other.submission.email == OTHER
    assert OutboxMessage.objects.filter(to=OTHER).exists()


def test_an_account_stays_for_who_stands_behind_a_text():
    person = make_person()
    User.objects.filter(pk=person.pk).update(email=ADDRESS)
    assert forgotten() == []
    person.refresh_from_db()
    assert person.email == ADDRESS
