"""The pieces of a page in the order in which people read them: columns, and tables as cells.

Where something parts the text from top to bottom over several lines, there are columns, or there is
a table. In columns the left one is full and was written whole before the right one; in a table
what stands beside each other was written row by row.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from interventions.intake.received.sheets.pieces import Piece

GUTTER = 0.8  # of the size of the letters
ALIGNED = 2.5  # points that two pieces below one another may differ
FEWEST = 3  # lines of a column
FULL = 0.62  # so much of a column is filled by most of its lines
LEADING = 1.7  # of the size of the letters: more is no next line
ROOM = 1.5  # of the size of the letters, above a heading
DEEPEST = 6
LONG = 40  # signs of a line
MOST_EDGES = 15  # at which columns may begin
MOST_PIECES = 3000  # a page with more is a map or a drawing

Row = list[Piece]


@dataclass
class Region:
    """Lines of one column, or of one cell when `cell` says which row and column of a table; `right`
    is how far they may go, 0 where only the lines themselves tell.
    """

    rows: list[Row]
    right: float = 0.0
    table: int | None = None  # which of the page
    cell: tuple[int, int] | None = None


@dataclass
class _Band:
    """Rows from `first` to `last` that nothing crosses at `x`."""

    x: float
    first: int
    last: int
    left: list[Piece] = field(default_factory=list)
    right: list[Piece] = field(default_factory=list)


def regions_of(pieces: list[Piece], right: float) -> list[Region]:
    """The regions of one page, in reading order; `right` is how far lines of the document go, which
    a page with a few short ones does not tell.
    """
    widest = max((piece.x1 for piece in pieces), default=0.0)
    is_short = all(len(piece.text) <= LONG for piece in pieces)
    found = list(_regions(_rows(pieces), 0, max(right, widest) if is_short else widest))
    numbers: dict[int, int] = {}
    for region in found:
        if region.table is not None:
            region.table = numbers.setdefault(region.table, len(numbers))
    return found


def _rows(pieces: list[Piece]) -> list[Row]:
    """Pieces on one line, from left to right; the lines from top to bottom."""
    rows: list[Row] = []
    for piece in sorted(pieces, key=lambda one: (-one.y, one.x0)):
        if rows and abs(rows[-1][0].y - piece.y) < 0.2 * min(piece.size, 20):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda piece: piece.x0) for row in rows]


def _regions(rows: list[Row], depth: int, right: float) -> Iterator[Region]:
    pieces = sum(len(row) for row in rows)
    band = _widest(rows) if depth < DEEPEST and pieces < MOST_PIECES else None
    if band is None:
        if rows:
            yield Region(rows, right)
        return
    yield from _regions(rows[: band.first], depth + 1, right)
    inside = rows[band.first : band.last + 1]
    if _are_columns(band):
        edge = max(piece.x1 for piece in band.left)
        yield from _regions(_rows(band.left), depth + 1, edge)
        yield from _regions(_rows(band.right), depth + 1, right)
    elif _are_contents(band):
        yield Region(inside, right)
    else:
        yield from _cells(inside, band)
    yield from _regions(rows[band.last + 1 :], depth + 1, right)


def _widest(rows: list[Row]) -> _Band | None:
    """The band with most lines on both sides, or None when the text is not parted."""
    starts: dict[int, int] = defaultdict(int)
    for row in rows:
        for piece in row:
            starts[round(piece.x0)] += 1
    leftmost = min(starts, default=0)
    common = {x: sum(starts.get(x + step, 0) for step in (-1, 0, 1)) for x in starts}
    likely = [x for x in starts if common[x] > 1 and x > leftmost + ALIGNED]
    likely = sorted(likely, key=lambda x: -common[x])[:MOST_EDGES]
    bands = [band for x in likely for band in _bands(rows, x)]
    return max(bands, key=lambda band: min(len(band.left), len(band.right)), default=None)


def _bands(rows: list[Row], x: float):
    """Each run of rows that nothing crosses just before `x`."""
    start = 0
    for place in range(len(rows) + 1):
        is_crossed = place == len(rows) or _crosses(rows[place], x)
        if is_crossed or (place > start and _heads(rows, place, x)):
            band = _trimmed(rows, x, start, place - 1)
            if band:
                yield band
            start = place + is_crossed


def _crosses(row: Row, x: float) -> bool:
    return any(
        piece.x0 < x - ALIGNED and piece.x1 > x - GUTTER * min(piece.size, 14) + ALIGNED
        for piece in row
    )


def _heads(rows: list[Row], place: int, x: float) -> bool:
    """Whether a heading begins something else: alone on the left, with room above it on both sides,
    and written after what stands on the right. Beside a heading in a column the other goes on.
    """
    above, row = rows[place - 1], rows[place]
    is_heading = row[0].bold > above[0].bold or row[0].size > above[0].size + 0.5
    is_alone = all(piece.x0 < x - ALIGNED for piece in row)
    if not (is_heading and is_alone and above[0].y - row[0].y > ROOM * row[0].size):
        return False
    before = (piece.place for each in rows[:place] for piece in each if piece.x0 >= x - ALIGNED)
    return row[0].place > max(before, default=-1)


def _trimmed(rows: list[Row], x: float, first: int, last: int) -> _Band | None:
    """The band from the first to the last row with something on the right, and what goes on left.

    None when that is no column and no table.
    """
    rights = [
        place
        for place in range(first, last + 1)
        if any(piece.x0 >= x - ALIGNED for piece in rows[place])
    ]
    if not rights:
        return None
    top, end = rights[0], rights[-1]
    if top > first and _follows(rows[top - 1], rows[top], 0.95):
        top -= 1  # the columns do not begin at one height
    while end < last and _follows(rows[end], rows[end + 1], LEADING) and not _differs(rows, end):
        end += 1
    band = _Band(x, top, end)
    for row in rows[top : end + 1]:
        for piece in row:
            (band.right if piece.x0 >= x - ALIGNED else band.left).append(piece)
    beside = sum(
        1 for row in rows[top : end + 1] if row[0].x0 < x - ALIGNED and row[-1].x0 >= x - ALIGNED
    )
    aligned = sum(1 for piece in band.right if abs(piece.x0 - x) <= ALIGNED)
    enough = min(len(band.left), len(band.right)) >= FEWEST or (beside >= 2 and aligned >= 2)
    is_label = beside == 1 and aligned >= 2 and len(band.left) <= 2
    return band if (enough or is_label) and aligned >= 2 else None


def _follows(above: Row, below: Row, most: float) -> bool:
    size = max(piece.size for piece in below)
    return above[0].y - below[0].y < most * size


def _differs(rows: list[Row], place: int) -> bool:
    """Whether the next line looks other than this one: a heading under a table or columns."""
    above, below = rows[place][0], rows[place + 1][0]
    return above.bold != below.bold or abs(above.size - below.size) > 0.5


def _are_columns(band: _Band) -> bool:
    """Columns of running text, and no table."""
    if min(len(band.left), len(band.right)) < FEWEST:
        return False
    sides = _sides(band)
    changes = sum(1 for before, after in pairwise(sides) if before != after)
    if changes == 1 and sides[0]:
        is_full = _is_full(band.left) and _is_full(band.right)
        return is_full or len(_rows(band.left)) > 12
    is_by_line = changes >= 1.4 * min(len(_rows(band.left)), len(_rows(band.right)))
    return (is_by_line or changes == 1) and _is_prose(band.left) and _is_prose(band.right)


def _sides(band: _Band) -> list[bool]:
    """Which side each piece stands on, left or not, in the order of the stream of the page."""
    left = {piece.place for piece in band.left}
    order = sorted((*band.left, *band.right), key=lambda piece: piece.place)
    return [piece.place in left for piece in order]


def _are_contents(band: _Band) -> bool:
    """Whether the numbers of pages stand on the right."""
    return len(band.right) >= FEWEST and all(piece.text.isdigit() for piece in band.right)


def _is_full(pieces: list[Piece]) -> bool:
    widths = [row[-1].x1 - row[0].x0 for row in _rows(pieces)]
    room = max(piece.x1 for piece in pieces) - min(piece.x0 for piece in pieces)
    size = median(piece.size for piece in pieces)
    return median(widths) > FULL * room and room > 9 * size


def _is_prose(pieces: list[Piece]) -> bool:
    """Whether sentences run on from line to line, as they do not in cells of one line."""
    begun = [row[0].text[:1] for row in _rows(pieces)]
    return _is_full(pieces) and sum(map(str.islower, begun)) > 0.4 * len(begun)


def _cells(rows: list[Row], band: _Band):
    """The cells of a table, row by row. A cell goes on while the stream of the page stays in it."""
    pieces = [piece for row in rows for piece in row]
    edges = _edges(rows, band.x)
    table = id(band)
    usual = median([above[0].y - below[0].y for above, below in pairwise(rows)] or [0.0])
    number, cells = 0, defaultdict(list)
    last: Piece | None = None
    for piece in sorted(pieces, key=lambda one: one.place):
        column = sum(1 for edge in edges if piece.x0 >= edge - ALIGNED)
        before = sum(1 for edge in edges if last and last.x0 >= edge - ALIGNED)
        if last and column < before and _wraps(rows, last, piece, usual):
            column = before
        is_back = last is not None and column < before
        is_below = (
            last is not None
            and column == before
            and last.y - piece.y > LEADING * max(piece.size, last.size)
            and _has_beside(rows, piece)
        )
        if is_back or is_below:
            number += 1
        cells[(number, column)].append(piece)
        last = piece
    order = sorted(cells, key=lambda cell: (-max(piece.y for piece in cells[cell]), cell[1]))
    if sorted(order) != order:  # the stream does not go down the table
        order = sorted(cells)
    for cell in order:
        yield Region(_rows(cells[cell]), table=table, cell=cell)


def _wraps(rows: list[Row], last: Piece, piece: Piece, usual: float) -> bool:
    """Whether what stands alone on the left is the rest of the line above, behind a tab: lines of
    one text are closer to each other than the rows are.
    """
    right = max(row[-1].x1 for row in rows)
    is_close = last.y - piece.y < min(LEADING * piece.size, 0.85 * usual)
    return is_close and not _has_beside(rows, piece) and last.x1 + piece.first > right


def _has_beside(rows: list[Row], piece: Piece) -> bool:
    """Whether something else stands on its line: then a new row of the table begins."""
    return any(len(row) > 1 and any(one is piece for one in row) for row in rows)


def _edges(rows: list[Row], x: float) -> list[float]:
    """Where the columns of a table begin, but for the first."""
    starts: dict[int, int] = defaultdict(int)
    for row in rows:
        for piece in row[1:]:
            starts[round(piece.x0)] += 1
    edges = [x]
    for start in sorted(starts, key=lambda start: -starts[start]):
        is_new = all(abs(start - edge) > 12 for edge in edges)
        if starts[start] > 1 and is_new and not any(_crosses(row, start) for row in rows):
            edges.append(start)
    return sorted(edges)
