"""`purge`: each kind of row stays until its time and goes after it; twice is once."""

import re
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone

from elements.models import ContentVersion
from interventions.models import (
    Attempt,
    DescriptionSheet,
    OutboxMessage,
    Report,
    SheetFile,
    StatusChange,
    Submission,
    kept,
)
from interventions.workflow import mail
from tests.described import make_sheet
from tests.factories import Status, make_intervention, make_person

pytestmark = pytest.mark.django_db
State = OutboxMessage.State
YEAR = timedelta(days=367)  # longer than any, by a day: so clock changes make no difference
HOUR = timedelta(hours=1)


def purge() -> str:
    output = StringIO()
    call_command("purge", stdout=output)
    return output.getvalue()


def aged(model, field: str, age: timedelta, **values):
    """A row whose moment lies so far back, also where the model sets that moment itself."""
    row = model.objects.create(**values)
    model.objects.filter(pk=row.pk).update(**{field: timezone.now() - age})
    return row


def submission(status: str, age: timedelta, **values) -> Submission:
    """A submission whose text came into this state so long ago."""
    row = make_intervention(status=status)
    StatusChange.objects.filter(intervention=row).delete()
    step = {"from_status": Status.IN_REVIEW, "to_status": status, "by": make_person()}
    aged(StatusChange, "at", age, intervention=row, verb="stap", **step)
    moment = timezone.now() - age
    return Submission.objects.create(intervention=row, submitted_at=moment, **values)


def message(**values) -> OutboxMessage:
    """A mail with a secret in each part; the values are set past the model."""
    key = f"geheim-{OutboxMessage.objects.count()}"
    mail.queue(
        key=key, to="geheim@kb.example", subject="Geheim", body="Geheim.", headers={"A": "b"}
    )
    found = OutboxMessage.objects.filter(key=key)
    found.update(**values)
    return found.get()


@pytest.mark.parametrize(
    "status", [Status.PUBLISHED, Status.REJECTED, Status.WITHDRAWN, Status.SENT_BACK, Status.DRAFT]
)
def test_a_submission_goes_a_year_after_the_last_that_happened(status):
    submission(status, YEAR)
    young = submission(status, YEAR - timedelta(days=3))
    purge()
    assert [*Submission.objects.all()] == [young]


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.IN_REVIEW])
def test_a_submission_that_waits_for_us_stays(status):
    row = submission(status, 3 * YEAR)
    purge()
    assert [*Submission.objects.all()] == [row]


def test_what_counts_is_the_decision_and_not_what_happens_to_the_text_later():
    submission(Status.PUBLISHED, HOUR, decided_at=timezone.now() - YEAR)
    purge()
    assert not Submission.objects.exists()


def test_an_unfinished_submission_goes_after_sixty_days():
    aged(Submission, "started_at", timedelta(days=60), name="Oud")
    aged(Submission, "started_at", timedelta(days=59), name="Jong")
    purge()
    assert [row.name for row in Submission.objects.all()] == ["Jong"]


def test_the_text_of_a_purged_submission_stays():
    row = submission(Status.PUBLISHED, YEAR).intervention
    version = ContentVersion.current().number
    purge()
    row.refresh_from_db()
    assert row.status == Status.PUBLISHED
    assert ContentVersion.current().number == version


def sheet(status: str, age: timedelta, decided: timedelta | None = None, **values) -> SheetFile:
    """The file of a sheet that was read so long ago for a text, and decided about then."""
    row = make_intervention(status=status)
    StatusChange.objects.filter(intervention=row).delete()
    step = {"from_status": Status.IN_REVIEW, "to_status": status, "by": make_person()}
    if decided is not None:
        aged(StatusChange, "at", decided, intervention=row, verb="stap", **step)
    found = make_sheet()
    values = {"intervention": row, "read_at": timezone.now() - age, **values}
    DescriptionSheet.objects.filter(pk=found.pk).update(**values)
    return found.kept


@pytest.mark.parametrize("status", [Status.PUBLISHED, Status.REJECTED, Status.WITHDRAWN])
def test_the_file_of_a_sheet_goes_a_year_after_the_decision_and_its_passages_stay(status):
    old = sheet(status, 2 * YEAR, YEAR).sheet
    young = sheet(status, 2 * YEAR, YEAR - timedelta(days=3))
    earlier = sheet(status, HOUR, 3 * YEAR)  # read for what was published long before
    purge()
    assert [*SheetFile.objects.order_by("pk")] == [young, earlier]
    old.refresh_from_db()
    assert old.found["fields"]["doel"]["text"]
    assert (old.file_name, old.digest) == ("werkblad", "")


def test_without_a_decision_a_year_after_the_last_step_or_the_reading():
    sheet(Status.DRAFT, YEAR)
    sheet(Status.SENT_BACK, 2 * YEAR, YEAR)
    sheet(Status.DRAFT, YEAR, intervention=None)  # never set beside a text
    stays = [
        sheet(Status.DRAFT, YEAR - timedelta(days=3)),
        sheet(Status.SENT_BACK, 2 * YEAR, YEAR - timedelta(days=3)),
        *(sheet(status, 3 * YEAR, 3 * YEAR) for status in (Status.SUBMITTED, Status.IN_REVIEW)),
    ]
    purge()
    assert [*SheetFile.objects.order_by("pk")] == stays


def test_the_sheet_of_an_unfinished_submission_goes_with_it():
    for age in (60, 59):
        begun = aged(Submission, "started_at", timedelta(days=age))
        sheet(Status.DRAFT, 2 * YEAR, intervention=None, submission=begun)
    told = purge()
    assert "2 description sheets not handed in" in told  # with its file
    assert [one.submission for one in DescriptionSheet.objects.all()] == [begun]
    assert SheetFile.objects.count() == 1


def test_a_report_goes_a_year_after_the_decision():
    now = timezone.now()
    Report.objects.create(text="Oud", decided_at=now - YEAR)
    Report.objects.create(text="Jong", decided_at=now - YEAR + timedelta(days=3))
    aged(Report, "sent_at", 2 * YEAR, text="Nog niet besloten")
    purge()
    assert [row.text for row in Report.objects.order_by("pk")] == ["Jong", "Nog niet besloten"]


@pytest.mark.parametrize("moment", ["sent_at", "queued_at"])
def test_mail_is_emptied_after_thirty_days(moment):
    now = timezone.now()
    old = message(state=State.SENT, **{moment: now - timedelta(days=30)})
    young = message(state=State.SENT, **{moment: now - timedelta(days=29)})
    purge()
    old.refresh_from_db()
    assert "geheim" not in str(OutboxMessage.objects.filter(pk=old.pk).values()).lower()
    assert (old.to, old.body, old.headers, old.state) == ("", "", {}, State.SENT)
    young.refresh_from_db()
    assert young.body == "Geheim."


@pytest.mark.parametrize("state", [State.FAILED, State.UNCERTAIN])
def test_mail_that_was_not_sent_is_emptied_too_and_cannot_be_sent_again(state):
    row = message(state=state, taken_at=timezone.now() - timedelta(days=30))
    purge()
    row.refresh_from_db()
    assert (row.to, row.state) == ("", state)
    assert not mail.resend(row)


def test_mail_that_waited_thirty_days_is_given_up():
    row = message(queued_at=timezone.now() - timedelta(days=30))
    purge()
    row.refresh_from_db()
    assert (row.to, row.state) == ("", State.FAILED)


@pytest.mark.parametrize(
    ("decided", "stays_at", "gone_at"),
    [
        ("2027-02-28T23:10Z", "2028-02-28T23:30Z", "2028-02-29T23:10Z"),  # 1 March in Amsterdam
        ("2027-02-28T12:00Z", "2028-02-28T11:50Z", "2028-02-28T12:00Z"),
        ("2026-10-24T12:00Z", "2027-10-24T11:50Z", "2027-10-24T12:00Z"),
    ],
)
def test_a_year_is_one_of_the_calendar_in_amsterdam(time_machine, decided, stays_at, gone_at):
    report = Report.objects.create(text="Oud", decided_at=datetime.fromisoformat(decided))
    for moment, stays in ((stays_at, True), (gone_at, False)):
        time_machine.move_to(datetime.fromisoformat(moment))
        purge()
        assert Report.objects.filter(pk=report.pk).exists() is stays


def test_traces_of_use_go_in_time():
    person, now = make_person(), timezone.now()
    kind = ContentType.objects.get_for_model(Report)
    entry = {"user": person, "content_type": kind, "action_flag": CHANGE}
    for age, log in ((YEAR, "oud"), (YEAR - timedelta(days=3), "jong")):
        aged(LogEntry, "action_time", age, object_repr=log, **entry)
    for model in (AccessAttempt, AccessFailureLog, AccessLog):
        more = {"failures_since_start": 1} if model is AccessAttempt else {}
        for age, name in ((timedelta(days=30), "oud"), (timedelta(days=29), "jong")):
            aged(model, "attempt_time", age, username=name, ip_address="127.0.0.1", **more)
    aged(Attempt, "at", timedelta(days=1), form="oud")
    aged(Attempt, "at", timedelta(hours=23), form="jong")
    Session.objects.create(session_key="oud", expire_date=now - HOUR)
    Session.objects.create(session_key="jong", expire_date=now + HOUR)
    purge()
    for model, field in (
        *((model, "username") for model in (AccessAttempt, AccessFailureLog, AccessLog)),
        *((LogEntry, "object_repr"), (Attempt, "form"), (Session, "session_key")),
    ):
        assert [*model.objects.values_list(field, flat=True)] == ["jong"]


def test_every_kind_has_a_row_in_the_document_and_its_period_on_the_page(client):
    """Both say in words what stands in `kept`; a kind that nobody wrote down fails here."""
    document = (Path(__file__).parents[2] / "docs" / "privacy.md").read_text()
    rows = dict(re.findall(r"^\| [^|]+ \| `([a-z' ]+)` \| ([^|]+) \|", document, re.MULTILINE))
    assert {*rows} == {line.strip().partition(" ")[2] for line in purge().splitlines()}
    page = client.get("/privacy/").content.decode()
    for kind, period, said in (
        ("submissions", f"{kept.MONTHS} months", "12 maanden na het besluit"),
        ("reports", f"{kept.MONTHS} months", "12 maanden na ons besluit"),
        ("files of description sheets", f"{kept.MONTHS} months", "besluit over de tekst"),
        (
            "description sheets not handed in",
            f"{kept.UNFINISHED.days} days",
            "het werkblad ook zelf",
        ),
        ("proposals of visitors", f"{kept.MONTHS} months", "halen wij de melding"),
        ("unfinished submissions", f"{kept.UNFINISHED.days} days", "na 60 dagen"),
        ("unconfirmed alerts", f"{kept.UNCONFIRMED.days} days", "na 7 dagen weg"),
        ("messages", f"{kept.MAIL.days} days", "bewaren wij 30 dagen. Dan weten wij"),
        ("attempts to sign in", f"{kept.SIGNING_IN.days} days", "inlogde, bewaren wij 30 dagen"),
        ("spreadsheets that waited", f"{kept.UPLOAD.days} days", "wacht hooguit 30 dagen"),
        ("uses of forms", f"{24 * kept.FORM.days} hours", "bewaren wij 24 uur een code"),
        ("forms that were sent", f"{24 * kept.FORM.days} hours", "een code van het formulier"),
        ("entries of the desk's log", f"{kept.MONTHS} months", "gebeurde, bewaren wij 12 maanden"),
        ("sessions", "12 hours", "hoogstens 12 uur"),
    ):
        assert period in rows.pop(kind), kind
        assert said in page, kind
    assert not rows
    assert "herinneren wij u daar na 14 dagen" in page
    assert f"{kept.REMINDED.days} days" in document


def test_it_says_what_went_and_the_second_time_nothing_is_left():
    submission(Status.REJECTED, YEAR)
    message(state=State.SENT, sent_at=timezone.now() - YEAR)
    told = purge().splitlines()
    assert "     1 submissions" in told
    assert "     1 messages" in told
    assert {line.split()[0] for line in purge().splitlines()} == {"0"}
