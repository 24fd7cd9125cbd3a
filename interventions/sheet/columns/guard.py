"""Text that a spreadsheet program would take for a formula: written so that it does not.

OWASP (https://owasp.org/www-community/attacks/CSV_Injection) has a mark put before a cell that
starts with `= + - @`, their full-width forms, a tab or a line end, and warns of separators: a
program with other ones makes cells of parts of ours. A Dutch Excel splits at `;`, and then a quote
within a cell keeps nothing together. So a mark stands wherever `;`, `,`, `|`, a tab or a line end,
and then perhaps spaces and quotes, would have such a character start a cell.

One thing is left as it is, or texts would not be readable: within a text, the dash of a list
('- Begin klein') and of a price ('€ 5,- per keer'), when the rest of its line has nothing that
calls a function or reaches outside the file, such as `(`, `!`, `|`, `#` or `=`. A program that
reads our file well makes no cell of it; in another it is at most an unknown name, or minus another
cell of the same file.
"""

import re
from collections.abc import Callable
from typing import cast

MARK = "'"
SIGN = "[=+\\-@＝＋－＠﹦﹢﹣﹫−]"
WHITE = r"""[\s"\u200b\ufeff]"""
# The marks, ours or of the text itself, and a separator before those within.
# At the start also behind lines of white, for who takes that away; white alone is read as nothing.
START = re.compile(rf"\A'*+(?=(?:{WHITE}|')*+{SIGN}|(?:[^\S\t\r\n]|')*+[\t\r\n][\s']*+[^\s'])")
WITHIN = re.compile(rf"[;,|\t\r\n]'*+(?=(?P<white>(?:(?![\t\r\n]){WHITE})*+){SIGN})")
DASH = re.compile(r"""-(?:[^\S\t\r\n]+(?:[^\W\d_]|["'“„‘€])|[^\S\r\n]*(?:[;,.:?)/"’”\r\n]|\Z))""")
CAN_DO_OR_END = re.compile(r"""[^\w\s.,;:?)/"'’‘“”„%€–—…-]|[\r\n]|\Z""")


def guarded(cell: str) -> str:
    """The text with a mark before each character that could start a formula."""
    return _with_marks(cell, lambda marks: MARK + marks)


def unguarded(cell: str) -> str:
    """The text as it was before `guarded`, also when it held marks itself."""
    return _with_marks(cell, lambda marks: marks[1:])


def _with_marks(cell: str, change: Callable[[str], str]) -> str:
    """Change the marks of each place; the same places are found with marks and without.

    Linear in the length of the text: how far a line is plain text is found once.
    """
    plain_until, is_plain = -1, False

    def each(found: re.Match) -> str:
        nonlocal plain_until, is_plain
        if not found["white"].strip() and DASH.match(text, found.end("white")):
            if plain_until < found.end():
                end = cast(re.Match, CAN_DO_OR_END.search(text, found.end()))  # at least \Z
                plain_until, is_plain = end.start(), end[0] in ("", "\r", "\n")
            if is_plain:
                return found[0]
        separator, marks = found[0][:1], found[0][1:]
        return separator + change(marks)

    start = START.match(cell)
    text = cell[start.end() :] if start else cell
    return (change(start[0]) if start else "") + WITHIN.sub(each, text)
