"""Text as the knowledge base stores it: folded for comparing, split for reading."""

import re
import unicodedata
from collections.abc import Iterable

# Line breaks and other control characters. NUL is left: what finds one refuses it.
CONTROLS = dict.fromkeys([*range(0x01, 0x20), *range(0x7F, 0xA0), 0x2028, 0x2029], " ")
# What nobody sees: a place where a word may break, a mark of the order of bytes. What joins the
# parts of one sign stays.
INVISIBLE = dict.fromkeys([0x00AD, 0x200B, 0x2060, 0xFEFF, *range(0x202A, 0x202F)])
AS_SEEN = CONTROLS | INVISIBLE

# Signs that a word processor or a telephone makes of the plain ones. Invisible ones go.
SIGNS = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛ʼʻ′´`＇", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", None),
    }
)


# A letter with accents of their own; more than these is no letter of ours, and putting a pile in
# order takes quadratic time.
ACCENTED = re.compile(r"[^\W\d_][\u0300-\u036f]{1,4}")


def one_line(text: str) -> str:
    """The text on one line, as it is seen: white space of any kind is a single space, what is
    invisible goes, and an accent is part of its letter.
    """
    if text.isascii():
        return " ".join(text.translate(CONTROLS).split())
    return ACCENTED.sub(_composed, " ".join(text.translate(AS_SEEN).split()))


def _composed(found: re.Match) -> str:
    return unicodedata.normalize("NFC", found[0])


BREAKS = re.compile(r"\r\n?|[\x85\u2028\u2029]")


def one_break(text: str) -> str:
    """The text with one kind of line end, whichever machine it was written on."""
    return BREAKS.sub("\n", text)


NUMBERS = (
    *("twee", "drie", "vier", "vijf", "zes", "zeven"),
    *("acht", "negen", "tien", "elf", "twaalf"),
)  # from two on


def counted_all(number: int, things: str) -> str:
    """All of some things with their number in words, after an article: `zeven elementen`.

    Of fewer than two only the things; from thirteen in figures.
    """
    words = dict(enumerate(NUMBERS, 2))
    return f"{words.get(number, number)} {things}" if number > 1 else things


SENTENCE_END = re.compile(r"(?<=[.!?])\s")
NOT_ASCII = re.compile(r"[^\x00-\x7f]")


def fold(text: str) -> str:
    """Lower case, without accents and with plain signs, white space as single spaces: for comparing
    and sorting. What looks the same, is the same.
    """
    if text.isascii() and "`" not in text:
        return " ".join(text.lower().split())  # the same, and most texts are
    plain = text.translate(SIGNS).casefold()
    return " ".join(NOT_ASCII.sub(_without_accents, plain).split())


def _without_accents(found: re.Match) -> str:
    """Of one letter: putting a pile of accents in order takes quadratic time."""
    letters = unicodedata.normalize("NFKD", found[0])
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def first_sentence(text: str) -> str:
    """The text up to and with the first full stop that ends a sentence."""
    return SENTENCE_END.split(text.strip(), maxsplit=1)[0]


def list_lines(text: str) -> list[str]:
    """The items of a text whose lines start with `- `, without the dash; other lines are kept."""
    return [line.removeprefix("- ").strip() for line in text.splitlines() if line.strip()]


NOT_IN_A_NAME = re.compile(r"[\W_]+")  # apostrophes, quotes, dashes, points and space


def other_names(name: str, names: Iterable[str]) -> list[str]:
    """The names that a reader sees as others: not `name` or one before it in other writing.

    Capitals, accents, apostrophes, dashes and spaces make no other name.
    """
    found = {_as_read(name): name}
    for other in names:
        found.setdefault(_as_read(other), other)
    return list(found.values())[1:]


def _as_read(name: str) -> str:
    return NOT_IN_A_NAME.sub("", fold(name)) or name
