"""The overview as rows of words or of numbers."""

from collections.abc import Iterator

from elements.models import Element
from interventions.finding.facets import FACETS
from interventions.finding.selection import Selection
from interventions.models import Intervention
from interventions.open_data.files.rows import pieces
from interventions.showing.matrix import Cell, states_by_intervention

GROUPED = {name: facet.title for name, facet in FACETS.items() if facet.groups}


def overview(
    selection: Selection, elements: list[Element], by: str
) -> tuple[list[str], Iterator[list[str]]] | None:
    """Head and rows: of interventions the state of each cell, of groups how many there are.

    None when there is no overview by that name.
    """
    names = [element.short_name for element in elements]
    if by == "interventie":
        return ["Interventie", "Kenmerk", *names], _interventions(selection, elements)
    if by in GROUPED:
        return [GROUPED[by], "Kenmerk", "Interventies", *names], _groups(selection, elements, by)
    return None


def _interventions(selection: Selection, elements: list[Element]) -> Iterator[list[str]]:
    published = Intervention.objects.published().order_by()
    for ids in pieces(selection.ids):
        rows = published.filter(pk__in=ids).values_list("pk", "name", "slug")
        names = {pk: [name, slug] for pk, name, slug in rows}
        states = states_by_intervention(ids, article_only=selection.article_only)
        for pk in ids:
            if pk in names:
                found = states.get(pk, {})
                yield [*names[pk], *(found.get(e.pk, Cell.NONE).label for e in elements)]


def _groups(selection: Selection, elements: list[Element], by: str) -> Iterator[list[str]]:
    index = selection.index
    bits = index.element_bits[selection.scope]
    for slug, label in index.labels[by].items():
        members = selection.hits & index.bits[by].get(slug, 0)
        counts = [(members & bits.get(element.slug, 0)).bit_count() for element in elements]
        yield [label, slug, *map(str, (members.bit_count(), *counts))]
