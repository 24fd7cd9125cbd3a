"""Proposals at the desk: a list, each beside the text of now, and a page per step."""

from collections.abc import Iterable

from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import F
from django.http import Http404
from django.shortcuts import get_object_or_404

from elements.models import Element
from interventions.desk.actions import Action, ReadOnly, action_page
from interventions.desk.beside import QUOTE, RELATED, Beside, page_of, saved_with
from interventions.desk.descriptions.passages import quote_of, text_to_write
from interventions.desk.descriptions.statements import statement_page
from interventions.desk.entries import age
from interventions.desk.fields import in_words as field_in_words
from interventions.desk.pages import DeskAdmin
from interventions.models import Intervention, Proposal
from interventions.sheet import STATEMENTS
from interventions.sheet.proposed import ADDED, label_of_fact, proposable
from interventions.sheet.subjects import SUBJECT
from interventions.workflow.improving import publish_proposal
from interventions.workflow.proposals import (
    PROPOSAL_STEPS,
    digest,
    is_public,
    leave_out,
    reject,
    send_back,
    take_back,
)
from interventions.workflow.taking_over import accept

REPLACES = "De tekst is veranderd na het voorstel. Wat er nu staat, wordt dan vervangen."
OWN_WORDS = (
    "Schrijf in gewone taal wat de bron zegt. Een citaat mag ook: dan staan aanhalingstekens, bron "
    "en bladzijde erbij."
)
LONGEST_TEXT = 20_000
READ = "gelezen"  # the digest of the text that was shown

# --- Pages ----------------------------------------------------------------------------------------


def step_page(desk, request, pk, verb):
    """A step with what is proposed beside the text that the visitor of the desk has read."""
    row = get_object_or_404(Proposal.objects.select_related(*RELATED), pk=pk)
    step = PROPOSAL_STEPS.get(verb)
    if step is None:
        raise Http404
    if not (desk.has_view_permission(request) and request.user.has_perm(step.permission)):
        raise PermissionDenied
    if verb == "accept" and row.fact == STATEMENTS.key:
        return statement_page(desk, request, row)
    together = saved_with(row, request.user)
    beside = next(one for one in together if one.row.pk == row.pk)
    is_quote = QUOTE.items() <= {*request.GET.items()}
    begin = quote_of(row) if is_quote and beside.is_passage else ""
    action = _actions(beside, request.user, request.POST.get(READ, ""), begin)[verb]
    return action_page(
        desk,
        request,
        action,
        row=row,
        back=_back(beside, request.user),
        template="proposal/step",
        together=together,
        seen=digest(beside.parts_now),
        other_steps=[
            one for one in beside.steps if one[1] not in (request.path, request.get_full_path())
        ],
    )


def _back(beside: Beside, user) -> str:
    """To the proposal; of what a sheet says, to the text: there the next passage stands."""
    if not beside.row.is_of_sheet:
        return beside.url
    return page_of(text_to_write(beside.row.intervention, user) or beside.row.subject)


def _actions(beside: Beside, user, seen: str, begin: str = "") -> dict[str, Action]:
    """`begin`: the words that the form about a passage begins with."""
    row = beside.row
    is_text = isinstance(row.subject, Intervention)
    return {
        "accept": Action(
            PROPOSAL_STEPS["accept"].label,
            (
                *_what_accepting_does(row),
                *([REPLACES] if beside.is_outdated else []),
                *_about_source(row),
            ),
            "Het voorstel is overgenomen.",
            lambda text="": _taken(
                lambda: accept(row, by=user, seen=seen, said=_said(beside, text))
            ),
            text_label="Uw eigen woorden" if beside.is_passage else "",
            text_help=OWN_WORDS,
            text=begin,
            longest=LONGEST_TEXT,
            needs_text=beside.is_passage,
            keeps_text=beside.is_passage,
        ),
        "publish": Action(
            PROPOSAL_STEPS["publish"].label,
            (
                "De nieuwe tekst staat meteen op de site.",
                *(
                    ["Dit wordt een nieuwe versie, met de toelichting hieronder."]
                    if SUBJECT[beside.model].has_versions
                    else []
                ),
                *_about_source(row),
            ),
            "Dit staat nu op de site.",
            lambda text, tick=False: _taken(
                lambda: publish_proposal(row, by=user, note=text, is_news=tick)
            ),
            "Wat is er veranderd?",
            "Iedereen kan dit lezen bij de versies."
            if is_text or beside.model is Element
            else "Alleen de redactie leest dit.",
            row.reason,
            needs_text=True,
            keeps_text=True,
            tick_label="Dit is nieuws voor lezers" if is_text else "",
            tick_help="Dan komt het in de feed, in de mails aan volgers en bij ‘Nieuwste’. Laat "
            "het leeg bij een kleine verbetering.",
        ),
        "send_back": Action(
            PROPOSAL_STEPS["send_back"].label,
            (
                "De tekst op de site blijft zoals die is.",
                f"{beside.by} leest uw toelichting en kan het voorstel aanpassen.",
            ),
            "Het voorstel is teruggestuurd.",
            lambda text: _taken(lambda: send_back(row, by=user, note=text)),
            "Wat moet er anders?",
            "Alleen de redactie leest dit.",
            needs_text=True,
            keeps_text=True,
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
            "Alleen de redactie leest dit. Schrijf het antwoord aan een lezer bij de melding.",
            needs_text=True,
            keeps_text=True,
        ),
        "leave_out": Action(
            PROPOSAL_STEPS["leave_out"].label,
            (
                "De tekst blijft zoals die is.",
                "De passage blijft te lezen bij het werkblad.",
            ),
            "De passage is niet overgenomen.",
            lambda text: _taken(lambda: leave_out(row, by=user, note=text)),
            "Waarom niet?",
            "Dit mag leeg blijven. Alleen de redactie leest dit.",
        ),
        "take_back": Action(
            PROPOSAL_STEPS["take_back"].label,
            ("Uw voorstel gaat uit de lijst. De tekst blijft zoals die is.",),
            "U hebt uw voorstel teruggenomen.",
            lambda text: _taken(lambda: take_back(row, by=user, note=text)),
        ),
    }


def _said(beside: Beside, text: str) -> dict[str, str]:
    """The words for the field of a passage; what has a value of its own needs none."""
    return {beside.fields[0]: text.strip()} if beside.is_passage else {}


def _taken(take):
    """What a verb gives; who may not take this step reads why."""
    try:
        return take()
    except PermissionDenied as refusal:
        raise ValidationError(str(refusal)) from refusal


def _what_accepting_does(row: Proposal) -> Iterable[str]:
    if not is_public(row.subject):
        yield "De tekst hieronder komt in het concept."
        yield "U staat dan achter deze tekst: u bent de schrijver van deze wijziging."
        return
    yield "U staat dan achter dit voorstel: het wordt een voorstel van u."
    yield "Een ander leest het en publiceert het. Tot die tijd blijft de site zoals die is."


def _about_source(row: Proposal) -> list[str]:
    if row.sheet:
        return ["Het werkblad komt bij de bronnen van de interventie."]
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
        about = Proposal.objects.exclude(intervention=None).order_by("fact")
        keys = about.values_list("fact", flat=True).distinct()
        return [(key, label_of_fact(key)) for key in keys]

    def queryset(self, request, queryset):
        key = self.value() or ""
        return queryset.filter(fact=key) if key in ADDED or proposable(key) else queryset


class ProposerFilter(admin.SimpleListFilter):
    """By whether somebody outside proposed it."""

    title, parameter_name = "voorgesteld door", "van"

    def lookups(self, request, model_admin):
        return (("lezer", "een lezer"), ("redactie", "de redactie"), ("werkblad", "een werkblad"))

    def queryset(self, request, queryset):
        match self.value():
            case "lezer":
                return queryset.exclude(report=None)
            case "redactie":
                return queryset.exclude(proposed_by=None)
            case "werkblad":
                return queryset.of_sheets()
        return queryset


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
    readonly_fields = (
        *("proposed_at", "by_whom", "reason"),
        *("decided_at", "decided_by_whom", "note"),
    )
    fieldsets = ((None, {"fields": readonly_fields}),)
    decided_by_whom = field_in_words("decided_by", "besloten door")

    @admin.display(description="over")
    def subject_name(self, row):
        return str(row.subject)

    @admin.display(description="onderdeel", ordering="fact")
    def fact_name(self, row):
        return Beside(row, None).label

    @admin.display(description="wacht al")
    def waiting_for(self, row):
        return "" if row.decided_at else age(row.proposed_at)

    @admin.display(description="voorgesteld door")
    def by_whom(self, row):
        return Beside(row, None).by

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["together"] = saved_with(obj, request.user)
        context["steps"] = Beside(obj, request.user).steps
        context["about"] = page_of(obj.subject)
        context["copy"] = obj.intervention and obj.intervention.working_copies.first()
        context["copy_differs"] = obj.copy_differs
        return super().render_change_form(request, context, add, change, form_url, obj)
