"""What the text of an editor says by its lines: paragraphs and lists.

Editors write neither HTML nor Markdown. `blocks` is the one reading of their lines; a page, a PDF,
a Word file, a mail and the feed each write what it gives in their own way.
"""

import re
from dataclasses import dataclass
from itertools import groupby

from elements.text import BULLET, indent, without_controls

NUMBER = re.compile(r"([0-9]{1,3})[.)]\s+")  # not a year, and not the half of `1.5`
WORD = re.compile(r"\w")
# A line that looks like an item and goes on with the sentence above it: a range, a thought between
# dashes, a number that ends a sentence.
RUNS_ON = re.compile(
    r"[0-9]\n[-‐‑‒–—−]\s+[0-9]|[\w,]\n[‒–—]\s[^\n]*\s[‒–—](?:\s|\Z)|[\w,]\n-\s[^\n]*\s-\Z"
    r"|[\w,]\n(?!1[.)])[0-9]{1,3}[.)]\s"
)
DATE = re.compile(
    r"[0-9]{1,2}\.\s+(?:jan|feb|mrt|maart|apr|mei|jun|jul|aug|sep|okt|nov|dec)[a-z]*\b", re.I
)


@dataclass(frozen=True)
class Paragraph:
    text: str


@dataclass(frozen=True)
class Items:
    """A list; `start` is the number of its first item, and None when it has bullets."""

    items: list[str]
    start: int | None = None


@dataclass
class _Line:
    """`text` without its mark; `number` of an item that has one."""

    whole: str
    text: str
    is_item: bool = False
    number: int | None = None


def blocks(text: str) -> list[Paragraph | Items]:
    """The paragraphs and lists of a text in their order; none of an empty one.

    An item is a line with a bullet or a number before its words, and the indented lines below it.
    The other lines that follow each other are one paragraph, which needs no blank line beside a
    list. Between two items a blank line says nothing.
    """
    found: list[Paragraph | Items] = []
    for part in _parts(text):
        for is_item, lines in groupby(part, key=lambda line: line.is_item):
            if is_item:
                for line in lines:
                    _add(found, line)
            else:
                found.append(Paragraph(" ".join(line.text for line in lines)))
    return found


def in_plain_text(text: str) -> str:
    """The text for a mail: a blank line between its blocks, `- ` or a number before an item."""
    return "\n\n".join(map(_in_plain_text, blocks(text)))


def first_words(text: str) -> str:
    """The first paragraph of a text, or the first item of a list that it begins with."""
    first = next(iter(blocks(text)), Paragraph(""))
    return first.text if isinstance(first, Paragraph) else first.items[0]


def ends_with_list(text: str) -> bool:
    found = blocks(text)
    return bool(found) and isinstance(found[-1], Items)


# --- Line by line ---------------------------------------------------------------------------------


def _parts(text: str) -> list[list[_Line]]:
    """The lines between blank ones."""
    parts: list[list[_Line]] = [[]]
    for line in without_controls(text).split("\n"):
        start, part = indent(line), parts[-1]
        if start == len(line):
            parts.append([])
            continue
        read = _read(line[start:].rstrip())
        if start and part and part[-1].is_item and not read.is_item:
            part[-1].text += f" {read.text}"
        else:
            part.append(read)
    for part in parts:
        _take_back(part)
    return parts


def _read(line: str) -> _Line:
    number = NUMBER.match(line)
    mark = number or BULLET.match(line)
    if mark is None or not WORD.search(line, mark.end()):
        return _Line(line, line)
    return _Line(line, line[mark.end() :], True, int(number[1]) if number else None)


def _take_back(part: list[_Line]) -> None:
    """Make a line text again that looks like an item and stands alone, but is not meant so."""
    marked = [False, *(line.is_item for line in part), False]
    for place, line in enumerate(part):
        above = part[place - 1].whole if place else ""
        if marked[place : place + 3] == [False, True, False] and (
            DATE.match(line.whole) or RUNS_ON.search(f"{above[-1:]}\n{line.whole}")
        ):
            line.is_item, line.text = False, line.whole


def _add(found: list[Paragraph | Items], line: _Line) -> None:
    """Put an item in the list that it goes on with, or begin one."""
    last = found[-1] if found else None
    if isinstance(last, Items) and line.number == _next(last):
        last.items.append(line.text)
    else:
        found.append(Items([line.text], line.number))


def _next(block: Items) -> int | None:
    return None if block.start is None else block.start + len(block.items)


def _in_plain_text(block: Paragraph | Items) -> str:
    if isinstance(block, Paragraph):
        return block.text
    first = block.start
    marks = ("-" if first is None else f"{first + n}." for n in range(len(block.items)))
    return "\n".join(f"{mark} {item}" for mark, item in zip(marks, block.items, strict=True))
