"""The index itself: which published interventions have which values, as bit sets.

Bit `i` of every set stands for the `i`-th intervention by name. Python's integers are the bit sets:
an AND of two of them answers 'which have both', `bit_count` answers 'how many'.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from itertools import compress
from operator import or_

from elements.models import ContentVersion
from interventions.finding.facets.table import FACETS, GROUPS

ALL, ARTICLE = "alle", "artikel"

Chosen = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Limits:
    """What is chosen, in the words of the contract; `text` is the bit set of a text search."""

    chosen: Chosen
    any_element: bool = False
    scope: str = ALL
    valid_only: bool = False
    text: int | None = None


@dataclass(frozen=True)
class FacetIndex:
    """The published interventions at one version of the content and on one day."""

    version: ContentVersion
    day: date
    ids: list[int]  # by position
    positions: dict[str, int]  # slug -> position
    names: list[str]  # by position
    labels: dict[str, dict[str, str]]  # facet -> slug -> name, in order
    bits: dict[str, dict[str, int]]  # facet of GROUPS -> slug -> bit set
    # Scope -> slug of the element -> bit set. A contrast is no way of having it.
    element_bits: dict[str, dict[str, int]]
    naming: dict[str, dict[str, int]]  # the same, without what only the editors read
    contrasting: dict[str, dict[str, int]]  # those that a source names as the opposite case
    valid: int  # those whose newest recognition has not lapsed
    orders: dict[tuple[str, str], Sequence[int]]  # (sort, scope) -> positions
    places: dict[int, int]  # id -> position
    retired: frozenset[str] = frozenset()  # elements that are no choice unless an address names one

    @property
    def everything(self) -> int:
        return (1 << len(self.ids)) - 1

    def offered(self, facet: str, named: Iterable[str] = ()) -> dict[str, str]:
        """The values to choose from, by slug; a retired element only when it is named."""
        gone = self.retired.difference(named) if facet == "element" else ()
        return {slug: name for slug, name in self.labels[facet].items() if slug not in gone}

    def narrowing(self, facet: str, scope: str, named: Iterable[str] = ()) -> dict[str, str]:
        """Those of them that not everything has; what is named stays."""
        bits = self.element_bits[scope] if facet == "element" else self.bits[facet]
        return {
            slug: name
            for slug, name in self.offered(facet, named).items()
            if slug in named or bits[slug] != self.everything or len(self.ids) < 2
        }

    def hits(self, limits: Limits, *, without: str | None = None) -> int:
        """The bit set of what the limits allow, leaving the choices of one facet out if asked."""
        found = self.everything if limits.text is None else limits.text
        if limits.valid_only:
            found &= self.valid
        for facet in GROUPS:
            if limits.chosen.get(facet) and facet != without:
                found &= _any(self.bits[facet], limits.chosen[facet])
        if limits.chosen.get("element") and without != "element":
            found &= self._elements(limits)
        return found

    def only_contrasting(self, limits: Limits) -> dict[str, int]:
        """Per chosen element the bit set of those that a source names as the opposite case.

        Without those that have it by another source; the other limits hold.
        """
        allowed = self.hits(limits, without="element")
        return {
            slug: allowed
            & self.contrasting[limits.scope].get(slug, 0)
            & ~self.element_bits[limits.scope].get(slug, 0)
            for slug in limits.chosen.get("element", ())
        }

    def _elements(self, limits: Limits) -> int:
        bits, slugs = self.element_bits[limits.scope], limits.chosen["element"]
        if limits.any_element:
            return _any(bits, slugs)
        found = self.everything
        for slug in slugs:
            found &= bits[slug]
        return found

    def counts(self, limits: Limits) -> dict[str, dict[str, int]]:
        """Per facet and value: how many hits it would give if it were added now.

        The own choices of an OR facet are left out; those of `element` with 'alle' are kept.
        """
        counts = {}
        for facet in FACETS:
            is_or = facet != "element" or limits.any_element
            base = self.hits(limits, without=facet if is_or else None)
            bits = self.element_bits[limits.scope] if facet == "element" else self.bits[facet]
            values = self.offered(facet, limits.chosen.get(facet, ()))
            counts[facet] = {slug: (base & bits[slug]).bit_count() for slug in values}
        return counts

    def bit_set(self, ids: Iterable[int]) -> int:
        """The bit set of these ids; ids that are not published are passed over."""
        return bit_set([place for place in map(self.places.get, ids) if place is not None])

    def strongest_first(self, slug: str, *, without: int = 0) -> Iterator[int]:
        """The ids of those that have an element, in the order of the states, then by name.

        `without`: the bit set of those to leave out.
        """
        done = without
        for hits in (
            self.naming[ARTICLE].get(slug, 0),
            self.naming[ALL].get(slug, 0),
            self.element_bits[ALL].get(slug, 0),
        ):
            yield from self.in_order(hits & ~done, "naam")
            done |= hits

    def in_order(self, hits: int, sort: str, scope: str = ALL) -> Iterator[int]:
        """The ids of a bit set in one of the orders `naam`, `nieuwste` and `elementen`."""
        held = _flags(hits, len(self.ids))
        order = self.orders.get((sort, scope))
        if not order:
            return compress(self.ids, held)
        return map(self.ids.__getitem__, compress(order, map(held.__getitem__, order)))


def _any(bits: dict[str, int], slugs: Iterable[str]) -> int:
    found = 0
    for slug in slugs:
        found |= bits[slug]
    return found


TO_FLAGS = bytes.maketrans(b"01", b"\0\1")
ONE = ord("1")


def _flags(hits: int, length: int) -> bytes:
    """A byte per position, 1 where the bit is set.

    By way of text, all in one step of the machine: to look at one bit of a long integer is to copy
    all of it.
    """
    return format(hits, "b").encode().translate(TO_FLAGS)[::-1].ljust(length, b"\0")


FEW = 50


def bit_set(positions: Collection[int]) -> int:
    """The integer in which these bits are set. Many are set by way of text, as in `_flags`."""
    if len(positions) < FEW:
        return reduce(or_, [1 << place for place in positions], 0)
    held = bytearray(b"0") * (max(positions) + 1)
    for place in positions:
        held[place] = ONE
    return int(held[::-1], 2)
