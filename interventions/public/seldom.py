"""What hardly anybody does: where the sources mention an element not at all, or once.

Seldom is a number that anybody can count after us: none, or one of at least three described
interventions. It is no share: where thirty are described there is enough to read, of however many.
Where nothing is described no element can be mentioned: that is said of the theme, not of the
element. Not described is not the same as not done.

Counted on bit sets, so that a cell costs no query. As in a selection, a contrast does not count
and what the editors read in a source does.
"""

from dataclasses import dataclass
from enum import Enum

from django.shortcuts import render

from elements.models import Element
from interventions.finding.facets import FACETS, Facet
from interventions.finding.selection import Selection, described
from interventions.showing.caching import cached
from interventions.showing.matrix import offered
from interventions.showing.methods import reads

FEWEST = 3  # of one or two described interventions, one is not seldom


class State(Enum):
    """What the number of described interventions and of those with the element comes down to."""

    EMPTY = "Nog geen interventie beschreven"
    UNNAMED = "Niet genoemd"
    ONCE = "Eén keer"
    OTHER = ""  # more often, or by one where only one or two are described


@dataclass(frozen=True)
class Count:
    """Of `total` described interventions `having` have the element; `read` of them only by the
    editors' reading. `query` finds them; a source names `contrasting` as the opposite case only.
    """

    total: int
    having: int
    read: int
    contrasting: int
    query: str

    @property
    def of_few(self) -> bool:
        """Whether so few are described that a number says little."""
        return self.total < FEWEST

    @property
    def state(self) -> State:
        if not self.total:
            return State.EMPTY
        if not self.having:
            return State.UNNAMED
        return State.ONCE if self.having == 1 and not self.of_few else State.OTHER


@dataclass(frozen=True)
class Group:
    """Those described for one value of a facet, or all; `query` finds them."""

    label: str
    total: int
    query: str
    counts: dict[str, Count]  # by slug of the element

    @property
    def is_few(self) -> bool:
        """Whether something is described, but so little that a number of it says little."""
        return 0 < self.total < FEWEST


@dataclass(frozen=True)
class Part:
    """A facet with a group for each of its values, in their own order."""

    facet: Facet
    groups: list[Group]

    def seldom(self, element: Element, state: State) -> list[tuple[Group, Count]]:
        """The groups in which the element has this state, those with most described first."""
        found = [(group, group.counts[element.slug]) for group in self.largest_first]
        return [(group, count) for group, count in found if count.state == state]

    @property
    def empty(self) -> list[Group]:
        """Those for which nothing is described."""
        return [group for group in self.groups if not group.total]

    @property
    def few(self) -> list[Group]:
        """Those with too few to call one of them seldom."""
        return [group for group in self.largest_first if group.is_few]

    @property
    def has_enough(self) -> bool:
        """Whether there is any for which enough is described."""
        return any(group.total >= FEWEST for group in self.groups)

    @property
    def largest_first(self) -> list[Group]:
        return sorted(self.groups, key=lambda group: -group.total)


@reads
@cached()
def seldom_page(request):
    selection = request.selection
    within, asked = _counted(selection), selection.chosen.get("element")
    elements = [row for row in offered(selection) if not asked or row.slug in asked]
    facets = [facet for facet in FACETS.values() if facet.groups]
    context = {
        "selection": selection,
        "within": within,
        "described": described(within),
        "asked": asked,
        "elements": elements,
        "facets": facets,
        "whole": _group(within, "Alle samen", within.hits, elements),
        "parts": [_part(within, one, elements) for one in facets if one.name not in within.chosen],
        "wider": [] if within.hits else _wider(selection, facets),
        "kept": _kept(selection, facets),
        "State": State,
    }
    return render(request, "public/seldom.html", context)


def _counted(selection: Selection) -> Selection:
    """What is counted: the selection without its elements, for those say what to tell of."""
    chosen = {facet: slugs for facet, slugs in selection.chosen.items() if facet != "element"}
    return selection.but(chosen=chosen, any_element=False, sort="")


def _wider(selection: Selection, facets: list[Facet]) -> list[tuple[str, int, str]]:
    """What is described without the choice in one of these facets: words, how many, the query."""
    found = []
    for facet in facets:
        if facet.name in selection.chosen:
            chosen = {name: slugs for name, slugs in selection.chosen.items() if name != facet.name}
            wider = selection.but(chosen=chosen, sort="")
            within = _counted(wider)
            found.append((described(within), within.total, wider.query))
    return [one for one in found if one[1]]


def _kept(selection: Selection, facets: list[Facet]) -> list[tuple[str, str]]:
    """What the form that asks for these facets keeps of the address, the visitor's list too."""
    asked = {facet.name for facet in facets}
    return [(name, value) for name, value in selection.but(sort="").pairs() if name not in asked]


def _part(within: Selection, facet: Facet, elements: list[Element]) -> Part:
    bits, groups = within.index.bits[facet.name], []
    for slug, label in within.index.labels[facet.name].items():
        members = within.hits & bits.get(slug, 0)
        chosen = within.but(chosen={**within.chosen, facet.name: (slug,)})
        groups.append(_group(chosen, label, members, elements))
    return Part(facet, groups)


def _group(within: Selection, label: str, members: int, elements: list[Element]) -> Group:
    counts = {element.slug: _count(within, members, element.slug) for element in elements}
    return Group(label, members.bit_count(), within.query, counts)


def _count(within: Selection, members: int, element: str) -> Count:
    index, scope = within.index, within.scope
    having = members & index.element_bits[scope].get(element, 0)
    contrasting = members & index.contrasting[scope].get(element, 0)
    read = having & ~index.naming[scope].get(element, 0)
    return Count(
        total=members.bit_count(),
        having=having.bit_count(),
        read=read.bit_count(),
        contrasting=(contrasting & ~having).bit_count(),
        query=within.adding("element", element).query if having else "",
    )
