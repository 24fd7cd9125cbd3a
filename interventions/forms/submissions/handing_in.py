"""From private link to queue: each step under the lock of its submission, so twice is once."""

import uuid
from enum import Enum

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from interventions import workflow
from interventions.forms.submissions.answers import answers_of, changed, write
from interventions.forms.submissions.steps import SENDER, STEPS, Step, StepForm
from interventions.forms.submissions.worksheet import TooMany, private_of, sheet_of
from interventions.intake.descriptions.keeping import source_of
from interventions.intake.descriptions.proposing import set_beside
from interventions.models import Intervention, Submission
from interventions.models.accounts import FORM, own_account
from interventions.workflow import mail
from interventions.workflow.quota import spend

PERSONAL = {"sender": "name", "email": "email", "organisation": "organisation"}


class Outcome(Enum):
    INCOMPLETE = "incomplete"
    HANDED_IN = "handed in"
    NOT_MAILED = "handed in, but this visitor asked for too many letters today"


def is_open(submission: Submission) -> bool:
    """Whether the sender may change the answers now: before handing in, and while sent back."""
    return submission.submitted_at is None or submission.is_asked


def address_of(submission: Submission) -> str:
    """The private link, as the pages show it."""
    path = reverse("submissions:submission-follow", args=[submission.token])
    return f"{settings.PUBLIC_URL}{path}"


def answers_now(submission: Submission) -> dict:
    """All answers: what the text says, what was changed since, and who the sender is."""
    personal = {field: getattr(submission, name) for field, name in PERSONAL.items()}
    owner = {True: "ja", False: "nee", None: ""}[submission.is_owner]
    return {
        **answers_of(submission.intervention),
        **submission.answers,
        **personal,
        "is_owner": owner,
        "consent": submission.consented_at is not None,
    }


def form_of(step: Step, submission: Submission, data=None) -> StepForm:
    """The form of a step: as it was sent, or else with the answers of now."""
    form = step.form(data, initial=answers_now(submission))
    if step is not SENDER:
        form.private = private_of(sheet_of(submission))
    if submission.submitted_at:
        form.settled = submission.known_as
    return form


def filled(step: Step, submission: Submission) -> StepForm:
    """The form of a step with the answers of now, as if it was sent: to see what is missing."""
    answers = answers_now(submission)
    given = {name: value for name, value in answers.items() if value not in (None, "")}
    return form_of(step, submission, given)


def missing(submission: Submission) -> list[tuple[Step, StepForm]]:
    """The steps that are not finished, each with its mistakes."""
    forms = [(step, filled(step, submission)) for step in STEPS]
    return [(step, form) for step, form in forms if not form.is_valid()]


def begin(values: dict, key: uuid.UUID) -> Submission:
    """A new submission; the first one when the same form was sent before, or at this moment."""
    answers = changed(None, {}, values)
    return Submission.objects.get_or_create(key=key, defaults={"answers": answers})[0]


def keep(submission: Submission, step: Step, values: dict) -> None:
    """Save what is right in one step; nothing happens when it was handed in meanwhile.

    Who the sender is, is kept with consent only: without it, or when it is taken back, it goes.
    """
    with transaction.atomic():
        row = Submission.objects.select_for_update().get(pk=submission.pk)
        if not is_open(row):
            return
        if step is SENDER:
            consent, known = bool(values.get("consent")), row.email
            for field, name in PERSONAL.items():
                setattr(row, name, values.get(field, getattr(row, name)) if consent else "")
            if row.email != known:  # nobody has read a mail there yet
                row.confirmed_at = None
            row.is_owner = values.get("is_owner", row.is_owner)
            row.consented_at = (row.consented_at or timezone.now()) if consent else None
        else:
            row.answers = changed(row.intervention, row.answers, values)
        row.save()


def hand_in(submission: Submission, *, reply: str, address: str) -> Outcome:
    """Put the answers in the queue of the reviewers, once.

    Raises TooMany when too much came in today, from `address` or in all. When that asked for too
    many letters today, the text is handed in without one.
    """
    with transaction.atomic():
        row = Submission.objects.select_for_update().get(pk=submission.pk)
        if not is_open(row):
            return Outcome.HANDED_IN
        if missing(row):
            return Outcome.INCOMPLETE
        if wait := spend("aanmelden-versturen", address, **settings.SUBMISSION_QUOTA):
            raise TooMany(wait)
        account = own_account(FORM)  # locked: no two submissions take the same name or slug
        text = _text_of(row, account)
        sheet = sheet_of(row)
        document = (sheet.source or source_of(sheet.found)) if sheet else None
        write(text, row.answers, by=account, document=document)
        if sheet:
            set_beside(sheet, text)
        row.intervention, row.answers, row.reply = text, {}, reply
        row.submitted_at = row.submitted_at or timezone.now()
        row.save()  # before the step: its mail looks for the sender
        mailed = not mail.wait_of(address)
        workflow.submit(text, by=account, to_submitter=mailed)
    return Outcome.HANDED_IN if mailed else Outcome.NOT_MAILED


def _text_of(submission: Submission, account: User) -> Intervention:
    if submission.intervention_id is None:
        return Intervention(created_by=account)
    return Intervention.objects.select_for_update().get(pk=submission.intervention_id)
