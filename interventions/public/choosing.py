"""What the pages that help to choose share: rows by their place in the index, and what to tick."""

from collections.abc import Iterable

from interventions.finding.facets import FacetIndex
from interventions.finding.selection import Selection
from interventions.models import Intervention

MOST_LISTED = 100  # so many boxes still fit on a page


def rows_at(index: FacetIndex, places: Iterable[int]) -> dict[int, Intervention]:
    """The published interventions at these positions of the index, with what a line shows."""
    ids = {index.ids[place]: place for place in places}
    rows = Intervention.objects.published().only("slug", "name", "activity", "activity_date")
    return {ids[pk]: row for pk, row in rows.in_bulk(list(ids)).items()}


def pickable(selection: Selection, *also: str) -> list[Intervention]:
    """What a form offers to choose from, by name.

    Everything while that fits on a page; else what is on the visitor's list and what is in `also`.
    """
    index = selection.index
    slugs = index.positions if len(index.ids) <= MOST_LISTED else {*selection.shortlist, *also}
    rows = rows_at(index, [index.positions[slug] for slug in slugs])
    return [rows[place] for place in sorted(rows)]


def all_fit(index: FacetIndex) -> bool:
    """Whether `pickable` offers everything."""
    return len(index.ids) <= MOST_LISTED
