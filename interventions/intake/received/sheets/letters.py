"""The letters of a page of a PDF: what they say, where they stand and how they look.

All that asks pdfium something of a page. Text that lies across the others (a stamp, a name along
the margin) is left out; a page that was turned as a whole is turned back.
"""

import ctypes
import math
import unicodedata
from collections import Counter
from dataclasses import dataclass

import pypdfium2.raw as pdfium

from interventions.intake.received.sheets.blocks import LIGATURES

HYPHEN = 0x2  # what pdfium makes of one at the end of a line
ALMOST = math.radians(6)
OF_OLD_FONTS = {0xF001: "fi", 0xF002: "fl"}  # of Adobe
BOLD = ("bold", "black", "heavy", "semibold", "demi")
ITALIC = ("italic", "oblique", "kursiv")
BOLD_WEIGHT = 600
NAME = 200
PICTURES = (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM, pdfium.FPDF_PAGEOBJ_SHADING)
MOST_OBJECTS = 500  # that are looked at for a picture


@dataclass(frozen=True, slots=True)
class Style:
    size: float
    bold: bool
    italic: bool
    turn: int | None  # quarters to the left; None: across


@dataclass(frozen=True, slots=True)
class Letter:
    x0: float
    x1: float
    y: float
    text: str
    style: Style
    spaced: bool  # a space stands before it
    place: int  # in the stream of the page


@dataclass(frozen=True, slots=True)
class Found:
    """The letters of a page, and where the page begins and ends as they count it."""

    letters: list[Letter]  # those that stand upright
    height: float
    bottom: float
    count: int  # of all letters
    unknown: int  # of which the file does not say what they are
    has_picture: bool


def found_on(page, most: int) -> Found:
    """What stands on a page of pdfium; only how many letters when there are more than `most`."""
    textpage = page.get_textpage()
    try:
        count = textpage.count_chars()
        if count > most:
            return Found([], 0.0, 0.0, count, 0, False)
        letters, unknown = _letters(textpage)
    finally:
        textpage.close()
    upright = _upright(letters)
    height, bottom = _extent(page, upright[0].style.turn if upright else 0)
    kinds = (
        pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(page, place))
        for place in range(min(pdfium.FPDFPage_CountObjects(page), MOST_OBJECTS))
    )
    return Found(
        upright, height, bottom, len(letters), unknown, any(kind in PICTURES for kind in kinds)
    )


def _extent(page, turn: int | None) -> tuple[float, float]:
    """How high the page is, and where its foot is, as it is read."""
    left, bottom, right, top = page.get_bbox()
    low = {1: -right, 2: -top, 3: left}.get(turn or 0, bottom)
    return (right - left if turn in (1, 3) else top - bottom), low


def _letters(textpage) -> tuple[list[Letter], int]:
    """The letters in the order of the stream, and how many of them have no known meaning."""
    found, unknown, spaced = [], 0, False
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    styles: dict[int, Style] = {}
    for place in range(textpage.count_chars()):
        code = pdfium.FPDFText_GetUnicode(textpage, place)
        text = _text(textpage, place, code)
        if not text:
            spaced = spaced or code in (0x20, 0xA0, 0x9, 0xD, 0xA) or chr(code).isspace()
            continue
        holder = pdfium.FPDFText_GetTextObject(textpage, place)
        key = ctypes.addressof(holder.contents) if holder else 0
        if key not in styles:
            styles[key] = _style(textpage, place)
        pdfium.FPDFText_GetLooseCharBox(textpage, place, box)
        pdfium.FPDFText_GetCharOrigin(textpage, place, x, y)
        unknown += text == "\ufffd" or pdfium.FPDFText_HasUnicodeMapError(textpage, place) == 1
        x0, x1, base = _turned(styles[key].turn, box, x.value, y.value)
        found.append(Letter(x0, x1, base, text, styles[key], spaced, place))
        spaced = False
    return found, unknown


def _text(textpage, place: int, code: int) -> str:
    """What the sign says; nothing for white space and for what pdfium put between the lines."""
    if code == HYPHEN and pdfium.FPDFText_IsHyphen(textpage, place) == 1:
        return "-"
    if written_out := LIGATURES.get(code) or OF_OLD_FONTS.get(code):
        return written_out
    sign = chr(code) if code <= 0x10FFFF else "\ufffd"
    if sign.isspace() or code in (0, 0x200B, 0x2060, 0xFEFF, 0xFFFE):
        return ""
    kind = unicodedata.category(sign)
    return "\ufffd" if kind in ("Cc", "Cs", "Cn") else sign


def _style(textpage, place: int) -> Style:
    matrix, flags = pdfium.FS_MATRIX(), ctypes.c_int()
    name = ctypes.create_string_buffer(NAME)
    pdfium.FPDFText_GetFontInfo(textpage, place, name, NAME, flags)
    called = name.value.decode("utf-8", "replace").lower()
    scale, angle = 1.0, 0.0
    if pdfium.FPDFText_GetMatrix(textpage, place, matrix):
        scale = math.hypot(matrix.c, matrix.d) or 1.0
        angle = math.atan2(matrix.b, matrix.a)
    quarters = round(angle / (math.pi / 2))
    is_across = abs(angle - quarters * math.pi / 2) > ALMOST
    return Style(
        size=pdfium.FPDFText_GetFontSize(textpage, place) * scale or 1.0,
        bold=any(word in called for word in BOLD)
        or pdfium.FPDFText_GetFontWeight(textpage, place) >= BOLD_WEIGHT,
        italic=any(word in called for word in ITALIC),
        turn=None if is_across else quarters % 4,
    )


def _turned(turn: int | None, box, x: float, y: float) -> tuple[float, float, float]:
    """From where to where on its line, and the height of the line, as if it stood upright."""
    match turn:
        case 1:
            return box.bottom, box.top, -x
        case 2:
            return -box.right, -box.left, -y
        case 3:
            return -box.top, -box.bottom, x
    return box.left, box.right, y


def _upright(letters: list[Letter]) -> list[Letter]:
    """Those that stand as most letters of the page do."""
    turns = Counter(letter.style.turn for letter in letters)
    most = max(turns, key=lambda turn: turns[turn], default=None)
    return [letter for letter in letters if letter.style.turn == most and most is not None]
