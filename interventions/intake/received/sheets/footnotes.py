"""The footnotes of a page of a PDF, and the marks in the text that point to them."""

import re

from interventions.intake.received.sheets.pieces import Page, Piece

SMALLER = 0.93  # times the text: so small are the letters of a footnote
MARK = re.compile(r"^(?:\(?(\d{1,3})[.)]?|[*†‡]{1,3})\s*(?=\S)")
IN_TEXT = re.compile(r"(?<=[a-zà-ÿ.,;:!?)'’”])(\d{1,3})(?=$|[\s.,;:)])")
MOST = 99  # notes on a page


def part_notes(page: Page, body: float) -> list[list[Piece]]:
    """The lines of the footnotes, which are taken from the page, as are the marks that point to
    them. Changes the page.
    """
    small = []
    for piece in sorted(page.pieces, key=lambda piece: (piece.y, -piece.x0)):
        if piece.size > SMALLER * body:
            break
        small.append(piece)
    while small and not MARK.match(small[-1].text):
        small.pop()  # small, but above the first note: below a picture, or in a table
    ids = {id(piece) for piece in small}
    page.pieces = [piece for piece in page.pieces if id(piece) not in ids]
    notes: list[list[Piece]] = []
    for piece in reversed(small):
        if notes and abs(notes[-1][0].y - piece.y) < 1:
            notes[-1].append(piece)
        else:
            notes.append([piece])
    _drop_marks(page, notes)
    return notes


def _drop_marks(page: Page, notes: list[list[Piece]]) -> None:
    """A mark that was not raised, but is a small sign of its own, looks like a digit."""
    found = (MARK.match(line[0].text) for line in notes)
    for number in [each[1] for each in found if each and each[1]][:MOST]:
        for piece in page.pieces:
            marks = IN_TEXT.finditer(piece.text)
            mark = next((each for each in marks if each[1] == number), None)
            if mark and (text := piece.text[: mark.start()] + piece.text[mark.end() :]):
                piece.text = text
                break


def bare_note(text: str) -> str:
    """A note without its mark."""
    return MARK.sub("", text)
