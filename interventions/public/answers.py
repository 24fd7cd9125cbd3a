"""What the page of results answers when a query asks for a fact: who has it, and who does not."""

from collections.abc import Iterator
from dataclasses import dataclass

from interventions.finding.facets import FACETS, Facet
from interventions.finding.selection import Selection
from interventions.models import Intervention
from interventions.sheet import PAGE, Fact


@dataclass(frozen=True)
class Answer:
    """Of `total` that the rest of the query finds, `having` have the fact.

    `values` are (label, query, total) of the choices in its facet, where it has one.
    """

    key: str
    title: str
    total: int
    having: int
    values: list[tuple[str, str, int]]
    remark: str

    @property
    def lacking(self) -> int:
        return self.total - self.having


def answers(selection: Selection) -> Iterator[Answer]:
    """One for each fact that the text asks for."""
    found = selection.found_by_text
    if not found or not (topics := found.understood.topics):
        return
    bare = selection.but(text=" ".join(found.understood.said))
    for topic in topics:
        facet = _facet_of(topic.fact)
        yield Answer(
            key=topic.fact.key,
            title=facet.title if facet else topic.fact.title(PAGE),
            total=bare.total,
            having=(bare.hits & bare.index.bit_set(topic.having)).bit_count(),
            values=list(_values(bare, facet)) if facet else [],
            remark=topic.fact.remark,
        )


def _facet_of(fact: Fact) -> Facet | None:
    """The facet that chooses by this fact, if there is one."""
    related = fact.model._meta.get_field(fact.field).related_model
    for facet in FACETS.values():
        if fact.model is Intervention and fact.field in facet.fields:
            return facet
        if related and related is facet.model:
            return facet
    return None


def _values(bare: Selection, facet: Facet) -> Iterator[tuple[str, str, int]]:
    for slug, label in bare.index.offered(facet.name).items():
        chosen = bare.but(chosen={**bare.chosen, facet.name: (slug,)})
        if chosen.total:
            yield label, chosen.query, chosen.total
