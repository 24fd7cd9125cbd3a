"""What is asked of the combinations: read from an address, on the content as it is now."""

from dataclasses import dataclass
from functools import cached_property

from django.http import QueryDict

from interventions.finding.combinations import MOST_ELEMENTS, Combinations, smallest_sets
from interventions.finding.facets import FacetIndex, Limits
from interventions.finding.selection.fields import read_slugs
from interventions.finding.selection.selection import Fault, Selection


@dataclass(frozen=True)
class Question:
    """What a set has to cover, from whom it may be made, and who is in it already."""

    index: FacetIndex
    scope: str
    wanted: tuple[str, ...]  # slugs of elements
    candidates: int  # bit set
    required: tuple[str, ...] = ()  # `met`: slugs of interventions
    excluded: tuple[str, ...] = ()  # `zonder`

    @cached_property
    def answer(self) -> Combinations:
        """All smallest sets, as positions in the index."""
        return smallest_sets(
            self.index.element_bits[self.scope],
            self.wanted,
            candidates=self.candidates,
            required=[self.index.positions[slug] for slug in self.required],
        )

    def brought_by(self, place: int) -> list[tuple[str, bool]]:
        """(element, named by a source) of what the intervention at this position covers."""
        covering, naming = self.index.element_bits[self.scope], self.index.naming[self.scope]
        return [
            (slug, bool(naming[slug] >> place & 1))
            for slug in self.wanted
            if covering[slug] >> place & 1
        ]

    @property
    def gaps(self) -> list[str]:
        """The elements that those in every set do not cover."""
        having = {slug for row in self.required for slug, _ in self._brought(row)}
        return [slug for slug in self.wanted if slug not in having]

    def _brought(self, slug: str) -> list[tuple[str, bool]]:
        return self.brought_by(self.index.positions[slug])


def candidates_of(selection: Selection) -> int:
    """The bit set of who may be in a set: the selection without its text and its elements."""
    chosen = {facet: slugs for facet, slugs in selection.chosen.items() if facet != "element"}
    return selection.index.hits(Limits(chosen=chosen, valid_only=selection.valid_only))


def read_question(data: QueryDict, selection: Selection) -> tuple[Question, list[Fault]]:
    """The question that an address asks, and what in `met`, `zonder` and `element` was not used.

    What is in `met` counts, also when the other choices would leave it out: the visitor does it
    already. Without elements all are wanted.
    """
    index = selection.index
    required, faults = read_slugs(data, "met", index.positions)
    excluded, more = read_slugs(data, "zonder", index.positions)
    faults += more
    for slug in set(required) & set(excluded):
        faults.append(Fault("zonder", slug, "Deze staat ook bij wat u al doet. Daar telt die mee."))
    excluded = tuple(slug for slug in excluded if slug not in required)
    wanted = selection.chosen.get("element") or tuple(index.offered("element"))
    for slug in wanted[MOST_ELEMENTS:]:
        faults.append(
            Fault("element", slug, f"Wij rekenen met hoogstens {MOST_ELEMENTS} elementen.")
        )
    candidates = candidates_of(selection)
    for slug in excluded:
        candidates &= ~(1 << index.positions[slug])
    question = Question(
        index, selection.scope, wanted[:MOST_ELEMENTS], candidates, required, excluded
    )
    return question, faults
