"""The elements, and how interventions realise each."""

from collections.abc import Iterable
from itertools import islice

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse

from elements.models import Element, Term
from interventions.finding.facets import ALL, ARTICLE, FacetIndex, facet_index
from interventions.finding.selection import described
from interventions.finding.selection.shortlist import carried
from interventions.public import guide
from interventions.public.plan.plan import ANSWERS, LABELS
from interventions.public.structured import element_page
from interventions.sheet import FACT
from interventions.showing.caching import cached
from interventions.showing.matrix import realising
from interventions.showing.methods import reads
from interventions.showing.prose import TermLinker
from interventions.workflow import notices


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
    selection = request.selection
    index = selection.index
    examples = guide.examples(selection, element)
    members = guide.having(index, element)
    only = index.contrasting[ALL].get(slug, 0) & ~members
    opposite = list(islice(index.in_order(only, "naam"), guide.MOST_TOLD))
    groups, settings = (guide.per_value(index, facet, members) for facet in guide.NARROWING)
    context = {
        "about": element_page(element),
        "element": element,
        "elements": [row for row in elements if row.is_in_use],
        "version": element.publications.first(),  # the newest
        "notice": notices.in_force(element),
        "gone": guide.gone_points(element),
        "answers": [(answer, LABELS[answer]) for answer in ANSWERS],
        "total": members.bit_count(),
        "in_article": index.element_bits[ARTICLE].get(slug, 0).bit_count(),
        "described": len(index.ids),
        "examples": examples,
        "among": described(examples.among).removeprefix("interventies "),
        "contrasts": realising(element, opposite),
        "opposite": only.bit_count(),
        "cautions": guide.said(index, element, FACT["aandachtspunten"]),
        "roles": guide.said(index, element, FACT["rolGemeente"]),
        "groups": groups,
        "settings": settings,
        "not_found": [label for _, label, count in (*groups, *settings) if not count],
        "known": guide.research(index, element),
        "link_terms": TermLinker(
            Term.objects.exclude(name__iexact=element.short_name),
            glossary=carried(reverse("public:term-list"), selection.shortlist),
        ),
    }
    return render(request, "public/element_detail.html", context)
