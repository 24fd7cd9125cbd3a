"""Which facts of the sheet a query asks for, such as 'wat kost het', and who has them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from interventions.finding.kept import kept_per_version
from interventions.finding.search.tokens import STOP, stem, words
from interventions.models import Intervention
from interventions.sheet import BOXES, FACTS, Fact

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Topic:
    """A fact that a query asks for; two are the same when the fact is."""

    fact: Fact

    @property
    def key(self) -> tuple[str, str]:
        return self.fact.model.__name__, self.fact.field

    def __eq__(self, other):
        return isinstance(other, Topic) and self.key == other.key

    def __hash__(self):
        return hash(self.key)

    @property
    def having(self) -> frozenset[int]:
        """The ids of the published interventions that have it."""
        kept = _having()
        if self not in kept:
            rows = self.fact.model._default_manager.filter(self.fact.filled)
            if self.fact.model is Intervention:
                ids = rows.values_list("pk", flat=True)
            else:
                ids = rows.values_list("intervention", flat=True)
            published = Intervention.objects.published().filter(pk__in=ids)
            kept[self] = frozenset(published.values_list("pk", flat=True))
        return kept[self]


@kept_per_version
def _having() -> dict[Topic, frozenset[int]]:
    """Filled by who asks: most facts are never asked for."""
    return {}


@cache
def _phrases() -> dict[Phrase, Topic]:
    """The fact that each question asks for, as stems: also without the words that say nothing,
    where two others are left.
    """
    found = {}
    for fact, typed in _questions():
        bare = [word for word in typed if word not in STOP]
        found[_stems(typed)] = Topic(fact)
        if len(bare) > 1:
            found[_stems(bare)] = Topic(fact)
    return found


@cache
def question_words() -> frozenset[str]:
    """Every word that visitors type for a fact: what an error may be meant for."""
    return frozenset(word for _, typed in _questions() for word in typed)


def _questions() -> Iterator[tuple[Fact, list[str]]]:
    """What visitors type for each fact, as words."""
    for fact in (*FACTS, *(fact for box in BOXES for fact in box.facts)):
        for question in fact.questions:
            yield fact, words(question)


def _stems(typed: list[str]) -> Phrase:
    return tuple(map(stem, typed))


def topics_in(typed: list[str]) -> tuple[tuple[Topic, ...], list[str]]:
    """The facts that these words ask for, and the words that do not: the longest phrase first.

    Once as it is typed, and once more without the words that say nothing.
    """
    found: list[Topic] = []
    left = typed
    for passed_over in (frozenset(), STOP):
        bare = [word for word in left if word not in passed_over]
        asked = [*_asked(bare)]
        found += [topic for topic, _ in asked if topic]
        left = [word for topic, run in asked if not topic for word in run]
    return tuple(dict.fromkeys(found)), left if found else typed


def _asked(typed: list[str]) -> Iterator[tuple[Topic | None, list[str]]]:
    """The words in runs: with the fact that a run asks for, or one word and nothing."""
    known = _phrases()
    longest = max(map(len, known), default=0)
    stems, place = _stems(typed), 0
    while place < len(typed):
        for length in range(min(longest, len(typed) - place), 0, -1):
            if stems[place : place + length] in known:
                break
        yield known.get(stems[place : place + length]), typed[place : place + length]
        place += length
