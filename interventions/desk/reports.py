"""Reports of mistakes at the desk: a queue, what was said, and what to do with it."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html

from interventions.desk.actions import Action, ReadOnly, action_page
from interventions.desk.entries import age
from interventions.desk.fields import in_words
from interventions.desk.notices import notice_panel
from interventions.desk.pages import DeskAdmin
from interventions.desk.proposals import Beside
from interventions.forms import reports
from interventions.models import Report

State = Report.State
# The step in the address, and the states in which it can be taken.
POSSIBLE = {
    "oppakken": (State.OPEN,),
    "verwerkt": (State.OPEN, State.IN_TREATMENT),
    "niet-overgenomen": (State.OPEN, State.IN_TREATMENT),
}
READ_BY = (
    "De melder leest dit op de eigen pagina. "
    "Het staat ook in de mail, als het mailadres bevestigd is."
)


def step_page(desk, request, pk, step):
    report = get_object_or_404(Report, pk=pk)
    if not request.user.has_perm(reports.PERMISSION):
        raise PermissionDenied
    action = _actions(report, request.user).get(step)
    if action is None:
        raise Http404
    back = reverse("admin:interventions_report_change", args=[pk])
    return action_page(desk, request, action, row=report, back=back)


class ReportAdmin(ReadOnly, DeskAdmin):
    own_pages = (("<int:pk>/stap/<slug:step>/", step_page, "step"),)
    list_display = ("subject", "state", "waiting_for", "sent_at", "by_owner", "with_whom")
    list_display_links = ("subject",)
    list_filter = ("state", "is_owner")
    list_select_related = ("intervention", "element", "taken_by")
    search_fields = ("text", "page", "intervention__name", "element__name")
    ordering = (F("decided_at").desc(nulls_first=True), "sent_at", "pk")
    told = ("about", "version", "text", "evidence", "by_owner", "sent_at")
    treated = ("with_whom", "taken_at", "by_whom", "decided_at", "answer")
    by_owner = in_words("is_owner", "eigenaar")
    with_whom = in_words("taken_by", "in behandeling bij")
    by_whom = in_words("decided_by", "besloten door")

    @admin.display(description="over")
    def subject(self, report):
        return str(report)

    @admin.display(description="wacht al")
    def waiting_for(self, report):
        return "" if report.decided_at else age(report.sent_at)

    @admin.display(description="pagina")
    def about(self, report):
        """A link only to what is ours: the visitor can have typed anything."""
        subject = report.element or report.intervention
        if subject and report.page:
            return format_html('<a href="{}">{}</a>', report.page, subject)
        return report.page or "niet gezegd"

    def get_fieldsets(self, request, obj=None):
        may_see = obj and reports.may_see_address(obj, request.user)
        contact = ("email", "confirmed_at") if may_see else ()
        return (
            ("De melding", {"fields": (*self.told, *contact)}),
            ("Behandeling", {"fields": self.treated}),
        )

    def get_readonly_fields(self, request, obj=None):
        return (*self.told, "email", "confirmed_at", *self.treated)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        subject = obj.element or obj.intervention
        context["steps"] = [
            (_actions(obj, request.user)[step].label, step)
            for step, states in POSSIBLE.items()
            if obj.state in states and request.user.has_perm(reports.PERMISSION)
        ]
        context["subject"] = subject
        context["proposals"] = [Beside(one, request.user) for one in obj.proposals.all()]
        context |= notice_panel(subject, request.user)
        return super().render_change_form(request, context, add, change, form_url, obj)


def _actions(report: Report, user) -> dict[str, Action]:
    return {
        "oppakken": Action(
            "In behandeling nemen",
            (
                "Anderen zien dat u dit uitzoekt.",
                "De melder ziet dat de melding in behandeling is, en krijgt een mail als er een "
                "adres bij staat.",
            ),
            "U behandelt deze melding.",
            lambda text: reports.take(report, by=user),
        ),
        "verwerkt": Action(
            "Verwerkt",
            (
                "De melding is afgehandeld: de pagina is aangepast, of dat gebeurt nog in een "
                "werkkopie.",
                "Bij de volgende versie staat klaar dat die na een melding is aangepast.",
            ),
            "De melding is verwerkt.",
            lambda text: reports.handle(report, by=user, answer=text),
            "Antwoord aan de melder",
            f"Dit mag leeg blijven. {READ_BY}",
        ),
        "niet-overgenomen": Action(
            "Niet overnemen",
            ("De pagina blijft zoals die is.",),
            "De melding is niet overgenomen.",
            lambda text: reports.decline(report, by=user, answer=text),
            "Waarom nemen wij dit niet over?",
            READ_BY,
            needs_text=True,
        ),
    }
