"""The questions that our own sheet asks where nothing is known: between marks, so that whoever
reads it back never takes one for an answer. What stands before or behind one is an answer.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from interventions.intake.received.sheets.blocks import Block

OPEN, CLOSE = "‹", "›"
MARKED = re.compile(rf"{OPEN}[^{OPEN}{CLOSE}]{{1,600}}{CLOSE}")


def marked(question: str) -> str:
    """A question as the sheet asks it."""
    return f"{OPEN}{question}{CLOSE}"


def without_questions(blocks: Iterable[Block]) -> list[Block]:
    """The blocks without our questions; a block that was nothing else goes."""
    found = []
    for block in blocks:
        if OPEN in block.text:
            block = replace(block, text=MARKED.sub("", block.text).strip(" "))
        if block.text.strip():
            found.append(block)
    return found
