"""Elements of WordprocessingML (ECMA-376), as lxml trees."""

import re

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from elements.text import without_controls
from interventions.public.summaries.blocks import BOX

BOXES = "MS Gothic"  # the font in which Word itself shows boxes
MOST_OF_A_NAME = 64  # letters that Word reads of the name of a box
WHITE = re.compile(r"[\t\n\r ]+")


def el(name: str, values: dict[str, object] | None = None, *children):
    """An element such as `w:p`; the names of attributes have no prefix, and get that of Word."""
    made = OxmlElement(name)
    for key, value in (values or {}).items():
        made.set(qn(key if ":" in key else f"w:{key}"), str(value))
    made.extend(children)
    return made


def plain(text: str) -> str:
    """The text in one line, without what XML cannot hold."""
    return WHITE.sub(" ", without_controls(text))


def run(text: str, *, style: str = "", bold: bool = False, colour: str = ""):
    """Text; `style` is a character style, and a tab stands for a tab."""
    properties = el("w:rPr")
    if style:
        properties.append(el("w:rStyle", {"val": style}))
    if bold:
        properties.append(el("w:b"))
    if colour:
        properties.append(el("w:color", {"val": colour}))
    made = el("w:r", None, *([properties] if len(properties) else []))
    words = el("w:t", {"xml:space": "preserve"})
    words.text = plain(text)
    made.append(words)
    return made


def box(name: str):
    """A box to tick; `name` is what it is called when it cannot be seen."""
    properties = el(
        "w:sdtPr",
        None,
        el("w:alias", {"val": plain(name)[:MOST_OF_A_NAME]}),
        el(
            "w14:checkbox",
            None,
            el("w14:checked", {"w14:val": 0}),
            el("w14:checkedState", {"w14:val": "2612", "w14:font": BOXES}),
            el("w14:uncheckedState", {"w14:val": f"{ord(BOX):X}", "w14:font": BOXES}),
        ),
    )
    shown = run(BOX)
    fonts = dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), BOXES)
    shown.insert(0, el("w:rPr", None, el("w:rFonts", {**fonts, "hint": "eastAsia"})))
    return el("w:sdt", None, properties, el("w:sdtContent", None, shown))


def tab():
    return el("w:r", None, el("w:tab"))


def field(code: str, shown: str) -> list:
    """Runs of a field that Word fills in, such as the number of the page; `shown` until then."""
    instruction = el("w:instrText", {"xml:space": "preserve"})
    instruction.text = f" {code} "
    return [
        el("w:r", None, el("w:fldChar", {"fldCharType": "begin"})),
        el("w:r", None, instruction),
        el("w:r", None, el("w:fldChar", {"fldCharType": "separate"})),
        run(shown),
        el("w:r", None, el("w:fldChar", {"fldCharType": "end"})),
    ]


def paragraph(style: str, *runs):
    """A paragraph in a style."""
    return el("w:p", None, el("w:pPr", None, el("w:pStyle", {"val": style})), *runs)


def table(
    caption: str,
    head: list[str],
    rows: list[list[list]],
    weights: list[float],
    *,
    width: int,
    height: int = 0,
):
    """A table with a header that comes back on each page; the first column names the rows. A cell
    of those is a list of paragraphs.

    `width` is that of all of it, in twentieths of a point; `weights` say how it is shared. One with
    a `height` is to fill in: so high is a row at least.
    """
    widths = [int(width * weight / sum(weights)) for weight in weights]
    return el(
        "w:tbl",
        None,
        el(
            "w:tblPr",
            None,
            el("w:tblStyle", {"val": "Invullen" if height else "Gegevens"}),
            el("w:tblW", {"w": sum(widths), "type": "dxa"}),
            el("w:tblLayout", {"type": "fixed"}),
            el("w:tblLook", _LOOK),
            el("w:tblCaption", {"val": plain(caption)}),
            *([el("w:tblDescription", {"val": TO_FILL_IN})] if height else []),
        ),
        el("w:tblGrid", None, *(el("w:gridCol", {"w": one}) for one in widths)),
        _row([[paragraph("Cel", run(cell))] for cell in head], widths, is_head=True),
        *(_row(row, widths, height=height) for row in rows),
    )


TO_FILL_IN = "Een tabel om in te vullen."
_LOOK = {
    "val": "06A0",
    "firstRow": 1,
    "lastRow": 0,
    "firstColumn": 1,
    "lastColumn": 0,
    "noHBand": 1,
    "noVBand": 1,
}


def _row(cells: list[list], widths: list[int], *, height: int = 0, is_head: bool = False):
    properties = el("w:trPr", None, el("w:cantSplit"))
    if height:
        properties.append(el("w:trHeight", {"val": height, "hRule": "atLeast"}))
    if is_head:
        properties.append(el("w:tblHeader"))
    return el(
        "w:tr",
        None,
        properties,
        *(
            el(
                "w:tc",
                None,
                el("w:tcPr", None, el("w:tcW", {"w": width, "type": "dxa"})),
                *cell,
            )
            for cell, width in zip(cells, widths, strict=True)
        ),
    )
