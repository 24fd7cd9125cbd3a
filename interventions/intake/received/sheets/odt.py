"""An OpenDocument text as blocks: what somebody reads who accepts the changes, comments skipped.

The XML is read as it is (ISO/IEC 26300, part 1). What was deleted stands apart in it, in
`text:tracked-changes`; what was inserted stands in the text.
"""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace

from interventions.intake.received.sheets.blocks import Block
from interventions.intake.received.sheets.looks import Look
from interventions.intake.received.sheets.odt_styles import Styles
from interventions.intake.received.sheets.package import Element, child, local, said, xml_of
from interventions.intake.received.sheets.runs import Run, blocks_from, in_proportion

UNSEEN = (
    *("tracked-changes", "annotation", "annotation-end", "placeholder", "ruby-text"),
    *("sequence-decls", "variable-decls", "user-field-decls", "forms", "title", "desc"),
    *("covered-table-cell", "alphabetical-index-mark", "note-citation", "object", "object-ole"),
    *("text:script", "script", "table-of-content-source", "index-source"),
)
INDEXES = (
    *("table-of-content", "illustration-index", "table-index", "object-index", "user-index"),
    *("alphabetical-index", "bibliography"),
)
DRAWN = ("frame", "text-box", "custom-shape", "g", "rect", "ellipse", "polygon", "path", "a")
LISTS = ("list", "list-item", "list-header", "numbered-paragraph")
SPACES = 100  # that are written out at once
WIDEST = 100


def blocks_of(data: bytes) -> list[Block]:
    """The blocks of a document, notes last. Raises ValueError when it has no text, else what
    zipfile and lxml raise.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        content = xml_of(archive, "content.xml")
        body = child(content, "body", "text")
        if body is None:
            raise ValueError("no text")
        reader = Reader(Styles(content, xml_of(archive, "styles.xml")))
    reader.read(body, Block(""))
    return in_proportion([*reader.blocks, *reader.notes])


class Reader:
    """Goes through paragraphs, lists and tables in their order."""

    def __init__(self, styles: Styles):
        self.styles = styles
        self.blocks: list[Block] = []
        self.notes: list[Block] = []
        self.apart: list[Element] = []  # text boxes and notes of the paragraph that is read
        self.tables = 0

    def read(self, node: Element, frame: Block) -> None:
        """Adds the blocks in `node`, each like `frame`."""
        for each in node:
            name = local(each)
            if name in ("p", "h"):
                self._paragraph(each, frame)
            elif name == "table":
                self._table(each, frame)
            elif name in LISTS:
                self.read(each, replace(frame, item=name != "list-header"))
            elif name in INDEXES:
                self.read(each, replace(frame, contents=name != "bibliography"))
            elif name not in UNSEEN and not _is_hidden(each):
                self.read(each, frame)

    def _paragraph(self, node: Element, frame: Block) -> None:
        style = self.styles.paragraph(said(node, "style-name"))
        outline = said(node, "outline-level", "1") if local(node) == "h" else ""
        level = int(outline) if outline.isdigit() else style.level or 0
        apart, self.apart = self.apart, []
        runs = list(self._runs(node, style))
        found, self.apart = self.apart, apart
        self.blocks += blocks_from(
            () if any(_hides(each) for each in node.iter()) else runs,
            replace(frame, level=level, contents=frame.contents or bool(style.contents)),
        )
        for each in found:
            if local(each) == "note":
                self._note(each)
            else:
                self.read(each, Block("", note=frame.note))

    def _note(self, node: Element) -> None:
        blocks, self.blocks = self.blocks, []
        if (body := child(node, "note-body")) is not None:
            self.read(body, Block("", note=True))
        self.notes += self.blocks
        self.blocks = blocks

    def _runs(self, node: Element, look: Look) -> Iterator[Run]:
        yield from _run(node.text, look)
        for each in node:
            name = local(each)
            if name == "note" or name in DRAWN[:-1]:
                self.apart.append(each)
            elif name == "s":
                count = said(each, "c", "1")
                yield from _run(" " * min(int(count) if count.isdigit() else 1, SPACES), look)
            elif name in ("tab", "line-break"):
                yield from _run("\t" if name == "tab" else "\n", look, is_white=True)
            elif name not in UNSEEN and not _is_hidden(each):
                inside = self.styles.text(said(each, "style-name"), look)
                yield from self._runs(each, inside if name == "span" else look)
            yield from _run(each.tail, look)

    def _table(self, table: Element, frame: Block) -> None:
        number, self.tables = self.tables, self.tables + 1
        for row, each in enumerate(_rows(table)):
            column = 0
            for cell in each:
                if local(cell) == "table-cell":
                    place = frame.cell if frame.cell else (number, row, column)
                    self.read(cell, Block("", note=frame.note, cell=place))
                repeated = said(cell, "number-columns-repeated", "1")
                column += min(int(repeated) if repeated.isdigit() else 1, WIDEST)


def _run(text: str | None, look: Look, is_white: bool = False) -> Iterator[Run]:
    """A line end in the XML is a space; one that is meant has an element of its own."""
    if text and not look.hidden:
        plain = text if is_white else " ".join(f".{text}.".split())[1:-1]
        yield Run(plain, bool(look.bold), bool(look.italic), look.size or 0.0)


def _rows(table: Element) -> Iterator[Element]:
    for each in table:
        if local(each) == "table-row":
            yield each
        elif local(each) in ("table-header-rows", "table-rows", "table-row-group"):
            yield from _rows(each)


def _is_hidden(node: Element) -> bool:
    """A part that is not shown, or a control in which nothing was filled in."""
    name = local(node)
    if name == "section":
        return said(node, "display") == "none"
    if name == "hidden-text":
        return said(node, "is-hidden", "true") == "true"
    return name == "content-control" and said(node, "showing-place-holder") == "true"


def _hides(node: Element) -> bool:
    return local(node) == "hidden-paragraph" and said(node, "is-hidden") == "true"
