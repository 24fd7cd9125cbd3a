"""What our own sheet says itself: the questions where nothing is known, between marks, and how to
fill it in. Whoever reads it back never takes that for an answer. What stands before or behind a
question is one.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from interventions.intake.received.sheets.blocks import Block

OPEN, CLOSE = "‹", "›"
MARKED = re.compile(rf"{OPEN}[^{OPEN}{CLOSE}]{{1,600}}{CLOSE}")

MADE, SEND = "Gemaakt van versie ", "Stuur het bestand terug naar "
HOW = (
    "Bent u de eigenaar? Dit werkblad hebben wij voor u ingevuld met wat wij in bronnen vonden. "
    f"Weten wij iets niet, dan staat er een vraag tussen {OPEN} en {CLOSE}.",
    "Schrijf uw antwoord onder de vraag. Verander wat niet klopt. Laat de kopjes staan: dan zien "
    "wij wat u hebt veranderd.",
)
OURS = (MADE, SEND, *HOW)


def marked(question: str) -> str:
    """A question as the sheet asks it."""
    return f"{OPEN}{question}{CLOSE}"


def without_questions(blocks: Iterable[Block]) -> list[Block]:
    """The blocks without what we say ourselves; a block that was nothing else goes."""
    found = []
    for block in blocks:
        if block.text.startswith(OURS):
            continue
        if OPEN in block.text:
            block = replace(block, text=MARKED.sub("", block.text).strip(" "))
        if block.text.strip():
            found.append(block)
    return found
