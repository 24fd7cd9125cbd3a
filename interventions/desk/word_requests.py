"""Asked-for words at the desk: a list, what waits for each, and a page per step."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from interventions.desk.actions import Action, ReadOnly, action_page
from interventions.desk.asked import done, page_of
from interventions.desk.entries import age
from interventions.desk.fields import in_words
from interventions.desk.pages import DeskAdmin
from interventions.models import WordRequest
from interventions.workflow import steps, words
from interventions.workflow.words import WORD_STEPS


def step_page(desk, request, pk, verb):
    row = get_object_or_404(WordRequest, pk=pk)
    if verb not in WORD_STEPS:
        raise Http404
    if not steps.may(WORD_STEPS[verb], row, request.user):
        raise PermissionDenied
    action = _actions(row, request.user)[verb]
    return action_page(desk, request, action, row=row, back=page_of(row))


def _actions(row: WordRequest, user) -> dict[str, Action]:
    return {
        "grant": Action(
            WORD_STEPS["grant"].label,
            (
                "Het woord komt meteen in de lijst. Iedereen kan het daarna kiezen.",
                "De teksten hieronder die erop wachten, krijgen het ook.",
                "Wie het vroeg, krijgt bericht.",
            ),
            done(row),
            lambda text: words.grant(row, by=user),
        ),
        "refuse": Action(
            WORD_STEPS["refuse"].label,
            ("De lijst blijft zoals die is.", "Wie het vroeg, leest uw antwoord."),
            f"{row} is niet toegevoegd.",
            lambda text: words.refuse(row, by=user, note=text),
            "Waarom niet?",
            "Verplicht. Noem bijvoorbeeld het woord dat er al is.",
            longest=1000,
        ),
        "take_back": Action(
            WORD_STEPS["take_back"].label,
            ("De vraag gaat uit de lijst. De teksten blijven zoals ze zijn.",),
            "U hebt de vraag teruggenomen.",
            lambda text: words.take_back(row, by=user),
        ),
    }


class WordRequestAdmin(ReadOnly, DeskAdmin):
    own_pages = (("<int:pk>/stap/<slug:verb>/", step_page, "step"),)
    list_display = ("name", "kind", "status", "waiting_for", "by_whom", "decided_by_whom")
    list_display_links = ("name",)
    list_filter = ("status", "kind")
    list_select_related = ("asked_by", "decided_by")
    search_fields = ("name",)
    ordering = (F("decided_at").desc(nulls_first=True), "asked_at", "pk")
    readonly_fields = (
        "kind",
        "name",
        "by_whom",
        "asked_at",
        "decided_by_whom",
        "decided_at",
        "note",
    )
    fieldsets = ((None, {"fields": readonly_fields}),)
    by_whom = in_words("asked_by", "gevraagd door")
    decided_by_whom = in_words("decided_by", "besloten door")

    @admin.display(description="wacht al")
    def waiting_for(self, row):
        return "" if row.decided_at else age(row.asked_at)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["steps"] = [
            (step.label, reverse("admin:interventions_wordrequest_step", args=[obj.pk, verb]))
            for verb, step in WORD_STEPS.items()
            if obj.status in step.sources and steps.may(step, obj, request.user)
        ]
        wishes = obj.wishes.exclude(intervention=None).select_related("intervention", "by")
        context["wishes"] = wishes.order_by("intervention__name_key", "pk")
        return super().render_change_form(request, context, add, change, form_url, obj)
