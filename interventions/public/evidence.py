"""The evidence map: per theme or target group and element, what is known of research.

Counted on bit sets, so that a cell costs no query. More research is not better, and none is said in
three ways: nothing found, not read yet, nobody looked.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from elements.models import Element
from interventions.finding.facets import FacetIndex
from interventions.finding.selection import Selection
from interventions.models import Intervention
from interventions.sheet.research import KINDS, State
from interventions.showing.matrix import Named, named
from interventions.showing.research import pictures

MOST_STUDIES = 50


@dataclass(frozen=True)
class Cell:
    """How many interventions, and how many of those have each state; always all five, in order."""

    total: int
    query: str
    counts: list[tuple[State, int]]


@dataclass(frozen=True)
class Row:
    label: str
    cells: dict[str, Cell]  # by slug of the element
    whole: Cell


def evidence_rows(selection: Selection, facet: str, elements: list[Element]) -> Iterator[Row]:
    """A row for each value of the facet, or for each that is chosen. Each number is that of the
    list to which its cell leads.
    """
    chosen = selection.chosen.get(facet, ())
    for slug, label in selection.index.labels[facet].items():
        if not chosen or slug in chosen:
            within = selection.but(chosen={**selection.chosen, facet: (slug,)})
            yield _row(within, label, elements)


def evidence_total(selection: Selection, elements: list[Element]) -> Row:
    """The row for all of them together."""
    return _row(selection, "Alle samen", elements)


def _row(selection: Selection, label: str, elements: list[Element]) -> Row:
    """`selection` is what the row leads to."""
    index = selection.index
    # With 'een' a further element would add interventions, so a cell takes its element alone.
    others = "element" if selection.any_element else None
    among = index.hits(selection.limits, without=others)
    bits = index.element_bits[selection.scope]
    cells = {
        element.slug: _cell(
            selection, among & bits.get(element.slug, 0), _with(selection, element.slug)
        )
        for element in elements
    }
    return Row(label, cells, _cell(selection, selection.hits, selection.query))


def _cell(selection: Selection, members: int, query: str) -> Cell:
    return Cell(members.bit_count(), query, known_of(selection.index, members))


def known_of(index: FacetIndex, members: int) -> list[tuple[State, int]]:
    """How many of a bit set of interventions have each state of research; always all five."""
    known = index.bits["onderzoek"]
    return [(KINDS[kind], (members & known[kind]).bit_count()) for kind in KINDS]


def _with(selection: Selection, element: str) -> str:
    asked = () if selection.any_element else selection.chosen.get("element", ())
    chosen = asked if element in asked else (*asked, element)
    return selection.but(chosen={**selection.chosen, "element": chosen}).query


def studies(selection: Selection) -> list[tuple[Named, dict]]:
    """Those with research into their effect, by name, and what that says: whatever came out."""
    index = selection.index
    hits = selection.hits & index.bits["onderzoek"][Intervention.ResearchKind.EFFECT]
    ids = list(islice(index.in_order(hits, "naam"), MOST_STUDIES))
    known, names = pictures(ids), named(ids)
    return [(names[pk], said) for pk in ids if pk in names and (said := known.get(pk))]
