"""Practice points: each line of the text is a point, under a number that stays its own.

The number stands in the text itself (`3. Vraag door.`), so it goes wherever the text goes. A line
without one is a new point, unless its text is known. A number is never given to another point:
links and plans name it.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from elements.text import BULLET, fold, indent

NUMBERED = re.compile(r"([0-9]{1,9})(?:\.?\)|\.)(?:\s+|(?=[^\W\d_]))(.+)")
ONLY_A_NUMBER = re.compile(r"[0-9]+(?:\.?\)|\.)?")
HIGHEST = 999  # above it, and above what was given: a year or an amount, so part of the text
SHOWN, TOLD = 60, 10  # signs of a text in a message, and messages at once

NEW = "Zet ‘- ’ voor een nieuw punt: dat krijgt vanzelf een nummer."
NO_TEXT = "Op een regel staat alleen ‘{line}’. Schrijf er een tekst achter, of haal de regel weg."
ZERO = f"Nummer 0 bestaat niet. {NEW}"
TWICE = f"Nummer {{number}} staat er meer dan één keer. {NEW}"
MOVED = "‘{text}’ is punt {own}, niet punt {number}. Laat elk nummer bij zijn eigen tekst staan."
TAKEN = f"Nummer {{number}} is van ‘{{text}}’. {NEW}"
RETIRED = f"Nummer {{number}} was van een punt dat er niet meer is{{was}}. {NEW}"
NEVER_GIVEN = f"Nummer {{number}} heeft nog geen punt. {NEW}"


class Point(NamedTuple):
    """A practice point: what one can do, under a number that stays its own."""

    number: int
    text: str


class Line(NamedTuple):
    """What is written for one point; without a number it is None."""

    number: int | None
    text: str


class Given(NamedTuple):
    """The numbers that were given before: the points as they are, and the highest number ever.

    `ever` gives every point under every text it had, the latest first; asked only when needed, and
    more than once.
    """

    points: Iterable[Point] = ()
    last: int = 0
    ever: Callable[[], Iterable[Point]] = tuple


def read(text: str, last: int = 0) -> list[Point]:
    """The points of a text by themselves, in its order; `last` is the highest number ever given.

    A number counts where it stands first. Who has none, gets the next.
    """
    found, taken = [], {0}
    for line in lines(text, last):
        number = line.number if line.number and line.number not in taken else 0
        taken.add(number)
        found.append(Point(number, line.text))
    return _with_new(found, last)


def numbered(text: str, given: Given) -> list[Point]:
    """The points of a text that replaces the one of `given`, each with its number."""
    return _with_new(settled(text, given), given.last)


def settled(text: str, given: Given) -> list[Point]:
    """The points of a text that replaces the one of `given`; 0 is the number of a new one.

    The same text keeps its number, also where it stands without or behind another; else a line
    keeps the number that it has. What is no longer there comes back with a text that it had.
    """
    found = lines(text, given.last)
    texts = [fold(line.text) for line in found]
    numbers: dict[int, int] = {}  # of the lines, by their place
    taken = set()

    def take(pairs: Iterable[tuple[int, int | None]]) -> None:
        for place, number in pairs:
            if number and place not in numbers and number not in taken:
                numbers[place] = number
                taken.add(number)

    def take_same(known: Iterable[Point]) -> None:
        by_text = defaultdict(list)
        for number, text in known:
            by_text[fold(text)].append(number)
        take(
            (place, line.number)
            for place, line in enumerate(found)
            if line.number in by_text.get(texts[place], ())
        )
        take((place, n) for place, text in enumerate(texts) for n in by_text.get(text, ()))

    take_same(given.points)
    now = {point.number for point in given.points}
    take((place, line.number) for place, line in enumerate(found) if line.number in now)
    if len(numbers) < len(found):
        take_same(given.ever())
    return [Point(numbers.get(place, 0), line.text) for place, line in enumerate(found)]


def faults(text: str, given: Given) -> list[str]:
    """What somebody has to mend first in a text that they typed, a sentence each."""
    found, kept = lines(text, given.last), settled(text, given)
    final = _with_new(kept, given.last)
    times = Counter(line.number for line in found)
    said = (
        _fault(line, point, after, times[line.number], given)
        for line, point, after in zip(found, kept, final, strict=True)
    )
    return [*dict.fromkeys(filter(None, said))][:TOLD]


def _fault(line: Line, kept: Point, final: Point, times: int, given: Given) -> str:
    number = line.number
    if number is None:
        return NO_TEXT.format(line=line.text) if ONLY_A_NUMBER.fullmatch(line.text) else ""
    if number == 0:
        return ZERO
    if times > 1:
        return TWICE.format(number=number)
    if kept.number:
        text, own = _shortened(line.text), kept.number
        return "" if own == number else MOVED.format(text=text, own=own, number=number)
    if number > given.last:
        return "" if final.number == number else NEVER_GIVEN.format(number=number)
    if now := next((point.text for point in given.points if point.number == number), ""):
        return TAKEN.format(number=number, text=_shortened(now))
    was = next((point.text for point in given.ever() if point.number == number), "")
    return RETIRED.format(number=number, was=f": ‘{_shortened(was)}’" if was else "")


def written(points: Iterable[Point]) -> str:
    """The text of these points; one with number 0 is new."""
    return "\n".join(f"{n}. {text}" if n else f"- {text}" for n, text in points)


def lines(text: str, last: int = 0) -> list[Line]:
    """What is written for each point, in the order of the text.

    What has a bullet has no number, whatever follows. A number has a full stop or a bracket behind
    it, so `2014 was` and `3,5 uur` are text.
    """
    return [line for line in _lines(text, last) if line.text]


def _lines(text: str, last: int) -> Iterator[Line]:
    for raw in text.splitlines():
        line = _seen(raw)
        if bullet := BULLET.match(f"{line} "):  # of which nothing may follow
            yield Line(None, _seen(line[bullet.end() :]))
            continue
        found = NUMBERED.fullmatch(line)
        if found and int(found[1]) <= max(last, HIGHEST) and _seen(found[2]):
            yield Line(int(found[1]), _seen(found[2]))
        else:
            yield Line(None, line)


def _seen(line: str) -> str:
    return line[indent(line) :].rstrip()


def _with_new(points: list[Point], last: int) -> list[Point]:
    """With the next numbers for who has none."""
    last, found = max([last, *(point.number for point in points)]), []
    for number, text in points:
        last = last if number else last + 1
        found.append(Point(number or last, text))
    return found


def _shortened(text: str) -> str:
    return text.rstrip(".") if len(text) <= SHOWN else f"{text[:SHOWN].rstrip()}…"
