"""Submitting an intervention: the invitation, the steps behind a private link, how it stands."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from elements.inputs import Told
from interventions.forms.private import (
    NOT_MAILED,
    address_panel,
    confirmed,
    form_page,
    private_page,
    to,
    unknown_link,
)
from interventions.forms.public_form import in_words, refused
from interventions.forms.submissions import handing_in
from interventions.forms.submissions.handing_in import Outcome, TooMany
from interventions.forms.submissions.standing import remarks_at, standing
from interventions.forms.submissions.steps import CHECK, STEPS, FirstStep, SendForm, Step, told_of
from interventions.models import Submission
from interventions.showing.methods import answers
from interventions.workflow.quota import spend

FOLLOW = "submissions:submission-follow"
UNFINISHED_AT_THE_DESK = (
    "Versturen lukt nog niet: de redactie moet zelf nog iets afmaken in de tekst. "
    "Uw antwoorden zijn bewaard. Probeer het morgen nog eens."
)


@answers("GET", "HEAD", "POST")
@form_page
def submission_start(request):
    """The invitation with the first step; what is right makes a private link."""
    form = FirstStep(request.POST if request.method == "POST" else None)
    wait = 0
    if form.is_valid():
        key = form.key_for(request.get_full_path())
        if not Submission.objects.filter(key=key).exists():
            address = request.META["REMOTE_ADDR"]
            wait = spend("aanmelden", address, **settings.SUBMISSION_QUOTA)
        if not wait:
            submission = handing_in.begin(own_values(form), key)
            return to(request, FOLLOW, submission.token, query="?stap=2")
    context = {
        "form": form,
        "steps": STEPS,
        "step": STEPS[0],
        "wait": in_words(wait) if wait else "",
        "weeks": settings.REVIEW_WEEKS,
        "decider": settings.REVIEW_BY,
    }
    page = render(request, "forms/submissions/submission_start.html", context)
    return refused(page, wait) if wait else page


@answers("GET", "HEAD", "POST")
@private_page
def submission_follow(request, token):
    """Behind the private link: the steps while they may be changed, else how it stands."""
    submission = Submission.objects.for_token(token).select_related("intervention").first()
    if submission is None:
        return unknown_link(request, "aanmelding")
    if confirmed(request, submission, token):
        return to(request, FOLLOW, submission.token)
    asked = request.GET.get("stap", "")
    if not handing_in.is_open(submission):
        return _standing_page(request, submission, token)
    step = next((step for step in STEPS if str(step.number) == asked), None)
    if step:
        return _step_page(request, submission, step)
    if asked == str(CHECK):
        return _check_page(request, submission)
    if submission.submitted_at:
        return _standing_page(request, submission, token)
    unfinished = handing_in.missing(submission)
    return to(
        request, FOLLOW, token, query=f"?stap={unfinished[0][0].number if unfinished else CHECK}"
    )


def _step_page(request: HttpRequest, submission: Submission, step: Step) -> HttpResponse:
    posted = request.method == "POST"
    form = handing_in.form_of(step, submission, request.POST if posted else None)
    if posted:
        complete = form.is_valid()
        handing_in.keep(submission, step, own_values(form))
        if complete:
            return to(request, FOLLOW, submission.token, query=f"?stap={step.number + 1}")
    remarks = remarks_at(submission)
    here = {name: remarks[name] for name in form.fields if name in remarks}
    context = {**_private(submission), "form": form, "step": step, "remarks": here}
    return render(request, f"forms/submissions/step_{step.number}.html", context)


def _check_page(request: HttpRequest, submission: Submission) -> HttpResponse:
    """All answers on one page; sending them makes the intervention."""
    form, wait = SendForm(request.POST if request.method == "POST" else None), 0
    if form.is_valid():
        reply, address = form.cleaned_data["reply"], request.META["REMOTE_ADDR"]
        try:
            outcome = handing_in.hand_in(submission, reply=reply, address=address)
            if outcome != Outcome.INCOMPLETE:
                query = NOT_MAILED if outcome == Outcome.NOT_MAILED else ""
                return to(request, FOLLOW, submission.token, query=query)
        except TooMany as refusal:
            wait = refusal.seconds
        except ValidationError as refusal:  # an editor left something open in the text meanwhile
            form.add_error(None, [UNFINISHED_AT_THE_DESK, *refusal.messages])
    submission.refresh_from_db()
    read = [(step, handing_in.filled(step, submission)) for step in STEPS]
    context = {
        **_private(submission),
        "form": form,
        "read": read,
        "complete": all(step_form.is_valid() for _, step_form in read),
        "wait": in_words(wait) if wait else "",
    }
    page = render(request, "forms/submissions/submission_check.html", context)
    return refused(page, wait) if wait else page


def _standing_page(request: HttpRequest, submission: Submission, token: str) -> HttpResponse:
    if request.method == "POST":  # it was handed in or taken up while the visitor was typing
        return to(request, FOLLOW, submission.token)
    row = submission.intervention
    context = {
        **_private(submission),
        **address_panel(request, submission, token),
        "standing": standing(submission),
        "places": _places(submission) if submission.is_asked else {},
        "public": row if row and row.status == "published" else None,
        "weeks": settings.REVIEW_WEEKS,
    }
    return render(request, "forms/submissions/submission_follow.html", context)


def _places(submission: Submission) -> dict[str, int]:
    """The number of the step that asks each question."""
    forms = ((step.number, handing_in.form_of(step, submission)) for step in STEPS)
    return {name: number for number, form in forms for name in form.fields}


def _private(submission: Submission) -> dict:
    """What every page behind the link shows."""
    return {
        "submission": submission,
        "name": handing_in.answers_now(submission).get("name", ""),
        "private": handing_in.address_of(submission),
        "steps": STEPS,
        "check": CHECK,
        "is_open": handing_in.is_open(submission),
    }


def own_values(form) -> dict:
    """What is right in a form, and how that was read; not what only keeps robots out."""
    values = {
        name: value for name, value in form.cleaned_data.items() if name not in ("leeg", "moment")
    }
    told = [one for one in form if isinstance(one, Told) and one.name in values]
    return values | {told_of(one.name): one.how_read for one in told}
