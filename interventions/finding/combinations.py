"""The smallest sets of interventions that together cover elements: exact, on bit sets, no Django.

Bit `i` of a bit set stands for intervention `i`; the order of the numbers is the order of the
answers. Interventions that cover the same elements are alike: they form one group (seven elements
make at most 127), and the search is over groups, so a hundred thousand interventions cost hardly
more than a hundred. It is the counting part of relevance mapping (Chorpita, Bernstein and Daleiden,
2011): which few programmes together contain all the elements that are asked for?
"""

import heapq
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from math import prod

MOST_SETS = 200
MOST_ELEMENTS = 8  # the number of groups doubles with each: past this it is no longer instant
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
    covers = list(_smallest_covers(groups, (1 << len(left)) - 1)) if left else [()]
    total = sum(prod(members.bit_count() for _, members in cover) for cover in covers)
    sets = islice(_in_order(covers, most), most)
    return Combinations(
        size=len(required) + len(covers[0]),
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


# --- The search -----------------------------------------------------------------------------------


def _smallest_covers(groups: list[Group], wanted: int) -> Iterator[tuple[Group, ...]]:
    """Every smallest choice of groups that covers `wanted`, once. `wanted` can be covered.

    A smallest set never has two of one group: one of them could go. So a choice of groups stands
    for as many sets as the product of its members.
    """
    largest = max(elements.bit_count() for elements, _ in groups)
    for size in range(1, wanted.bit_count() + 1):
        found = _covers(groups, wanted, size, largest)
        first = next(found, None)
        if first is not None:
            yield first
            yield from found
            return


def _covers(groups: list[Group], wanted: int, size: int, largest: int):
    """Every choice of at most `size` groups that covers `wanted`, each once."""
    if not wanted:
        yield ()
        return
    if size * largest < wanted.bit_count():
        return
    # Branch on the element with the fewest groups; a group that has had its branch is out of the
    # later ones, so that no choice is met twice.
    element = min(_bits(wanted), key=lambda bit: sum(1 for group in groups if group[0] & bit))
    open_groups = [group for group in groups if not group[0] & element]
    having = [group for group in groups if group[0] & element]
    for place, group in enumerate(having):
        if size == 1 and wanted & ~group[0]:
            continue
        others = open_groups + having[place + 1 :]
        for rest in _covers(others, wanted & ~group[0], size - 1, largest):
            yield (group, *rest)


def _bits(number: int) -> Iterator[int]:
    while number:
        low = number & -number
        yield low
        number ^= low


def _in_order(covers: list[tuple[Group, ...]], most: int) -> Iterator[tuple[int, ...]]:
    """The sets that these choices of groups stand for, smallest first, in lexicographic order.

    A set that takes a later member of one group comes later, so a heap that starts with the first
    members of each choice and moves one member on at a time meets the sets in order. No set among
    the first `most` needs more than the first `most` members of a group.
    """
    firsts = {
        elements: list(islice(members_of(members), most))
        for elements, members in {group for cover in covers for group in cover}
    }
    choices = [[firsts[elements] for elements, _ in cover] for cover in covers]
    heap = [(_taken(rows, (0,) * len(rows)), (0,) * len(rows), rows) for rows in choices]
    heapq.heapify(heap)
    while heap:
        found, steps, rows = heapq.heappop(heap)
        yield found
        for onward in _onward(steps, rows):
            heapq.heappush(heap, (_taken(rows, onward), onward, rows))


def _taken(rows: list[list[int]], steps: tuple[int, ...]) -> tuple[int, ...]:
    """One member of each row, in order."""
    return tuple(sorted(row[step] for row, step in zip(rows, steps, strict=True)))


def _onward(steps: tuple[int, ...], rows: list[list[int]]) -> Iterator[tuple[int, ...]]:
    """The steps that follow: one further in one row, none before it moved; so each comes once."""
    for place, step in enumerate(steps):
        if step + 1 < len(rows[place]):
            yield (*steps[:place], step + 1, *steps[place + 1 :])
        if step:
            return
