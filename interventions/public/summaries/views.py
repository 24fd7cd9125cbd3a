"""What policy staff hand on: each summary as a page and as a PDF."""

from collections.abc import Callable
from functools import wraps
from itertools import islice
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from elements import dates
from elements.models import Element
from interventions.finding.facets import ALL
from interventions.models import Intervention
from interventions.public.summaries import dossier as dossiers
from interventions.public.summaries.blocks import Summary
from interventions.public.summaries.content import (
    Reading,
    element_summary,
    elements_summary,
    intervention_summary,
)
from interventions.public.summaries.overview import counts, overview
from interventions.public.summaries.pdf import WAIT, Busy, dossier_pdf, summary_pdf
from interventions.sheet.document import names_of_slugs
from interventions.sheet.older import document_of
from interventions.showing.caching import cached
from interventions.showing.matrix import offered
from interventions.showing.methods import reads
from interventions.showing.withdrawn import withdrawn_page
from interventions.workflow import notices

PDF = "application/pdf"
MOST_EXAMPLES = 12  # of an element: two A4
MOST_IN_OVERVIEW = 30  # one A4
MOST_LISTED = 100


def as_pdf(view: Callable) -> Callable:
    """What the view answers is a file with a name that speaks; refused politely when it is busy."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        try:
            response = view(request, *args, **kwargs)
        except Busy:
            response = render(request, "public/summaries/busy.html", status=503)
            response["Retry-After"] = str(WAIT)
            response["Cache-Control"] = "no-store"
            return response
        if response.status_code == 200:
            name = f"{PurePosixPath(request.path).stem}-{dates.today().isoformat()}.pdf"
            response["Content-Type"] = PDF
            response["Content-Disposition"] = f'inline; filename="samenvatting-{name}"'
        return response

    return answer


@reads
@cached()
def summary_list(request):
    interventions = Intervention.objects.published().order_by_name()
    context = {
        "elements": list(Element.objects.in_use()),
        "interventions": list(interventions.only("slug", "name")[:MOST_LISTED]),
        "total": len(request.selection.index.ids),
    }
    return render(request, "public/summaries/summary_list.html", context)


# --- The elements together ------------------------------------------------------------------------


@reads
@cached()
def all_page(request):
    return _page(request, _all(request), "summaries:all-pdf")


@reads
@as_pdf
@cached()
def all_pdf(request):
    return HttpResponse(summary_pdf(_all(request), day=dates.today(), smallest=1))


def _all(request) -> Summary:
    elements = list(Element.objects.in_use())
    index = request.selection.index
    if len(index.ids) > MOST_IN_OVERVIEW:
        table = counts(index, elements)
    else:
        rows = dossiers.newest(list(index.in_order(index.everything, "naam")))
        names = names_of_slugs()
        table = overview([Reading(document_of(row), elements, names) for row in rows], elements)
    address = f"{settings.PUBLIC_URL}{reverse('summaries:all')}"
    versions = dossiers.newest_of_elements(elements)
    return elements_summary(versions, table, dates.today(), address)


# --- An element -----------------------------------------------------------------------------------


@reads
@cached()
def element_page(request, slug):
    return _page(request, _element(request, slug), "summaries:element-pdf", slug)


@reads
@as_pdf
@cached()
def element_pdf(request, slug):
    return HttpResponse(summary_pdf(_element(request, slug), day=dates.today(), smallest=0.9))


def _element(request, slug: str) -> Summary:
    element = get_object_or_404(Element.objects.public(), slug=slug)
    publication = element.publications.first()
    if publication is None:
        raise Http404
    index, elements = request.selection.index, list(Element.objects.public())
    ids = list(islice(index.strongest_first(slug), MOST_EXAMPLES))
    names = names_of_slugs()
    readings = [Reading(document_of(row), elements, names) for row in dossiers.newest(ids)]
    path = reverse("public:element-version", args=[slug, publication.number])
    return element_summary(
        element,
        publication,
        readings,
        f"{settings.PUBLIC_URL}{path}",
        total=index.element_bits[ALL].get(slug, 0).bit_count(),
        notice=notices.in_words(notices.in_force(element)),
    )


# --- An intervention ------------------------------------------------------------------------------


@reads
@cached()
def intervention_page(request, slug):
    summary = _intervention(slug)
    if summary is None:
        return withdrawn_page(request, slug)
    canonical = reverse("public:intervention-detail", args=[slug])
    return _page(request, summary, "summaries:intervention-pdf", slug, canonical=canonical)


@reads
@as_pdf
@cached()
def intervention_pdf(request, slug):
    summary = _intervention(slug)
    if summary is None:
        return withdrawn_page(request, slug)
    return HttpResponse(summary_pdf(summary, day=dates.today()))


def _intervention(slug: str) -> Summary | None:
    row = Intervention.objects.published().filter(slug=slug).first()
    publication = row.publications.select_related("intervention").first() if row else None
    if publication is None:
        return None
    return intervention_summary(
        publication,
        Reading(document_of(publication), list(Element.objects.public()), names_of_slugs()),
        dossiers.version_address(publication),
        notice=notices.in_words(notices.in_force(row)),
    )


# --- A dossier ------------------------------------------------------------------------------------


@reads
@cached(also=("interventie",))
def dossier_page(request):
    choice = dossiers.read_choice(request.GET, request.selection)
    request.has_faults = bool(choice.faults)
    context: dict[str, Any] = {"faults": choice.faults, "dossier": None, "choices": []}
    if choice.versions:
        context["dossier"] = _dossier(choice, offered(request.selection))
        query = request.GET.urlencode()
        context["pdf"] = f"{reverse('summaries:dossier-pdf')}?{query}"
    else:
        rows = Intervention.objects.published().order_by_name()
        context["choices"] = list(rows.only("slug", "name")[:MOST_LISTED])
    return render(request, "public/summaries/dossier.html", context)


@reads
@as_pdf
@cached(also=("interventie",))
def dossier_pdf_file(request):
    choice = dossiers.read_choice(request.GET, request.selection)
    request.has_faults = bool(choice.faults)
    if not choice.versions:
        return render(
            request, "public/summaries/no_dossier.html", {"faults": choice.faults}, status=404
        )
    made = _dossier(choice, offered(request.selection))
    return HttpResponse(
        dossier_pdf(made.opening, made.parts, made.after, made.closing, day=dates.today())
    )


def _dossier(choice: dossiers.Choice, shown: list[Element]) -> dossiers.Dossier:
    elements = list(Element.objects.public())
    return dossiers.make_dossier(choice, elements, shown, names_of_slugs(), dates.today())


def _page(request, summary: Summary, pdf: str, *args, canonical: str = "") -> HttpResponse:
    context = {
        "summary": summary,
        "pdf": reverse(pdf, args=args),
        "canonical": canonical or request.path,
    }
    return render(request, "public/summaries/summary_detail.html", context)
