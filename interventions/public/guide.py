"""What the page of an element tells of practice, from the interventions that have the element.

What is hard, the role of the municipality and what research says are about those whole approaches,
never about the element by itself. However many there are, the queries are the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from elements.models import Element, Source
from interventions.finding.facets import ALL, FACETS, FacetIndex
from interventions.finding.search.topics import Topic
from interventions.finding.selection import Selection
from interventions.models import Intervention
from interventions.public.evidence import known_of
from interventions.sheet import Fact
from interventions.sheet.research import KINDS, State
from interventions.showing.matrix import Named, Realised, named, realising
from interventions.showing.research import pictures
from interventions.showing.telling import Said, said_of

NARROWING = ("doelgroep", "setting")  # what a reader looks for examples by
MOST_SHOWN = 30  # more than anybody reads on one page; the list of interventions has them all
MOST_TOLD = 10  # of a fact, and of a state of research


@dataclass(frozen=True)
class Choice:
    """A facet to look for examples by: its values as (slug, label, how many would be shown)."""

    facet: str
    title: str
    chosen: tuple[str, ...]
    values: list[tuple[str, str, int]]


@dataclass(frozen=True)
class Examples:
    """How others do it: of all that have the element, those that the reader's choices leave."""

    choices: list[Choice]
    among: Selection  # by the choices alone, whatever they have
    total: int  # that are left
    found: list[tuple[Realised, Named]]  # the first of those
    query: str  # of the list that has them all

    @property
    def is_narrowed(self) -> bool:
        return bool(self.among.chosen)


@dataclass(frozen=True)
class Known:
    """A state of research: how many have it, the address of those, and the first ones, each with
    `onderzoeksbeeld` and its sources. Nothing is told of who has never been looked for.
    """

    kind: str
    state: State
    count: int
    query: str
    lines: list[tuple[Named, Mapping, list[Source]]]


def gone_points(element: Element) -> list[int]:
    """The numbers of practice points that stand in the text no more, so that links still arrive."""
    there = {point.number for point in element.points}
    return [number for number in range(1, element.last_point + 1) if number not in there]


def having(index: FacetIndex, element: Element) -> int:
    """The bit set of those that have an element; none when the index does not know it yet."""
    return index.element_bits[ALL].get(element.slug, 0)


def examples(selection: Selection, element: Element) -> Examples:
    """How others realise an element, by the target group and the setting of a selection; nothing
    else in it counts.
    """
    index, members = selection.index, having(selection.index, element)
    chosen = {name: selection.chosen[name] for name in NARROWING if selection.chosen.get(name)}
    among = Selection(index, chosen=chosen)
    first = index.strongest_first(element.slug, without=~among.hits)
    return Examples(
        choices=[_choice(among, facet, members) for facet in NARROWING],
        among=among,
        total=(members & among.hits).bit_count(),
        found=realising(element, list(islice(first, MOST_SHOWN))),
        query=_query(index, element, chosen),
    )


def _choice(among: Selection, facet: str, members: int) -> Choice:
    others = among.but(chosen={name: v for name, v in among.chosen.items() if name != facet})
    return Choice(
        facet,
        FACETS[facet].title,
        among.chosen.get(facet, ()),
        per_value(among.index, facet, members & others.hits),
    )


def per_value(index: FacetIndex, facet: str, members: int) -> list[tuple[str, str, int]]:
    """The values of a facet as (slug, label, how many of a bit set have it), none left out."""
    bits = index.bits[facet]
    return [
        (slug, label, (members & bits.get(slug, 0)).bit_count())
        for slug, label in index.labels[facet].items()
    ]


def said(index: FacetIndex, element: Element, fact: Fact) -> tuple[int, list[Said]]:
    """At how many that have the element a source says this, and the first of those by name."""
    those = having(index, element) & index.bit_set(Topic(fact).having)
    ids = list(islice(index.in_order(those, "naam"), MOST_TOLD))
    rows = Intervention.objects.published().select_related(fact.source).in_bulk(ids)
    return those.bit_count(), [said_of(rows[pk], fact) for pk in ids if pk in rows]


def research(index: FacetIndex, element: Element) -> list[Known]:
    """What is known of research into those that have an element, whatever came out of it."""
    members, bits = having(index, element), index.bits["onderzoek"]
    first = {
        kind: list(islice(index.in_order(members & bits[kind], "naam"), MOST_TOLD))
        for kind in KINDS
    }
    ids = [pk for found in first.values() for pk in found]
    told, names = pictures(ids), named(ids)
    slugs = {slug for picture in told.values() if picture for slug in picture["bronnen"]}
    sources = Source.objects.in_bulk(slugs, field_name="slug")
    return [
        Known(
            kind,
            state,
            count,
            _query(index, element, {"onderzoek": (kind,)}),
            [
                (names[pk], picture, [sources[s] for s in picture["bronnen"] if s in sources])
                for pk in first[kind]
                if pk in names and (picture := told.get(pk))
            ],
        )
        for kind, (state, count) in zip(KINDS, known_of(index, members), strict=True)
    ]


def _query(index: FacetIndex, element: Element, chosen: Mapping[str, tuple[str, ...]]) -> str:
    return Selection(index, chosen={"element": (element.slug,), **chosen}).query
