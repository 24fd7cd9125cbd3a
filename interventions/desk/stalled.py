"""Texts that wait on somebody who is not here: a sender outside, or an account that is gone."""

import datetime
from functools import reduce
from typing import Any

from django.contrib.auth.models import User
from django.db.models import (
    Case,
    CharField,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Concat, Greatest

from elements import dates
from interventions.desk.entries import Entry, Section, age, named, page
from interventions.models import Intervention, OutboxMessage, StatusChange, Submission
from interventions.models.accounts import people_who_may
from interventions.workflow import TRANSITIONS, WRITE

Status = Intervention.Status
STILL = datetime.timedelta(days=60)  # without a change or a step


# --- With the sender ------------------------------------------------------------------------------


def with_the_sender(user: User) -> QuerySet[Intervention]:
    """Sent back to somebody outside; who waits longest comes first."""
    asked = Submission.objects.asked().values("intervention")
    return (
        Intervention.objects.filter(pk__in=asked)
        .annotate(
            question=Subquery(_steps().filter(verb="send_back").values("pk")[:1]),
            asked_at=Subquery(_steps().filter(verb="send_back").values("at")[:1]),
            letter=Subquery(_letters().values("state")[:1]),
        )
        .select_related("submission")
        .order_by("asked_at", "pk")
    )


def _letters() -> QuerySet[OutboxMessage]:
    """What was mailed about the question, the newest first."""
    start = Concat(Value("step-"), Cast(OuterRef("question"), CharField()))
    keys = (Concat(start, Value(end)) for end in ("-submitter", "-reminder"))
    return OutboxMessage.objects.filter(key__in=[*keys]).order_by("-pk")


def sender_entry(row: Any, user: User) -> Entry:
    """Of a row of `with_the_sender`."""
    sender = row.submission
    facts = ["teruggestuurd naar de indiener"]
    if not sender.email:
        facts.append("zonder mailadres")
    elif row.letter in (OutboxMessage.State.FAILED, OutboxMessage.State.UNCERTAIN):
        facts.append("onze mail kwam misschien niet aan")
    elif sender.reminded_at and sender.reminded_at > row.asked_at:
        facts.append(f"herinnerd op {dates.in_words(dates.day_of(sender.reminded_at))}")
    else:
        facts.append("nog niet herinnerd")
    return Entry(
        named(row), page(row, "compare"), age(row.asked_at), facts, _steps_of(row, user, free=True)
    )


# --- With nobody ----------------------------------------------------------------------------------


def lying_still(user: User) -> QuerySet[Intervention]:
    """Where whose turn it is has no access any more, or nothing happened for sixty days."""
    writers = people_who_may(WRITE)
    reviewers = people_who_may(TRANSITIONS["claim"].permission)
    keys = ("taken_over_by", "submitted_by", "created_by")
    author = reduce(Q.__or__, (Q(pk=OuterRef(key)) for key in keys))
    moments = ("created_at", "changed_at", "touched_at", "submitted_at", "claimed_at", "stepped_at")
    by_us = Q(status__in=(Status.DRAFT, Status.SENT_BACK))
    in_review = Q(status=Status.IN_REVIEW)
    before = dates.start_of(dates.today() - STILL + datetime.timedelta(days=1))
    return (
        Intervention.objects.filter(by_us | in_review)
        .exclude(pk__in=Submission.objects.asked().values("intervention"))
        .annotate(
            has_somebody=Case(
                When(in_review, then=Exists(reviewers.filter(pk=OuterRef("claimed_by")))),
                default=Exists(writers.filter(author)),
            ),
            stepped_at=Subquery(_steps().values("at")[:1]),
        )
        .annotate(moved_at=Greatest(*(Coalesce(one, "created_at") for one in moments)))
        .filter(Q(has_somebody=False) | Q(moved_at__lt=before))
        .select_related("claimed_by", "taken_over_by", "submitted_by", "created_by")
        .order_by("moved_at", "pk")
    )


def still_entry(row: Any, user: User) -> Entry:
    """Of a row of `lying_still`."""
    if row.status == Status.IN_REVIEW:
        who, has = row.claimed_by, "in beoordeling bij"
    else:
        who, has = row.taken_over_by or row.submitted_by or row.created_by, "van"
    of = f"{has} {who}" if who else "van niemand"
    if who and not row.has_somebody:
        of += ", die hier niet meer aan werkt"
    facts = [row.get_status_display(), of]
    return Entry(
        named(row),
        page(row, "compare"),
        age(row.moved_at),
        facts,
        _steps_of(row, user, free=not row.has_somebody),
    )


# --- Both -----------------------------------------------------------------------------------------


def _steps() -> QuerySet[StatusChange]:
    return StatusChange.objects.filter(intervention=OuterRef("pk")).order_by("-at", "-pk")


def _steps_of(row: Intervention, user: User, *, free: bool) -> list[tuple[str, str]]:
    """`free`: nobody here works on it, so it can be taken over."""
    found = [("Lezen", page(row, "compare"))]
    for verb in ("take_over", "release") if free else ("release",):
        step = TRANSITIONS[verb]
        if row.status in step.sources and user.has_perm(step.permission):
            found.append((step.label, page(row, "verb", verb)))
    return found


STALLED = (
    Section(
        "wacht-op-de-indiener",
        "Wacht op de indiener",
        "Teruggestuurd naar wie de tekst van buiten aanmeldde. Na veertien dagen krijgt de "
        "indiener één herinnering. Komt er geen antwoord? Neem de tekst dan over.",
        "Geen tekst wacht op een indiener.",
        "interventions.view_intervention",
        with_the_sender,
        sender_entry,
    ),
    Section(
        "ligt-stil",
        "Ligt stil",
        "Wie hieraan werkte, kan dat niet meer, of er gebeurde zestig dagen niets.",
        "Geen tekst ligt stil.",
        "interventions.view_intervention",
        lying_still,
        still_entry,
    ),
)
