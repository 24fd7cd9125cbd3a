"""The Word file itself: an empty one with our styles, paragraphs with links, sections, and bytes.

The bytes are the same for the same content: the moment of writing stands nowhere in them.
"""

import datetime
import io
import zipfile
from pathlib import Path, PurePosixPath
from typing import cast
from urllib.parse import urlsplit

import docx
from django.conf import settings
from django.utils.encoding import iri_to_uri
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.part import XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.parts.hdrftr import FooterPart

from elements import dates
from elements.blocks import Paragraph, blocks
from elements.links import Address, pieces
from interventions.public.summaries.word.xml import el, field, paragraph, plain, run, tab
from interventions.showing.citation import NAME

HERE = Path(__file__).resolve().parent
# Twentieths of a point.
LONG, SHORT, MARGIN, FOOTER = 16838, 11906, 1134, 567
OURS = (RT.STYLES, RT.NUMBERING, RT.SETTINGS, RT.FONT_TABLE)  # in XML beside this module
LANGUAGE = "nl-NL"
NUMBERED = 2  # the list with numbers in `numbering.xml`
ZERO = (1980, 1, 1, 0, 0, 0)  # the first moment that a ZIP file knows


class WordFile:
    """A file in the making: what is added comes below what is there.

    `who`: its author (default: the publisher); empty for none. `stamp` opens the foot of each page.
    """

    def __init__(
        self,
        *,
        title: str,
        subject: str,
        day: datetime.date,
        who: str | None = None,
        stamp: str = "",
    ):
        self._word = docx.Document()
        self._part = self._word.part
        self._leave_the_template()
        self._body = self._word.element.body
        self._body[:] = []
        self._headings: list[tuple[str, str]] = []
        self._day, self._stamp = day, stamp
        self._describe(title, subject, who)
        self._footers: dict[bool, str] = {}
        self._contents = None

    def _leave_the_template(self) -> None:
        """Keep nothing of what python-docx begins with but the theme, that a file has to have."""
        for rels, kept in (
            (self._part.package.rels, {RT.OFFICE_DOCUMENT, RT.CORE_PROPERTIES}),
            (self._part.rels, {*OURS, RT.THEME}),
        ):
            for key in [key for key, rel in rels.items() if rel.reltype not in kept]:
                del rels[key]
        for kind in OURS:
            part, written = (
                self._part.part_related_by(kind),
                HERE / f"{PurePosixPath(kind).name}.xml",
            )
            if isinstance(part, XmlPart):
                part._element = parse_xml(written.read_bytes())
            else:
                part._blob = written.read_bytes()

    def _describe(self, title: str, subject: str, who: str | None) -> None:
        about = self._word.core_properties
        moment = datetime.datetime.combine(self._day, datetime.time())
        if who is None:
            who = settings.PUBLISHER["name"] or NAME
        about.title, about.subject = plain(title)[:255], plain(subject)[:255]
        about.author = about.last_modified_by = plain(who)[:255]
        about.language = LANGUAGE
        about.comments = f"Bron: {NAME}, {settings.PUBLIC_URL}"[:255]
        about.created = about.modified = moment
        about.revision = 1

    # --- What is in it ----------------------------------------------------------------------------

    @property
    def width(self) -> int:
        """Of the text on an upright page."""
        return SHORT - 2 * MARGIN

    @property
    def wide_width(self) -> int:
        return LONG - 2 * MARGIN

    def add(self, *elements) -> None:
        for one in elements:
            self._body.append(one)

    def heading(self, text: str, level: int, *, new_page: bool = False, colour: str = "") -> None:
        """A heading; one of the first level stands in the contents."""
        made = paragraph(f"Heading{level}", run(text, colour=colour))
        if new_page:
            made.pPr.append(el("w:pageBreakBefore"))
        if level == 1:
            number = len(self._headings) + 1
            name = f"_Toc{number:08}"
            made.insert(1, el("w:bookmarkStart", {"id": number, "name": name}))
            made.append(el("w:bookmarkEnd", {"id": number}))
            self._headings.append((name, text))
        self.add(made)

    def linked(self, style: str, text: str, /, *before, **look):
        """A paragraph with its addresses as links, behind the runs `before`; `look` is of `run`."""
        return paragraph(style, *before, *_with_links(self._part, text, **look))

    def told(self, style: str, text: str, /, *before, after: str = "", **look) -> list:
        """The paragraphs and lists of a text: the first comes behind the runs `before`, and what
        follows it has the style `after`.
        """
        found = []
        for block in blocks(text) or [Paragraph("")]:
            if isinstance(block, Paragraph):
                found.append(self.linked(style, block.text, *before, **look))
            else:
                found += [paragraph(style, *before)] if before else []
                found += self.items(block.items, start=block.start)
            style, before = after or style, ()
        return found

    def items(self, texts: list[str], *, start: int | None = None) -> list:
        """The items of a list, with bullets or with numbers from `start`."""
        found = [self.linked("ListBullet" if start is None else "ListNumber", one) for one in texts]
        if start is not None:
            key = self._list_from(start)
            for one in found:
                of_list = el("w:ilvl", {"val": 0}), el("w:numId", {"val": key})
                one.pPr.append(el("w:numPr", None, *of_list))
        return found

    def _list_from(self, start: int) -> int:
        """The key of a list with numbers that begins anew."""
        numbering = cast(XmlPart, self._part.part_related_by(RT.NUMBERING)).element
        key = len(numbering.findall(qn("w:num"))) + 1
        begin = el("w:lvlOverride", {"ilvl": 0}, el("w:startOverride", {"val": start}))
        kind = el("w:abstractNumId", {"val": NUMBERED})
        numbering.append(el("w:num", {"numId": key}, kind, begin))
        return key

    def contents(self, title: str) -> None:
        """Here comes a list of the headings of the first level, also of those that follow."""
        self._contents = paragraph("TOCHeading", run(title))
        self.add(self._contents)

    @property
    def ends_with_table(self) -> bool:
        return self._body[-1].tag == qn("w:tbl")

    def end_section(self, *, wide: bool = False) -> None:
        """What was added since the last section has pages of its own, on their side or upright.

        A paragraph carries the size of its pages: of a table at the end its caption, from below.
        """
        last = self._body[-1]
        if self.ends_with_table:
            caption = last.getprevious()
            caption.pPr.style = "Onderschrift"
            last.addnext(caption)
            last = caption
        if last.pPr.find(qn("w:sectPr")) is None:
            last.pPr.append(self._section(wide))

    def _section(self, wide: bool):
        width, height = (LONG, SHORT) if wide else (SHORT, LONG)
        turned = {"orient": "landscape"} if wide else {}
        size: dict[str, object] = {"w": width, "h": height, **turned}
        sides = dict.fromkeys(("top", "right", "bottom", "left"), MARGIN)
        return el(
            "w:sectPr",
            None,
            el("w:footerReference", {"type": "default", "r:id": self._footer(wide)}),
            el("w:pgSz", size),
            el("w:pgMar", {**sides, "header": FOOTER, "footer": FOOTER, "gutter": 0}),
        )

    def _footer(self, wide: bool) -> str:
        """The key of the footer: the source and the day on the left, the page on the right."""
        if wide not in self._footers:
            part = FooterPart.new(self._part.package)
            right = self.wide_width if wide else self.width
            said = f"{NAME}, {settings.PUBLIC_URL}. Teksten: {settings.PUBLISHER['licence_name']}. "
            line = paragraph(
                "Footer",
                *_with_links(part, f"{said}{dates.in_words(self._day).capitalize()}."),
                tab(),
                run("Pagina "),
                *field("PAGE", "1"),
                run(" van "),
                *field("NUMPAGES", "1"),
            )
            line.pPr.append(el("w:tabs", None, el("w:tab", {"val": "right", "pos": right})))
            stamp = paragraph("Footer", run(f"{self._stamp}.", style="Strong"))
            part.element[:] = [stamp, line] if self._stamp else [line]
            self._footers[wide] = self._part.relate_to(part, RT.FOOTER)
        return self._footers[wide]

    # --- The bytes --------------------------------------------------------------------------------

    def as_bytes(self) -> bytes:
        self._fill_in_contents()
        self._body.append(self._section(wide=False))
        saved, made = io.BytesIO(), io.BytesIO()
        self._word.save(saved)
        with (
            zipfile.ZipFile(saved) as old,
            zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
        ):
            for name in old.namelist():
                entry = zipfile.ZipInfo(name, ZERO)
                entry.compress_type = zipfile.ZIP_DEFLATED
                new.writestr(entry, old.read(name))
        return made.getvalue()

    def _fill_in_contents(self) -> None:
        """A field that Word can make anew, with what it shows until then."""
        if self._contents is None or not self._headings:
            return
        begin, code, between, _, end = field(r'TOC \o "1-1" \n \h', "")
        lines = [
            paragraph("TOC1", el("w:hyperlink", {"anchor": name, "history": 1}, run(text)))
            for name, text in self._headings
        ]
        for place, one in enumerate((begin, code, between), 1):
            lines[0].insert(place, one)
        lines[-1].append(end)
        for line in reversed(lines):
            self._contents.addnext(line)


def _with_links(part, text: str, **look) -> list:
    """Runs, and hyperlinks where the text has an address that a program can follow."""
    return [
        _link(part, piece)
        if isinstance(piece, Address) and _is_address(piece.to)
        else run(piece.text if isinstance(piece, Address) else piece, **look)
        for piece in pieces(text)
    ]


def _is_address(piece: str) -> bool:
    try:
        return bool(urlsplit(piece).hostname)
    except ValueError:
        return False


def _link(part, address: Address):
    key = part.relate_to(iri_to_uri(address.to), RT.HYPERLINK, is_external=True)
    return el("w:hyperlink", {"r:id": key, "history": 1}, run(address.text, style="Hyperlink"))
