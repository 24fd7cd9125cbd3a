"""The steps of the workflow as pages of the desk: what will happen, a note, and the button."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html

from interventions import workflow
from interventions.admin.site import DESK_METHODS
from interventions.methods import answers
from interventions.models import Intervention


@dataclass(frozen=True)
class Explanation:
    """What the page of a verb says: what will happen, what the note is for, what was done."""

    happens: tuple[str, ...]
    note_label: str
    note_help: str
    done: str


EXPLANATIONS = {
    "publish": Explanation(
        (
            "Iedereen kan deze interventie meteen lezen op de site.",
            "Daarna kunt u de tekst in het beheer niet meer aanpassen.",
            "Blijkt er iets niet te kloppen? Dan kunt u de interventie intrekken.",
        ),
        "Toelichting",
        "Dit mag leeg blijven. De toelichting komt in de geschiedenis te staan.",
        "is gepubliceerd.",
    ),
    "withdraw": Explanation(
        (
            "De interventie verdwijnt meteen van de site.",
            "Op het oude adres staat dan alleen nog hoe de interventie heette, "
            "wanneer die openbaar was en uw toelichting.",
        ),
        "Waarom trekt u deze interventie in?",
        "Verplicht. Iedereen kan dit lezen op het oude adres.",
        "is ingetrokken en staat niet meer op de site.",
    ),
}


class NoteForm(forms.Form):
    note = forms.CharField(
        required=False,  # the verb itself refuses an empty note where it needs one
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}),
    )

    def __init__(self, explanation: Explanation, **kwargs):
        super().__init__(**kwargs)
        self.fields["note"].label = explanation.note_label
        self.fields["note"].help_text = explanation.note_help


class VerbPages:
    """For the ModelAdmin of Intervention."""

    def get_urls(self):
        page = self.admin_site.admin_view(self.verb_page)
        return [
            path("<int:pk>/stap/<slug:verb>/", page, name="interventions_intervention_verb"),
            *super().get_urls(),
        ]

    @answers(*DESK_METHODS)
    def verb_page(self, request, pk, verb):
        intervention = get_object_or_404(self.get_queryset(request), pk=pk)
        transition = workflow.TRANSITIONS.get(verb)
        if transition is None:
            raise Http404
        if not (self.has_view_permission(request) and request.user.has_perm(transition.permission)):
            raise PermissionDenied
        explanation = EXPLANATIONS[verb]
        form = NoteForm(explanation, data=request.POST if request.method == "POST" else None)
        if form.is_valid() and take(transition, intervention, form, by=request.user):
            messages.success(request, done(intervention, explanation))
            return HttpResponseRedirect(change_url(intervention))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"{transition.label}: {intervention}",
            "intervention": intervention,
            "transition": transition,
            "possible": intervention.status in transition.sources,
            "target": Intervention.Status(transition.target).label,
            "explanation": explanation,
            "form": form,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/interventions/intervention/verb.html", context)


def take(transition: workflow.Transition, intervention: Intervention, form, *, by) -> bool:
    """Take the step; when the workflow refuses, the form gets every reason and this says False."""
    verb = getattr(workflow, transition.verb)  # a transition and its function share their name
    try:
        verb(intervention, by=by, note=form.cleaned_data["note"])
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    return True


def done(intervention: Intervention, explanation: Explanation) -> str:
    sentence = format_html("{} {}", intervention, explanation.done)
    if intervention.status != Intervention.Status.PUBLISHED:
        return sentence
    return format_html(
        '{} <a href="{}">Bekijk op de site</a>', sentence, intervention.get_absolute_url()
    )


def change_url(intervention: Intervention) -> str:
    return reverse("admin:interventions_intervention_change", args=[intervention.pk])
