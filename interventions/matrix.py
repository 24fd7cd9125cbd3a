"""The overview: what the sources say of each intervention and element."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from interventions.models import Intervention, Statement


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


def state_of(statement: Statement) -> Cell:
    """The state that one statement gives to its cell."""
    if statement.kind == Statement.Kind.CONTRAST:
        return Cell.CONTRAST
    if statement.kind == Statement.Kind.INFERRED:
        return Cell.INFERRED
    return Cell.ARTICLE if statement.source.is_founding else Cell.OTHER


@dataclass(frozen=True)
class Realised:
    """One element of one intervention: its state, and the statements behind it, strongest first."""

    element: object
    state: Cell
    statements: list[Statement]


def realised(intervention: Intervention, *, article_only: bool = False) -> list[Realised]:
    """The elements that a source mentions for this intervention, in order of the elements."""
    found = defaultdict(list)
    for statement in intervention.statements.all():
        if statement.source.is_founding or not article_only:
            found[statement.element].append(statement)
    for statements in found.values():
        statements.sort(key=lambda row: STRENGTH.index(state_of(row)))
    return [
        Realised(element, state_of(found[element][0]), found[element])
        for element in sorted(found, key=lambda element: element.position)
    ]


def rows_by_intervention(
    interventions: Iterable[Intervention], *, article_only: bool = False
) -> list[tuple[Intervention, dict[str, Realised]]]:
    """Per intervention the filled cells, by slug of the element."""
    return [
        (
            intervention,
            {cell.element.slug: cell for cell in realised(intervention, article_only=article_only)},
        )
        for intervention in interventions
    ]
