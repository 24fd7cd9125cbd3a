"""Which other interventions may be the same one: by name and alias."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice

from elements.text import fold, list_lines
from interventions.models import Intervention
from interventions.sheet.differences import Matcher, TooMuch

ALIKE = 0.85  # of 1: one letter in seven differs
SHORTEST_PART = 4  # letters of a name inside another
MOST_NAMES = 50  # of one intervention that are compared with names that are not quite equal


@dataclass(frozen=True)
class Lookalike:
    """Another intervention, with its name that looks like one of ours."""

    row: Intervention
    name: str


def lookalikes(row: Intervention) -> list[Lookalike]:
    """Others in any state with an equal or nearly equal name or alias, by name.

    Not its public row or its working copy; a working copy of another only when its public row is
    not in the list already.
    """
    own = folded(row)
    itself = {pk for pk in (row.pk, row.replaces_id) if pk}
    others = (
        Intervention.objects.exclude(pk__in=itself)
        .exclude(replaces__in=itself)
        .only("name", "name_key", "aliases", "status", "replaces_id")
        .order_by_name()
    )
    found = {}
    for other in others:
        name = next((name for name in names_of(other) if looks_like(fold(name), own)), None)
        if name:
            found[other.pk] = Lookalike(other, name)
    return [one for one in found.values() if one.row.replaces_id not in found]


def names_of(row: Intervention) -> Iterator[str]:
    yield row.name
    yield from list_lines(row.aliases)


def folded(row: Intervention) -> dict[str, None]:
    return dict.fromkeys(filter(None, map(fold, names_of(row))))


def looks_like(name: str, own: Collection[str]) -> bool:
    """Whether a folded name is one of ours, or nearly one of the first of them."""
    return bool(name) and (
        name in own or any(nearly(name, mine) for mine in islice(own, MOST_NAMES))
    )


def nearly(one: str, other: str) -> bool:
    """One name stands in the other as whole words, or few letters differ."""
    short, long = sorted((one, other), key=len)
    if len(short) >= SHORTEST_PART and f" {short} " in f" {long} ":
        return True
    match = Matcher(one, other)
    if match.real_quick_ratio() < ALIKE or match.quick_ratio() < ALIKE:
        return False
    try:
        return match.ratio() >= ALIKE
    except TooMuch:
        return False
