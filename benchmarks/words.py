"""Made-up words that look Dutch, with a frequency of our choice.

All are of one length and are their own stem, so that none is a part, a plural or a misspelling's
better half of another: a word is in the rows that were given it, and in no others.
"""

from functools import cache

_MIDDLES = (
    "bal bek bol dam del dop fam fel gam gil hak hel hom kal kel kom lap lem lok mak mel mop "
    "nap nel pak pel rak rem sal sok"
)
_ENDS = "bak dom kap lop mok pak tul vok"
MIDDLES, ENDS = _MIDDLES.split(), _ENDS.split()
CAPACITY = len(MIDDLES) ** 3 * len(ENDS)

POOL = 40  # words per frequency: a cold request asks for one that nobody asked for before
FREQUENCIES = {"0.5 %": 0.005, "5 %": 0.05, "64 %": 0.64}


def word(number: int) -> str:
    """The made-up word of this number, from 0 to CAPACITY."""
    number, end = divmod(number, len(ENDS))
    parts = [ENDS[end]]
    for _ in range(3):
        number, middle = divmod(number, len(MIDDLES))
        parts.insert(0, MIDDLES[middle])
    return "".join(parts)


@cache
def pools() -> dict[str, list[str]]:
    """Per frequency its words. The first is for warm requests, the others are for cold ones."""
    return {
        frequency: [word(POOL * place + number) for number in range(POOL)]
        for place, frequency in enumerate(FREQUENCIES)
    }


def rare(number: int) -> str:
    """A word outside the pools, for the long tail of the vocabulary."""
    return word((POOL * len(FREQUENCIES) + number) % CAPACITY)
