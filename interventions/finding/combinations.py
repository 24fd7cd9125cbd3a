"""The smallest sets of interventions that together cover elements: exact, on bit sets, no Django.

Bit `i` of a bit set stands for intervention `i`; the order of the numbers is the order of the
answers. Interventions that cover the same elements are alike: they form one group, and what is
looked at is groups, so a hundred thousand interventions cost hardly more than a hundred. The number
of sets is counted without making them (inclusion and exclusion over the elements: Björklund,
Husfeldt and Koivisto, 2009), and only the first are made. It is the counting part of relevance
mapping (Chorpita, Bernstein and Daleiden, 2011): which few programmes together contain all the
elements that are asked for?
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from heapq import merge
from itertools import islice
from math import comb

MOST_SETS = 200
MOST_ELEMENTS = 12  # the work triples with each: past this it is no longer instant
PIECE = (1 << 1024) - 1

Group = tuple[int, int]  # (the elements, the members), both as bit sets


@dataclass(frozen=True)
class Combinations:
    """All smallest sets: their size and exact number, the first of them, and what stays open."""

    size: int  # 0 when no set is possible
    total: int
    sets: list[tuple[int, ...]]  # each in order, all in order
    uncovered: tuple[str, ...]  # the elements that nobody covers


def smallest_sets(
    covering: Mapping[str, int],
    wanted: Sequence[str],
    *,
    candidates: int,
    required: Iterable[int] = (),
    most: int = MOST_SETS,
) -> Combinations:
    """All smallest sets from `candidates` that cover every one of `wanted`.

    `covering` holds per element the bit set of those that cover it. `required` are in every set and
    count in its size, whether they are candidates or not. At most `most` sets come back, the first
    in lexicographic order; `total` counts them all. With nothing wanted and nothing required no set
    is needed: size 0, total 0.
    """
    required = frozenset(required)
    left = [slug for slug in wanted if not any(covering.get(slug, 0) >> i & 1 for i in required)]
    uncovered = tuple(slug for slug in left if not covering.get(slug, 0) & candidates)
    if uncovered or not (left or required):
        return Combinations(0, 0, [], uncovered)
    groups = grouped([covering[slug] for slug in left], candidates)
    wanted_bits = (1 << len(left)) - 1
    size, total = _counted(groups, len(left)) if left else (0, 1)
    sets = islice(Search(groups, wanted_bits).sets(wanted_bits, size), most)
    return Combinations(
        size=len(required) + size,
        total=total,
        sets=sorted(tuple(sorted({*found, *required})) for found in sets),
        uncovered=(),
    )


def grouped(covering: Sequence[int], candidates: int) -> list[Group]:
    """The candidates by what they cover of these elements; those that cover nothing are left out.

    Bit `e` of a group's elements stands for the `e`-th of `covering`.
    """
    groups = {0: candidates}
    for place, bits in enumerate(covering):
        for elements, members in list(groups.items()):
            having = members & bits
            if having:
                groups[elements] = members ^ having
                groups[elements | 1 << place] = having
    return [(elements, members) for elements, members in groups.items() if elements and members]


def members_of(bits: int) -> Iterator[int]:
    """The numbers in a bit set, in order, found one at a time."""
    start = 0
    while bits:  # piece by piece: arithmetic on the whole of a long one costs for each number
        for low in _bits(bits & PIECE):
            yield start + low.bit_length() - 1
        bits >>= PIECE.bit_length()
        start += PIECE.bit_length()


# --- Counting -------------------------------------------------------------------------------------


def _counted(groups: list[Group], elements: int) -> tuple[int, int]:
    """The size of the smallest sets that cover so many elements, and how many sets there are.

    Of the choices of `size` members, those that miss an element are taken off, those that miss two
    are put back, and so on. All elements can be covered.
    """
    within = [0] * (1 << elements)  # per set of elements: who covers nothing outside it
    for covered, members in groups:
        within[covered] = members.bit_count()
    for place in range(elements):
        bit = 1 << place
        for covered in range(1 << elements):
            if covered & bit:
                within[covered] += within[covered ^ bit]
    signs = [-1 if (elements - covered.bit_count()) % 2 else 1 for covered in range(1 << elements)]
    for size in range(1, elements):
        terms = zip(signs, within, strict=True)
        if total := sum(sign * comb(many, size) for sign, many in terms):
            return size, total
    terms = zip(signs, within, strict=True)
    return elements, sum(sign * comb(many, elements) for sign, many in terms)


# --- The first in order ---------------------------------------------------------------------------


class Search:
    """Makes the smallest sets in lexicographic order, member by member.

    A member is taken only where the rest can still be covered by members that come later, so no
    road is taken in vain. A smallest set never has two of one group.
    """

    def __init__(self, groups: list[Group], wanted: int):
        self.groups = groups
        self.latest = _latest(groups, wanted)
        self.reach, self.ways = cache(self._reach), cache(self._ways)

    def sets(self, open_: int, left: int, after: int = -1) -> Iterator[tuple[int, ...]]:
        """Every set of `left` members after the number `after` that covers `open_`, in order."""
        if not open_:
            yield ()
            return
        ways = [_between(way, after) for way in self.ways(open_, left) if way[1] >> (after + 1)]
        for member, rest in merge(*ways):
            for found in self.sets(rest, left - 1, member):
                yield (member, *found)

    def _ways(self, open_: int, left: int) -> list[tuple[int, int, int]]:
        """(what stays open, members, before which number they must come) of each group to take."""
        found = []
        for covered, members in self.groups:
            rest = open_ & ~covered
            if rest != open_:
                until = self.reach(rest, left - 1) if rest else members.bit_length()
                if until > 0:
                    found.append((rest, members, until))
        return found

    def _reach(self, open_: int, left: int) -> int:
        """How late the first of `left` members that cover `open_` can come; -1 when none can."""
        if left <= 1:
            return self.latest[open_] if left else -1
        low = open_ & -open_
        others = part = open_ ^ low
        best = self.latest[open_]
        while part:  # one covers the lowest and this part of the others: each part in turn
            part = (part - 1) & others
            here = self.latest[low | part]
            if here > best:
                best = max(best, min(here, self.reach(others ^ part, left - 1)))
        return best


def _latest(groups: list[Group], wanted: int) -> list[int]:
    """Per set of elements the number of the latest member that covers all of it, or -1."""
    latest = [-1] * (wanted + 1)
    for covered, members in groups:
        latest[covered] = members.bit_length() - 1
    for bit in _bits(wanted):
        for covered in range(wanted + 1):
            if not covered & bit:
                latest[covered] = max(latest[covered], latest[covered | bit])
    return latest


def _between(way: tuple[int, int, int], after: int) -> Iterator[tuple[int, int]]:
    """(member, what stays open) of the members of a way that come after this number."""
    rest, members, until = way
    for member in members_of(members >> (after + 1)):
        if member + after + 1 >= until:
            return
        yield member + after + 1, rest


def _bits(number: int) -> Iterator[int]:
    while number:
        low = number & -number
        yield low
        number ^= low
