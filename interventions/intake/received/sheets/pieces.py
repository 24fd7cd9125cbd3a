"""The letters of a page in pieces: words beside one another on one line, with no more than spaces
between them.
"""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from interventions.intake.received.sheets.filled_in import fill_in
from interventions.intake.received.sheets.letters import Letter, found_on

# What stands before a point of a list or a heading: a sign, a number, a letter.
BULLET = r"[•●○◦▪■□▫◆◇➢➤►▶‣⁃∙·✓✔*\-–—\ue000-\uf8ff]|o(?=\s|$)"
NUMBERED = r"\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]|\d{1,2}(?:\.\d{1,2}){1,3}\.?"
MARKER = re.compile(rf"^(?:{BULLET}|{NUMBERED})$")
SPACE = 0.22  # of the size of the letters: so wide is a space that nobody wrote
APART = 0.9  # and so wide what parts two pieces of a row
RAISED = 0.8  # so small are the letters of a mark beside those of the text


@dataclass
class Piece:
    """Words beside one another on one line, with no more than spaces between them."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    italic: bool
    place: int
    first: float  # how wide its first word is


@dataclass
class Page:
    number: int  # from 1
    height: float
    bottom: float = 0.0
    pieces: list[Piece] = field(default_factory=list)
    letters: int = 0
    unknown: int = 0
    has_picture: bool = False


def page_of(document, number: int, most: int) -> Page:
    """The page with this number, from 1, of a document of pdfium; without its pieces when it has
    more letters than `most`.
    """
    page = document[number - 1]
    if fill_in(page):
        page.close()
        page = document[number - 1]
    try:
        found = found_on(page, most)
    finally:
        page.close()
    return Page(
        number,
        found.height,
        found.bottom,
        [piece for row in _rows(found.letters) for piece in _pieces(row)],
        found.count,
        found.unknown,
        found.has_picture,
    )


def _rows(letters: list[Letter]) -> list[list[Letter]]:
    """Letters on one line, from top to bottom, with the small ones that were raised or lowered."""
    runs = [list(run) for _, run in groupby(letters, key=lambda one: (round(one.y, 1), one.style))]
    runs.sort(key=lambda run: (-run[0].style.size, -run[0].y))  # small ones find their line
    rows: dict[int, list[list[Letter]]] = {}
    for run in runs:
        row = next((row for row in _near(rows, run[0].y) if _is_on(run, row)), None)
        if row is None:
            row = []
            rows.setdefault(round(run[0].y), []).append(row)
        row.extend(run)
    return sorted((row for near in rows.values() for row in near), key=lambda row: -row[0].y)


def _near(rows: dict[int, list[list[Letter]]], y: float):
    for height in range(round(y) - 12, round(y) + 13):
        yield from rows.get(height, ())


def _is_on(run: list[Letter], row: list[Letter]) -> bool:
    """Whether they stand on the line of the row, or are a mark that was raised beside a word."""
    first, big = run[0], row[0].style.size
    away = abs(first.y - row[0].y)
    if away < 0.2 * min(big, 20):
        return True
    if first.style.size > RAISED * big or away > 0.6 * big:
        return False
    return any(
        letter.x0 - 0.3 * big < first.x0 < letter.x1 + 0.4 * big and letter.style.size == big
        for letter in row
    )


def _pieces(row: list[Letter]) -> list[Piece]:
    row = sorted(row, key=lambda letter: letter.x0)
    size, base = row[0].style.size, row[0].y
    sizes = Counter(letter.style.size for letter in row)
    size = max(sizes, key=lambda each: (sizes[each], each))
    base = next(letter.y for letter in row if letter.style.size == size)
    pieces: list[list[Letter]] = [[]]
    last: Letter | None = None
    for letter in row:
        if last and _is_twice(last, letter):
            continue
        is_first = len(pieces) == 1
        if last and letter.x0 - last.x1 > APART * size and not _is_marker(pieces[-1], is_first):
            pieces.append([])
        pieces[-1].append(letter)
        last = letter
    return [made for piece in pieces if (made := _piece(piece, base))]


def _is_twice(one: Letter, other: Letter) -> bool:
    """Whether a letter was drawn again to look bold; in 'ff' as one sign it was not."""
    is_near = other.x0 - one.x0 < 0.15 * one.style.size
    return is_near and one.text == other.text and one.style is not other.style


def _is_marker(letters: list[Letter], is_first: bool) -> bool:
    """Whether they are no more than what stands before a point of a list, or a heading: that may be
    a bold number without a point.
    """
    text = "".join(letter.text for letter in letters)
    is_number = is_first and len(text) < 3 and text.isdigit() and letters[0].style.bold
    return is_number or (len(letters) < 9 and bool(MARKER.match(text)))


def _piece(letters: list[Letter], base: float) -> Piece | None:
    size = max(Counter(letter.style.size for letter in letters).items(), key=lambda one: one[::-1])
    space = _space(letters, size[0])
    text, first, last = "", 0.0, None
    for letter in letters:
        if last and _is_mark(letter, base, size[0], text):
            last = letter
            continue
        if last and (letter.spaced or letter.x0 - last.x1 > space) and not text.endswith(" "):
            first = first or last.x1 - letters[0].x0
            text += " "
        text += letter.text
        last = letter
    text = unicodedata.normalize("NFC", text).strip()
    if not text or last is None:
        return None
    x0, x1 = letters[0].x0, last.x1
    bold = sum(letter.style.bold for letter in letters) >= 0.8 * len(letters)
    italic = sum(letter.style.italic for letter in letters) >= 0.8 * len(letters)
    place = min(letter.place for letter in letters)
    return Piece(text, x0, x1, base, size[0], bold, italic, place, first or x1 - x0)


def _space(letters: list[Letter], size: float) -> float:
    """How far apart letters are that belong to two words: more, where all were set wide."""
    gaps = sorted(after.x0 - before.x1 for before, after in pairwise(letters))
    usual = gaps[len(gaps) // 2] if len(gaps) > 8 else 0.0
    return SPACE * size + max(usual, 0.0)


def _is_mark(letter: Letter, base: float, size: float, before: str) -> bool:
    """The mark of a footnote: a small raised number or star, but not the 2 of a square metre."""
    if letter.style.size > RAISED * size or letter.y - base < 0.12 * size:
        return False
    word = before.rpartition(" ")[2]
    return (letter.text.isdigit() or letter.text in "*†‡,") and word.lower() not in (
        "m",
        "km",
        "cm",
    )
