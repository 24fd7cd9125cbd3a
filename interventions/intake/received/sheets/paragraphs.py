"""The lines of a region as paragraphs, points of a list, headings and lines of contents."""

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from interventions.intake.received.sheets.columns import Region, Row
from interventions.intake.received.sheets.hyphens import joined
from interventions.intake.received.sheets.pieces import BULLET, NUMBERED

ITEM = re.compile(rf"^(?:{BULLET})\s+(?=\S)")
PRIVATE = re.compile(r"^[\ue000-\uf8ff]\s*(?=\S)")  # a sign of Wingdings, against the word
COUNTED = re.compile(r"^(?:\(?(\d{1,2}|[a-z])[.)])\s+(?=\S)")
HEADED = re.compile(rf"^(?:{NUMBERED})\s+(?=[^\W\d_a-z])")
LEADERS = " .…_·"
NUMBER = re.compile(r"(?:\d{1,4}|[ivxl]{1,6})$")
HALF = re.compile(r"[^\W_][-\u2010\u00ad]$")
NUMBER_LAST = re.compile(r"\t(\d{1,4})$")
ENDS = tuple(".!?:;…")
FEWEST_DOTS = 4  # before a number
WIDE = 2.0  # of the size of the letters: so far apart stand a label and its value
LOOSE = 1.18  # times the usual distance between lines is a new paragraph
INDENT = 0.7


@dataclass
class Line:
    """One line of a region, with how it looks."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    italic: bool
    first: float  # how wide its first word is
    page: int = 0


@dataclass
class Paragraph:
    lines: list[Line] = field(default_factory=list)
    page: int = 0
    item: bool = False
    contents: bool = False
    is_open: bool = False  # its last line is full: it may go on in the next column or page
    is_indented: bool = False
    cell: tuple[int, int, int] | None = None

    @property
    def size(self) -> float:
        return self.lines[0].size

    @property
    def bold(self) -> bool:
        return all(line.bold for line in self.lines)

    def text(self, known: set[str]) -> tuple[str, tuple[int, ...]]:
        """The text, and at which places in it a next page begins."""
        made, turns = "", []
        for place, line in enumerate(self.lines):
            longer = joined(made, line.text, known) if place else line.text
            if place and line.page > self.lines[place - 1].page:
                turns += [len(longer) - len(line.text)] * (line.page - self.lines[place - 1].page)
            made = longer
        return made, tuple(turns)


def lines_of(region: Region) -> list[Line]:
    return [_line(row) for row in region.rows]


def _line(row: Row) -> Line:
    text, last = "", None
    for piece in row:
        if last:
            is_wide = piece.x0 - last.x1 > WIDE * piece.size or last.text.endswith(":")
            text += "\t" if is_wide else " "
        text += piece.text
        last = piece
    long = max(row, key=lambda piece: len(piece.text))
    return Line(
        text.strip(),
        row[0].x0,
        row[-1].x1,
        long.y,
        long.size,
        all(piece.bold for piece in row),
        all(piece.italic for piece in row),
        row[0].first,
    )


def leading_of(regions: list[list[Line]]) -> float:
    """The usual distance between two lines of one paragraph, times the size of the letters."""
    steps: Counter[float] = Counter()
    for lines in regions:
        for above, below in pairwise(lines):
            step = (above.y - below.y) / below.size
            if 0.9 < step < 2.6 and abs(above.size - below.size) < 0.3:
                steps[round(step * 20) / 20] += min(len(above.text), len(below.text))
    if not steps:
        return 1.25
    most = max(steps.values())
    return min(step for step, weight in steps.items() if weight > 0.3 * most)


def paragraphs_of(
    lines: list[Line], page: int, leading: float, right: float = 0.0
) -> list[Paragraph]:
    """The paragraphs of one region; `leading` is that of the document, `right` how far the lines
    may go.
    """
    found: list[Paragraph] = []
    rights, contents = _rights(lines, leading, right), _contents(lines)
    for place, line in enumerate(lines):
        above = lines[place - 1] if place else None
        if (
            above is None
            or contents[place]
            or found[-1].contents
            or _begins(found[-1], above, line, rights[place - 1], leading)
        ):
            found.append(Paragraph(page=page, contents=contents[place]))
            found[-1].is_indented = bool(above) and _is_indented(lines, place)
        line.page = page
        found[-1].lines.append(line)
        found[-1].is_open = line.x1 > rights[place] - 2 * line.size
    _mark_items(found)
    return found


def _rights(lines: list[Line], leading: float, right: float) -> list[float]:
    """How far to the right the lines around each could have gone."""
    widest = max((right, *(line.x1 for line in lines)))
    rights = [widest] * len(lines)
    start = 0
    for place in range(1, len(lines) + 1):
        if place < len(lines) and not _is_apart(lines[place - 1], lines[place], leading):
            continue
        group = lines[start:place]
        edge = max(line.x1 for line in group)
        full = [line for line in group if line.x1 > edge - line.size]
        if len(group) > 3 and len(full) >= 0.4 * len(group):
            rights[start:place] = [edge] * len(group)
        start = place
    return rights


def _is_apart(above: Line, below: Line, leading: float) -> bool:
    return above.y - below.y > LOOSE * leading * max(above.size, below.size) or above.y < below.y


def _begins(so_far: Paragraph, above: Line, line: Line, right: float, leading: float) -> bool:
    """Whether the line begins a paragraph."""
    if ITEM.match(line.text) or PRIVATE.match(line.text):
        return True
    goes_on = line.text[0].islower() and not above.text.endswith(ENDS)
    if abs(above.size - line.size) > 0.08 * line.size:
        return not goes_on or abs(above.size - line.size) > 0.25 * line.size
    if _is_apart(above, line, leading):
        return True
    if HALF.search(above.text):
        return False
    if above.bold != line.bold and not goes_on:
        return True
    spare = (4 if goes_on else 0.6) * line.size
    if above.x1 + 0.3 * line.size + line.first < right - spare:
        return True  # its first word would have fitted on the line above
    if (HEADED.match(line.text) or COUNTED.match(line.text)) and not goes_on:
        return above.text.endswith(ENDS) or bool(COUNTED.match(so_far.lines[0].text))
    left = min(each.x0 for each in so_far.lines[-2:])
    is_item = ITEM.match(so_far.lines[0].text) or COUNTED.match(so_far.lines[0].text)
    hangs = is_item and len(so_far.lines) == 1
    return above.text.endswith(ENDS) and not hangs and line.x0 > left + INDENT * line.size


def _is_indented(lines: list[Line], place: int) -> bool:
    """Whether the line begins further to the right than the ones around it."""
    return lines[place].x0 > median(line.x0 for line in lines) + INDENT * lines[place].size


def _contents(lines: list[Line]) -> list[bool]:
    """Which lines are of a table of contents: those with dots, and three or more below one another
    with numbers at the end that do not go down.
    """
    marked = [_has_leaders(line.text) for line in lines]
    start, last = 0, 0
    for place in range(len(lines) + 1):
        found = NUMBER_LAST.search(lines[place].text) if place < len(lines) else None
        number = int(found[1]) if found else -1
        if number < last or not found:
            if place - start > 2:
                marked[start:place] = [True] * (place - start)
            start = place if found else place + 1
        last = max(number, 0)
    return marked


def _has_leaders(text: str) -> bool:
    """Whether dots lead to a number at the end of the line."""
    number = NUMBER.search(text)
    before = text[: number.start()] if number else text
    dots = "".join(before[len(before.rstrip(LEADERS)) :].split())
    return len(dots) + 2 * dots.count("…") >= (FEWEST_DOTS if number else 2 * FEWEST_DOTS)


def _mark_items(found: list[Paragraph]) -> None:
    """Points of a list lose their sign; numbered ones only when they follow one another."""
    numbers = [COUNTED.match(each.lines[0].text) for each in found]
    for place, each in enumerate(found):
        first = each.lines[0]
        sign = ITEM.match(first.text) or PRIVATE.match(first.text)
        mine = numbers[place]
        if not sign and mine and not each.contents and not _is_heading(each):
            near = [numbers[at] for at in (place - 1, place + 1) if 0 <= at < len(found)]
            if any(one and abs(_order(one[1]) - _order(mine[1])) == 1 for one in near):
                sign = mine
        if sign:
            each.item = True
            first.text = first.text[sign.end() :]


def _is_heading(each: Paragraph) -> bool:
    return each.bold and len(each.lines) < 3


def _order(number: str) -> int:
    return int(number) if number.isdigit() else ord(number)
