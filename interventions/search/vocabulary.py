"""The words of the index and the synonyms, in memory: what a query can be understood with."""

from collections import defaultdict
from dataclasses import dataclass
from threading import Lock

from elements.models import ContentVersion
from interventions.models import SearchWord, Synonym
from interventions.search.tokens import stem, words

Stems = tuple[str, ...]


@dataclass(frozen=True)
class Vocabulary:
    """Everything that a word of a query is compared with, at one version of the content."""

    stamp: object
    entries: dict[str, int]  # whole word -> in how many interventions it stands
    stems: frozenset[str]
    spellings: dict[str, int]  # the same and the words of synonyms: what an error may be meant for
    same: dict[Stems, tuple[Stems, ...]]  # stems of a term or synonym -> the others of its set
    related: dict[Stems, tuple[tuple[Stems, str], ...]]  # -> related terms, with their text
    longest_phrase: int

    def has(self, roots: Stems) -> bool:
        return all(root in self.stems for root in roots)

    def compounds_of(self, root: str) -> list[str]:
        """Stems of the longer words in which the root stands as a part."""
        if len(root) < SHORTEST_PART:
            return []
        return sorted({stem(word) for word in self.entries if is_part(root, word)} - {root})


SHORTEST_PART = 4


def is_part(root: str, word: str) -> bool:
    """Whether the root begins or ends a longer word, or stands inside between two parts of it."""
    place = word.find(root)
    if place < 0 or len(word) - len(root) < SHORTEST_PART:
        return False
    before, after = place, len(word) - place - len(root)
    return before == 0 or after < SHORTEST_PART - 1 or min(before, after) >= SHORTEST_PART - 1


_latest: Vocabulary | None = None
_building = Lock()


def vocabulary() -> Vocabulary:
    """The vocabulary of the content as it is now."""
    global _latest
    stamp = ContentVersion.current().stamp
    if _latest is None or _latest.stamp != stamp:
        with _building:  # who waited finds it made
            if _latest is None or _latest.stamp != stamp:
                _latest = _build(stamp)
    return _latest


def stems_of(text: str) -> Stems:
    return tuple(stem(word) for word in words(text))


def _build(stamp) -> Vocabulary:
    entries = dict(SearchWord.objects.values_list("word", "entries"))
    sets, related = defaultdict(list), defaultdict(list)
    for term, word, kind in Synonym.objects.values_list("term", "word", "kind"):
        if kind == Synonym.Kind.SAME:
            sets[stems_of(term)].append(stems_of(word))
        else:
            related[stems_of(word)].append((stems_of(term), term))
    same = defaultdict(set)
    for term, others in sets.items():
        whole = {term, *others}
        for member in whole:
            same[member] |= whole - {member}
    phrases = [*same, *related]
    spellings = {**entries}
    for text in Synonym.objects.values_list("word", flat=True):
        for word in words(text):
            spellings.setdefault(word, 0)
    return Vocabulary(
        stamp=stamp,
        entries=entries,
        stems=frozenset(map(stem, entries)),
        spellings=spellings,
        same={member: tuple(sorted(others)) for member, others in same.items()},
        related={word: tuple(terms) for word, terms in related.items()},
        longest_phrase=max(map(len, phrases), default=1),
    )
