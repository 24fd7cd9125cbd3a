"""One letter more to who was asked something about what they sent in, and did not answer."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone

from elements import dates
from interventions.models import StatusChange, Submission
from interventions.models.kept import REMINDED
from interventions.workflow.mail.letters import QUESTION, UNCONFIRMED
from interventions.workflow.mail.outbox import Letter
from interventions.workflow.mail.outside import queue_outside

REMINDER = Letter(
    "Wij wachten op uw antwoord: {name}",
    (
        "Op {day} vroegen wij u iets over uw aanmelding van '{name}'. Wij hebben nog geen "
        "antwoord van u.",
        *QUESTION.paragraphs[1:],
        "Dit is de enige keer dat wij u hieraan herinneren.",
    ),
)
UNCONFIRMED_REMINDER = Letter(
    "Een aanmelding wacht op antwoord", ("Een aanmelding wacht op antwoord.", *UNCONFIRMED)
)


def queue_reminders() -> int:
    """Put a letter in the outbox for every sender who was asked something 14 days ago; gives how
    many. Safe to run at any time, also twice at once: a question is followed by one reminder.
    """
    return sum(_remind(submission) for submission in _due())


def _due() -> QuerySet[Submission]:
    """By the day in Amsterdam, so that the desk counts the same days."""
    limit = dates.start_of(dates.today() - REMINDED + timedelta(days=1))
    questions = StatusChange.objects.filter(
        intervention=OuterRef("intervention"), verb="send_back"
    ).order_by("-at", "-pk")
    return (
        Submission.objects.asked()
        .exclude(email="")
        .annotate(asked_at=Subquery(questions.values("at")[:1]))
        .filter(Q(reminded_at=None) | Q(reminded_at__lt=F("asked_at")), asked_at__lt=limit)
    )


def _remind(submission: Submission) -> bool:
    """False when nobody is to be mailed there now, or another run was first."""
    with transaction.atomic():
        locked = Submission.objects.select_for_update().filter(pk=submission.pk)
        if not locked.exists() or not (row := _due().filter(pk=submission.pk).first()):
            return False
        question = StatusChange.objects.filter(
            intervention=row.intervention_id, verb="send_back"
        ).latest("at", "pk")
        letter, token = REMINDER, row.token
        if not row.confirmed_at:
            letter, token = UNCONFIRMED_REMINDER, row.mailed_token
        path = reverse("submissions:submission-follow", args=[token])
        is_queued = queue_outside(
            letter,
            key=f"step-{question.pk}-reminder",
            to=row.email,
            values={
                "name": row.known_as,
                "day": dates.in_words(dates.day_of(question.at)),
                "note": question.note,
                "private": f"{settings.PUBLIC_URL}{path}",
            },
            counts=row.confirmed_at is None,
        )
        if is_queued:
            row.reminded_at = timezone.now()
            row.save(update_fields=["reminded_at"])
    return is_queued
