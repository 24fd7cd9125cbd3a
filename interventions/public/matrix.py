"""The overview: interventions, target groups or themes against the elements."""

from django.http import Http404
from django.shortcuts import render

from interventions.finding.facets import FACETS
from interventions.finding.selection import Fault, sentence
from interventions.models import Intervention
from interventions.showing.caching import cached
from interventions.showing.matrix import Cell, offered, states_by_intervention
from interventions.showing.methods import reads

ROWS = {
    "interventie": "Per interventie",
    **{name: f"Per {facet.title.lower()}" for name, facet in FACETS.items() if facet.groups},
}
PAGE_SIZE = 100


@reads
@cached(also=("rijen",), page_size=PAGE_SIZE)
def matrix_page(request):
    selection = request.selection
    if selection.page > selection.page_count:
        raise Http404
    asked = request.GET.get("rijen", "").strip()
    by = asked if asked in ROWS else "interventie"
    faults = list(selection.faults)
    if asked and asked not in ROWS:
        faults.append(Fault("rijen", asked[:60], "Deze keuze bestaat niet."))
    request.has_faults = bool(faults)
    elements = offered(selection)
    context = {
        "selection": selection,
        "sentence": sentence(selection),
        "by": by,
        "faults": faults,
        "elements": elements,
        "rows": _interventions(selection, elements) if by == "interventie" else [],
        "groups": _groups(selection, by, elements) if by != "interventie" else [],
        "views": [(value, title, _query(selection, value)) for value, title in ROWS.items()],
    }
    return render(request, "public/matrix.html", context)


def _query(selection, by):
    query = selection.but(sort=selection.sort).query
    if by == "interventie":
        return query or "?"
    return f"{query}&rijen={by}" if query else f"?rijen={by}"


def _interventions(selection, elements) -> list[tuple[str, str, dict[str, Cell]]]:
    """(slug, name, states of the filled cells by slug of the element) of each row of the page."""
    ids = selection.page_ids
    rows = Intervention.objects.published().filter(pk__in=ids).order_by()
    names = {pk: (slug, name) for pk, slug, name in rows.values_list("pk", "slug", "name")}
    states = states_by_intervention(ids, article_only=selection.article_only)
    return [
        (*names[pk], {e.slug: states[pk][e.pk] for e in elements if e.pk in states.get(pk, ())})
        for pk in ids
        if pk in names
    ]


def _groups(selection, facet, elements):
    """Per target group or theme: its name and, per element, how many and the list of them."""
    index, groups = selection.index, []
    bits = index.element_bits[selection.scope]
    for slug, label in index.labels[facet].items():
        members = selection.hits & index.bits[facet].get(slug, 0)
        cells = {
            element.slug: (
                (members & bits.get(element.slug, 0)).bit_count(),
                _cell_query(selection, facet, slug, element.slug),
            )
            for element in elements
        }
        groups.append({"label": label, "total": members.bit_count(), "cells": cells})
    return groups


def _cell_query(selection, facet, slug, element):
    chosen = {**selection.chosen, facet: (slug,)}
    if element not in chosen.get("element", ()):
        chosen["element"] = (*chosen.get("element", ()), element)
    return selection.but(chosen=chosen).query
