"""Whom a description sheet names for the editors stands in one table, and goes nowhere from there.

The author of a sheet is another matter: that is citation, and public.
"""

import json
import re
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from elements.models import Source
from interventions import workflow
from interventions.models import DescriptionSheet, Intervention, SheetFile, Statement
from interventions.workflow import notices, role_addresses
from interventions.workflow.improving import improve
from tests.described import MAIL, PHONE, make_sheet
from tests.desk.filled import opened, typed
from tests.desk.forms import change_page
from tests.factories import Status, in_state, make_intervention
from tests.forms.submissions.conftest import SENDER, Sender, patient
from tests.guards.test_leaks import API, FORMS, naming, public_addresses, words_of
from tests.guards.test_personal_data import (
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
FILES = Path(__file__).parents[1] / "intake" / "descriptions" / "files"
EATING, GARDEN = "werkblad-2015-samen-eten", "werkblad-2015-buurttuin"
NAME, AUTHOR = "Benkirane", "Zwaluw"  # a contact person of one, who is no author; and one who is
NAMED = "dhr. K. (Kanarie) van der Vogelaar"
DIGITS = re.sub(r"\D", "", PHONE)
WAYS = (
    *(MAIL, f"mail naar:{MAIL.upper()}.", MAIL.replace("@", " (at) ")),
    *(PHONE, DIGITS, "+31 6 0123 01 23", "0031-601230123", "(06) 01 23 01 23", "06.01.23.01.23"),
    *("Kanarie Vogelaar", "mevrouw Van der Vogelaar"),
)
FIELDS = (
    *("goal", "target_group_text", "approach", "conditions", "duration", "municipal_role"),
    *("research", "costs", "materials", "summary", "cautions"),
)
NO_WAYS = ("In 2015 en 2016 kwamen er 1230123 euro binnen.", "info@tuin.example", "Een vogelaar.")


def never_public(name: str) -> list[str]:
    """What may never be public of a document, and other ways to write it."""
    told = json.loads((FILES / f"{name}.json").read_text())["never_public"]["strict"]
    digits = [re.sub(r"\D", "", one) for one in told]
    return [
        *told,
        *(one.replace("@", "%40") for one in told if "@" in one),
        *(one for one in digits if len(one) > 8),
        *(f"{one[:2]} {one[2:]}" for one in digits if len(one) > 8),
        *(one[1:] for one in digits if len(one) > 8),  # behind +31
    ]


def handed_in(name: str) -> Sender:
    """Somebody gives this sheet, takes over all that it says, and hands it in."""
    sender, file = Sender(), (FILES / f"{name}.docx").read_bytes()
    document = SimpleUploadedFile(f"Werkblad {NAME} {AUTHOR}.docx", file)
    assert sender.begins(name="", summary="", document=document).status_code == 302
    for step in (1, 2, 3):
        buttons = re.findall(r'name="neem" value="([^"]+)"', sender.reads(step))
        assert buttons
        for button in buttons:
            sender.fills(step, **sender.submission.answers, neem=button)
    sender.fills(4, **SENDER)
    assert sender.sends().status_code == 302
    return sender


def walked(slugs: list[str]) -> list[str]:
    """Every public address, of these rows where it is about one; without what narrows a list."""
    every = dict.fromkeys(one.partition("?")[0] for one in (*public_addresses(), *FORMS))
    return [named for one in every if "abcd" not in one for named in naming(slugs, one)]


def held_in(words: list[str]) -> set[str]:
    kept = tables()
    return {name for name, text in kept.items() if any(word.lower() in text for word in words)}


def test_they_are_in_no_answer_log_history_or_index_and_go_after_a_year(
    clock, people, reviewer_client, logged, monkeypatch
):
    strict = [word for name in (EATING, GARDEN) for word in never_public(name)]
    senders = [handed_in(name) for name in (EATING, GARDEN)]
    DescriptionSheet.objects.update(read_at=START)  # the default of a column has no such clock
    rows = [sender.row for sender in senders]
    for sheet in DescriptionSheet.objects.all():
        assert reviewer_client.get(change_page(sheet.intervention)).status_code == 200
        assert (
            sheet.kept.contact["email"] in reviewer_client.get(change_page(sheet)).content.decode()
        )
    for row in rows:
        published(row, *people)
    call_command("send_mail", stdout=StringIO())
    address = f"/aanmelden/{senders[0].submission.token}/"
    break_a_private_page(
        monkeypatch, "interventions.forms.submissions.submitting.standing", address
    )

    more = [
        *API,
        "/sitemap.xml",
        "/zoeksuggesties?q=benk",
        f"/interventies/?q={strict[0]}",
        address,
    ]
    more += [f"/api/v1/interventies/{row.slug}" for row in rows]
    asked = [*walked([row.slug for row in rows]), *more]
    said = {one: words_of(Client().get(one)).lower() for one in asked}
    assert AUTHOR.lower() in said[f"/interventies/{rows[1].slug}/"]  # that is citation
    assert len(said) > 60
    for address, page in said.items():
        words = {word for word in (*strict, NAME) if word.lower() in page}
        assert words == set() or address.endswith(strict[0]), address
    text = logged().lower()
    assert "internal server error" in text
    assert not [word for word in (*strict, NAME) if word.lower() in text]
    assert held_in(strict) == {"interventions_sheetfile"}
    assert held_in([NAME]) == {"interventions_sheetfile", "interventions_descriptionsheet"}

    clock(START + YEAR - timedelta(days=1))
    purge()
    assert SheetFile.objects.count() == 2
    clock(START + YEAR + timedelta(days=1))
    purge()
    assert held_in([*strict, NAME]) == set()
    assert all(sheet.found["fields"]["doel"]["text"] for sheet in DescriptionSheet.objects.all())


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
    assert held_in([MAIL, PHONE, DIGITS]) == {"interventions_sheetfile"}


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
        lambda: notices.place(draft, text="Vraag het meneer Vogelaar.", by=reviewer),
        lambda: role_addresses.write(draft, MAIL, by=editor),
    ):
        with pytest.raises(ValidationError, match="van iemand uit het werkblad"):
            says()
    (proposal,) = improve(draft, {"kosten": {"costs": PHONE}}, by=editor, reason="De kosten.")
    with pytest.raises(ValidationError, match="van iemand uit het werkblad"):
        workflow.improving.publish_proposal(proposal, by=reviewer)
