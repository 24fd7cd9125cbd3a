"""The overview: what the sources say of each intervention and element."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from elements.models import Element
from interventions.finding.facets import FacetIndex
from interventions.finding.kept import kept_while
from interventions.finding.selection import Selection
from interventions.models import Intervention, Statement
from interventions.models.statement import counts, public_statements


class Cell(Enum):
    """What a cell says, the strongest first; a cell with several statements shows the first."""

    ARTICLE = ("artikel", "Genoemd in het artikel uit 2014")
    OTHER = ("bron", "Genoemd in een andere bron")
    CONTRAST = ("contrast", "Genoemd als tegenvoorbeeld")
    INFERRED = ("redactie", "Gelezen door de redactie")
    NONE = ("leeg", "Niet genoemd")

    def __init__(self, symbol: str, label: str):
        self.symbol = symbol
        self.label = label


STRENGTH = list(Cell)


STATES: dict[str, Cell] = {
    Statement.Kind.CONTRAST: Cell.CONTRAST,
    Statement.Kind.INFERRED: Cell.INFERRED,
}


def state_of(statement: Statement) -> Cell:
    """The state that one statement gives to its cell."""
    return _state(statement.kind, statement.source.is_founding)


def _state(kind: str, in_article: bool) -> Cell:
    return STATES.get(kind) or (Cell.ARTICLE if in_article else Cell.OTHER)


@dataclass(frozen=True)
class Realised:
    """One element of one intervention: its state, and the statements behind it, strongest first."""

    element: Element
    state: Cell
    statements: list[Statement]

    @property
    def is_had(self) -> bool:
        """Whether the intervention has the element: a contrast alone does not say so."""
        return any(counts(one.kind) for one in self.statements)


def realised(intervention: Intervention, *, article_only: bool = False) -> list[Realised]:
    """The elements that a source mentions for this intervention, in order of the elements."""
    found = defaultdict(list)
    for statement in public_statements(intervention):
        if statement.source.is_founding or not article_only:
            found[statement.element].append(statement)
    return [
        realised_by(element, found[element])
        for element in sorted(found, key=lambda element: element.position or 0)
    ]


def realised_by(element, statements: list[Statement]) -> Realised:
    """The cell of one element with these statements; there is at least one."""
    strongest = sorted(statements, key=lambda row: STRENGTH.index(state_of(row)))
    return Realised(element, state_of(strongest[0]), strongest)


@dataclass(frozen=True)
class Named:
    """An intervention as a heading or a row names it."""

    slug: str
    name: str
    activity: str
    activity_date: str


def named(ids: Iterable[int]) -> dict[int, Named]:
    """Those of `ids` that are published, by id. One query."""
    rows = Intervention.objects.published().filter(pk__in=ids).order_by()
    found = rows.values_list("pk", "slug", "name", "activity", "activity_date")
    return {pk: Named(*said) for pk, *said in found}


def realising(element: Element, ids: Sequence[int]) -> list[tuple[Realised, Named]]:
    """The cell of each of these interventions that the element has, the strongest first."""
    statements = defaultdict(list)
    rows = Statement.objects.filter(element=element, intervention__in=ids).order_by("pk")
    for statement in rows.select_related("source"):
        statements[statement.intervention_id].append(statement)
    names = named(statements)
    found = [(realised_by(element, statements[pk]), names[pk]) for pk in ids if pk in names]
    return sorted(found, key=lambda row: STRENGTH.index(row[0].state))


def states_by_intervention(
    ids: Iterable[int], *, article_only: bool = False
) -> dict[int, dict[int, Cell]]:
    """Per intervention the states of its filled cells, by id of the element. One query."""
    return {
        pk: {element: min(states, key=STRENGTH.index) for element, states in row.items()}
        for pk, row in all_states(ids, article_only=article_only).items()
    }


def all_states(
    ids: Iterable[int], *, article_only: bool = False
) -> dict[int, dict[int, set[Cell]]]:
    """The same with every state that a statement gives to the cell."""
    rows = Statement.objects.filter(intervention__in=ids).order_by()
    found: dict[int, dict[int, set[Cell]]] = defaultdict(lambda: defaultdict(set))
    for pk, element, kind, in_article in rows.values_list(
        "intervention", "element", "kind", "source__is_founding"
    ):
        if in_article or not article_only:
            found[pk][element].add(_state(kind, in_article))
    return found


_elements = kept_while(lambda: tuple(Element.objects.public()))


def public_elements(index: FacetIndex) -> tuple[Element, ...]:
    """All elements that anybody may read about, in order; to read only, for all requests share
    them.
    """
    return _elements(index.version.stamp)


def offered(selection: Selection) -> list[Element]:
    """The elements to show beside each other: those in use, and a retired one that is chosen."""
    slugs = selection.index.offered("element", selection.chosen.get("element", ()))
    return [element for element in public_elements(selection.index) if element.slug in slugs]
