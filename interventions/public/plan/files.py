"""The plan as a file, of which nothing is kept, and the checklist of one intervention."""

from collections.abc import Callable
from functools import partial

from django.http import HttpResponse
from django.shortcuts import render

from elements import dates
from interventions.finding.selection import Fault, read_selection
from interventions.public.plan.asked import read_asked
from interventions.public.plan.checklist import intervention_checklist as checklist_of
from interventions.public.plan.document import PARTS
from interventions.public.plan.making import make_plan
from interventions.public.summaries.choice import newest_public
from interventions.public.summaries.documents import DOCX, PDF, as_document, by_place
from interventions.public.summaries.dossier import reading_of, version_address
from interventions.public.summaries.pdf import summary_pdf
from interventions.public.summaries.word.files import summary_docx
from interventions.showing.caching import cached
from interventions.showing.methods import reads
from interventions.showing.withdrawn import withdrawn_page
from interventions.workflow import notices

# What is in a file is nobody's business but the visitor's, so its name says only which part it is.
NAMES = {"checklist": "checklist-per-element", "logboek": "logboek-van-aanpassingen"}


def _called(request) -> str:
    return NAMES.get(request.GET.get("deel", ""), "plan-op-de-elementen")


@reads
@as_document(DOCX, "docx", "attachment", _called)
def plan_docx(request):
    return _plan_file(request, summary_docx)


@reads
@as_document(PDF, "pdf", "inline", _called)
def plan_pdf(request):
    return _plan_file(request, partial(summary_pdf, smallest=1))


def _plan_file(request, make: Callable[..., bytes]) -> HttpResponse:
    """The plan, or its `deel`. A file cannot say what of the address was not used: 400 for one that
    was badly copied, 404 when there is no such part, or nothing to make a plan of.
    """
    selection = request.selection = read_selection(request.GET)
    asked, part = read_asked(request.GET, selection), request.GET.get("deel", "")
    faults = list(asked.faults)
    if part not in PARTS:
        faults.insert(0, Fault("deel", part[:60], "Dit deel van een plan bestaat niet."))
    copied = any(fault.is_badly_copied for fault in faults)
    if copied or part not in PARTS or not asked.elements:
        status, context = 400 if copied else 404, {"faults": faults, "query": asked.query}
        response = render(request, "public/no_plan.html", context, status=status)
    else:
        day = dates.today()
        response = HttpResponse(make(PARTS[part](make_plan(asked), day), day=day))
    response["Cache-Control"] = "no-store"  # the answers are the visitor's own
    return response


@reads
@as_document(DOCX, "docx", "attachment", by_place)
@cached()
def intervention_checklist(request, slug):
    """A page to fill in for each element that the intervention has by its sources."""
    publication = newest_public(slug)
    if publication is None:
        return withdrawn_page(request, slug)
    day = dates.today()
    summary = checklist_of(
        publication,
        reading_of(publication),
        version_address(publication),
        notice=notices.in_words(notices.in_force(publication.subject)),
        day=day,
    )
    return HttpResponse(summary_docx(summary, day=day))
