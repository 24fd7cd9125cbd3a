"""Words by which a sentence says a working element, and where they stand in it.

Editors write them in `Element.cues`, a line each. All words of a line have to stand near one
another, in any order: Dutch parts its verbs. `a/b` is one of two words. A line that ends with a
question mark means something beside another only.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from interventions.finding.search.tokens import STOP, words
from interventions.intake.descriptions.wording import Forms, roots_of

NEAR = 7  # words between the first of a cue and another
BEFORE = 3  # words before a cue that a 'not' may stand
NOT = frozenset({"niet", "geen", "nooit", "nauwelijks", "zonder"})
ONLY = frozenset({"alleen", "slechts", "enkel"})  # 'niet alleen' is no denial
MOST = 400  # lines of an element that are read


@dataclass(frozen=True)
class Cue:
    """`text` as people wrote it; `parts` are the forms of which each one has to be there."""

    text: str
    parts: tuple[Forms, ...]
    points: float
    names: bool = False  # it is a name of the element


def cues_in(lines: str, *, whole: float, weak: float) -> Iterator[Cue]:
    """The cues of a text with one on each line, with the points that each kind counts."""
    for line in lines.splitlines()[:MOST]:
        text = line.strip().rstrip("?").strip()
        if parts := _parts(text):
            yield Cue(text, parts, weak if line.strip().endswith("?") else whole)


def named(name: str, *, points: float) -> Iterator[Cue]:
    """The cues of a name: without its small words, and for each of the names that a slash parts."""
    for text in name.split(" / "):
        said = words(text)
        bare = [word for word in said if word not in STOP] or said
        if bare:
            yield Cue(text, tuple(map(roots_of, bare)), points, names=True)


def _parts(text: str) -> tuple[Forms, ...]:
    """The forms of each word of a line, of which a slash may give more."""
    found = []
    for word in text.split():
        ways = [one for way in word.split("/") for one in words(way)]
        if ways:
            found.append(frozenset().union(*map(roots_of, ways)))
    return tuple(found)


def places_of(cue: Cue, sentence: Sequence[Forms], said: Sequence[str]) -> frozenset[int]:
    """Where the words of a cue stand in a sentence; nowhere when it has them not, or denies them.

    `said` are the words of the sentence, folded.
    """
    places = [[at for at, forms in enumerate(sentence) if part & forms] for part in cue.parts]
    if not all(places):
        return frozenset()
    own = frozenset().union(*cue.parts)
    for first in places[0]:
        near = _nearest(first, places)
        if near and max(near) - min(near) <= NEAR and not _is_denied(min(near), said, own):
            return near
    return frozenset()


def _nearest(first: int, places: Sequence[Sequence[int]]) -> frozenset[int]:
    """The place of each part that is nearest to that of the first; the same word counts once.

    Two parts may stand in one word, such as 'aan' and 'bellen' in 'aangebeld', but not twice the
    same part: 'van deur tot deur'.
    """
    found: dict[int, Sequence[int]] = {}
    for others in places:
        left = [other for other in others if found.get(other) != others]
        if not left:
            return frozenset()
        found[min(left, key=lambda other: abs(other - first))] = others
    return frozenset(found)


def _is_denied(start: int, said: Sequence[str], own: Forms) -> bool:
    """Whether a 'not' stands before it that is no part of the cue."""
    before = range(max(start - BEFORE, 0), start)
    return any(
        said[at] in NOT and not roots_of(said[at]) & own and said[at + 1] not in ONLY
        for at in before
    )
