"""The seven elements, and how interventions realise each."""

from collections.abc import Iterable, Iterator
from itertools import islice

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse

from elements.models import Element, Term
from interventions.caching import cached
from interventions.facets import ALL, ARTICLE, FacetIndex, facet_index
from interventions.matrix import STRENGTH, realised
from interventions.methods import reads
from interventions.models import Intervention
from interventions.prose import TermLinker
from interventions.selection.shortlist import carried

MOST_SHOWN = 100  # more than anybody reads on one page; the list of interventions has them all


@reads
@cached()
def element_list(request):
    elements = with_counts(Element.objects.select_related("source"), facet_index())
    return render(request, "pages/element_list.html", {"elements": elements})


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


def _strongest_first(index: FacetIndex, slug: str) -> Iterator[int]:
    """The ids of those that have the element, in the order of the states, then by name."""
    sets = (index.naming[ARTICLE], index.naming[ALL], index.element_bits[ALL])
    contrast = index.element_bits[ALL].get(slug, 0) & ~index.covering[ALL].get(slug, 0)
    done = 0
    for hits in (sets[0].get(slug, 0), sets[1].get(slug, 0), contrast, sets[2].get(slug, 0)):
        yield from index.in_order(hits & ~done, "naam")
        done |= hits


@reads
@cached()
def element_detail(request, slug):
    elements = list(Element.objects.select_related("source"))
    element = next((row for row in elements if row.slug == slug), None)
    if element is None:
        raise Http404
    index = facet_index()
    ids = list(islice(_strongest_first(index, slug), MOST_SHOWN))
    rows = Intervention.objects.published().for_cards().in_bulk(ids)
    found = [
        (cell, rows[pk])
        for pk in ids
        if pk in rows
        for cell in realised(rows[pk])
        if cell.element == element
    ]
    found.sort(key=lambda row: STRENGTH.index(row[0].state))
    context = {
        "element": element,
        "elements": elements,
        "found": found,
        "total": index.element_bits[ALL].get(slug, 0).bit_count(),
        "in_article": index.element_bits[ARTICLE].get(slug, 0).bit_count(),
        "link_terms": TermLinker(
            Term.objects.exclude(name__iexact=element.short_name),
            glossary=carried(reverse("pages:term-list"), request.selection.shortlist),
        ),
    }
    return render(request, "pages/element_detail.html", context)
