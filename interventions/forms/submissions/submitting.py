"""Submitting an intervention: the invitation, the steps behind a private link, how it stands."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

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
from interventions.forms.submissions import handing_in, worksheet
from interventions.forms.submissions.handing_in import Outcome
from interventions.forms.submissions.offers import (
    TAKE,
    headings_of,
    loose_sentences,
    mark,
    offers_of,
    taken_over,
)
from interventions.forms.submissions.standing import remarks_at, standing
from interventions.forms.submissions.steps import CHECK, STEPS, SendForm, Step, StepForm, told_of
from interventions.forms.submissions.worksheet import FirstStep, SheetForm, TooMany
from interventions.models import Submission
from interventions.showing.methods import answers
from interventions.workflow.quota import spend

FOLLOW = "submissions:submission-follow"
SHEET = "werkblad"  # the page of it, in the place of the number of a step
UNFINISHED_AT_THE_DESK = (
    "Versturen lukt nog niet: de redactie moet zelf nog iets afmaken in de tekst. "
    "Uw antwoorden zijn bewaard. Probeer het morgen nog eens."
)


@answers("GET", "HEAD", "POST")
@form_page
def submission_start(request):
    """The invitation with the first step; what is right makes a private link, and so does a
    description sheet that can be read.
    """
    posted, wait = request.method == "POST", 0
    form = FirstStep(request.POST, files=request.FILES) if posted else FirstStep()
    if form.is_valid() or (posted and form.has_document):
        try:
            if answer := _begin(request, form):
                return answer
        except TooMany as refusal:
            wait = refusal.seconds
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


def _begin(request: HttpRequest, form: FirstStep) -> HttpResponse | None:
    """The way on; nothing when the document cannot be read. Raises TooMany."""
    file, address = form.cleaned_data["document"], request.META["REMOTE_ADDR"]
    read, digest = None, worksheet.digest_of(file) if file else ""
    key = form.key_for(f"{request.get_full_path()} {digest}".strip())
    is_new = not Submission.objects.filter(key=key).exists()
    if is_new and file and not (read := worksheet.read_in(form, address)):
        return None
    if is_new and (wait := spend("aanmelden", address, **settings.SUBMISSION_QUOTA)):
        raise TooMany(wait)
    submission = handing_in.begin(own_values(form), key)
    if read:
        worksheet.put_beside(submission, *read, name=file.name)
    if loses_typed(form):
        data = request.POST.copy()
        for name, value in handing_in.answers_now(submission).items():
            data[name] = data.get(name) or value  # what the sheet says, where nothing was typed
        return private_page(_step_page)(request, submission, STEPS[0], data)
    return to(request, FOLLOW, submission.token, query=f"?stap={1 if file else 2}")


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
    if asked == SHEET:
        return _sheet_page(request, submission)
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


def _step_page(
    request: HttpRequest, submission: Submission, step: Step, data: QueryDict | None = None
) -> HttpResponse:
    """A step: to fill in, or as it was sent; `data` when that was to the page before it."""
    sheet, action = worksheet.sheet_of(submission), ""
    if data is not None:
        action = f"{reverse(FOLLOW, args=[submission.token])}?stap={step.number}"
    elif request.method == "POST":
        data = request.POST
    form = handing_in.form_of(step, submission)
    offers = offers_of(sheet, form)
    if data is not None:
        taken, why_not = "", ""
        if sheet and TAKE in data:
            data, taken, why_not = taken_over(form, sheet, offers, data)
        form = handing_in.form_of(step, submission, data)
        if why_not:
            form.add_error(taken, ValidationError(why_not, code="no_room"))
        if answer := _kept(request, submission, step, form, taken):
            return answer
    mark(form, sheet, offers, handing_in.answers_now(submission))
    remarks = remarks_at(submission)
    here = {name: remarks[name] for name in form.fields if name in remarks}
    context = {**_private(submission), "form": form, "step": step, "remarks": here}
    context |= {"sheet": sheet, "offers": offers, "loose": loose_sentences(sheet, form, offers)}
    context |= {"action": action}
    return render(request, f"forms/submissions/step_{step.number}.html", context)


def _kept(
    request: HttpRequest, submission: Submission, step: Step, form: StepForm, taken: str
) -> HttpResponse | None:
    """Keep what is right of a step. Then on to the next, or back to the question where a passage
    was taken over; nothing where something has to be put right first.
    """
    complete = form.is_valid()
    handing_in.keep(submission, step, own_values(form))
    if taken and not loses_typed(form):
        query, anchor = f"?stap={step.number}", form[taken].auto_id
        return to(request, FOLLOW, submission.token, query=query, anchor=anchor)
    if complete and not taken:
        return to(request, FOLLOW, submission.token, query=f"?stap={step.number + 1}")
    return None


def _sheet_page(request: HttpRequest, submission: Submission) -> HttpResponse:
    """The description sheet of a submission that is not handed in: give one, or take it away."""
    if submission.submitted_at:
        return to(request, FOLLOW, submission.token)
    posted, wait = request.method == "POST", 0
    if posted and request.POST.get("actie") == "weg":
        worksheet.take_away(submission)
        return to(request, FOLLOW, submission.token, query=f"?stap={SHEET}")
    form = SheetForm(request.POST, files=request.FILES) if posted else SheetForm()
    sheet = worksheet.sheet_of(submission)
    if sheet is None and form.is_valid():
        try:
            if read := worksheet.read_in(form, request.META["REMOTE_ADDR"]):
                name = form.cleaned_data["document"].name
                worksheet.put_beside(submission, *read, name=name)
                return to(request, FOLLOW, submission.token, query="?stap=1")
        except TooMany as refusal:
            wait = refusal.seconds
    context = {
        **_private(submission),
        "form": form,
        "sheet": sheet,
        "read": headings_of(sheet) if sheet else [],
        "wait": in_words(wait) if wait else "",
    }
    page = render(request, "forms/submissions/sheet.html", context)
    return refused(page, wait) if wait else page


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
        "sheet_step": SHEET,
        "is_open": handing_in.is_open(submission),
    }


def loses_typed(form) -> bool:
    """Whether something that was typed is wrong, and would be gone on a new page."""
    return any(name in form.fields and form[name].data for name in form.errors)


def own_values(form) -> dict:
    """What is right in a form, and how that was read; not what only keeps robots out."""
    values = {
        name: value
        for name, value in form.cleaned_data.items()
        if name not in ("leeg", "moment", "document")
    }
    told = [one for one in form if isinstance(one, Told) and one.name in values]
    return values | {told_of(one.name): one.how_read for one in told}
