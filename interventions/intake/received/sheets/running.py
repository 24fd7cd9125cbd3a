"""What stands at the head or the foot of page after page: no part of the text.

It is known by its words, which are the same on other pages but for a number; by a number that goes
up with the pages; or by being nothing but the number of a page.
"""

import re
from collections import defaultdict

from interventions.intake.received.sheets.pieces import Page, Piece

EDGE = 0.14  # of the height of the page
DEEP = 4  # so many lines from the edge may be one
NUMBER = re.compile(r"\d+")
PAGE_NUMBER = re.compile(
    r"^(?:([-–—|\[(])\s*)?(?:(?:pagina|blz\.?|bladzijde|p\.|page)\s*)?\d{1,4}"
    r"(?:\s*(?:/|van|of)\s*\d{1,4})?(?(1)\s*[-–—|\])]?)\s*\.?$|^[ivxl]{1,6}$",
    re.IGNORECASE,
)
MOST_PAGES = 0.6  # of all: on so many stands a number that looks like a heading and is none
# What a browser prints around a page: when, and from which address.
PRINTED = re.compile(r"^(?:\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4},? \d{1,2}:\d{2}|(?:file|https?)://\S+$)")
SMALLER = 0.9  # times the text
SAME_PLACE = 6  # points
LONG = 40  # signs: so long is a line of the text
ENDS = (re.compile(r"^[-–—\s]*(\d{1,4})\b(?![.,]\d)"), re.compile(r"(?<![\d.,])(\d{1,4})[-–—\s]*$"))


def without_running(pages: list[Page], body: float) -> list[Page]:
    """The same pages, without the pieces that run along. Changes them.

    `body` is the size of most letters: a heading with a number is larger, or bold.
    """
    for is_foot in (False, True):
        seen = [(page, piece) for page in pages for piece in _at_edge(page, is_foot)]
        gone = _repeated(seen, len(pages), body) | _counting(seen, len(pages), body)
        if len(pages) > 2:
            gone |= _beside(seen, gone) | _as_high(seen, gone, is_foot)
        gone |= {id(piece) for page in pages for piece in _alone(page, is_foot, body)}
        for page in pages:
            _take_away(page, gone, is_foot)
    return pages


def _take_away(page: Page, gone: set[int], is_foot: bool) -> None:
    """A long line goes only when it stands apart: else it is the first or last of the text."""
    stays = [piece.y for piece in page.pieces if id(piece) not in gone]
    edge = (min if is_foot else max)(stays, default=0.0)
    page.pieces = [
        piece
        for piece in page.pieces
        if id(piece) not in gone
        or (len(piece.text) > LONG and _out(piece.y, edge, is_foot) < 2 * piece.size)
    ]


def _out(height: float, other: float, is_foot: bool) -> float:
    """How far the one is nearer to the edge of the page than the other."""
    return other - height if is_foot else height - other


def _at_edge(page: Page, is_foot: bool) -> list[Piece]:
    """The pieces of the lines at the head or the foot."""
    most = _heights(page, is_foot)[:DEEP]
    limit = page.bottom + page.height * (EDGE if is_foot else 1 - EDGE)
    return [
        piece
        for piece in page.pieces
        if round(piece.y) in most and (piece.y < limit if is_foot else piece.y > limit)
    ]


def _heights(page: Page, is_foot: bool) -> list[int]:
    return sorted({round(piece.y) for piece in page.pieces}, reverse=not is_foot)


def _alone(page: Page, is_foot: bool, body: float) -> list[Piece]:
    """The outermost line when it is the number of the page, or what a browser prints around one."""
    near = _at_edge(page, is_foot)
    outer = [piece for piece in near if round(piece.y) == _heights(page, is_foot)[0]]
    if len(outer) == 1 and PAGE_NUMBER.match(outer[0].text):
        return outer
    is_printed = any(PRINTED.match(piece.text) for piece in outer)
    return outer if is_printed and outer[0].size < SMALLER * body else []


def _repeated(seen: list[tuple[Page, Piece]], pages: int, body: float) -> set[int]:
    """Those with the same words at the same height on other pages."""
    alike = defaultdict(list)
    for page, piece in seen:
        words = " ".join(NUMBER.sub("#", piece.text.casefold()).split())
        alike[words].append((page, piece))
    gone: set[int] = set()
    for words, found in alike.items():
        for _, piece in found:
            same = {one.number for one, other in found if abs(other.y - piece.y) < SAME_PLACE}
            is_numbered = "#" in words and _is_heading(piece, body)
            if len(same) >= (max(4, MOST_PAGES * pages) if is_numbered else _enough(pages)):
                gone.add(id(piece))
    return gone


def _enough(pages: int) -> int:
    return 3 if pages > 4 else 2


def _is_heading(piece: Piece, body: float) -> bool:
    """'Bijlage 1' and 'Bijlage 2' may be headings of two pages; so may '2. Uitvoering'."""
    is_large = piece.bold or piece.size > 1.08 * body
    return is_large and not PAGE_NUMBER.match(piece.text)


def _as_high(seen: list[tuple[Page, Piece]], gone: set[int], is_foot: bool) -> set[int]:
    """The outermost line where other pages have one that runs along, as large as that one."""
    places = {(round(piece.y), round(piece.size, 1)) for _, piece in seen if id(piece) in gone}
    outer = {
        page.number: (min if is_foot else max)(
            piece.y for other, piece in seen if other.number == page.number
        )
        for page, _ in seen
    }
    return {
        id(piece)
        for page, piece in seen
        if piece.y == outer[page.number] and (round(piece.y), round(piece.size, 1)) in places
    }


def _counting(seen: list[tuple[Page, Piece]], pages: int, body: float) -> set[int]:
    """Those that begin or end with a number that goes up with the pages."""
    steps = defaultdict(list)
    for page, piece in seen:
        if _is_heading(piece, body):
            continue
        for number in {found[1] for find in ENDS if (found := find.search(piece.text))}:
            steps[(int(number) - page.number, round(piece.y / SAME_PLACE))].append(piece)
    enough = max(3, pages * 0.4)
    return {id(piece) for found in steps.values() if len(found) >= enough for piece in found}


def _beside(seen: list[tuple[Page, Piece]], gone: set[int]) -> set[int]:
    """What stands on one line with a number that goes: the name of a chapter."""
    lines = {
        (page.number, round(piece.y))
        for page, piece in seen
        if id(piece) in gone and NUMBER.search(piece.text)
    }
    return {id(piece) for page, piece in seen if (page.number, round(piece.y)) in lines}
