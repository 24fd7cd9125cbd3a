"""What policy staff hand on: each summary as a page, as a PDF and as a Word file."""

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from elements import dates
from elements.models import Element
from interventions.models import Intervention
from interventions.public.summaries.blocks import Summary
from interventions.public.summaries.choice import (
    Choice,
    newest,
    newest_of_elements,
    newest_public,
    of_now,
    read_choice,
)
from interventions.public.summaries.content import (
    Reading,
    elements_summary,
    intervention_summary,
)
from interventions.public.summaries.documents import as_docx, as_pdf
from interventions.public.summaries.dossier import (
    Dossier,
    make_dossier,
    reading_of,
    version_address,
)
from interventions.public.summaries.element_parts import element_summaries
from interventions.public.summaries.overview import counts, overview
from interventions.public.summaries.pdf import dossier_pdf, summary_pdf
from interventions.public.summaries.word.files import dossier_docx, summary_docx
from interventions.sheet.names import names_of_slugs
from interventions.sheet.older import document_of
from interventions.showing.caching import cached
from interventions.showing.matrix import offered
from interventions.showing.methods import reads
from interventions.showing.stopped import with_mark
from interventions.showing.withdrawn import withdrawn_page
from interventions.workflow import notices

MOST_IN_OVERVIEW = 30  # one A4
MOST_LISTED = 100
ENDINGS = ("pdf", "docx")
PICKED = ("interventie", "onderdeel")  # the parameters of a dossier picked by hand


@reads
@cached()
def summary_list(request):
    context = {
        "elements": list(Element.objects.in_use()),
        "interventions": _listed(),
        "total": len(request.selection.index.ids),
    }
    return render(request, "public/summaries/summary_list.html", context)


def _listed() -> list[dict[str, str]]:
    """The slugs and the names of the interventions to choose from, by name."""
    rows = Intervention.objects.published().order_by_name()
    values = rows.values_list("slug", "name", "activity", "activity_date")[:MOST_LISTED]
    return [{"slug": slug, "name": with_mark(name, *rest)} for slug, name, *rest in values]


# --- The elements together ------------------------------------------------------------------------


@reads
@cached()
def all_page(request):
    return _page(request, _all(request), "summaries:all")


@reads
@as_pdf
@cached()
def all_pdf(request):
    return HttpResponse(summary_pdf(_all(request), day=dates.today(), smallest=1))


@reads
@as_docx
@cached()
def all_docx(request):
    return HttpResponse(summary_docx(_all(request), day=dates.today()))


def _all(request) -> Summary:
    elements = list(Element.objects.in_use())
    index = request.selection.index
    if len(index.ids) > MOST_IN_OVERVIEW:
        table = counts(index, elements)
    else:
        rows = newest(list(index.in_order(index.everything, "naam")))
        names = names_of_slugs()
        table = overview([Reading(document_of(row), elements, names) for row in rows], elements)
    address = f"{settings.PUBLIC_URL}{reverse('summaries:all')}"
    versions = newest_of_elements(elements)
    return elements_summary(versions, table, dates.today(), address)


# --- An element -----------------------------------------------------------------------------------


@reads
@cached()
def element_page(request, slug):
    return _page(request, _element(request, slug), "summaries:element", slug)


@reads
@as_pdf
@cached()
def element_pdf(request, slug):
    return HttpResponse(summary_pdf(_element(request, slug), day=dates.today(), smallest=0.9))


@reads
@as_docx
@cached()
def element_docx(request, slug):
    return HttpResponse(summary_docx(_element(request, slug), day=dates.today()))


def _element(request, slug: str) -> Summary:
    element = get_object_or_404(Element.objects.public(), slug=slug)
    publication = element.publications.select_related("element__source").first()
    if publication is None:
        raise Http404
    of_now([publication])
    elements, index = list(Element.objects.public()), request.selection.index
    return element_summaries([publication], index, elements, names_of_slugs())[0]


# --- An intervention ------------------------------------------------------------------------------


@reads
@cached()
def intervention_page(request, slug):
    summary = _intervention(slug)
    if summary is None:
        return withdrawn_page(request, slug)
    canonical = reverse("public:intervention-detail", args=[slug])
    return _page(request, summary, "summaries:intervention", slug, canonical=canonical)


@reads
@as_pdf
@cached()
def intervention_pdf(request, slug):
    summary = _intervention(slug)
    if summary is None:
        return withdrawn_page(request, slug)
    return HttpResponse(summary_pdf(summary, day=dates.today()))


@reads
@as_docx
@cached()
def intervention_docx(request, slug):
    summary = _intervention(slug)
    if summary is None:
        return withdrawn_page(request, slug)
    return HttpResponse(summary_docx(summary, day=dates.today()))


def _intervention(slug: str) -> Summary | None:
    publication = newest_public(slug)
    if publication is None:
        return None
    return intervention_summary(
        publication,
        reading_of(publication),
        version_address(publication),
        notice=notices.in_words(notices.in_force(publication.subject)),
    )


# --- A dossier ------------------------------------------------------------------------------------


@reads
@cached(also=PICKED)
def dossier_page(request):
    choice = read_choice(request.GET, request.selection)
    request.has_faults = bool(choice.faults)
    context: dict[str, object] = {"faults": choice.faults, "dossier": None}
    context |= {"choices": [], "elements": []}
    if choice.is_empty:
        context["choices"] = _listed()
        context["elements"] = [row for row, _ in newest_of_elements(list(Element.objects.in_use()))]
    else:
        context["dossier"] = _dossier(request, choice)
        query = request.GET.urlencode()
        for ending in ENDINGS:
            context[ending] = f"{reverse(f'summaries:dossier-{ending}')}?{query}"
    return render(request, "public/summaries/dossier.html", context)


@reads
@as_pdf
@cached(also=PICKED)
def dossier_pdf_file(request):
    return _dossier_file(request, dossier_pdf)


@reads
@as_docx
@cached(also=PICKED)
def dossier_docx_file(request):
    return _dossier_file(request, dossier_docx)


def _dossier_file(request, make: Callable[..., bytes]) -> HttpResponse:
    choice = read_choice(request.GET, request.selection)
    request.has_faults = bool(choice.faults)
    copied = any(fault.is_badly_copied for fault in choice.faults)  # a file cannot say so
    if choice.is_empty or copied:
        status, context = 400 if copied else 404, {"faults": choice.faults}
        return render(request, "public/summaries/no_dossier.html", context, status=status)
    made = _dossier(request, choice)
    day = dates.today()
    return HttpResponse(make(made.opening, made.parts, made.after, made.closing, day=day))


def _dossier(request, choice: Choice) -> Dossier:
    selection, elements = request.selection, list(Element.objects.public())
    shown, names = offered(selection), names_of_slugs()
    return make_dossier(choice, selection.index, elements, shown, names, dates.today())


def _page(request, summary: Summary, name: str, *args, canonical: str = "") -> HttpResponse:
    """The page of a summary; `name` is that of its address."""
    context = {
        "summary": summary,
        "canonical": canonical or request.path,
        **{ending: reverse(f"{name}-{ending}", args=args) for ending in ENDINGS},
    }
    return render(request, "public/summaries/summary_detail.html", context)
