"""The steps of the workflow as pages of the desk: what will happen, a note, and the button."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html

from elements.fields import LinesInput
from interventions import workflow
from interventions.desk.actions import step_page, taken
from interventions.desk.checklist import POINTS, findings
from interventions.desk.explanations import EXPLANATIONS, Explanation
from interventions.desk.obstacles import obstacles
from interventions.forms import reports
from interventions.models import Intervention
from interventions.workflow import guards

# After these the reviewer reads on; after all others the page of the row is next.
READING = ("claim", "agree")
READ = "gelezen"  # the `stamp` of the text that somebody read before agreeing with it


class NoteForm(forms.Form):
    """One note; `first` says that nothing was public before."""

    note = LinesInput(
        required=False,  # the verb itself refuses an empty note where it needs one
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}),
    )

    def __init__(self, explanation: Explanation, *, first: bool, **kwargs):
        super().__init__(**kwargs)
        self.fields["note"].label = explanation.note_label
        self.fields["note"].help_text = explanation.note_help
        self.fields["note"].needed = explanation.note_needed  # type: ignore[attr-defined]


class PublishForm(NoteForm):
    """With the six points, each to be checked, and from the second version on what changed."""

    def __init__(self, explanation: Explanation, *, first: bool, **kwargs):
        super().__init__(explanation, first=first, **kwargs)
        required = "Zet dit vinkje als u het hebt nagekeken."
        for point in POINTS:
            self.fields[point.key] = forms.BooleanField(
                label=point.label, error_messages={"required": required}
            )
        note = self.fields["note"]
        note.required = not first
        note.error_messages["required"] = "Schrijf in een zin wat er veranderd is."
        if first:
            note.help_text = f"Dit mag leeg blijven: het is de eerste versie. {note.help_text}"

    def points(self, row: Intervention) -> list[dict]:
        return [{"box": self[point.key], "hints": hints} for point, hints in findings(row)]


def verb_page(desk, request, pk, verb):
    intervention = get_object_or_404(desk.get_queryset(request).for_detail(), pk=pk)
    transition = workflow.TRANSITIONS.get(verb)
    if transition is None or transition.by_proposal:
        raise Http404
    if not (desk.has_view_permission(request) and request.user.has_perm(transition.permission)):
        raise PermissionDenied
    form = form_of(transition, intervention, request)
    sent = request.POST if request.method == "POST" else request.GET
    stamp = sent.get(READ, intervention.text_stamp)
    who = {"by": request.user, "stamp": stamp}
    result = taken(form, lambda said: take(transition, intervention, note=said["note"], **who))
    if result:
        messages.success(request, done(result, EXPLANATIONS[verb]))
        return HttpResponseRedirect(next_page(verb, result))
    reasons = obstacles(transition, intervention, request.user, stamp=stamp)
    return step_page(
        desk,
        request,
        "intervention/verb",
        label=transition.label,
        happens=[*moves(transition, intervention), *EXPLANATIONS[verb].happens],
        form=form,
        keeps_text=True,
        row=intervention,
        back=next_page("", intervention),
        reasons=reasons,
        points=form.points(intervention) if isinstance(form, PublishForm) and not reasons else (),
    )


def take(transition: workflow.Transition, intervention: Intervention, *, by, note: str, stamp: str):
    """Take the step and give the row to go on with. Raises ValidationError with every reason."""
    verb = getattr(workflow, transition.verb)  # a transition and its function share their name
    read = {"stamp": stamp} if guards.as_read in transition.asks else {}
    try:
        return verb(intervention, by=by, note=note, **read) or intervention
    except PermissionDenied as refusal:  # this person in particular: the page says why
        raise ValidationError(str(refusal)) from refusal


def moves(transition: workflow.Transition, intervention: Intervention) -> list[str]:
    if transition.target == intervention.status or transition.makes_copy:
        return []
    target = Intervention.Status(transition.target).label
    return [f"De status gaat van ‘{intervention.get_status_display()}’ naar ‘{target}’."]


def form_of(transition: workflow.Transition, intervention: Intervention, request) -> NoteForm:
    make = PublishForm if transition.verb == "publish" else NoteForm
    public = intervention.replaces or intervention
    return make(
        EXPLANATIONS[transition.verb],
        first=public.published_at is None,
        data=request.POST if request.method == "POST" else None,
        initial={"note": reports.note_for(intervention)} if transition.verb == "publish" else None,
    )


def done(intervention: Intervention, explanation: Explanation) -> str:
    sentence = format_html("{} {}", intervention, explanation.done)
    if intervention.status != Intervention.Status.PUBLISHED:
        return sentence
    return format_html(
        '{} <a href="{}">Bekijk op de site</a>', sentence, intervention.get_absolute_url()
    )


def next_page(verb: str, intervention: Intervention) -> str:
    page = "compare" if verb in READING else "change"
    return reverse(f"admin:interventions_intervention_{page}", args=[intervention.pk])
