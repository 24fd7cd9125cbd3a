"""What a plan holds: plain values that the page, the PDF and the Word file all show."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from elements.models import Element, Source
from elements.models.element import Point
from interventions.finding.facets import ALL
from interventions.finding.facets.index import bit_set
from interventions.finding.selection import Fault, Selection
from interventions.models import Statement
from interventions.showing.matrix import Named
from interventions.showing.telling import Said

YES, HALF, NO, UNKNOWN = "ja", "beetje", "nee", ""
ANSWERS = (YES, HALF, NO)  # also the parameters of an address
LABELS = {YES: "ja", HALF: "een beetje", NO: "nee", UNKNOWN: "weet ik niet"}
ABOUT = ("doelgroep", "thema", "setting")  # the facets that say for whom, about what and where


@dataclass(frozen=True)
class Asked:
    """What the address says. `selection` has the index, target group, theme, setting and list."""

    selection: Selection
    elements: tuple[Element, ...]  # those the plan is about, in order
    answers: Mapping[str, str]  # by slug of the element; one that is not in it is not known
    points: frozenset[tuple[str, int]] = frozenset()  # (element, number) of what one does already
    interventions: tuple[Named, ...] = ()  # that the plan begins from: named, or the visitor's list
    faults: tuple[Fault, ...] = ()
    named: tuple[str, ...] = ()  # the slugs in `interventie`

    @property
    def chosen(self) -> dict[str, tuple[str, ...]]:
        """What was chosen of each facet of `ABOUT`; a facet without a choice is not in it."""
        chosen = self.selection.chosen
        return {facet: chosen[facet] for facet in ABOUT if chosen.get(facet)}

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """All that makes this plan but the visitor's list, as parameters of an address: first the
        answers, in the order of the self-check.
        """
        said = self.answers.items()
        return [
            *((value, slug) for value in ANSWERS for slug, answer in said if answer == value),
            *((facet, slug) for facet, slugs in self.chosen.items() for slug in slugs),
            *(("punt", f"{slug}:{number}") for slug, number in sorted(self.points)),
            *(("interventie", slug) for slug in self.named),
        ]

    @property
    def query(self) -> str:
        """The same with the list, as `?ja=...`; nothing when nothing is asked."""
        pairs = [*self.pairs, *(("lijst", slug) for slug in self.selection.shortlist)]
        return f"?{urlencode(pairs)}" if pairs else ""


@dataclass(frozen=True)
class Example:
    """How another does it: one statement. `fits`: the chosen facets that it shares, by name."""

    about: Named
    statement: Statement
    fits: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """One element of the plan. `step`: the smallest first one that is not done yet."""

    element: Element
    answer: str
    points: list[tuple[Point, bool]]  # each with whether it is done already
    step: Point | None
    examples: list[Example]
    note: str = ""  # what has to be said of how the examples fit
    cautions: list[Said] = field(default_factory=list)  # about the whole of an approach
    contrasts: list[Example] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)  # for partners, by the editors


@dataclass(frozen=True)
class Alike:
    """A described approach that is like one's own: why, and what research says of it."""

    about: Named
    shared: dict[str, tuple[str, ...]]  # facet -> the labels that both have
    reason: str  # the same as a line
    picture: dict | None  # `onderzoeksbeeld`; None: nobody looked


@dataclass(frozen=True)
class Saying:
    """A sentence to copy. `opening` stands before it in bold; `basis` is what it rests on besides
    the sources, such as the visitor's own answers or a count on a day.
    """

    text: str
    opening: str = ""
    sources: tuple[Source, ...] = ()
    basis: str = ""


@dataclass(frozen=True)
class Plan:
    """The whole. `parts`: what is not done yet first, then half, not known, and done."""

    asked: Asked
    parts: list[Part]
    alike: list[Alike]
    may: list[Saying]
    may_not: list[Saying]

    def answered(self, value: str) -> list[Part]:
        """The parts with this answer."""
        return [part for part in self.parts if part.answer == value]

    @property
    def steps(self) -> list[tuple[Element, Point]]:
        """What to begin with: the first step of each element that is not done, in order."""
        return [
            (part.element, part.step) for part in self.parts if part.answer != YES and part.step
        ]

    @property
    def order_said(self) -> str:
        """What stands first in a plan by answers, in a sentence."""
        if not self.steps:
            return "U ziet per element wat u kunt doen, en hoe anderen het doen."
        above = {NO: "nog niet doet", HALF: "een beetje doet", UNKNOWN: "nog niet wist"}
        what = next(said for answer, said in above.items() if self.answered(answer))
        return (
            f"Bovenaan staat wat u {what}, met een kleine eerste stap. "
            "U hoeft niet alle elementen te doen."
        )

    @property
    def absent(self) -> list[str]:
        """The elements in use that no source names for what the plan begins from, not even as a
        contrast. A plan by answers has them all.
        """
        index, begun = self.asked.selection.index, self.asked.interventions
        places = bit_set([index.positions[one.slug] for one in begun])
        about = {element.slug for element in self.asked.elements}
        return [
            name
            for slug, name in index.offered("element").items()
            if places and slug not in about and not index.contrasting[ALL].get(slug, 0) & places
        ]
