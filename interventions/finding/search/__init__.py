"""Dutch text search over what is published.

The engine of the database says which interventions match; the order is ours, and the same on both.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from elements.text import fold
from interventions.finding.search import engine
from interventions.finding.search.index import drop, put, reindex
from interventions.finding.search.query import Understood, understand
from interventions.finding.search.vocabulary import vocabulary
from interventions.models import SearchEntry

__all__ = ["Found", "drop", "put", "reindex", "search"]

TOO_MANY = 2000  # above this many, by name
MOST_PICKED = 10  # above this many stems, it is quicker to read the weights of all


@dataclass(frozen=True)
class Found:
    """The ids that match, best first, and how the query was understood."""

    understood: Understood
    ids: tuple[int, ...] = ()
    nearly: tuple[int, ...] = ()  # with few hits: those with most of the words
    by_name: bool = False  # too many to put in order of relevance


def search(query: str) -> Found:
    """What it finds: an exact name or alias first, then by the weight of the words, then name."""
    understood = understand(query, vocabulary())
    if not understood.groups:
        return Found(understood)
    ids = engine.find(understood.groups)
    if len(ids) > TOO_MANY:
        return Found(understood, tuple(ids), by_name=True)
    ranked = tuple(_ranked(ids, query, understood))
    return Found(understood, ranked, _nearly(ranked, query, understood))


FEW, MOST_NEARLY = 3, 10


def _nearly(found: tuple[int, ...], query: str, understood: Understood) -> tuple[int, ...]:
    """With few hits and several words: the others that have at least half of the words."""
    if len(found) >= FEW or len(understood.groups) < 2:
        return ()
    anything = tuple(option for group in understood.groups for option in group)
    others = [pk for pk in engine.find([anything]) if pk not in found][:TOO_MANY]
    return tuple(_ranked(others, query, understood, least=len(understood.groups) / 2))[:MOST_NEARLY]


def _ranked(ids, query: str, understood: Understood, least: float = 0) -> list[int]:
    name = fold(query)
    ranked = []
    for pk, key, aliases, slug, weights in _entries(ids, sorted(understood.stems)):
        scores = [_score(group, weights) for group in understood.groups]
        matched = sum(score > 0 for score in scores)
        if matched < least:
            continue
        exact = name == key or name in map(fold, aliases.splitlines())
        order = (-matched if least else 0, not exact, -sum(scores), key, slug)
        ranked.append((order, pk))
    return [pk for _, pk in sorted(ranked)]


def _entries(ids, stems: list[str]) -> Iterator[tuple[int, str, str, str, dict[str, int]]]:
    """(id, key, aliases, slug, weights) of each. The database picks the few stems that count."""
    rows = SearchEntry.objects.filter(pk__in=ids)
    values = ("pk", "intervention__name_key", "intervention__aliases", "intervention__slug")
    if len(stems) > MOST_PICKED:
        yield from rows.values_list(*values, "weights")
        return
    for pk, key, aliases, slug, *picked in rows.values_list(*values, *map(engine.Weight, stems)):
        weights = {stem: weight or 0 for stem, weight in zip(stems, picked, strict=True)}
        yield pk, key, aliases, slug, weights


def _score(group, weights: dict[str, int]) -> int:
    """The weight of the heaviest alternative; an alternative weighs what its lightest stem does."""
    return max(
        (min((weights.get(root, 0) for root in option), default=0) for option in group), default=0
    )
