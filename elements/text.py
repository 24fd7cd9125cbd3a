"""Text as the knowledge base stores it: folded for comparing, split for reading."""

import re
import unicodedata
from collections.abc import Iterable

# Which signs no text of ours holds, whichever way it came (`without_controls`).
BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]+")
NO_SIGNS = re.compile(
    "[\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | end) for plane in range(17) for end in (0xFFFE, 0xFFFF))
    + "]+"
)
# What nobody sees: a place where a word may break, a mark of the order of bytes. What joins the
# parts of one sign stays.
INVISIBLE = dict.fromkeys([0x00AD, 0x200B, 0x2060, 0xFEFF, *range(0x202A, 0x202F)])

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
    text = " ".join(without_controls(text).split())
    if text.isascii():
        return text
    return ACCENTED.sub(_composed, " ".join(text.translate(INVISIBLE).split()))


def _composed(found: re.Match) -> str:
    return unicodedata.normalize("NFC", found[0])


def without_controls(text: str) -> str:
    """The text with one kind of line end, and without signs that are no text.

    Whatever a machine takes for a line end becomes one: CR, CRLF, VT, FF, the separators U+001C to
    U+001E, NEL, U+2028 and U+2029. A tab stays. Other control characters (C0, DEL, C1) are dropped:
    where they alone stand between two words, a space is left. What never is a sign (U+FFFE, U+FFFF
    and the like, a lone surrogate) is dropped without a trace.

    Every field for text does this (`elements/fields.py`), so forms, the import and the launch
    loader do; `config/middleware.py` does it in addresses. NUL is refused before, in an address, a
    form or a file: who sends that sends no text.
    """
    if text.isprintable():
        return text  # most texts of one line
    text = NO_SIGNS.sub("", BREAKS.sub("\n", text))
    return CONTROLS.sub(_space_or_nothing, text)


def _space_or_nothing(found: re.Match) -> str:
    text, (start, end) = found.string, found.span()
    around = text[max(start - 1, 0) : start], text[end : end + 1]
    return " " if all(sign and not sign.isspace() for sign in around) else ""


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


# What may stand before a line without being seen.
INDENT = re.compile(r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]*")
# A hyphen, a dash or an asterisk has white space behind it: `-5 graden` is no item. Signs that are
# only used for items need none; the last are those of the symbol fonts of a word processor.
BULLET = re.compile(r"[-‐‑‒–—−*·]\s+|[•‣⁃◦∙▪▫●○■□➢\uf0a7\uf0b7\uf0d8\uf0fc]\s*")


def indent(line: str) -> int:
    """How many signs stand before what is seen of a line."""
    found = INDENT.match(line)
    return found.end() if found else 0


def list_lines(text: str) -> list[str]:
    """The items of a text whose lines are a list, each without its bullet; other lines are kept."""
    lines = (line[indent(line) :].rstrip() for line in text.splitlines())
    return [BULLET.sub("", line, count=1) if BULLET.match(line) else line for line in lines if line]


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
