"""A passage of a description sheet as a quote: between quotation marks, with source and page."""

from collections.abc import Mapping

from elements.text import SENTENCE_END
from interventions.intake.descriptions.keeping import title_of
from interventions.intake.descriptions.passages import Passage

INNER = str.maketrans("„“”", "‚‘’")  # within a quote
POINT = "- "  # of a list: it stays the first sign of its line
LEFT_OUT = " […]"
LEAST = 60  # letters: fewer are no quote


def quoted(passage: Passage, found: Mapping, *, room: int) -> str:
    """The passage as a quote of `room` letters at most: whole, or its first sentences and a sign
    that more followed. Empty when there is no room for a quote. Its paragraphs and points stay.
    """
    end = f"” (bron: {_where(passage, found)})"
    text = "\n".join(map(" ".join, map(str.split, passage.text.translate(INNER).splitlines())))
    mark, text = (POINT, text.removeprefix(POINT)) if text.startswith(POINT) else ("", text)
    if (room := room - len(mark) - len(end) - 1) < min(LEAST, len(text)):
        return ""
    return f"{mark}„{text if len(text) <= room else _shortened(text, room)}{end}"


def _shortened(text: str, room: int) -> str:
    """Whole sentences where one fits, else whole words."""
    start = text[: room - len(LEFT_OUT)]
    ends = [found.start() for found in SENTENCE_END.finditer(start)]
    return f"{start[: ends[-1]] if ends else start.rpartition(' ')[0] or start}{LEFT_OUT}"


def _where(passage: Passage, found: Mapping) -> str:
    who = found["organisation"] or found["authors"] or title_of(found)
    page = f"bladzijde {passage.page_first}" if passage.page_first else f"kop ‘{passage.heading}’"
    return ", ".join(filter(None, (who, found["date"][:4], page)))
