"""What a visitor may be typing: names that begin, or have a word that begins, as typed."""

from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, chain, islice

from elements.models import Element
from elements.text import fold
from interventions.finding.kept import kept_per_version
from interventions.models import Intervention, Setting, TargetGroup, Theme

MOST = 8
LEAST_TYPED = 2


def suggestions(typed: str) -> list[str]:
    """Names of interventions first, then of elements, themes, target groups and places.

    Those that begin as typed stand before those with a word that does.
    """
    start = fold(typed)
    if len(start) < LEAST_TYPED:
        return []
    known = names()
    found = chain(known.having(f"\n {start}"), known.having(f" {start}"))
    return list(islice(dict.fromkeys(islice(found, 2 * MOST)), MOST))


@dataclass(frozen=True)
class Names:
    """Every name, and all of them folded as one text: to look in that takes no time."""

    names: list[str]
    page: str  # each folded name on a line of its own, after a space
    starts: array  # where each line starts, from the line break before it

    def having(self, part: str) -> Iterator[str]:
        """The names with this part in their folded line, in order."""
        place = self.page.find(part)
        while place >= 0:
            line = bisect_right(self.starts, place) - 1
            yield self.names[line]
            place = self.page.find(part, self.page.index("\n", place + 1))


@kept_per_version
def names() -> Names:
    """The names of what is public now, each once."""
    found = [*Intervention.objects.published().order_by_name().values_list("name", flat=True)]
    found += Element.objects.in_use().values_list("short_name", flat=True)
    for model in (Theme, TargetGroup, Setting):
        found += model.objects.values_list("name", flat=True)
    found = list(dict.fromkeys(found))
    lines = [f"\n {fold(name)}" for name in found]
    starts = array("L", accumulate(map(len, lines[:-1]), initial=0))
    return Names(found, "".join([*lines, "\n"]), starts)
