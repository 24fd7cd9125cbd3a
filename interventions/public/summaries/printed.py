"""The texts of a summary as `typst/summary.typ` gets them: paragraphs, lists, links, and only signs
that a font has.

A text on one line is a string, or with addresses in it a list of strings and `{to, text}`. What may
have several lines is a list of blocks: `{text, rtl}`, or `{items, start, rtl}`.
"""

import unicodedata

from django.utils.encoding import iri_to_uri

from elements.blocks import Items, Paragraph, blocks
from elements.links import Address, pieces
from interventions.public.summaries.letters import shown

LONG = ("lead", "notice", "text")  # what may have several lines
READ_FROM_RIGHT = {"L": False, "R": True, "AL": True}


def printed(data):
    """The data of a summary, of a part or of a block, with every text as Typst gets it."""
    if isinstance(data, str):
        return line(data)
    if isinstance(data, list | tuple):
        return [printed(one) for one in data]
    if not isinstance(data, dict):
        return data
    made = {key: told(value) if key in LONG else printed(value) for key, value in data.items()}
    match data.get("kind"):
        case "address" | "heading":
            made["text"] = line(data["text"])
        case "facts":
            made["rows"] = [[line(term), told(words)] for term, words in data["rows"]]
        case "table" | "form":
            made["rows"] = [[[_paragraph(name)], *map(told, row)] for name, *row in data["rows"]]
    return made


def line(text: str) -> str | list:
    """One line, with its addresses as links."""
    found = list(pieces(text))
    if not any(isinstance(piece, Address) for piece in found):
        return shown(text)
    return [_link(piece) if isinstance(piece, Address) else shown(piece) for piece in found]


def _link(address: Address) -> dict[str, str]:
    return {"to": iri_to_uri(address.to), "text": shown(address.text)}


def told(text: str) -> list[dict]:
    """The paragraphs and lists of a text."""
    return [_block(one) for one in blocks(text)]


def _block(block: Paragraph | Items) -> dict:
    if isinstance(block, Paragraph):
        return _paragraph(block.text)
    items = [line(item) for item in block.items]
    return {"items": items, "start": block.start, "rtl": is_rtl(" ".join(block.items))}


def _paragraph(text: str) -> dict:
    return {"text": line(text), "rtl": is_rtl(text)}


def is_rtl(text: str) -> bool:
    """Whether the first letter that says so is read from right to left."""
    kinds = (READ_FROM_RIGHT.get(unicodedata.bidirectional(sign)) for sign in text)
    return next((kind for kind in kinds if kind is not None), False)
