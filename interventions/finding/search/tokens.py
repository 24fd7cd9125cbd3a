"""Dutch words as the index keeps them: folded, and reduced to a stem.

Both engines get the same stems, made here; neither has a language of its own.
"""

import re
from functools import lru_cache

import snowballstemmer

from elements.text import fold

# Words that say nothing about an intervention.
_STOP = (
    "aan al als alle ben bij dan dat de den der des deze die dit doe doen door een eens en er ga "
    "gaan gaat haar had heb hebben heeft hem het hij hoe hun iets ik in is ja je kan kun kunnen "
    "kunt maar me meer men met mij mijn moet na naar nee niet nog nu of om omdat onder ons onze "
    "ook op over te tegen toch tot u uit uw van vanuit vaak veel voor waar want waren was wat we "
    "wel werd wie wij wil worden wordt zal ze zelf zich zij zijn zo zoals zonder zou"
)
LONGEST_WORD = 100  # a longer one is in no index; taking its stem would be quadratic
STOP = frozenset(_STOP.split())
# Words for which the rules below miss the stem that the singular and the plural share.
EXCEPTIONS = {
    "kinderen": "kind",
    "steden": "stad",
    "ideeen": "idee",
    "coaches": "coach",
    "themas": "thema",
    "leden": "lid",
    "musea": "museum",
    "centra": "centrum",
    "mens": "mens",
    "mensen": "mens",
    "wens": "wens",
    "wensen": "wens",
    "methodes": "method",
    "oudere": "ouderen",  # not `ouders`: those are parents
    "ouderen": "ouderen",
    "meisjes": "meisj",
}
_stemmer = snowballstemmer.stemmer("dutch_porter")
_SPLIT = re.compile(r"[^0-9a-z]+")


def words(text: str) -> list[str]:
    """The folded words of a text, in order; letters outside a to z part words."""
    bare = fold(text).replace("'s ", "s ").replace("'", "")
    return [word for word in _SPLIT.split(bare) if word]


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The stem of a folded word, such as `vereniging` for `verenigingen`.

    Final -ies to -ie, then Snowball's `dutch_porter`, then one of a doubled final consonant, and
    v and z at the end to f and s: the Porter rules alone part `brief` and `brieven`.
    """
    if len(word) > LONGEST_WORD:
        return word
    if word in EXCEPTIONS:
        return EXCEPTIONS[word]
    if word.endswith("ies") and len(word) > 4:
        word = word[:-1]
    found = _stemmer.stemWord(word)
    if len(found) > 2 and found[-1] == found[-2] and found[-1] not in "aeiou":
        found = found[:-1]
    return found[:-1] + {"v": "f", "z": "s"}.get(found[-1], found[-1])
