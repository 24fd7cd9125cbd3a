"""Tables that are a form: a label in one cell and what is filled in beside or below it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from interventions.intake.received.sheets.blocks import Block
from interventions.intake.received.sheets.headings import meanings_of
from interventions.intake.received.sheets.labels import label_of

LONGEST_LABEL, LONGEST_EXPLAINED = 160, 400
ONLY_NUMBER = re.compile(r"[0-9A-Za-z]{1,3}(?:\.[0-9]{1,2})*[.):]?")
AMOUNT = re.compile(r"[\s€$0-9.,%x+/-]*(?:euro|uur|uren|p\.?m\.?|per \w+|stuks?)?", re.IGNORECASE)


@dataclass(frozen=True)
class Line:
    """A block, and whether its place in a table says that it is a heading."""

    block: Block
    heads: bool = False


Rows = dict[int, dict[int, list[Block]]]  # the blocks by row and column


def unfolded(blocks: list[Block]) -> Iterator[Line]:
    """The blocks with forms in tables written out: every label before its value. A table of figures
    stays as it is.
    """
    for table, found in groupby(blocks, key=lambda block: block.cell and block.cell[0]):
        group = list(found)
        if table is None:
            yield from map(Line, group)
            continue
        rows: Rows = {}
        for block in group:
            _, row, column = block.cell or (0, 0, 0)
            rows.setdefault(row, {}).setdefault(column, []).append(block)
        yield from _table(rows, group)


def _table(rows: Rows, group: list[Block]) -> Iterator[Line]:
    width = max(column for row in rows.values() for column in row) + 1
    if width == 1 or _is_layout(rows):
        yield from (Line(_free(block)) for block in group)
    elif _has_heads(rows):
        yield from _by_column(rows)
    elif _is_form(rows):
        for row in rows.values():
            yield from _row(_numbered(row))
    else:
        yield from map(Line, group)


def _is_form(rows: Rows) -> bool:
    """Whether at least half of the rows have a label before them; one above all is a banner."""
    cells = [_cells(_numbered(row)) for row in rows.values()]
    known = [
        row for row in cells if _is_label(row[0][0].text) and not any(map(_is_amount, row[1:]))
    ]
    banners = [row for row in cells if len(row) == 1 and row not in known]
    return any(len(row) > 1 for row in known) and 2 * len(known) >= len(cells) - len(banners)


def _is_layout(rows: Rows) -> bool:
    """Whether it only sets parts of the text side by side, each under a heading of its own."""
    return any(
        all(len(cell) > 1 and meanings_of(cell[0].text) for cell in cells)
        for row in rows.values()
        if len(cells := _cells(row)) > 1
    )


def _cells(row: dict[int, list[Block]]) -> list[list[Block]]:
    return [row[column] for column in sorted(row)]


def _numbered(row: dict[int, list[Block]]) -> dict[int, list[Block]]:
    """The row with a number that has a cell of its own written before the label beside it."""
    cells = _cells(row)
    if len(cells) < 2 or len(cells[0]) > 1 or not ONLY_NUMBER.fullmatch(cells[0][0].text):
        return row
    first, *others = cells[1]
    label = replace(first, text=f"{cells[0][0].text} {first.text}")
    return dict(enumerate([[label, *others], *cells[2:]]))


def _is_label(text: str) -> bool:
    return len(text) <= LONGEST_LABEL and bool(meanings_of(text) or label_of(text))


def _is_amount(cell: list[Block]) -> bool:
    return all(AMOUNT.fullmatch(block.text) for block in cell)


def _row(row: dict[int, list[Block]]) -> Iterator[Line]:
    cells = _cells(row)
    label, values = cells[0][0], [block for cell in cells[1:] for block in cell]
    is_alone = len(cells) == 1 and 0 in row and len(row[0]) > 1
    if is_alone or len(label.text) > LONGEST_LABEL:
        yield from (Line(_free(block)) for cell in cells for block in cell)
    elif label_of(label.text) and not meanings_of(label.text) and values:
        text = f"{label.text.rstrip(' :')}\t{' '.join(block.text for block in values)}"
        yield Line(_free(replace(label, text=text, bold=False)))
    else:  # what stands under the label in its own cell explains it, when it is short
        is_known = _is_label(label.text)
        yield Line(_free(label), heads=is_known or bool(values))
        values = [each for each in cells[0][1:] if len(each.text) > LONGEST_EXPLAINED] + values
        yield from (Line(_free(block)) for block in values)


def _has_heads(rows: Rows) -> bool:
    """Whether the first row names fields, each above what is filled in."""
    first, *others = rows.values()
    texts = [cell[0].text for cell in _cells(first)]
    named = {meaning.name for text in texts for meaning in meanings_of(text) if meaning.is_field}
    is_filled = others and not any(_is_amount(cell) for row in others for cell in row.values())
    return bool(is_filled and len(texts) > 1 and len(named) == len(texts))


def _by_column(rows: Rows) -> Iterator[Line]:
    first, *others = rows.values()
    for column, cell in sorted(first.items()):
        yield Line(_free(cell[0]), heads=True)
        for row in others:
            yield from (Line(_free(block)) for block in row.get(column, ()))


def _free(block: Block) -> Block:
    return replace(block, cell=None)
