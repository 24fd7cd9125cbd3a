"""What a visitor means: the words of a query as groups of alternatives, forgivingly.

Everything here happens on the side of the query. A word counts for itself, its synonyms, and the
longer words of which it is a part. A word that finds nothing is joined to its neighbour or split
into words of the index; one that is no Dutch is taken for a typing error. Words that ask for a fact
of the sheet need not be found: the fact is the answer.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from interventions.finding.search.dutch import LINKS, compound_parts, is_dutch
from interventions.finding.search.engine import Alternative, Group
from interventions.finding.search.tokens import LONGEST_WORD, STOP, stem, words
from interventions.finding.search.topics import Topic, topics_in
from interventions.finding.search.vocabulary import SHORTEST_PART, Vocabulary

ONE_ERROR, TWO_ERRORS = 5, 8  # from how many letters one and two typing errors are forgiven
MOST_WORDS = 20
# Words of a question, which nobody has to have: they count only where there are no others.
_ASKING = (
    "aanpak aanpakken bereik bereiken bestaan bestaat betrek betrekken bevorder bevorderen "
    "breng brengen echt eigenlijk geef graag help helpt hoeveel iemand interventie interventies "
    "kiezen krijg krijgen laat laten maak mag maken manier manieren mensen methode methoden "
    "methodes methodiek methodieken moeten nodig ongeveer pak passen past per personen precies "
    "programma programmas project projecten stimuleer stimuleren tegengaan verbeter verbeteren "
    "vergroot vergroten verminder verminderen vind vinden voorbeeld voorbeelden voorkom "
    "voorkomen waarmee waarom wanneer welk welke willen zet zetten zoek zoeken"
)
ASKING = STOP | frozenset(_ASKING.split())


@dataclass(frozen=True)
class Understood:
    """A query as it was understood.

    `groups` all have to match, `wished` only weigh; `said` is what was typed for each group, and
    `plain` each group without its related terms. `corrected` is the query to offer when a word was
    mended, `suggested` when one was not.
    """

    groups: tuple[Group, ...] = ()
    plain: tuple[Group, ...] = ()
    said: tuple[str, ...] = ()
    wished: tuple[Group, ...] = ()
    topics: tuple[Topic, ...] = ()
    corrected: str = ""
    suggested: str = ""
    related: tuple[str, ...] = ()

    @property
    def stems(self) -> frozenset[str]:
        return frozenset(
            root for group in (*self.groups, *self.wished) for option in group for root in option
        )


def understand(query: str, known: Vocabulary) -> Understood:
    """The groups that all have to match; without a word that means anything: no groups.

    A query with words that are taken for others is read again with those: two may belong together.
    """
    typed = words(query)[:MOST_WORDS]
    found, mended = _understand(typed, known)
    if not mended:
        return found
    typed = [mended.get(word, word) for word in typed]
    return replace(_understand(typed, known)[0], corrected=" ".join(typed))


def _understand(typed: list[str], known: Vocabulary) -> tuple[Understood, dict[str, str]]:
    """What the words mean, and which of them are taken for which others."""
    topics, left = topics_in(typed)
    meant = _meant(left, known, alone=not topics)
    wished = [word for word in typed if word not in STOP and word not in meant]
    reading = _Reading(known)
    for run in _runs(meant, known):
        reading.read(run)
    found = Understood(
        groups=tuple(reading.groups),
        plain=tuple(reading.plain),
        said=tuple(reading.said),
        wished=tuple(_alternatives((word,), known) or ((stem(word),),) for word in wished),
        topics=topics,
        suggested=" ".join(reading.nearest.get(word, word) for word in typed)
        if reading.nearest
        else "",
        related=tuple(dict.fromkeys(reading.related)),
    )
    return found, reading.mended


def _meant(typed: list[str], known: Vocabulary, *, alone: bool) -> list[str]:
    """The words that say what is looked for; the others only where there is nothing else."""
    found = [word for word in typed if word not in ASKING] or _of_names(typed, known)
    if found or not alone:
        return found
    return [word for word in typed if word not in STOP] or typed


def _of_names(typed: list[str], known: Vocabulary) -> list[str]:
    """The longest run of words that say nothing but in a name, such as 'kan wel': at least two."""
    runs: list[list[str]] = [[]]
    for word in typed:
        if word in STOP and word in known.entries:
            runs[-1].append(word)
        else:
            runs.append([])
    longest = max(runs, key=len)
    return longest if len(longest) > 1 else []


class _Reading:
    """The runs of a query as they are read, one after the other."""

    def __init__(self, known: Vocabulary):
        self.known = known
        self.groups: list[Group] = []
        self.plain: list[Group] = []
        self.related: list[str] = []
        self.said: list[str] = []
        self.mended: dict[str, str] = {}  # words that are taken for others
        self.nearest: dict[str, str] = {}  # those that may be meant for others

    def read(self, run: tuple[str, ...]) -> None:
        plain = _alternatives(run, self.known)
        terms = self.known.related.get(tuple(map(stem, run)), ())
        if not plain and not terms:
            parts = compound_parts(run[0]) if len(run) == 1 else ()
            if near := _correction(run, self.known):
                (self.nearest if is_dutch(run[0]) else self.mended)[run[0]] = near
            elif any(_alternatives((part,), self.known) for part in parts):
                for part in parts:
                    self.read((part,))
                return
        self.groups.append((*plain, *(roots for roots, _ in terms)) or (tuple(map(stem, run)),))
        self.plain.append(plain)
        self.related += [term for _, term in terms]
        self.said.append(" ".join(run))


def _runs(asked: list[str], known: Vocabulary) -> Iterator[tuple[str, ...]]:
    """The words as they belong together: a synonym of several, a word written in two, or one."""
    place = 0
    while place < len(asked):
        length = _run_length(asked[place:], known)
        yield tuple(asked[place : place + length])
        place += length


def _run_length(asked: list[str], known: Vocabulary) -> int:
    for length in range(min(known.longest_phrase, len(asked)), 1, -1):
        roots = tuple(map(stem, asked[:length]))
        if roots in known.same or roots in known.related:
            return length
    return 2 if len(asked) > 1 and stem("".join(asked[:2])) in known.stems else 1


def _alternatives(run: tuple[str, ...], known: Vocabulary) -> Group:
    """Everything that counts as this run of words, each once; empty when the index has nothing."""
    roots = tuple(map(stem, run))
    joined = stem("".join(run))
    others = known.same.get(roots, ())
    found = [option for option in (roots, (joined,), *others) if known.has(option)]
    found += [(root,) for root in known.compounds_of(joined)]
    if not found:
        parts = [_split(word, known) for word in (*run[:1], *(o[0] for o in others if len(o) == 1))]
        found = [option for option in parts if option]
    return tuple(dict.fromkeys(found))


def _split(word: str, known: Vocabulary) -> Alternative:
    """The compound as words of the index, such as `buurt` and `feest`: the fewest, or nothing."""

    @cache
    def parts(rest: str) -> tuple[str, ...] | None:
        if not rest:
            return ()
        best = None
        for end in range(len(rest), SHORTEST_PART - 2, -1):
            head = rest[:end]
            if stem(head) not in known.stems:
                continue
            for link in LINKS:
                if not rest[end:].startswith(link) or (link and end + len(link) == len(rest)):
                    continue
                tail = parts(rest[end + len(link) :])
                if tail is not None and (best is None or len(tail) + 1 < len(best)):
                    best = (stem(head), *tail)
        return best

    found = parts(word) or () if len(word) <= LONGEST_WORD else ()
    return found if len(found) > 1 else ()


def _correction(run: tuple[str, ...], known: Vocabulary) -> str:
    """The word of the index that is nearest to a single word, if near: the commonest first."""
    word = run[0]
    if len(run) > 1:
        return ""
    limit = 2 if len(word) >= TWO_ERRORS else 1 if len(word) >= ONE_ERROR else 0
    if not limit:
        return ""
    for errors in range(1, limit + 1):  # most have one: the others are then never compared
        near = [
            (-known.spellings[candidate], candidate)
            for candidate in known.spelled_like(word, errors)
            if candidate != word and distance(word, candidate, errors) <= errors
        ]
        if near:
            return min(near)[1]
    return ""


def distance(one: str, other: str, limit: int) -> int:
    """Letters to change, add, leave out or swap (optimal string alignment); stops above `limit`.

    Only what stands within `limit` places of each other is compared: the rest is further apart.
    """
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    far = [limit + 1] * (len(other) + 1)
    before, row = far, [*range(limit + 1), *far][: len(other) + 1]
    for i, letter in enumerate(one, start=1):
        last, before, row = before, row, [i, *far[1:]]
        for j in range(max(1, i - limit), min(len(other), i + limit) + 1):
            cost = before[j - 1] + (letter != other[j - 1])
            if before[j] < cost or row[j - 1] < cost:
                cost = min(before[j], row[j - 1]) + 1
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == other[j - 1]:
                cost = min(cost, last[j - 2] + 1)
            row[j] = cost
        if min(row) > limit:
            return limit + 1
    return row[-1]
