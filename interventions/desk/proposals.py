"""Proposals at the desk: a list, each beside the text of now, and a page per step."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from interventions.desk.actions import Action, ReadOnly, action_page
from interventions.desk.entries import age
from interventions.desk.fields import in_words as field_in_words
from interventions.desk.pages import DeskAdmin
from interventions.models import Intervention, Proposal
from interventions.sheet.differences import Words, word_differences
from interventions.sheet.proposed import (
    fields_of,
    held,
    in_words,
    label_of_fact,
    proposable,
    proposed,
)
from interventions.showing.bibliography import source_named
from interventions.workflow import steps
from interventions.workflow.proposals import (
    PROPOSAL_STEPS,
    digest,
    goal_of,
    reject,
    take_back,
    text_now,
)
from interventions.workflow.taking_over import accept

REPLACES = "De tekst is veranderd na het voorstel. Wat er nu staat, wordt dan vervangen."
READ = "gelezen"  # the digest of the text that was shown
RELATED = ("intervention", "element", "source", "term", "report", "proposed_by", "decided_by")


@dataclass
class Beside:
    """A proposal with the text of now, for the page of a text and for its own."""

    row: Proposal
    user: Any
    goal: Intervention | None = None  # where it would be filled in, for who knows

    @property
    def label(self) -> str:
        return label_of_fact(self.row.fact)

    @property
    def fields(self) -> tuple[str, ...]:
        return fields_of(self.row.fact)

    @property
    def anchor(self) -> str:
        return f"voorstel-{self.row.pk}"

    @property
    def url(self) -> str:
        return reverse("admin:interventions_proposal_change", args=[self.row.pk])

    @property
    def by(self) -> str:
        return str(self.row.proposed_by) if self.row.proposed_by_id else "een lezer"

    @cached_property
    def parts_now(self) -> dict:
        """Of a decided one, the text that it was made on."""
        if not self.is_open:
            return self.row.before
        return held(self.goal, self.row.fact) if self.goal else text_now(self.row)

    @property
    def is_open(self) -> bool:
        return self.row.status == Proposal.Status.OPEN

    @property
    def is_outdated(self) -> bool:
        return self.parts_now != self.row.before

    @property
    def then(self) -> str:
        return in_words(self.row.before, self.row.fact)

    @property
    def now(self) -> str:
        return in_words(self.parts_now, self.row.fact)

    @property
    def wanted(self) -> str:
        return in_words(proposed(self.parts_now, self.row.values, self.row.fact), self.row.fact)

    @property
    def words(self) -> Words:
        return word_differences(self.now, self.wanted)

    @property
    def steps(self) -> list[tuple[str, str]]:
        """(label, address) of what this person can do with it."""
        if not self.is_open:
            return []
        return [
            (step.label, step_address(self.row, verb))
            for verb, step in PROPOSAL_STEPS.items()
            if steps.may(step, self.row, self.user)
        ]


def step_address(row: Proposal, verb: str) -> str:
    return reverse("admin:interventions_proposal_step", args=[row.pk, verb])


def proposals_panel(row: Intervention, user) -> dict:
    """What the page of a text shows of the open proposals about it."""
    if not user.has_perm("interventions.view_proposal"):
        return {"proposals": []}
    rows = Proposal.objects.about(row).open().select_related(*RELATED).order_by("proposed_at", "pk")
    live = row.replaces or row
    goal = live.working_copies.first() or live
    return {"proposals": [Beside(one, user, goal) for one in rows]}


# --- Pages ----------------------------------------------------------------------------------------


def step_page(desk, request, pk, verb):
    """A step with what is proposed beside the text that the visitor of the desk has read."""
    row = get_object_or_404(Proposal.objects.select_related(*RELATED), pk=pk)
    step = PROPOSAL_STEPS.get(verb)
    if step is None:
        raise Http404
    if not (desk.has_view_permission(request) and request.user.has_perm(step.permission)):
        raise PermissionDenied
    beside = Beside(row, request.user)
    back = beside.url
    action = _actions(beside, request.user, request.POST.get(READ, ""))[verb]
    return action_page(
        desk,
        request,
        action,
        row=row,
        back=back,
        template="proposal/step",
        beside=beside,
        seen=digest(beside.parts_now),
    )


def _actions(beside: Beside, user, seen: str) -> dict[str, Action]:
    row = beside.row
    return {
        "accept": Action(
            PROPOSAL_STEPS["accept"].label,
            (
                f"De tekst hieronder komt in {_where(row)}.",
                *([REPLACES] if beside.is_outdated else []),
                "U staat dan achter deze tekst: u bent de schrijver van deze wijziging.",
                "Een ander leest de tekst en publiceert, zoals altijd.",
                *_about_source(row),
            ),
            "Het voorstel is overgenomen. De tekst staat in het concept.",
            lambda text: _taken(lambda: take_over(row, by=user, seen=seen)),
        ),
        "reject": Action(
            PROPOSAL_STEPS["reject"].label,
            (
                "De tekst blijft zoals die is.",
                "Het voorstel gaat uit de lijst.",
            ),
            "Het voorstel is niet overgenomen.",
            lambda text: _taken(lambda: reject(row, by=user, note=text)),
            "Waarom niet?",
            "Verplicht. Alleen de redactie leest dit. Schrijf het antwoord aan een lezer bij de "
            "melding.",
        ),
        "take_back": Action(
            PROPOSAL_STEPS["take_back"].label,
            ("Uw voorstel gaat uit de lijst. De tekst blijft zoals die is.",),
            "U hebt uw voorstel teruggenomen.",
            lambda text: _taken(lambda: take_back(row, by=user, note=text)),
        ),
    }


def take_over(row: Proposal, *, by, seen: str) -> Intervention:
    """Fill in the text, with the source that was named: known at its address, or new and unread."""
    with transaction.atomic():
        named = row.source_title or row.source_url
        source = source_named(row.source_title, row.source_url) if named else None
        return accept(row, by=by, source=source, seen=seen)


def _taken(take):
    """What a verb gives; who may not take this step reads why."""
    try:
        return take()
    except PermissionDenied as refusal:
        raise ValidationError(str(refusal)) from refusal


def _where(row: Proposal) -> str:
    goal = goal_of(row)
    if goal.replaces_id:
        return "de werkkopie"
    public = (Intervention.Status.PUBLISHED, Intervention.Status.WITHDRAWN)
    return "een nieuwe werkkopie" if goal.status in public else "het concept"


def _about_source(row: Proposal) -> list[str]:
    if not (row.source_title or row.source_url):
        return []
    return [
        "De bron komt bij de bronnen van de interventie. Kennen wij die nog niet? Dan staat erbij "
        "dat de redactie die nog niet las. Lees de bron en pas dat aan."
    ]


class FactFilter(admin.SimpleListFilter):
    """By fact, of those that a proposal is about."""

    title, parameter_name = "onderdeel", "onderdeel"

    def lookups(self, request, model_admin):
        keys = Proposal.objects.order_by("fact").values_list("fact", flat=True).distinct()
        return [(key, label_of_fact(key)) for key in keys]

    def queryset(self, request, queryset):
        return queryset.filter(fact=self.value()) if proposable(self.value() or "") else queryset


class ProposerFilter(admin.SimpleListFilter):
    """By whether somebody outside proposed it."""

    title, parameter_name = "voorgesteld door", "van"

    def lookups(self, request, model_admin):
        return (("lezer", "een lezer"), ("redactie", "de redactie"))

    def queryset(self, request, queryset):
        wanted = {"lezer": False, "redactie": True}.get(self.value() or "")
        return queryset if wanted is None else queryset.filter(report__isnull=wanted)


class ProposalAdmin(ReadOnly, DeskAdmin):
    own_pages = (("<int:pk>/stap/<slug:verb>/", step_page, "step"),)
    list_display = (
        "subject_name",
        "fact_name",
        "status",
        "waiting_for",
        "by_whom",
        "decided_by_whom",
    )
    list_display_links = ("subject_name",)
    list_filter = ("status", FactFilter, ProposerFilter)
    list_select_related = RELATED
    search_fields = ("intervention__name", "element__name", "source__title", "term__name")
    ordering = (F("decided_at").desc(nulls_first=True), "proposed_at", "pk")
    readonly_fields = ("proposed_at", "by_whom", "decided_at", "decided_by_whom", "note")
    fieldsets = ((None, {"fields": readonly_fields}),)
    decided_by_whom = field_in_words("decided_by", "besloten door")

    @admin.display(description="over")
    def subject_name(self, row):
        return str(row.subject)

    @admin.display(description="onderdeel", ordering="fact")
    def fact_name(self, row):
        return label_of_fact(row.fact)

    @admin.display(description="wacht al")
    def waiting_for(self, row):
        return "" if row.decided_at else age(row.proposed_at)

    @admin.display(description="voorgesteld door")
    def by_whom(self, row):
        return Beside(row, None).by

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["beside"] = Beside(obj, request.user)
        context["copy"] = obj.intervention and obj.intervention.working_copies.first()
        return super().render_change_form(request, context, add, change, form_url, obj)
