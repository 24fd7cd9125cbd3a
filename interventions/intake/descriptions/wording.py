"""Words of a sentence in the forms in which people write them, so that a cue fits each of these.

The stems are those of the search; beside them come what Dutch does to a verb ('belt aan',
'aangebeld', 'aan te bellen') and the last part of a compound ('groepsgesprek').
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from interventions.finding.search.dutch import compound_parts, is_listed
from interventions.finding.search.tokens import LONGEST_WORD, STOP, stem

SHORTEST_ROOT, SHORTEST_VERB = 3, 4
AHEAD, BEHIND = (
    2,
    7,
)  # words between a verb and what it was parted from: aan te bellen, belt ... aan
_APART = "aan af bij binnen door in langs los mee na om op over samen terug toe uit voor weg"
APART = tuple(_APART.split())  # what a separable verb begins with
PARTICIPLE = re.compile(rf"({'|'.join(APART)})?ge(\w{{2,}}?)(?:d|t|en)")
VOWELS = "aeiou"

Forms = frozenset[str]


def sentence_forms(said: Sequence[str]) -> list[Forms]:
    """For each folded word of a sentence, in order, the forms that it may be found by."""
    firsts = [at for at, word in enumerate(said) if word in APART]
    return [
        forms_of(word).union(
            *(joined(said[first], word) for first in firsts if at - AHEAD <= first <= at + BEHIND)
        )
        for at, word in enumerate(said)
    ]


@lru_cache(maxsize=20_000)
def joined(first: str, word: str) -> Forms:
    """The roots of the separable verb of which these may be the parts: sluit ... aan."""
    if word in STOP:
        return frozenset()
    verbs = (first + verb for verb in (word, *_verbs(word)))
    return frozenset().union(*(roots_of(verb) for verb in verbs if is_listed(verb)))


@lru_cache(maxsize=20_000)
def roots_of(word: str) -> Forms:
    """The stem of a folded word, and that of the verb of which it may be a form."""
    if len(word) > LONGEST_WORD:
        return frozenset({word})
    return frozenset(map(_root, (word, *_verbs(word))))


def _root(word: str) -> str:
    """The stem, where enough is left of the word: that of 'open' is 'op'."""
    found = stem(word)
    return found if len(found) >= SHORTEST_ROOT else word


@lru_cache(maxsize=20_000)
def forms_of(word: str) -> Forms:
    """The roots of a word, of the parts of a separable verb, and of the last part of a compound."""
    if len(word) > LONGEST_WORD:
        return frozenset({word})
    found = set(roots_of(word))
    for part in (*parted(word), *compound_parts(word)[1:]):
        found |= roots_of(part)
    return frozenset(found)


def parted(word: str) -> tuple[str, ...]:
    """The two parts of what is, or may be, a form of a separable verb; else nothing."""
    if found := PARTICIPLE.fullmatch(word):
        return (found[1], word.removeprefix(found[1])) if found[1] else ()
    for first in APART:
        rest = word.removeprefix(first)
        if rest != word and len(rest) >= SHORTEST_VERB and is_listed(rest):
            return first, rest
    return ()


def _verbs(word: str) -> list[str]:
    """The infinitives of which a word may be a form: bellen for belt, vragen for gevraagd."""
    if word in STOP or len(word) < SHORTEST_ROOT:
        return []
    found = PARTICIPLE.fullmatch(word)
    if found and not found[1]:
        return [verb for verb in _infinitives(found[2]) if is_listed(verb)]
    if len(word) >= SHORTEST_VERB and word.endswith("t"):
        bare = word[:-1]
        return [verb for verb in (f"{bare}n", *_infinitives(bare)) if is_listed(verb)]
    return [verb for verb in _infinitives(word) if is_listed(verb)]


def _infinitives(bare: str) -> list[str]:
    """What the infinitive of a bare verb can be: zoek, bel, maak, schrijf, reis."""
    soft = bare[:-1] + {"f": "v", "s": "z"}.get(bare[-1], bare[-1])
    found = [f"{bare}en", f"{bare}{bare[-1]}en", f"{soft}en"]
    if len(bare) > 2 and bare[-2] == bare[-3] and bare[-2] in VOWELS:
        found += [f"{bare[:-2]}{bare[-1]}en", f"{bare[:-2]}{soft[-1]}en"]
    return found
