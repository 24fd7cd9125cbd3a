"""Dutch words as the index keeps them: folded, and reduced to a stem.

Both engines get the same stems, made here; neither has a language of its own.
"""

import re
from functools import lru_cache

import snowballstemmer

from elements.text import fold
from interventions.finding.search.dutch import is_listed

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
    "eieren": "ei",
    "liederen": "lied",
    "bladeren": "blad",
    "goederen": "goed",
    "volkeren": "volk",
    "steden": "stad",
    "schepen": "schip",
    "leden": "lid",
    "coaches": "coach",
    "methodes": "method",
    "oudere": "ouderen",  # not `ouders`: those are parents
    "ouderen": "ouderen",
    "meisjes": "meisj",
    "moslims": "moslim",
    "zzpers": "zzper",
    "gevoelens": "gevoel",
}
# Nouns on -en whose plural has an s, though without -en they are a word too.
_ON_EN = (
    "baken bekken deken geweten hekken huishouden inkomen jongen keten kussen laken leven molen "
    "oven reden toren vermoeden veulen wapen zegen"
)
ON_EN = frozenset(_ON_EN.split())
SHORTEST_TAIL = 4
# musea, musici, crises, theorieën, zeeën
FOREIGN = (("a", "um"), ("i", "us"), ("ses", "sis"), ("ieen", "ie"), ("eeen", "ee"))
_stemmer = snowballstemmer.stemmer("dutch_porter")
_SPLIT = re.compile(r"[^0-9a-z]+")
_S_AFTER_APOSTROPHE = re.compile(r"(?<=[0-9a-z])'s(?![0-9a-z])")  # foto's, oma's, Jan's


def words(text: str) -> list[str]:
    """The folded words of a text, in order; letters outside a to z part words."""
    bare = _S_AFTER_APOSTROPHE.sub("", fold(text)).replace("'", "")
    return [word for word in _SPLIT.split(bare) if word]


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The stem of a folded word, such as `vereniging` for `verenigingen`.

    The word list says what the letters at the end are; of a compound that it does not have, it says
    so of the last part. The rest is Snowball's `dutch_porter`.
    """
    if len(word) > LONGEST_WORD:
        return word
    if word in EXCEPTIONS:
        return EXCEPTIONS[word]
    tail = _tail(word)
    return word[: -len(tail)] + _stem_of(tail)


def _tail(word: str) -> str:
    """The longest end of the word that is listed, where its last letters may be a plural's."""
    if word[-1] in "sn":
        for place in range(len(word) - SHORTEST_TAIL + 1):
            if is_listed(word[place:]):
                return word[place:]
    return word


def _stem_of(word: str) -> str:
    word = EXCEPTIONS.get(word, _singular(word))
    if _has_s_of_its_own(word) or _is_noun_on_en(word):
        return word
    found = _stemmer.stemWord(word)
    if len(found) > 2 and found[-1] == found[-2] and found[-1] not in "aeiou":
        found = found[:-1]  # lessen
    return found[:-1] + {"v": "f", "z": "s"}.get(found[-1], found[-1])  # brieven, huizen


def _singular(word: str) -> str:
    """Without an ending that only a plural has: programmas, bureaus, keukens, musea, musici."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-1]
    if word.endswith("y") and len(word) > 3 and word[-2] not in "aeiou":
        return f"{word[:-1]}ie"  # community, communities
    for plural, singular in FOREIGN:
        found = word.removesuffix(plural) + singular
        if word.endswith(plural) and is_listed(found) and not is_listed(f"{word}s"):
            return found  # and not `taxus` for taxi, of which the plural is taxi's
    if word.endswith("s") and not _has_s_of_its_own(word):
        bare = word[:-1]
        if _is_noun_on_en(bare) or (len(bare) > 2 and is_listed(bare)):
            return bare
    return word


def _has_s_of_its_own(word: str) -> bool:
    """Whether the s at the end belongs to the word, since it stays before -en: kans, grens, bus."""
    return word.endswith("s") and any(
        is_listed(more) for more in (f"{word}en", f"{word[:-1]}zen", f"{word}sen")
    )


def _is_noun_on_en(word: str) -> bool:
    """Whether it is a noun such as keuken or jongen: its plural has an s."""
    if not word.endswith("en"):
        return False
    return word in ON_EN or (not is_listed(word[:-2]) and is_listed(f"{word}s"))
