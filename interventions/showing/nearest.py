"""Which published interventions are most alike, and why: on the bit sets of the facet index.

For the page of an intervention, for the self-check and for a plan.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from interventions.finding.facets import ALL, FACETS, FacetIndex
from interventions.finding.selection.sentence import joined
from interventions.models import Intervention

WEIGHTS = {name: facet.weight for name, facet in FACETS.items() if facet.weight}
REASONS = {name: facet.reason for name, facet in FACETS.items() if facet.reason}
MOST_NAMED = 3  # values of one facet in a reason
EVERYBODY = -1  # as a bit set: every bit of it is one

Traits = Mapping[str, tuple[str, ...]]  # facet -> slugs


@dataclass(frozen=True)
class Neighbour:
    """An intervention that is alike: its id, and in words what it shares. `shared` is all of that,
    in the order of the labels.
    """

    pk: int
    reason: str
    shared: Traits = field(default_factory=dict)


def traits_of(index: FacetIndex, slug: str) -> Traits:
    """What a published intervention has of each facet that counts; nothing when it is unknown."""
    place = index.positions.get(slug)
    if place is None:
        return {}
    return {
        facet: tuple(value for value, bits in _bits(index, facet).items() if bits >> place & 1)
        for facet in WEIGHTS
    }


def nearest(
    index: FacetIndex,
    traits: Traits,
    *,
    without: str = "",
    among: int = EVERYBODY,
    most: int = 3,
) -> list[Neighbour]:
    """At most so many interventions that share most with `traits`, the nearest first.

    Near is the sum of the weights of what is shared; ties by name. A facet without a reason makes
    nothing alike by itself. An element named as a contrast is not shared. `without` is left out:
    a slug. Only those in the bit set `among` are looked at.
    """
    wanted = {  # in the order of the labels: that is also the order of the reason
        facet: tuple(v for v in index.labels[facet] if v in traits.get(facet, ()))
        for facet in WEIGHTS
    }
    others = 0
    for facet in REASONS:
        for value in wanted[facet]:
            others |= _bits(index, facet)[value]
    others &= among
    if without in index.positions:
        others &= ~(1 << index.positions[without])
    slices: list[int] = []
    for facet, values in wanted.items():
        for value in values:
            add_weight(slices, _bits(index, facet)[value] & others, WEIGHTS[facet])
    found = []
    for place in highest(slices, others, most):
        shared = _shared(index, wanted, place)
        found.append(Neighbour(index.ids[place], _reason(index, shared), shared))
    return found


def neighbours(found: Iterable[Neighbour]) -> list[tuple[Intervention, str]]:
    """(intervention, reason) of those that are alike, the nearest first."""
    reasons = {one.pk: one.reason for one in found}
    rows = Intervention.objects.published().in_bulk(list(reasons))
    return [(rows[pk], reason) for pk, reason in reasons.items() if pk in rows]


def _bits(index: FacetIndex, facet: str) -> Mapping[str, int]:
    return index.element_bits[ALL] if facet == "element" else index.bits[facet]


def _shared(index: FacetIndex, wanted: Traits, place: int) -> Traits:
    return {
        facet: tuple(value for value in values if _bits(index, facet)[value] >> place & 1)
        for facet, values in wanted.items()
    }


# --- Counting on bit sets -------------------------------------------------------------------------


def add_weight(slices: list[int], bits: int, weight: int) -> None:
    """Add `weight` to the count of everyone in `bits`.

    The counts are kept in binary, one bit set per digit (bit-sliced), so that adding to a hundred
    thousand of them is a few operations on whole bit sets.
    """
    place = weight.bit_length() - 1  # the weights are powers of two
    while bits:
        while len(slices) <= place:
            slices.append(0)
        slices[place], bits = slices[place] ^ bits, slices[place] & bits
        place += 1


def highest(slices: list[int], among: int, most: int) -> Iterator[int]:
    """The positions with the highest counts, highest first, and in order where they are equal."""
    for _ in range(most):
        if not among:
            return
        best = among
        for digit in reversed(slices):
            best = best & digit or best
        first = best & -best
        yield first.bit_length() - 1
        among ^= first


# --- Words ----------------------------------------------------------------------------------------


def names_of(index: FacetIndex, facet: str, values: Iterable[str]) -> list[str]:
    """The names of these values, as they stand within a sentence."""
    return [FACETS[facet].in_sentence(index.labels[facet][value]) for value in values]


def _reason(index: FacetIndex, shared: Traits) -> str:
    """Such as `deelt Empowerment en Laagdrempelig, ook voor kinderen en jongeren`."""
    return ", ".join(
        f"{reason} {_some(names_of(index, facet, shared[facet]))}"
        for facet, reason in REASONS.items()
        if shared[facet]
    )


def _some(names: list[str]) -> str:
    shown = names[:MOST_NAMED] if len(names) > MOST_NAMED + 1 else names
    more = len(names) - len(shown)
    return joined([*shown, f"nog {more}"] if more else shown, "en")
