"""From the runs of a paragraph, each in one kind of letters, to blocks."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from elements.text import BULLET, indent, one_line
from interventions.intake.received.sheets.blocks import LIGATURES, Block

LONGEST_LABEL = 80  # signs before the tab that stands between a label and its value
# A line that goes on with the sentence of the line before it.
GOES_ON = re.compile(r"[a-zà-ÿ(]")
HAS_ENDED = re.compile(r"[.:;!?]\W{0,3}$")


@dataclass
class Run:
    """Text in one kind of letters, `size` in points; a new line within a paragraph is a `\\n`."""

    text: str
    bold: bool = False
    italic: bool = False
    size: float = 0.0


def blocks_from(runs: Iterable[Run], frame: Block) -> list[Block]:
    """The lines of a paragraph, each a block like `frame`; none of an empty paragraph.

    A line that only a new line divides from the sentence before it, belongs to that.
    """
    lines: list[list[Run]] = [[]]
    for run in runs:
        first, *others = run.text.split("\n")
        lines[-1].append(replace(run, text=first))
        lines += [[replace(run, text=other)] for other in others]
    if frame.level:
        lines = [[run for line in lines for run in (*line, Run(" "))]]
    blocks: list[Block] = []
    for line in lines:
        block = _block(line, frame)
        if not block.text:
            continue
        if blocks and _goes_on(blocks[-1], block):
            blocks[-1] = replace(blocks[-1], text=f"{blocks[-1].text} {block.text}")
        else:
            blocks.append(block)
    return blocks


def _goes_on(before: Block, block: Block) -> bool:
    is_same_kind = (before.bold, before.italic) == (block.bold, block.italic)
    return bool(
        is_same_kind
        and "\t" not in block.text + before.text
        and GOES_ON.match(block.text)
        and not HAS_ENDED.search(before.text)
    )


def _block(line: list[Run], frame: Block) -> Block:
    text = "".join(run.text for run in _with_label(line))
    seen = [run for run in line if run.text.strip()]
    is_item = frame.item
    if (start := BULLET.match(text, indent(text))) and start.end() < len(text.rstrip()):
        text, is_item = text[start.end() :], True
    sizes: Counter[float] = Counter()
    for run in seen:
        sizes[run.size] += len(run.text)
    return replace(
        frame,
        text=_on_one_line(text),
        bold=bool(seen) and all(run.bold for run in seen if any(map(str.isalnum, run.text))),
        italic=bool(seen) and all(run.italic for run in seen if any(map(str.isalnum, run.text))),
        size=sizes.most_common(1)[0][0] if sizes else 0.0,
        item=is_item and not frame.level,
    )


def _with_label(line: list[Run]) -> list[Run]:
    """With a tab behind what is bold at the start, as a label is before what it asks."""
    start = next((at for at, run in enumerate(line) if run.text.strip() and not run.bold), 0)
    label = "".join(run.text for run in line[:start])
    if not any(map(str.isalnum, label)):
        return line
    is_apart = label[-1:].isspace() or line[start].text[:1].isspace()
    if not is_apart or len(label) > LONGEST_LABEL or HAS_ENDED.search(label.rstrip()):
        return line
    return [*line[:start], Run("\t"), *line[start:]]


def _on_one_line(text: str) -> str:
    label, tab, value = text.translate(LIGATURES).strip().partition("\t")
    label, value = one_line(label), one_line(value)
    is_label = tab and label and value and len(label) <= LONGEST_LABEL
    return f"{label}\t{value}" if is_label else f"{label} {value}".strip()


def in_proportion(blocks: list[Block]) -> list[Block]:
    """The same blocks with their sizes against that of most letters, which is 1."""
    sizes: Counter[float] = Counter()
    for block in blocks:
        sizes[block.size] += len(block.text)
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    return [replace(block, size=round(block.size / body, 2) if body else 1.0) for block in blocks]
