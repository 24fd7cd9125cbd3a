"""Nothing falls out of sight: whatever waits stands under a heading, with its days."""

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from elements import dates
from interventions import workflow
from interventions.models import (
    Intervention,
    Notice,
    OutboxMessage,
    Recognition,
    Report,
    RoleAddress,
    StatusChange,
    Submission,
    Upload,
)
from interventions.models.accounts import FORM, own_account
from interventions.workflow import mail
from interventions.workflow.mail.sending import UNWANTED
from tests.conftest import signed_in
from tests.desk.forms import verb_page
from tests.desk.waiting import START, ago, labels, put, sections
from tests.factories import Status, make_intervention

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_of_the_launch_content_asks_for_anything(db):
    Recognition.objects.update(checked_on=dates.today())


def sent_back(days: int, name="Buurttuin", **values) -> Intervention:
    """A text from outside that was sent back so many days ago."""
    with transaction.atomic():
        account = own_account(FORM)
    row = make_intervention(status=Status.DRAFT, name=name, created_by=account)
    put(row, status=Status.SENT_BACK, submitted_by=account, submitted_at=ago(days + 1))
    sender = {"email": "iemand@elders.example", "submitted_at": ago(days + 1), **values}
    Submission.objects.create(intervention=row, **sender)
    step = StatusChange.objects.create(
        intervention=row,
        verb="send_back",
        from_status=Status.IN_REVIEW,
        to_status=Status.SENT_BACK,
        by=User.objects.get_or_create(username="terugstuurder")[0],
        note="Wat kost het?",
    )
    StatusChange.objects.filter(pk=step.pk).update(at=ago(days))
    return row


def gone(person: User) -> None:
    person.is_active = False
    person.save()


def entry_of(client, slug: str):
    [entry] = sections(client)[slug]["entries"]
    return entry


# --- With the sender ------------------------------------------------------------------------------


def test_what_was_sent_back_to_somebody_outside_waits_on_the_start_page(
    editor_client, administrator_client
):
    row = sent_back(3)
    entry = entry_of(editor_client, "wacht-op-de-indiener")
    assert (entry.label, entry.since) == ("Buurttuin", "3 dagen")
    assert entry.facts == ["teruggestuurd naar de indiener", "nog niet herinnerd"]
    assert ("Overnemen", verb_page(row, "take_over")) in entry.steps
    assert "iemand@elders.example" not in editor_client.get(START).content.decode()
    other = entry_of(administrator_client, "wacht-op-de-indiener")
    assert [label for label, _ in other.steps] == ["Lezen"]
    assert labels(editor_client, "ligt-stil") == []


def test_it_says_when_the_sender_was_reminded_and_whether_the_mail_arrived(editor_client):
    row = sent_back(20, confirmed_at=timezone.now())
    mail.queue_reminders()
    today = dates.in_words(dates.today())
    assert f"herinnerd op {today}" in entry_of(editor_client, "wacht-op-de-indiener").facts
    OutboxMessage.objects.filter(key__contains="-reminder").update(state="failed")
    facts = entry_of(editor_client, "wacht-op-de-indiener").facts
    assert "onze mail kwam misschien niet aan" in facts
    Submission.objects.filter(intervention=row).update(email="")
    assert "zonder mailadres" in entry_of(editor_client, "wacht-op-de-indiener").facts


def test_it_goes_when_somebody_answers_or_takes_it_over(editor, editor_client):
    workflow.take_over(sent_back(3), by=editor)
    assert labels(editor_client, "wacht-op-de-indiener") == []
    assert labels(editor_client, "mijn-concepten") == ["Buurttuin"]


def test_once_the_sender_is_forgotten_it_lies_still(editor_client):
    sent_back(400)
    Submission.objects.all().delete()
    assert labels(editor_client, "wacht-op-de-indiener") == []
    assert labels(editor_client, "ligt-stil") == ["Buurttuin"]


# --- With nobody ----------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [Status.DRAFT, Status.SENT_BACK])
@pytest.mark.parametrize("is_copy", [False, True])
def test_the_text_of_a_closed_account_lies_still(editor, reviewer_client, status, is_copy):
    if is_copy:
        row = workflow.revise(make_intervention(name="Van toen"), by=editor)
    else:
        row = make_intervention(status=Status.DRAFT, name="Van toen", created_by=editor)
    put(row, status=status)
    assert labels(reviewer_client, "ligt-stil") == []
    gone(editor)
    entry = entry_of(reviewer_client, "ligt-stil")
    assert entry.label == ("Van toen (werkkopie)" if is_copy else "Van toen")
    assert f"van {editor}, die hier niet meer aan werkt" in entry.facts
    assert ("Overnemen", verb_page(row, "take_over")) in entry.steps


def test_a_text_of_nobody_at_all_lies_still(editor_client):
    make_intervention(status=Status.DRAFT, name="Ingelezen met een opdracht")
    assert "van niemand" in entry_of(editor_client, "ligt-stil").facts


def test_what_a_reviewer_who_left_had_claimed_lies_still(editor, reviewer, administrator_client):
    row = make_intervention(status=Status.DRAFT, name="Bezig", created_by=editor)
    workflow.submit(row, by=editor)
    workflow.claim(row, by=reviewer)
    assert labels(administrator_client, "ligt-stil") == []
    reviewer.groups.set(editor.groups.all())  # still here, but no reviewer
    entry = entry_of(administrator_client, "ligt-stil")
    assert f"in beoordeling bij {reviewer}, die hier niet meer aan werkt" in entry.facts
    assert ("Beoordeling teruggeven", verb_page(row, "release")) in entry.steps


@pytest.mark.parametrize("status", [Status.DRAFT, Status.SENT_BACK, Status.IN_REVIEW])
def test_what_nobody_touched_for_sixty_days_lies_still(editor, reviewer, editor_client, status):
    row = make_intervention(status=status, name="Stil", created_by=editor)
    claimed = {"claimed_by": reviewer, "claimed_at": ago(60)} if row.claimed_at else {}
    moved = {"created_at": ago(90), "submitted_at": ago(80), "submitted_by": editor}
    put(row, **moved, changed_at=ago(59), changed_by=editor, **claimed)
    assert labels(editor_client, "ligt-stil") == []
    put(row, changed_at=ago(60))
    assert entry_of(editor_client, "ligt-stil").since == "2 maanden"
    StatusChange.objects.create(
        intervention=row, verb="submit", from_status=status, to_status=status, by=editor
    )
    assert labels(editor_client, "ligt-stil") == []


def test_what_waits_in_the_queue_or_is_public_does_not_lie_still(editor_client):
    put(make_intervention(status=Status.SUBMITTED), created_at=ago(900))
    put(make_intervention(), created_at=ago(900))
    put(make_intervention(status=Status.REJECTED), created_at=ago(900))
    assert labels(editor_client, "ligt-stil") == []


# --- The rest -------------------------------------------------------------------------------------


def test_a_file_that_waits_is_listed_with_its_choices(editor, editor_client, reviewer_client):
    upload = Upload.objects.create(
        file_name="lijst.csv", by=editor, at=ago(4), tables=[], choices={"theme|x": "jeugd"}
    )
    entry = entry_of(editor_client, "bestanden")
    assert (entry.label, entry.since) == ("lijst.csv", "4 dagen")
    assert "1 keuze bewaard" in entry.facts
    assert labels(reviewer_client, "bestanden") == []
    gone(editor)
    assert labels(reviewer_client, "bestanden") == ["lijst.csv"]
    Upload.objects.filter(pk=upload.pk).update(ended_at=timezone.now())
    assert labels(reviewer_client, "bestanden") == []


def test_an_address_of_a_role_waits_for_another_reviewer(editor, reviewer_client, editor_client):
    row = make_intervention(name="Met adres")
    RoleAddress.objects.create(
        intervention=row, email="info@voorbeeld.example", written_by=editor, written_at=ago(5)
    )
    entry = entry_of(reviewer_client, "mailadressen")
    assert (entry.label, entry.since) == ("Met adres", "5 dagen")
    assert [label for label, _ in entry.steps] == ["Bevestigen"]
    assert "mailadressen" not in sections(editor_client)
    RoleAddress.objects.update(confirmed_at=timezone.now(), confirmed_by=editor)
    assert labels(reviewer_client, "mailadressen") == []


def test_a_notice_on_the_site_is_listed_until_it_is_lifted(reviewer, editor_client):
    Notice.objects.create(
        intervention=make_intervention(name="Betwist"),
        text="Wij zoeken dit uit.",
        placed_at=ago(6),
        placed_by=reviewer,
    )
    entry = entry_of(editor_client, "mededelingen")
    assert (entry.label, entry.since) == ("Betwist", "6 dagen")
    Notice.objects.update(lifted_at=timezone.now(), lifted_by=reviewer)
    assert labels(editor_client, "mededelingen") == []


def letter(number: int, **values) -> OutboxMessage:
    values = {"to": "x@kb.example", "subject": f"Brief {number}", "due_at": ago(2), **values}
    row = OutboxMessage.objects.create(key=f"brief-{number}", **values)
    OutboxMessage.objects.filter(pk=row.pk).update(queued_at=ago(2))
    return row


def test_letters_that_failed_or_wait_too_long_stand_on_a_desk(administrator_client, editor_client):
    for number, state in enumerate(("failed", "uncertain", "waiting", "sent")):
        letter(number, state=state)
    letter(8, state="failed", error=UNWANTED.error)  # its reader wants none
    letter(9, state="failed", to="")  # purged
    assert labels(administrator_client, "post") == ["Brief 0", "Brief 1", "Brief 2"]
    OutboxMessage.objects.update(queued_at=timezone.now())
    assert labels(administrator_client, "post") == ["Brief 0", "Brief 1"]
    assert "post" not in sections(editor_client)


def test_many_rows_of_each_kind_cost_the_queries_of_two(admin_client, admin_user):
    """What a superuser sees: every section."""
    costs = []
    other = User.objects.create_user("ander")
    for number in (2, 20):
        for one in range(number):
            sent_back(one, name=f"Terug {number} {one}")
            make_intervention(status=Status.DRAFT, created_by=other)
            Upload.objects.create(file_name="lijst.csv", by=admin_user, tables=[])
            row = make_intervention()
            RoleAddress.objects.create(intervention=row, email="info@kb.example", written_by=other)
            Notice.objects.create(
                intervention=row, text="Zo.", placed_at=timezone.now(), placed_by=other
            )
            letter(100 * number + one, state="failed")
        costs.append(cost_of_start(admin_client))
    assert costs[0] == costs[1]


def cost_of_start(client) -> int:
    client.get(START)
    with CaptureQueriesContext(connection) as found:
        client.get(START)
    return len(found)


@pytest.mark.parametrize("slug", ["wacht-op-de-indiener", "ligt-stil", "bestanden", "post"])
def test_an_outsider_sees_no_section(client, slug):
    answer = client.get(f"/beheer/lijst/{slug}/")
    assert answer.status_code == 302
    assert (
        signed_in(User.objects.create_user("x", is_staff=True))
        .get(f"/beheer/lijst/{slug}/")
        .status_code
        == 403
    )


def test_a_report_with_somebody_who_left_says_so(editor, reviewer_client):
    Report.objects.create(text="Klopt niet.", state="in_treatment", taken_by=editor)
    gone(editor)
    facts = entry_of(reviewer_client, "meldingen").facts
    assert facts == [f"in behandeling bij {editor} (account staat uit)"]
