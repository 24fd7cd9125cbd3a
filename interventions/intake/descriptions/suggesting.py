"""Which working element a sentence of a description seems to say.

A sum of points, each with its words: names and cues of the element, words that its texts use more
than those of the others, and what editors chose before. Precision goes first: where nothing stands
out, there is no suggestion.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import log
from typing import Literal

from elements.models import Element
from elements.text import SENTENCE_END
from interventions.finding.search.query import ASKING
from interventions.finding.search.tokens import stem, words
from interventions.intake.descriptions.cues import Cue, cues_in, named, places_of
from interventions.intake.descriptions.wording import Forms, sentence_forms
from interventions.models import Statement, Synonym

Sure = Literal["zeker", "waarschijnlijk", ""]

# Points. An editor can recount them: a name, a cue, a weak cue, an earlier choice.
JARGON, NAME, CUE, WEAK, CHOSEN = 3.0, 2.0, 2.0, 1.0, 2.0
SHORTEST_WORD = 3
LONGEST_SENTENCE = 150  # words that are looked at
LIKELY, LIKELY_AHEAD = 2.0, 0.8  # what the first has at least, and more than the second
SURE, SURE_AHEAD = 4.0, 2.0
MOST_OF_TEXT = 2.5  # points that words of the texts give together
POINTS_OF_WORD, WITHOUT_CUES = 0.2, 0.4  # for each unit of log-odds
LIKELIEST_WORD = 2.5  # log-odds above this count as this
ALIKE = 0.6  # part of the words that a sentence shares with one that was chosen before
FEWEST_ALIKE = 4  # such words
# How much a word in each text of an element counts.
WEIGHTS = {
    "name": 3,
    "summary": 2,
    "practice": 2,
    "description": 1,
    "general_claim": 1,
}
OF_EXAMPLE = 1.0


@dataclass(frozen=True)
class Suggestion:
    """An element, how sure that is, whether the sentence names it, and on which words it rests.

    Without an element nothing is sure, nothing is named, and `why` is empty.
    """

    element: Element | None = None
    sure: Sure = ""
    is_named: bool = False
    why: tuple[str, ...] = ()


@dataclass
class Known:
    """What is known of one element."""

    element: Element
    cues: list[Cue] = field(default_factory=list)
    words: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    chosen: list[frozenset[str]] = field(default_factory=list)


def examples() -> Iterator[tuple[int, str]]:
    """What editors chose before: the number of an element, and words that say it."""
    rows = Statement.objects.exclude(kind=Statement.Kind.CONTRAST).order_by("pk")
    for element, *texts in rows.values_list("element_id", "explanation", "evidence"):
        for text in filter(None, texts):
            yield element, text


def suggest(sentences: Sequence[str]) -> list[Suggestion]:
    """One suggestion for each sentence, in order. Asks the database as much for one as for many."""
    known = _known()
    odds = _odds(known)
    return [_suggestion(sentence, known, odds) for sentence in sentences]


# --- What is known --------------------------------------------------------------------------------


def _known() -> list[Known]:
    """Of every element in use; a retired one is not offered."""
    known = [Known(element) for element in Element.objects.in_use()]
    others = defaultdict(list)
    for term, word, kind in Synonym.objects.values_list("term", "word", "kind"):
        others[_stems(term)].append((word, kind))
    for one in known:
        element = one.element
        points = JARGON if element.is_jargon else NAME
        for name in (element.name, element.short_name):
            one.cues += named(name, points=points)
            for word, kind in others.get(_stems(name), ()):
                same = kind == Synonym.Kind.SAME
                one.cues += (
                    named(word, points=points) if same else cues_in(word, whole=CUE, weak=WEAK)
                )
        one.cues += cues_in(element.cues, whole=CUE, weak=WEAK)
        one.cues.sort(key=lambda cue: (-cue.points, -len(cue.parts)))
        for name, weight in WEIGHTS.items():
            _count(one.words, getattr(element, name), weight)
    _add_chosen(known)
    return known


def _add_chosen(known: list[Known]) -> None:
    by_number = {one.element.pk: one for one in known}
    for number, text in examples():
        if one := by_number.get(number):
            _count(one.words, text, OF_EXAMPLE)
            one.chosen += map(_stems, SENTENCE_END.split(text))


def _count(counter: dict[str, float], text: str, weight: float) -> None:
    for one in words(text):
        if _says_something(one):
            counter[stem(one)] += weight


def _stems(text: str) -> frozenset[str]:
    said = words(text)[:LONGEST_SENTENCE]
    return frozenset(stem(word) for word in said if _says_something(word))


def _says_something(word: str) -> bool:
    return word not in ASKING and len(word) >= SHORTEST_WORD


def _odds(known: list[Known]) -> list[dict[str, float]]:
    """For each element the words that its texts use more than those of the others, in log-odds."""
    everything: dict[str, float] = defaultdict(float)
    for one in known:
        for word, count in one.words.items():
            everything[word] += count
    size, total = len(everything), sum(everything.values())
    found = []
    for one in known:
        own = sum(one.words.values())
        found.append(
            {
                word: odds
                for word, count in one.words.items()
                if (
                    odds := log((count + 0.5) / (own + size / 2))
                    - log((everything[word] - count + 0.5) / (total - own + size / 2))
                )
                > 0
            }
        )
    return found


# --- One sentence ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Score:
    element: Element
    points: float
    is_named: bool
    why: tuple[str, ...]


def _suggestion(sentence: str, known: list[Known], odds: list[dict[str, float]]) -> Suggestion:
    said = words(sentence)[:LONGEST_SENTENCE]
    forms, stems = sentence_forms(said), _stems(sentence)
    scores = [
        _score(one, its_odds, said, forms, stems) for one, its_odds in zip(known, odds, strict=True)
    ]
    return _best(sorted(scores, key=lambda score: -score.points))


def _score(
    one: Known,
    odds: dict[str, float],
    said: Sequence[str],
    forms: Sequence[Forms],
    stems: frozenset[str],
) -> Score:
    """What speaks for an element. A cue of which every word was counted before adds nothing."""
    points, is_named, why = 0.0, False, []
    used: set[int] = set()
    for cue in one.cues:
        places = places_of(cue, forms, said)
        is_named |= bool(places) and cue.names
        if places - used:
            points += cue.points
            used |= places
            why.append(" … ".join(said[place] for place in sorted(places)))
    each = POINTS_OF_WORD if one.element.cues else WITHOUT_CUES
    left = stems - {form for place in used for form in forms[place]}
    text = {word: min(odds[word], LIKELIEST_WORD) * each for word in left if word in odds}
    points += min(sum(text.values()), MOST_OF_TEXT)
    why += (word for word in said if stem(word) in text)
    if any(_is_alike(stems, before) for before in one.chosen):
        points += CHOSEN
        why.append("eerder zo gekozen")
    return Score(one.element, points, is_named, tuple(dict.fromkeys(why)))


def _best(scores: Sequence[Score]) -> Suggestion:
    """The first, where it has enough and is far enough ahead of the second."""
    if not scores:
        return Suggestion()
    first = scores[0]
    ahead = first.points - (scores[1].points if len(scores) > 1 else 0)
    if first.points < LIKELY or ahead < LIKELY_AHEAD:
        return Suggestion()
    sure: Sure = "zeker" if first.points >= SURE and ahead >= SURE_AHEAD else "waarschijnlijk"
    return Suggestion(first.element, sure, first.is_named, first.why)


def _is_alike(stems: frozenset[str], before: frozenset[str]) -> bool:
    shared = len(stems & before)
    return shared >= FEWEST_ALIKE and shared / len(stems | before) >= ALIKE
