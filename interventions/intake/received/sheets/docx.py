"""A Word document as blocks: what somebody reads who accepts the changes and skips the comments.

The XML is read as it is (ECMA-376, part 1, chapter 17), by names without namespace, so that the
strict kind and files with macros or from a template read alike.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator

from interventions.intake.received.sheets.blocks import Block
from interventions.intake.received.sheets.docx_styles import Styles, look_of
from interventions.intake.received.sheets.looks import Look
from interventions.intake.received.sheets.package import (
    Element,
    child,
    children,
    local,
    said,
    xml_of,
)
from interventions.intake.received.sheets.runs import Run, blocks_from, in_proportion

# What holds paragraphs or runs, and is none itself. What is not named here is not read: deletions,
# where moved text was, the reading aid of a ruby, content of another file.
AROUND = (
    *("ins", "moveTo", "hyperlink", "smartTag", "customXml", "fldSimple", "dir", "bdo"),
    *("sdtContent", "ruby", "rubyBase", "oMath", "oMathPara", "Choice", "body"),
)
BREAKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
CONTENTS = re.compile(r"(?:TOC|INDEX|TOA)\b", re.IGNORECASE)
NOTES = (("footnotes", "footnote"), ("endnotes", "endnote"))
BULLETS = {"F0B7", "F0A7", "F0D8", "F0FC", "F076", "F06E"}


def blocks_of(data: bytes) -> list[Block]:
    """The blocks of a document, notes last. Raises ValueError when it has no text of Word, else
    what zipfile and lxml raise.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        name = _main_part(archive)
        body = child(xml_of(archive, name), "body")
        if body is None:
            raise ValueError("no body")
        folder = posixpath.dirname(name)
        reader = Reader(Styles(xml_of(archive, posixpath.join(folder, "styles.xml"))))
        blocks = reader.read(body)
        for part, kind in NOTES:
            for note in children(xml_of(archive, posixpath.join(folder, f"{part}.xml")), kind):
                if said(note, "type", "normal") == "normal":
                    blocks += reader.read(note, Block("", note=True))
    return in_proportion(blocks)


def _main_part(archive: zipfile.ZipFile) -> str:
    """The name of the part that the package says is the document."""
    for each in children(xml_of(archive, "_rels/.rels"), "Relationship"):
        if said(each, "Type").endswith("/officeDocument"):
            return said(each, "Target").lstrip("/")
    return "word/document.xml"


class Reader:
    """Goes through paragraphs and tables in their order, and remembers what fields are open."""

    def __init__(self, styles: Styles):
        self.styles = styles
        self.blocks: list[Block] = []
        self.tables = 0
        self.fields: list[list[str]] = []  # of each open field its instruction, and "=" at results
        self.contents = 0  # how many tables of contents are open
        self.waiting: list[Run] = []  # of a paragraph whose end was deleted
        self.boxes: list[Element] = []  # text boxes of the paragraph that is read

    def read(self, node: Element, frame: Block | None = None) -> list[Block]:
        """The blocks in `node`, each like `frame`."""
        self.blocks, self.fields, self.contents, self.waiting = [], [], 0, []
        self._read(node, frame or Block(""))
        return self.blocks

    def _read(self, node: Element, frame: Block) -> None:
        for each in node:
            name = local(each)
            if name == "p":
                self._paragraph(each, frame)
            elif name == "tbl":
                self._table(each, frame)
            elif name == "sdt":
                self._control(each, frame)
            elif name == "AlternateContent":
                self._read(_chosen(each), frame)
            elif name in AROUND:
                self._read(each, frame)

    def _control(self, node: Element, frame: Block) -> None:
        properties = child(node, "sdtPr")
        if child(properties, "showingPlcHdr") is not None:
            return
        gallery = said(child(properties, "docPartObj", "docPartGallery"), "val")
        is_contents = gallery.lower() == "table of contents"
        self.contents += is_contents
        if (content := child(node, "sdtContent")) is not None:
            self._read(content, frame)
        self.contents -= is_contents

    # --- Tables -----------------------------------------------------------------------------------

    def _table(self, table: Element, frame: Block) -> None:
        number, self.tables = self.tables, self.tables + 1
        row = 0
        for each in _rows(table):
            if child(each, "trPr", "del") is not None:
                continue
            column = int(said(child(each, "trPr", "gridBefore"), "val", "0") or 0)
            for cell in _cells(each):
                properties = child(cell, "tcPr")
                merged = child(properties, "vMerge")
                is_seen = merged is None or said(merged, "val", "continue") != "continue"
                if is_seen and child(properties, "cellDel") is None:
                    place = frame.cell if frame.cell else (number, row, column)
                    self._read(cell, Block("", note=frame.note, cell=place))
                column += _span(properties)
            row += 1

    # --- Paragraphs -------------------------------------------------------------------------------

    def _paragraph(self, node: Element, frame: Block) -> None:
        properties = child(node, "pPr")
        key = said(child(properties, "pStyle"), "val") or self.styles.usual
        style = self.styles.look(key)
        look = look_of(properties, None).over(style)
        was_contents = bool(self.contents)
        boxes, self.boxes = self.boxes, []
        runs = [*self.waiting, *self._runs(node, style)]
        found, self.boxes = self.boxes, boxes
        mark = child(properties, "rPr")
        if child(mark, "del") is not None or child(mark, "moveFrom") is not None:
            self.waiting = runs
        else:
            self.waiting = []
            self.blocks += blocks_from(
                runs,
                Block(
                    "",
                    level=look.level or 0,
                    item=bool(look.item),
                    contents=bool(look.contents) or was_contents or bool(self.contents),
                    note=frame.note,
                    cell=frame.cell,
                ),
            )
        for box in found:
            self._read(box, Block("", note=frame.note))

    def _runs(self, node: Element, style: Look) -> Iterator[Run]:
        for each in node:
            name = local(each)
            if name == "r":
                yield from self._run(each, style)
            elif name == "sdt":
                if child(each, "sdtPr", "showingPlcHdr") is None:
                    yield from self._runs(each, style)
            elif name == "AlternateContent":
                yield from self._runs(_chosen(each), style)
            elif name in AROUND:
                yield from self._runs(each, style)

    def _run(self, node: Element, style: Look) -> Iterator[Run]:
        properties = child(node, "rPr")
        named = self.styles.look(said(child(properties, "rStyle"), "val"))
        look = look_of(None, properties).over(named).over(style).over(self.styles.start)
        text = "".join(self._said(node))
        if text and not look.hidden:
            yield Run(text, bool(look.bold), bool(look.italic), look.size or 0.0)

    def _said(self, run: Element) -> Iterator[str]:
        for each in run:
            name = local(each)
            if name == "fldChar":
                self._field(said(each, "fldCharType"))
            elif name == "instrText" and self.fields:
                self.fields[-1][0] += each.text or ""
            elif name in ("drawing", "pict", "object", "AlternateContent"):
                self._find_boxes(each)
            elif all(field[1] for field in self.fields):
                yield _sign(each, name)

    def _field(self, kind: str) -> None:
        """The result of a field counts, its instruction does not; a field may hold others."""
        if kind == "begin":
            self.fields.append(["", ""])
        elif kind == "separate" and self.fields:
            self.fields[-1][1] = "="
            self.contents += bool(CONTENTS.match(self.fields[-1][0].lstrip()))
        elif kind == "end" and self.fields:
            instruction, results = self.fields.pop()
            self.contents -= bool(results and CONTENTS.match(instruction.lstrip()))

    def _find_boxes(self, node: Element) -> None:
        """The text boxes in a drawing. The same one may be told in two ways: the first is read."""
        if local(node) == "AlternateContent":
            node = _chosen(node)
        for each in node:
            if local(each) == "txbxContent":
                self.boxes.append(each)
            else:
                self._find_boxes(each)


def _sign(node: Element, name: str) -> str:
    if name == "t":
        return node.text or ""
    if name == "sym":
        code = said(node, "char").upper()
        is_letter = len(code) == 4 and not code.startswith("F")
        return chr(int(code, 16)) if is_letter else "•" * (code in BULLETS)
    if name == "br" and said(node, "type") not in ("", "textWrapping"):
        return "\n"
    return BREAKS.get(name, "")


def _chosen(node: Element) -> Element:
    """What is read of content that is there in two ways."""
    choices = [each for each in node if local(each) in ("Choice", "Fallback")]
    telling = (each for each in choices if any(local(part) == "t" for part in each.iter()))
    return next(telling, node[0] if len(node) else node)


def _rows(table: Element) -> Iterator[Element]:
    return _inside(table, "tr")


def _cells(row: Element) -> Iterator[Element]:
    return _inside(row, "tc")


def _inside(node: Element, kind: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, also those in a content control or an insertion."""
    for each in node:
        if local(each) == kind:
            yield each
        elif local(each) in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _inside(each, kind)


def _span(properties: Element | None) -> int:
    width = said(child(properties, "gridSpan"), "val", "1")
    return min(int(width), 100) if width.isdigit() else 1
