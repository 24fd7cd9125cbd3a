"""The overview as rows of words or of numbers."""

from collections.abc import Iterator

from elements.models import Element
from interventions.finding.facets import FACETS
from interventions.finding.selection import Selection
from interventions.models import Intervention
from interventions.open_data.files.rows import pieces
from interventions.sheet.permanent import permanent
from interventions.showing.matrix import Cell, states_by_intervention
from interventions.showing.stopped import with_mark

KEY, ADDRESS = "Kenmerk", "Vast adres"  # headings for programs
GROUPED = {name: facet.title for name, facet in FACETS.items() if facet.groups}


def overview(
    selection: Selection, elements: list[Element], by: str, *, for_people: bool = False
) -> tuple[list[str], Iterator[list]] | None:
    """Head and rows: of interventions the state of each cell, of groups how many there are.

    None when there is no overview by that name. For people without slugs and permanent addresses,
    with a mark at an approach that is stopped, and with numbers that add up.
    """
    names = [element.short_name for element in elements]
    slug, address = ([], []) if for_people else ([KEY], [ADDRESS])
    if not is_overview(by):
        return None
    if by == "interventie":
        head = ["Interventie", *slug, *names, *address]
        return head, _interventions(selection, elements, for_people)
    head = [GROUPED[by], *slug, "Interventies", *names]
    return head, _groups(selection, elements, by, for_people)


def is_overview(by: str) -> bool:
    """Whether there is an overview by that name."""
    return by == "interventie" or by in GROUPED


def _interventions(
    selection: Selection, elements: list[Element], for_people: bool
) -> Iterator[list]:
    published = Intervention.objects.published().order_by()
    for ids in pieces(selection.ids):
        rows = published.filter(pk__in=ids)
        names = {
            pk: [with_mark(name, *activity)] if for_people else [name, slug]
            for pk, name, slug, *activity in rows.values_list(
                "pk", "name", "slug", "activity", "activity_date"
            )
        }
        states = states_by_intervention(ids, article_only=selection.article_only)
        for pk in ids:
            if pk in names:
                found = states.get(pk, {})
                address = [] if for_people else [permanent("intervention", names[pk][1])]
                cells = (found.get(element.pk, Cell.NONE).label for element in elements)
                yield [*names[pk], *cells, *address]


def _groups(
    selection: Selection, elements: list[Element], by: str, for_people: bool
) -> Iterator[list]:
    index = selection.index
    bits = index.element_bits[selection.scope]
    for slug, label in index.labels[by].items():
        members = selection.hits & index.bits[by].get(slug, 0)
        counts = [(members & bits.get(element.slug, 0)).bit_count() for element in elements]
        numbers = [members.bit_count(), *counts]
        yield [label, *numbers] if for_people else [label, slug, *map(str, numbers)]
