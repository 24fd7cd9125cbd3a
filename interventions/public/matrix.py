"""The overview: interventions, target groups or themes against the elements."""

from dataclasses import asdict, dataclass

from django.http import Http404
from django.shortcuts import render

from interventions.finding.facets import FACETS
from interventions.finding.selection import Fault, sentence
from interventions.public.evidence import evidence_rows, evidence_total, studies
from interventions.sheet.research import KINDS, State, states_of
from interventions.showing.caching import cached
from interventions.showing.matrix import Cell, Named, named, offered, states_by_intervention
from interventions.showing.methods import reads
from interventions.showing.research import pictures

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
        "rows": [],
        "groups": [],
        "views": [(value, title, _query(selection, value)) for value, title in ROWS.items()],
    }
    if by == "interventie":
        context["rows"] = _interventions(selection, elements)
    else:
        context["groups"] = list(evidence_rows(selection, by, elements))
        context |= {
            "whole": evidence_total(selection, elements),
            "studies": studies(selection),
            "states": list(KINDS.values()),
        }
    return render(request, "public/matrix.html", context)


def _query(selection, by):
    query = selection.but(sort=selection.sort).query
    if by == "interventie":
        return query or "?"
    return f"{query}&rijen={by}" if query else f"?rijen={by}"


@dataclass(frozen=True)
class Row(Named):
    """An intervention: `cells` are the states of what is filled, by slug of the element."""

    cells: dict[str, Cell]
    states: list[tuple[State, str]]  # what research says


def _interventions(selection, elements) -> list[Row]:
    ids = selection.page_ids
    found = named(ids)
    cells = states_by_intervention(ids, article_only=selection.article_only)
    known = pictures(ids)
    return [
        Row(
            **asdict(found[pk]),
            cells={e.slug: cells[pk][e.pk] for e in elements if e.pk in cells.get(pk, ())},
            states=states_of(known.get(pk)),
        )
        for pk in ids
        if pk in found
    ]
