"""How others do it: which statements show an element best to this visitor."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from elements.models import Element
from interventions.finding.facets import ALL, ARTICLE, FACETS, FacetIndex
from interventions.finding.facets.index import bit_set
from interventions.models import Statement
from interventions.models.statement import counts
from interventions.public.plan.plan import Asked, Example
from interventions.showing.matrix import Named, realised_by
from interventions.showing.nearest import WEIGHTS, add_weight, highest

MOST_EXAMPLES = 3
STRENGTHS = 4  # a shared facet counts for more than any strength of a statement
Stated = Mapping[tuple[int, int], list[Statement]]  # (intervention, element) -> statements


def fits(asked: Asked) -> list[int]:
    """How much each intervention shares of what was chosen, as the slices of `nearest`."""
    index, slices = asked.selection.index, [0, 0]  # two empty digits, for the strength
    for facet, slugs in asked.chosen.items():
        for slug in slugs:
            add_weight(slices, index.bits[facet][slug], WEIGHTS[facet] * STRENGTHS)
    return slices


def first_of(
    asked: Asked, element: Element, bits: int, fit: Sequence[int], most: int = MOST_EXAMPLES
) -> list[int]:
    """The positions in `bits` that come first: the visitor's own, those that share most of what
    was chosen, the strongest statement, the name.
    """
    index = asked.selection.index
    own = [
        place
        for slug in dict.fromkeys((*asked.named, *asked.selection.shortlist))
        if bits >> (place := index.positions[slug]) & 1
    ][:most]
    slices = [*strengths(index, element), *fit[2:]]
    return [*own, *highest(slices, bits & ~bit_set(own), most - len(own))]


def strengths(index: FacetIndex, element: Element) -> tuple[int, int]:
    """(named by another source, named by the article): the bit sets. Neither: by the editors."""
    article = index.naming[ARTICLE].get(element.slug, 0)
    return index.naming[ALL].get(element.slug, 0) & ~article, article


def statements_of(ids: Iterable[int], elements: Sequence[Element]) -> Stated:
    """The statements about these elements of these interventions. Two queries."""
    by_pk = {element.pk: element for element in elements}
    rows = Statement.objects.filter(intervention__in=set(ids), element__in=by_pk)
    found = defaultdict(list)
    for row in rows.select_related("source").prefetch_related("extra_sources").order_by("pk"):
        row.element = by_pk[row.element_id]
        found[row.intervention_id, row.element_id].append(row)
    return found


def examples(
    asked: Asked,
    element: Element,
    places: Iterable[int],
    names: Mapping[int, Named],
    stated: Stated,
    *,
    contrast: bool = False,
) -> list[Example]:
    """Of each intervention at these places its strongest statement of the element; with `contrast`
    the one that names it as the opposite case.
    """
    index, found = asked.selection.index, []
    for place in places:
        pk = index.ids[place]
        rows = [row for row in stated.get((pk, element.pk), ()) if counts(row.kind) != contrast]
        if rows and pk in names:
            strongest = realised_by(element, rows).statements[0]
            found.append(Example(names[pk], strongest, tuple(_shared(asked, place))))
    return found


def _shared(asked: Asked, place: int) -> Iterable[str]:
    index = asked.selection.index
    for facet, slugs in asked.chosen.items():
        for slug in slugs:
            if index.bits[facet][slug] >> place & 1:
                yield FACETS[facet].in_sentence(index.labels[facet][slug])


def note(asked: Asked, found: Sequence[Example]) -> str:
    """What has to be said of how the examples fit."""
    if not found:
        return "Wij vonden nog geen interventie met dit element."
    return ""
