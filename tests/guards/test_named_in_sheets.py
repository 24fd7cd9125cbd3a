"""Whom a description sheet names for the editors stands in one table, and goes nowhere from there.

The author of a sheet is another matter: that is citation, and public.
"""

import re
from datetime import timedelta
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from elements.models import Source
from interventions import workflow
from interventions.forms.submissions import worksheet
from interventions.models import DescriptionSheet, Intervention, SheetFile, Statement
from interventions.workflow import notices, role_addresses
from interventions.workflow.improving import improve
from tests.described import MAIL, PHONE, found, make_sheet
from tests.desk.filled import opened, typed
from tests.desk.forms import change_page
from tests.factories import Status, in_state, make_intervention
from tests.forms.submissions.conftest import FIRST, SENDER, Sender, patient
from tests.guards.test_leaks import API, answers
from tests.guards.test_personal_data import (
    KEPT_IN,
    START,
    YEAR,
    break_a_private_page,
    clock,
    logged,
    people,
    published,
    purge,
    tables,
)

pytestmark = pytest.mark.django_db
__all__ = ["clock", "logged", "patient", "people"]  # fixtures
NAMED = "Kanarie Vogelaar"  # the contact person, who is no author
DIGITS = re.sub(r"\D", "", PHONE)
STRICT = [MAIL, MAIL.replace("@", "%40"), PHONE, DIGITS, f"{DIGITS[:2]} {DIGITS[2:]}", DIGITS[2:]]
WAYS = (
    *(MAIL, MAIL.upper(), f"mail naar:{MAIL}.", MAIL.replace("@", " (at) ")),
    *(PHONE, DIGITS, "+31 6 0123 01 23", "0031-601230123", "(06) 01 23 01 23", "06.01.23.01.23"),
    NAMED.lower(),
)
FIELDS = (
    *("goal", "target_group_text", "approach", "conditions", "duration", "municipal_role"),
    *("research", "costs", "materials", "summary", "cautions"),
)
NO_WAYS = ("In 2015 en 2016 kwamen er 1230123 euro binnen.", "info@tuin.example", "Vogelaar", "06")


def personal(**more) -> dict:
    contact = {"name": NAMED, "email": MAIL, "phone": PHONE}
    return found(contact=contact, personal=[NAMED, MAIL, PHONE], **more)


@pytest.fixture
def sender(monkeypatch) -> Sender:
    """Somebody who hands in what a sheet says, of which the file is named after a person."""
    monkeypatch.setattr(worksheet, "read_description", lambda data, name: personal())
    file = SimpleUploadedFile(f"Werkblad {NAMED}.docx", f"{NAMED} {MAIL} {PHONE}".encode())
    sender = Sender()
    sender.begins(**FIRST, document=file)
    sender.fills(2, goal="", neem="goal:1")
    title = sender.submission.answers["source_1_title"]
    sender.fills(3, source_1_title=title, source_1_date="2015-05", neem="how_empowerment:1")
    sender.fills(4, **SENDER)
    assert sender.sends().status_code == 302
    return sender


def held_in(words: list[str]) -> set[str]:
    kept = tables()
    return {name for name, text in kept.items() if any(word.lower() in text for word in words)}


def test_they_are_in_no_answer_log_history_or_index_and_go_after_a_year(
    clock, sender, people, reviewer_client, logged, monkeypatch
):
    DescriptionSheet.objects.update(read_at=START)  # the default of a column has no such clock
    row, sheet = sender.row, DescriptionSheet.objects.get()
    assert reviewer_client.get(change_page(row)).status_code == 200
    assert MAIL in reviewer_client.get(change_page(sheet)).content.decode()
    published(row, *people)
    call_command("send_mail", stdout=StringIO())
    address = f"/aanmelden/{sender.submission.token}/"
    break_a_private_page(
        monkeypatch, "interventions.forms.submissions.submitting.standing", address
    )

    more = [*API, f"/api/v1/interventies/{row.slug}", "/sitemap.xml", "/zoeksuggesties?q=kanarie"]
    said = answers(Client(), [row.slug], [*more, f"/?q={NAMED}", address])
    assert "Dubbel" in said[f"/interventies/{row.slug}/"][1]  # the author
    assert len(said) > 100
    for asked, (_, page) in said.items():
        words = [word for word in (*STRICT, NAMED) if word.lower() in page.lower()]
        assert words == [] or (words == [NAMED] and NAMED in asked), asked
    text = logged().replace("Cannot show Kanarievogel", "").lower()
    assert "internal server error" in text
    assert not [word for word in (*STRICT, NAMED) if word.lower() in text]
    assert held_in(STRICT) == {"interventions_sheetfile"}
    assert held_in([NAMED]) == {"interventions_sheetfile", "interventions_descriptionsheet"}

    clock(START + YEAR - timedelta(days=1))
    purge()
    assert SheetFile.objects.exists()
    clock(START + YEAR + timedelta(days=1))
    purge()
    assert held_in([*STRICT, NAMED]) == set()
    sheet.refresh_from_db()
    assert sheet.found["fields"]["doel"]["text"]
    assert KEPT_IN.isdisjoint(held_in([SENDER["email"]]))


@pytest.fixture
def draft(editor) -> Intervention:
    """A text with a sheet beside it."""
    row = make_intervention(name="Tuin", status=Status.DRAFT, statements=[{}])
    sheet = make_sheet(by=editor)
    DescriptionSheet.objects.filter(pk=sheet.pk).update(
        intervention=row, source=Source.objects.first()
    )
    SheetFile.objects.update(personal=[NAMED, MAIL, PHONE])
    return row


def test_an_editor_cannot_keep_whom_the_sheet_names(draft, editor_client):
    form = dict(zip(FIELDS, WAYS, strict=True))
    answer = editor_client.post(change_page(draft), typed(opened(editor_client, draft), **form))
    assert answer.status_code == 200
    wrong = answer.context["adminform"].form.errors
    assert {*wrong} == {*FIELDS}
    assert all("Dat mag niet op de site." in str(faults) for faults in wrong.values())
    form = dict.fromkeys(FIELDS, "\n".join(NO_WAYS))
    answer = editor_client.post(change_page(draft), typed(opened(editor_client, draft), **form))
    assert answer.status_code == 302
    assert held_in(STRICT) == {"interventions_sheetfile"}


@pytest.mark.parametrize("field", ["costs", "statement", "source"])
def test_what_came_in_past_the_form_is_not_published(draft, field, editor, reviewer):
    said = f"Bel {DIGITS}"
    if field == "costs":
        Intervention.objects.filter(pk=draft.pk).update(costs=said)
    elif field == "source":
        draft.sources.add(Source.objects.create(slug="bel", title=said, kind="website", seen="ja"))
    else:
        Statement.objects.filter(pk=draft.statements.get().pk).update(explanation=said)
    with pytest.raises(ValidationError, match="het telefoonnummer van iemand uit het werkblad"):
        workflow.submit(draft, by=editor)
    in_state(draft, Status.IN_REVIEW, by=reviewer)
    with pytest.raises(ValidationError, match="het telefoonnummer van iemand uit het werkblad"):
        workflow.publish(draft, by=reviewer)


def test_no_note_notice_or_address_names_them(draft, editor, reviewer):
    in_state(draft, Status.PUBLISHED)
    for says in (
        lambda: workflow.withdraw(draft, by=reviewer, note=f"Op verzoek van {MAIL}."),
        lambda: notices.place(draft, text=f"Vraag het {NAMED}.", by=reviewer),
        lambda: role_addresses.write(draft, MAIL, by=editor),
    ):
        with pytest.raises(ValidationError, match="van iemand uit het werkblad"):
            says()
    (proposal,) = improve(draft, {"kosten": {"costs": PHONE}}, by=editor, reason="De kosten.")
    with pytest.raises(ValidationError, match="van iemand uit het werkblad"):
        workflow.improving.publish_proposal(proposal, by=reviewer)
