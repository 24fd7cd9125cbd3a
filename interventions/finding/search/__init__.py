"""Dutch text search over what is published.

The engine of the database says which interventions match; the order is ours, and the same on both.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from django.db.models.expressions import RawSQL

from interventions.finding.search import engine
from interventions.finding.search.engine import Group
from interventions.finding.search.index import drop, is_up_to_date, put, reindex
from interventions.finding.search.query import Understood, understand
from interventions.finding.search.tokens import words
from interventions.finding.search.vocabulary import vocabulary
from interventions.models import SearchEntry

__all__ = ["Found", "drop", "is_up_to_date", "put", "reindex", "search"]

Entry = tuple[int, str, str, str, dict[str, int]]  # id, key, aliases, slug, weights
TOO_MANY = 2000  # above this many, by name
MOST_PICKED = 10  # above this many stems, it is quicker to read the weights of all


@dataclass(frozen=True)
class Found:
    """The ids that match, best first, and how the query was understood."""

    understood: Understood
    ids: tuple[int, ...] = ()
    direct: frozenset[int] | None = None  # those with the words themselves; None: all
    nearly: tuple[int, ...] = ()  # with few hits: those with most of the words
    lacking: Mapping[int, tuple[str, ...]] = field(default_factory=dict)  # words they do not have
    by_name: bool = False  # too many to put in order of relevance


def search(query: str) -> Found:
    """What it finds: first what has the words themselves, then what has a related term.

    In each the names that the query has come first, then by the weight of the words, then by name.
    A query that asks for a fact and nothing else finds who has it.
    """
    understood = understand(query, vocabulary())
    groups, topics = understood.groups, understood.topics
    if groups:
        ids = engine.find(groups)
    else:
        having = {pk for topic in topics for pk in topic.having}
        ids = [*having.union(engine.find([_any_of(understood.wished)]))] if topics else []
    direct = None
    if understood.related:
        plain = understood.plain
        direct = frozenset(engine.find(plain)) if all(plain) else frozenset()
    if len(ids) > TOO_MANY:
        return Found(understood, tuple(ids), direct, by_name=True)
    entries = _entries(engine.matching(groups) if groups and ids else ids, understood)
    ranked = tuple(_ranked(entries, query, understood, direct))
    nearly, lacking = _nearly(ranked, query, understood)
    return Found(understood, ranked, direct, nearly, lacking)


FEW, MOST_NEARLY = 3, 10
COMMON = 3 / 4  # a word that so many have does not make one of them fit


def _nearly(found: tuple[int, ...], query: str, understood: Understood):
    """With few hits and several words: the others with at least half of them, and which not.

    Of those with as many, first those with the words that few others have.
    """
    groups = understood.groups
    if len(found) >= FEW or len(groups) < 2:
        return (), {}
    having = engine.find([_any_of(groups)])[:TOO_MANY]
    entries = list(_entries(having, understood))
    scores = {pk: [_score(group, weights) for group in groups] for pk, *_, weights in entries}
    places = range(len(groups))
    counts = [sum(row[place] > 0 for row in scores.values()) for place in places]
    rarity = [1 / count if count else 0 for count in counts]
    most = COMMON * SearchEntry.objects.count()
    telling = {place for place in places if 0 < counts[place] <= most} or {*places}
    order = {}
    others = [entry for entry in entries if entry[0] not in found]
    for rank, pk in enumerate(_ranked(others, query, understood)):
        has = [place for place in places if scores[pk][place]]
        if telling.intersection(has) and 2 * len(has) >= sum(map(bool, counts)):
            order[pk] = -len(has), -sum(rarity[place] for place in has), rank
    nearly = tuple(sorted(order, key=order.__getitem__)[:MOST_NEARLY])
    return nearly, {
        pk: tuple(
            word for word, score in zip(understood.said, scores[pk], strict=True) if not score
        )
        for pk in nearly
    }


def _any_of(groups: Iterable[Group]) -> Group:
    return tuple(option for group in groups for option in group)


def _ranked(
    entries: Iterable[Entry],
    query: str,
    understood: Understood,
    direct: frozenset[int] | None = None,
) -> list[int]:
    asked = _spelled(query)
    having = [topic.having for topic in understood.topics]
    ranked = []
    for pk, key, aliases, slug, weights in entries:
        longest = len(asked) + MOST_SIGNS
        names = [_spelled(name) for name in (key, *aliases.splitlines()) if len(name) <= longest]
        order = (
            direct is not None and pk not in direct,
            asked not in names,
            not any(name in asked for name in names),
            -sum([_score(group, weights) for group in understood.groups]),
            -sum([pk in ids for ids in having]),
            -sum([_score(group, weights) for group in understood.wished]),
            key,
            slug,
        )
        ranked.append((order, pk))
    return [pk for _, pk in sorted(ranked)]


MOST_SIGNS = 10  # that a name has and its words do not: a longer name is not in the query


@lru_cache(maxsize=10_000)
def _spelled(text: str) -> str:
    """The words of a text between spaces, so that a name is only found in whole words."""
    return f" {' '.join(words(text))} "


def _entries(ids: Iterable[int] | RawSQL, understood: Understood) -> Iterator[Entry]:
    """That of each. The database picks the few stems that count."""
    stems = sorted(understood.stems)
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
        [min([weights.get(root, 0) for root in option], default=0) for option in group], default=0
    )
