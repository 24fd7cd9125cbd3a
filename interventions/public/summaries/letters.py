"""Which signs a PDF can print: PDF/UA-1 refuses what no font has, so that gets a name."""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from elements.text import without_controls

COVERAGE = Path(__file__).resolve().parent / "typst" / "fonts" / "coverage.txt"
EMOJI, KEYCAP = "Noto Emoji", "\u20e3"
TINTS = range(0x1F3FB, 0x1F400)  # of a skin
VARIATIONS = (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))  # such as 'in colour'
ARABIC = range(0x600, 0x606)  # signs of which Unicode says that they show nothing, but they do


def shown(text: str) -> str:
    """The text with a name for what no font has: `[teken U+1F9FF nazar amulet]`.

    What is another sign in a special form, such as a wide letter, is written as the plain one.
    White space becomes a space; a direction or a place to break goes.
    """
    if text.isascii() and text.isprintable():
        return text
    found = (piece for sign in _signs(without_controls(text)) for piece in _printable(sign))
    runs = groupby(found, key=lambda piece: piece[0])
    return "".join(
        _names([sign for _, sign in run]) if unknown else "".join(sign for _, sign in run)
        for unknown, run in runs
    )


def families() -> list[str]:
    """The names of the fonts, in the order in which they are asked."""
    return list(_coverage())


@lru_cache(maxsize=1)
def _coverage() -> dict[str, frozenset[int]]:
    """The code points of each font: made by `deploy/font_coverage.py`."""
    lines = (line.split(": ") for line in COVERAGE.read_text().splitlines())
    return {name: frozenset(_points(ranges.split())) for name, ranges in lines}


def _points(ranges: list[str]) -> Iterator[int]:
    for one in ranges:
        first, last = one.split("-")
        yield from range(int(first, 16), int(last, 16) + 1)


def _signs(text: str) -> Iterator[str]:
    """The text by what is one sign to a reader: a letter with its accents, a picture with its tint.

    A pile of accents is cut up, so that time stays linear.
    """
    held = ""
    for sign in text:
        if held and len(held) < 8 and _belongs_to_the_one_before(sign):
            held += sign
        else:
            yield held
            held = sign
    yield held


def _belongs_to_the_one_before(sign: str) -> bool:
    point = ord(sign)
    return (
        sign in "\u200c\u200d"
        or unicodedata.category(sign)[0] == "M"
        or point in TINTS
        or point in VARIATIONS
    )


@lru_cache(maxsize=4096)
def _printable(sign: str) -> tuple[tuple[bool, str], ...]:
    """(is it unknown, what to write) of a sign, piece by piece: one font has to have all of it."""
    if not sign:
        return ()
    first = " " if sign[0].isspace() and not _has(sign[0]) else sign[0]
    whole, others = (first, []) if _has(first) and not _is_hidden(first) else ("", _alone(first))
    for one in sign[1:]:
        if whole and _has(whole + one):
            whole += one
        else:
            others += _alone(one)
    return ((False, whole), *others) if whole else tuple(others)


def _alone(sign: str) -> list[tuple[bool, str]]:
    """What is written for a sign that no font has: the plain one, its name, or nothing."""
    if _is_hidden(sign):
        return []
    plain = unicodedata.normalize("NFKC", sign)
    known = plain != sign and all(map(_has, plain)) and unicodedata.category(sign)[0] != "M"
    return [(False, plain) if known else (True, sign)]


def _is_hidden(sign: str) -> bool:
    point = ord(sign)
    return (unicodedata.category(sign) == "Cf" and point not in ARABIC) or point in VARIATIONS


def _has(sign: str) -> bool:
    """Whether one font has every part."""
    points = set(map(ord, sign))
    is_plain = sign[0].isascii() and KEYCAP not in sign  # the emoji have digits, for keycaps
    return any(
        points <= known and not (is_plain and name == EMOJI) for name, known in _coverage().items()
    )


def _names(signs: list[str]) -> str:
    return f"[{'teken' if len(signs) == 1 else 'tekens'} {', '.join(map(_name, signs))}]"


def _name(sign: str) -> str:
    """Its number in Unicode, and its name where that says more than the number."""
    number, name = f"{ord(sign):04X}", unicodedata.name(sign, "").lower()
    return f"U+{number} {name}".strip() if number.lower() not in name else f"U+{number}"
