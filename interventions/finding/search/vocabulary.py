"""The words of the index and the synonyms, in memory: what a query can be understood with."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from interventions.finding.kept import kept_per_version
from interventions.finding.search.tokens import stem, words
from interventions.models import SearchWord, Synonym

Stems = tuple[str, ...]


@dataclass(frozen=True)
class Vocabulary:
    """Everything that a word of a query is compared with, at one version of the content."""

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
        return sorted({stem(word) for word in self._holding(root) if is_part(root, word)} - {root})

    @cached_property
    def _page(self) -> str:
        """All words, each on a line: to look in one text is faster than to look in each word."""
        return "\n".join(["", *self.entries, ""])

    def _holding(self, part: str) -> Iterator[str]:
        """The words in which the part stands."""
        place = self._page.find(part)
        while place >= 0:
            end = self._page.index("\n", place)
            yield self._page[self._page.rindex("\n", 0, place) + 1 : end]
            place = self._page.find(part, end)

    @cached_property
    def _letters(self) -> dict[int, list[tuple[int, str]]]:
        """Per length (letters, spelling) of each spelling."""
        found = defaultdict(list)
        for word in self.spellings:
            found[len(word)].append((letters_of(word), word))
        return found

    def spelled_like(self, word: str, errors: int) -> Iterator[str]:
        """The spellings that may be this word with so many errors, and few others.

        One error changes the length by one at most, and which letters there are by two at most.
        """
        letters = letters_of(word)
        for length in range(len(word) - errors, len(word) + errors + 1):
            for others, spelling in self._letters.get(length, ()):
                if (letters ^ others).bit_count() <= 2 * errors:
                    yield spelling


def letters_of(word: str) -> int:
    """The bit set of the letters and digits in a folded word."""
    found = 0
    for letter in word:
        found |= 1 << ord(letter) - ord("0")
    return found


SHORTEST_PART = 4


def is_part(root: str, word: str) -> bool:
    """Whether the root begins or ends a longer word, or stands inside between two parts of it."""
    place = word.find(root)
    if place < 0 or len(word) - len(root) < SHORTEST_PART:
        return False
    before, after = place, len(word) - place - len(root)
    return before == 0 or after < SHORTEST_PART - 1 or min(before, after) >= SHORTEST_PART - 1


def stems_of(text: str) -> Stems:
    return tuple(stem(word) for word in words(text))


@kept_per_version
def vocabulary() -> Vocabulary:
    """The vocabulary of the content as it is now."""
    entries = dict(SearchWord.objects.values_list("word", "entries"))
    sets, related = defaultdict(list), defaultdict(list)
    for term, word, kind in Synonym.objects.values_list("term", "word", "kind"):
        if kind == Synonym.Kind.SAME:
            sets[stems_of(term)].append(stems_of(word))
        else:
            related[stems_of(word)].append((stems_of(term), term))
    same: dict[Stems, set[Stems]] = defaultdict(set)
    for roots, others in sets.items():
        whole = {roots, *others}
        for member in whole:
            same[member] |= whole - {member}
    phrases = [*same, *related]
    spellings = {**entries}
    for text in Synonym.objects.values_list("word", flat=True):
        for word in words(text):
            spellings.setdefault(word, 0)
    return Vocabulary(
        entries=entries,
        stems=frozenset(map(stem, entries)),
        spellings=spellings,
        same={member: tuple(sorted(others)) for member, others in same.items()},
        related={word: tuple(terms) for word, terms in related.items()},
        longest_phrase=max(map(len, phrases), default=1),
    )
