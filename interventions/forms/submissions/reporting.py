"""Saying that a page is not right, without an account; and following what is done about it."""

from django import forms
from django.conf import settings
from django.shortcuts import render
from django.urls import reverse

from elements.models import Element
from interventions.forms import reports
from interventions.forms.private import (
    NOT_MAILED,
    address_panel,
    confirmed,
    form_page,
    private_page,
    to,
    unknown_link,
)
from interventions.forms.public_form import GuardedForm, MailAddress, in_words, refused
from interventions.forms.submissions.proposing import FactForm, typed_about
from interventions.forms.submissions.questions import line, text
from interventions.models import Intervention, Proposal, Publication, Report
from interventions.sheet.proposed import proposable
from interventions.showing.methods import answers
from interventions.workflow import mail
from interventions.workflow.quota import spend

FOLLOW = "submissions:report-follow"
LONGEST_VERSION = 6  # digits
LONGEST_PAGE = 200


class ReportForm(GuardedForm):
    page = line(
        "Om welke pagina gaat het?", "De naam van de pagina, of het adres. Mag leeg blijven."
    )
    wrong = text(
        "Wat klopt er niet?",
        rows=5,
        most=3000,
        required=True,
        error_messages={"required": "Schrijf op wat er niet klopt."},
    )
    evidence = text(
        "Waar kunnen wij dat nagaan?", "Bijvoorbeeld een bron of website.", rows=2, most=1000
    )
    is_owner = forms.BooleanField(
        label="Ik ben de eigenaar van de interventie, of werk daar", required=False
    )
    email = MailAddress(
        help_text="Mag leeg blijven. Vult u het in, dan mailen wij u als er nieuws is.",
        required=False,
    )

    @property
    def said(self) -> dict:
        return self.cleaned_data

    def proposal(self) -> Proposal | None:
        """What it would be instead: words of which an editor has to make that."""
        return None


@answers("GET", "HEAD", "POST")
@form_page
def report_start(request):
    """The form; the page it is about stands in the address, and the fact where it is about one."""
    over = request.GET.get("over", "")
    subject = subject_of(over)
    in_summary = subject is not None and request.GET.get("bij") == "samenvatting"
    version = version_of(subject, request.GET.get("versie", ""))
    about, posted = {"page": over[:LONGEST_PAGE]}, None
    if request.method == "POST":  # no page in it when it was withdrawn while the visitor typed
        posted = request.POST.copy()
        posted.setdefault("page", about["page"])
    key, name, wait = request.GET.get("feit", ""), "report_start", 0
    form: FactForm | ReportForm
    if isinstance(subject, Intervention) and proposable(key):
        form, name = FactForm(subject, key, posted), "report_fact"
    else:
        if posted:
            posted.setdefault("wrong", typed_about(key, posted))
        form = ReportForm(posted, initial=about)
        if subject:
            del form.fields["page"]
    if form.is_valid():
        sent = form.key_for(request.get_full_path())
        if first := Report.objects.filter(key=sent).first():
            return to(request, FOLLOW, first.token)
        wait = spend("klopt-dit-niet", request.META["REMOTE_ADDR"], **settings.REPORT_QUOTA)
        if not wait:
            report = report_from(form.said, subject, version, in_summary=in_summary)
            report.key = sent
            mailed = not (report.email and mail.wait_of(request.META["REMOTE_ADDR"]))
            report = reports.send(report, to_reporter=mailed, proposal=form.proposal())
            return to(request, FOLLOW, report.token, query="" if mailed else NOT_MAILED)
    context = {
        "form": form,
        "subject": subject,
        "in_summary": in_summary,
        "version": version,
        "wait": in_words(wait) if wait else "",
        "no_such_fact": "feit" in request.GET,
    }
    page = render(request, f"forms/submissions/{name}.html", context)
    return refused(page, wait) if wait else page


@answers("GET", "HEAD", "POST")
@private_page
def report_follow(request, token):
    """How it stands with a report, and the answer when there is one."""
    related = ("intervention", "element")
    report = Report.objects.for_token(token).select_related(*related).first()
    if report is None:
        return unknown_link(request, "melding")
    if request.method == "POST":
        confirmed(request, report, token)
        return to(request, FOLLOW, report.token)
    subject = report.element or report.intervention
    if subject == report.intervention and not is_public(report.intervention):
        subject = None  # a withdrawn page has no address to go to
    context = {
        "report": report,
        "subject": subject,
        "private": reports.address_of(report, report.token),
        **address_panel(request, report, token),
    }
    return render(request, "forms/submissions/report_follow.html", context)


def subject_of(slug: str) -> Intervention | Element | None:
    """The public intervention or the element that a slug names; nothing for all else."""
    found = Intervention.objects.published().filter(slug=slug).first()
    return found or Element.objects.public().filter(slug=slug).first()


def is_public(intervention: Intervention | None) -> bool:
    return intervention is not None and intervention.status == Intervention.Status.PUBLISHED


def version_of(subject: Intervention | Element | None, asked: str) -> int | None:
    """The version that the visitor read: the one in the address if it is there, else the newest."""
    if subject is None:
        return None
    if isinstance(subject, Element):
        rows = Publication.objects.for_element(subject)
    else:
        rows = Publication.objects.for_intervention(subject)
    numbers = rows.values_list("number", flat=True)
    if asked.isascii() and asked.isdigit() and len(asked) <= LONGEST_VERSION:
        return numbers.filter(number=int(asked)).first() or numbers.first()
    return numbers.first()


def report_from(
    values: dict,
    subject: Intervention | Element | None,
    version: int | None,
    *,
    in_summary: bool,
) -> Report:
    report = Report(
        page=page_of(subject, in_summary=in_summary) if subject else values["page"],
        version=version,
        text=values["wrong"],
        evidence=values["evidence"],
        is_owner=values["is_owner"],
        email=values["email"],
    )
    if isinstance(subject, Element):
        report.element = subject
    else:
        report.intervention = subject
    return report


def page_of(subject: Intervention | Element, *, in_summary: bool) -> str:
    """The address of the page on this site: that of the text, or of its summary."""
    kind = "element" if isinstance(subject, Element) else "intervention"
    name = f"summaries:{kind}" if in_summary else f"public:{kind}-detail"
    return reverse(name, args=[subject.slug])
