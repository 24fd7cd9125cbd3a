"""What a summary is made of: plain data that a page, a PDF and a Word file all show.

A block is a dict with `kind`: `text` and `address` (text), `list` (items, start), `facts` (rows of
term and text), `table` (caption, head, rows, weights), `claims` and `elements` (rows of colour,
name, text and source; an element gets a heading of its own). Only the files show a `heading` (text)
within a section, and a `form`: a table to fill in.

The lead, the notice and the texts of facts, claims, elements and cells may hold lists: each medium
reads them by `elements.blocks`, and addresses by `elements.links`.
"""

from dataclasses import asdict, dataclass, field

from elements.blocks import Paragraph, blocks

BOX = "\u2610"


@dataclass(frozen=True)
class Section:
    """A heading with its blocks; `id` is its anchor.

    `new_page` goes for print, and so do `wide`: a page on its side, for a table of many texts, and
    `one_page`: pages of its own, in a PDF set smaller by steps when that makes it one.
    """

    id: str
    title: str
    blocks: list[dict]
    new_page: bool = False
    wide: bool = False
    one_page: bool = False


@dataclass(frozen=True)
class Summary:
    """One text to hand on. `cite` says how to refer to it; `references` come last.

    `called`: what it is, in the heading above `how_to_read`. `stamp`: at the foot of each page.
    """

    title: str
    subtitle: str
    lead: str
    sections: list[Section]
    cite: list[str]
    references: list[str]
    how_to_read: list[str] = field(default_factory=list)
    notice: str = ""
    called: str = "deze samenvatting"
    stamp: str = ""

    def as_data(self) -> dict:
        return asdict(self)


def text(words: str) -> dict:
    return {"kind": "text", "text": words}


def address(words: str) -> dict:
    return {"kind": "address", "text": words}


def items(rows: list[str], *, start: int | None = None) -> dict:
    """A list; `start` is the number of its first item, where it has numbers."""
    return {"kind": "list", "items": rows, "start": start}


def facts(rows: list[tuple[str, str]]) -> dict:
    """Terms with what is known; rows without a text are left out."""
    return {"kind": "facts", "rows": [list(row) for row in rows if row[1]]}


def table(
    caption: str, head: list[str], rows: list[list[str]], weights: list[float] | None = None
) -> dict:
    """The first column names the rows. `weights`: how wide each column is beside the others, where
    that follows from the texts.
    """
    return {
        "kind": "table",
        "caption": caption,
        "head": head,
        "rows": rows,
        "weights": weights,
    }


def heading(words: str) -> dict:
    return {"kind": "heading", "text": words}


def form(
    caption: str, head: list[str], rows: list[list[str]], weights: list[float], *, height: float
) -> dict:
    """A table to fill in. An empty cell is at least `height` millimetres high, to write in, and
    each BOX in a cell can be ticked.
    """
    return {**table(caption, head, rows, weights), "kind": "form", "height": height}


def claims(rows: list[dict]) -> dict:
    return {"kind": "claims", "rows": rows}


def element_rows(rows: list[dict]) -> dict:
    return {"kind": "elements", "rows": rows}


def blocks_of(prose: str) -> list[dict]:
    """The paragraphs and lists of a text of an editor."""
    return [
        text(one.text) if isinstance(one, Paragraph) else items(one.items, start=one.start)
        for one in blocks(prose)
    ]
