"""What is kept no longer than it is needed: who sent something in, mail, and traces of use."""

import calendar
from datetime import datetime, timedelta

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import CharField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils import timezone

from elements.dates import AMSTERDAM
from interventions.forms.following import following
from interventions.models import (
    Alert,
    Attempt,
    DescriptionSheet,
    Intervention,
    OutboxMessage,
    Proposal,
    Report,
    Sent,
    SheetFile,
    StatusChange,
    Submission,
    Upload,
    kept,
)

Status = Intervention.Status
State = OutboxMessage.State
# While a text waits for us, who sent it in has to be known.
IN_PROCEDURE = (Status.SUBMITTED, Status.IN_REVIEW)
DECIDED = (Status.PUBLISHED, Status.REJECTED, Status.WITHDRAWN)
NAMELESS = "werkblad"  # the name of a file that went


def purge() -> dict[str, int]:
    """Delete or empty what is past its time; gives how many rows of each kind.

    No public page or version holds any of it, so the content version stays as it is.
    """
    return {
        "submissions": delete(decided_submissions()),
        "files of description sheets": let_go_of(decided_sheet_files()),
        "description sheets not handed in": delete(unfinished_sheets()),
        "unfinished submissions": delete(unfinished_submissions()),
        "proposals of visitors": delete(Proposal.objects.filter(report__in=decided_reports())),
        "reports": delete(decided_reports()),
        "unconfirmed alerts": stop_unconfirmed_alerts(),
        "messages": empty_messages(),
        "uses of forms": delete(Attempt.objects.filter(at__lte=ago(kept.FORM))),
        "forms that were sent": delete(Sent.objects.old()),
        "entries of the desk's log": delete(LogEntry.objects.filter(action_time__lte=year_ago())),
        "attempts to sign in": sum(
            delete(model.objects.filter(attempt_time__lte=ago(kept.SIGNING_IN)))
            for model in (AccessAttempt, AccessFailureLog, AccessLog)
        ),
        "spreadsheets that waited": delete(Upload.objects.old()),
        "sessions": delete(Session.objects.filter(expire_date__lte=timezone.now())),
    }


def ago(period: timedelta) -> datetime:
    return timezone.now() - period


def year_ago() -> datetime:
    """`kept.MONTHS` ago in Amsterdam, which is a year; of 29 February that is the 28th."""
    now = timezone.now().astimezone(AMSTERDAM)
    last = calendar.monthrange(now.year - 1, now.month)[1]
    return now.replace(year=now.year - 1, day=min(now.day, last))


def delete(rows: QuerySet) -> int:
    return rows.delete()[0]


def decided_submissions() -> QuerySet:
    """Decided twelve months ago; without a decision, those that nothing happened to since then.

    That is a text sent back and never answered, or one that is no longer there.
    """
    steps = StatusChange.objects.filter(intervention=OuterRef("intervention")).order_by("-at")
    last_step = Subquery(steps.values("at")[:1])
    moment = Coalesce("decided_at", last_step, "submitted_at")
    return (
        Submission.objects.exclude(submitted_at=None)
        .exclude(intervention__status__in=IN_PROCEDURE)
        .alias(moment=moment)
        .filter(moment__lte=year_ago())
    )


def decided_sheet_files() -> QuerySet:
    """Of sheets about which was decided twelve months ago, by what was decided first after they
    were read; without a decision, those that nothing happened to since then.

    What somebody began and did not hand in goes with that.
    """
    later = StatusChange.objects.filter(
        Q(intervention=OuterRef("sheet__intervention"))
        | Q(intervention__replaces=OuterRef("sheet__intervention")),
        at__gte=OuterRef("sheet__read_at"),
    )
    decision = Subquery(later.filter(to_status__in=DECIDED).order_by("at").values("at")[:1])
    last_step = Subquery(later.order_by("-at").values("at")[:1])
    waits = Intervention.objects.filter(status__in=IN_PROCEDURE)
    return (
        SheetFile.objects.exclude(sheet__in=unfinished_sheets(timedelta()))
        .exclude(sheet__intervention__in=waits)
        .exclude(sheet__intervention__in=waits.exclude(replaces=None).values("replaces"))
        .alias(moment=Coalesce(decision, last_step, "sheet__read_at"))
        .filter(moment__lte=year_ago())
    )


def let_go_of(files: QuerySet) -> int:
    """The files, with whom they name; a name of a file may hold that of a person too."""
    with transaction.atomic():
        keys = list(files.values_list("pk", flat=True))
        gone = SheetFile.objects.filter(pk__in=keys)
        DescriptionSheet.objects.filter(kept__in=gone).update(file_name=NAMELESS, digest="")
        return delete(gone)


def unfinished_sheets(age: timedelta = kept.UNFINISHED) -> QuerySet:
    return DescriptionSheet.objects.filter(submission__in=unfinished_submissions(age))


def decided_reports() -> QuerySet:
    """What a visitor proposed is part of a report, and goes with it whatever became of it."""
    return Report.objects.filter(decided_at__lte=year_ago())


def unfinished_submissions(age: timedelta = kept.UNFINISHED) -> QuerySet:
    return Submission.objects.filter(submitted_at=None, started_at__lte=ago(age))


def stop_unconfirmed_alerts() -> int:
    """With the mail that asked to confirm; one that is confirmed meanwhile stays."""
    old = list(Alert.objects.unconfirmed().filter(asked_at__lte=ago(kept.UNCONFIRMED)))
    return sum(following.stop(alert, unless_confirmed=True) for alert in old)


def empty_messages() -> int:
    """Empty the mail of 30 days ago, and no longer try to send what is left of it."""
    limit = ago(kept.MAIL)
    ended = Q(state__in=(State.FAILED, State.UNCERTAIN), taken_at__lte=limit)
    old = (
        OutboxMessage.objects.filter(Q(sent_at__lte=limit) | Q(queued_at__lte=limit) | ended)
        .exclude(to="", body="")
        .exclude(state=State.SENDING, taken_at__gt=ago(timedelta(days=1)))
    )
    with transaction.atomic():
        old.filter(state__in=(State.WAITING, State.SENDING)).update(
            state=State.FAILED, error="Het lukte dertig dagen lang niet dit bericht te versturen."
        )
        return old.update(
            key=Concat(Value("purged-"), Cast("pk", CharField())),
            to="",
            subject="Opgeruimd bericht",
            body="",
            headers={},
        )
