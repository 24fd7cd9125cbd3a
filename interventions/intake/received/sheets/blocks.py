"""A document as a row of blocks, whatever kind of file it was.

Readers of Word, OpenDocument and PDF make them; `sheet.py` reads them, and knows no file.
"""

import unicodedata
from dataclasses import dataclass

# Letters that were made one sign, by their code.
LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}


@dataclass(frozen=True)
class Block:
    """A paragraph, a point of a list or a cell, in the order in which people read.

    `text` is in NFC and on one line, but for a tab between a label and its value: no soft hyphens,
    ligatures written out, words that a line end broke whole again, insertions in and deletions out,
    no mark of a footnote. Never empty. `page` counts from 1 at the title page, and is None where
    the file has no pages of its own. `level` is that of a heading by its style or outline, 0 when
    nothing says so. `size` is that of its letters, where 1 is the size of most of the text.
    `cell` says where it stands when it stands in a table: table, row and column, from 0.
    `turns` are the places in the text at which a next page begins.
    """

    text: str
    page: int | None = None
    level: int = 0
    bold: bool = False
    italic: bool = False
    size: float = 1.0
    item: bool = False  # of a list
    contents: bool = False  # a line of a table of contents
    note: bool = False  # a footnote or an endnote
    cell: tuple[int, int, int] | None = None
    turns: tuple[int, ...] = ()

    def page_at(self, place: int) -> int | None:
        """The page on which the letter at this place of the text stands."""
        if self.page is None:
            return None
        return self.page + sum(1 for turn in self.turns if turn <= place)

    @property
    def last_page(self) -> int | None:
        return self.page_at(len(self.text))
