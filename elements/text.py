"""Text as the knowledge base stores it: folded for comparing, split for reading."""

import re
import unicodedata

# Line breaks and other control characters. NUL is left: what finds one refuses it.
CONTROLS = dict.fromkeys([*range(0x01, 0x20), *range(0x7F, 0xA0), 0x2028, 0x2029], " ")


def one_line(text: str) -> str:
    """The text with single spaces for line breaks and other control characters, if it has any."""
    found = text.translate(CONTROLS)
    return text if found == text else " ".join(found.split())


def fold(text: str) -> str:
    """Lower case, without accents, white space as single spaces: for comparing and sorting."""
    if text.isascii():
        return " ".join(text.lower().split())  # the same, and most texts are
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(bare.split())


def first_sentence(text: str) -> str:
    """The text up to and with the first full stop that ends a sentence."""
    return re.split(r"(?<=[.!?])\s", text.strip(), maxsplit=1)[0]


def list_lines(text: str) -> list[str]:
    """The items of a text whose lines start with `- `, without the dash; other lines are kept."""
    return [line.removeprefix("- ").strip() for line in text.splitlines() if line.strip()]
