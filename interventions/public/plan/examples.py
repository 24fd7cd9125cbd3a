"""How others do it: which statements show an element best to this visitor."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from operator import or_

from elements.models import Element
from elements.text import NUMBERS
from interventions.finding.facets import ALL, ARTICLE, FACETS, FacetIndex
from interventions.finding.facets.index import bit_set
from interventions.finding.selection.sentence import joined
from interventions.models import Statement
from interventions.models.statement import counts
from interventions.public.plan.plan import Asked, Example
from interventions.showing.matrix import Named, realised_by
from interventions.showing.nearest import WEIGHTS, add_weight, highest, names_of

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
        shared = [slug for slug in slugs if index.bits[facet][slug] >> place & 1]
        yield from names_of(index, facet, shared)


# --- What has to be said of them ------------------------------------------------------------------

COUNTED = ("geen", "één", *NUMBERS)
Met = tuple[int, str]  # how many examples meet what was chosen, and what: `uw doelgroep`


def note(asked: Asked, found: Sequence[Example], bits: int) -> str:
    """What has to be said of how these examples fit what was chosen. `bits`: all that have the
    element, for an example that fits may have made way for one of the visitor's own.
    """
    if not found:
        return "Wij vonden nog geen interventie met dit element."
    index = asked.selection.index
    all_found: list[Met] = []  # not by all examples, and there are no others that meet it
    some_shown: list[Met] = []  # the same, where there are
    places = [index.positions[one.about.slug] for one in found]
    for facet, slugs in asked.chosen.items():
        having = reduce(or_, (index.bits[facet][slug] for slug in slugs))
        fitting = sum(having >> place & 1 for place in places)
        if fitting < len(found):
            is_all = (bits & having).bit_count() == fitting
            what = f"uw {FACETS[facet].title.lower()}"
            (all_found if is_all else some_shown).append((fitting, what))
    said = [*_found(all_found), *_shown(some_shown)]
    if len(all_found) == 1 and not some_shown:
        said.append(_others(*all_found[0], len(found)))
    return " ".join(said)


def _found(met: Iterable[Met]) -> Iterator[str]:
    """Such as `Voor uw doelgroep en uw thema vonden wij geen voorbeeld.`, a sentence per number."""
    by_number: dict[int, list[str]] = {}
    for number, what in met:
        by_number.setdefault(number, []).append(what)
    is_first = True
    for number, each in by_number.items():
        steadily = "steeds " if number and len(each) > 1 else ""
        things = "voorbeelden" if number > 1 else "voorbeeld"
        first, last = ("", f" {things}") if is_first else ("er ", "")
        yield f"Voor {joined(each, 'en')} vonden wij {first}{steadily}{COUNTED[number]}{last}."
        is_first = False


def _shown(met: Sequence[Met]) -> Iterator[str]:
    """Such as `Bij één van deze voorbeelden is uw thema genoemd en bij geen uw soort plek.`"""
    if met:
        (number, what), *more = met
        first = f"Bij {COUNTED[number]} van deze voorbeelden is {what} genoemd"
        yield f"{joined([first, *(f'bij {COUNTED[n]} {other}' for n, other in more)], 'en')}."


def _others(fitting: int, what: str, shown: int) -> str:
    if not fitting:
        return "U ziet daarom andere."
    return f"Bij {'het' if shown - fitting == 1 else 'de'} andere is {what} niet genoemd."
