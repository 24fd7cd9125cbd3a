"""The elements, and how interventions realise each."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse

from elements.models import Element, Term
from interventions.finding.facets import ALL, ARTICLE, FacetIndex, facet_index
from interventions.finding.selection.shortlist import carried
from interventions.models import Intervention, Statement
from interventions.public.structured import element_page
from interventions.showing.caching import cached
from interventions.showing.matrix import STRENGTH, Realised, realised_by
from interventions.showing.methods import reads
from interventions.showing.prose import TermLinker
from interventions.workflow import notices

MOST_SHOWN = 100  # more than anybody reads on one page; the list of interventions has them all


@reads
@cached()
def element_list(request):
    rows = Element.objects.public().select_related("source")
    elements = with_counts((row for row in rows if row.is_in_use), facet_index())
    context = {"elements": elements, "retired": [row for row in rows if row.retired_on]}
    return render(request, "public/element_list.html", context)


def with_counts(elements: Iterable[Element], index: FacetIndex) -> list[dict]:
    """Each element with the number of interventions that have it, and of those in the article."""
    return [
        {
            "element": element,
            "total": index.element_bits[ALL].get(element.slug, 0).bit_count(),
            "in_article": index.element_bits[ARTICLE].get(element.slug, 0).bit_count(),
        }
        for element in elements
    ]


@reads
@cached()
def element_detail(request, slug):
    elements = list(Element.objects.public().select_related("source"))
    element = next((row for row in elements if row.slug == slug), None)
    if element is None:
        raise Http404
    index = facet_index()
    ids = list(islice(index.strongest_first(slug), MOST_SHOWN))
    found = _realising(element, ids)
    context = {
        "about": element_page(element),
        "element": element,
        "elements": [row for row in elements if row.is_in_use],
        "version": element.publications.first(),  # the newest
        "notice": notices.in_force(element),
        "found": found,
        "total": index.element_bits[ALL].get(slug, 0).bit_count(),
        "in_article": index.element_bits[ARTICLE].get(slug, 0).bit_count(),
        "link_terms": TermLinker(
            Term.objects.exclude(name__iexact=element.short_name),
            glossary=carried(reverse("public:term-list"), request.selection.shortlist),
        ),
    }
    return render(request, "public/element_detail.html", context)


def _realising(element: Element, ids: Sequence[int]) -> list[tuple[Realised, str, str]]:
    """(cell, slug, name) of each of these interventions that has the element, strongest first."""
    statements = defaultdict(list)
    rows = Statement.objects.filter(element=element, intervention__in=ids).order_by("pk")
    for statement in rows.select_related("source"):
        statements[statement.intervention_id].append(statement)
    rows = Intervention.objects.published().filter(pk__in=statements).order_by()
    names = {pk: (slug, name) for pk, slug, name in rows.values_list("pk", "slug", "name")}
    found = [(realised_by(element, statements[pk]), *names[pk]) for pk in ids if pk in names]
    return sorted(found, key=lambda row: STRENGTH.index(row[0].state))
