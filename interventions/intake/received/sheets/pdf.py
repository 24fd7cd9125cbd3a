"""A PDF with text as blocks: what stands on its pages, in the order in which people read."""

import re
import unicodedata
from collections import Counter
from dataclasses import replace

import pypdfium2
import pypdfium2.raw as pdfium

from interventions.intake.received.limits import DocumentLimits, Refused
from interventions.intake.received.sheets import faults
from interventions.intake.received.sheets.blocks import Block
from interventions.intake.received.sheets.columns import LONG, Region, regions_of
from interventions.intake.received.sheets.flow import Flow
from interventions.intake.received.sheets.footnotes import bare_note, part_notes
from interventions.intake.received.sheets.hyphens import known_words
from interventions.intake.received.sheets.paragraphs import (
    Paragraph,
    leading_of,
    lines_of,
)
from interventions.intake.received.sheets.pieces import Page, page_of
from interventions.intake.received.sheets.running import without_running

PORTFOLIO = re.compile(r"pdf[- ]port(?:folio|efeuille)", re.IGNORECASE)
WAITING = re.compile(r"please wait\.\.\.", re.IGNORECASE)
VOWEL = re.compile(r"[aeiouyàáâäèéêëìíîïòóôöùúûü]", re.IGNORECASE)
MOST_UNKNOWN = 0.2  # of all letters
FEWEST_LETTERS = 500  # fewer do not show in what letters they are written
FEWEST_VOWELS = 0.25  # of the letters; Dutch has 0.4
SHORT = frozenset(
    {"de", "het", "een", "en", "van", "in", "is", "te", "the", "of", "and", "et", "ut"}
)
MOST_BOOKMARKS = 2000
LEADING_NUMBER = re.compile(r"^[\d.\s]+")
LOCKED = {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}

Levels = dict[tuple[int, str], int]  # of a heading, by its page and its words


def blocks_of(data: bytes, limits: DocumentLimits) -> tuple[list[Block], list[str]]:
    """The blocks, and what is told of the reading. Raises Refused."""
    pages, levels = _read(data, limits)
    if any(page.pieces for page in pages):
        without_running(pages, _body(pages))
    scanned = [page.number for page in pages if page.has_picture and not page.pieces]
    if not any(page.pieces for page in pages):
        raise Refused(faults.SCANNED if scanned else faults.NO_TEXT)
    body = _body(pages)
    notes = [lines_of(Region(part_notes(page, body))) for page in pages]
    right = _right(pages)
    laid = [
        [(region, lines_of(region)) for region in regions_of(page.pieces, right)] for page in pages
    ]
    lines = [lines for regions in laid for _, lines in regions]
    leading, known = leading_of(lines), known_words([line.text for each in lines for line in each])
    flow = Flow(leading)
    for page, regions, small in zip(pages, laid, notes, strict=True):
        flow.add_page(page.number, regions, small)
    blocks = [
        block
        for each, is_note in flow.found
        if (block := _block(each, is_note, body, known, levels))
    ]
    told = [faults.scanned_pages(scanned, len(pages))] if scanned else []
    if any("\ufffd" in block.text for block in blocks):
        told.append(faults.UNCLEAR)
    return blocks, told


def _read(data: bytes, limits: DocumentLimits) -> tuple[list[Page], Levels]:
    """The pages with their pieces. Raises Refused."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        is_locked = getattr(error, "err_code", None) in LOCKED
        raise Refused(faults.LOCKED_PDF if is_locked else faults.NO_PDF) from error
    if len(document) > limits.pages:
        raise Refused(faults.too_long("bladzijden", limits.pages, limits.instead))
    pages, letters = [], 0
    for number in range(1, len(document) + 1):
        try:
            page = page_of(document, number, limits.characters - letters)
        except pypdfium2.PdfiumError:
            page = Page(number, 0.0)  # one that is broken does not spoil the others
        letters += page.letters
        if letters > limits.characters:
            raise Refused(faults.too_long("letters", limits.characters, limits.instead))
        pages.append(page)
    if not pages:
        raise Refused(faults.NO_PDF)
    _refuse_other_forms(document, pages)
    _refuse_garbled(pages)
    return pages, _levels(document)


def _refuse_other_forms(document, pages: list[Page]) -> None:
    """Raises Refused where the pages only say that the content is elsewhere in the file."""
    said = " ".join(piece.text for page in pages[:2] for piece in page.pieces)
    if len(pages) > 3 or len(said) > 3000:
        return
    form = pdfium.FPDF_GetFormType(document)
    if WAITING.search(said) or (form == pdfium.FORMTYPE_XFA_FULL and len(said) < 200):
        raise Refused(faults.WAITING)
    attached = pdfium.FPDFDoc_GetAttachmentCount(document)
    if attached > 0 and (PORTFOLIO.search(said) or len(said) < 200):
        raise Refused(faults.PORTFOLIO)


def _refuse_garbled(pages: list[Page]) -> None:
    """Raises Refused where the letters have no meaning, or stand for others: no language has so few
    vowels, and no text so few of the shortest words.
    """
    letters = sum(page.letters for page in pages)
    unknown = sum(page.unknown for page in pages)
    words = [
        word
        for page in pages
        for piece in page.pieces
        for word in piece.text.lower().split()
        if word.isalpha()
    ]
    private = sum(
        unicodedata.category(sign) == "Co"
        for page in pages
        for piece in page.pieces
        for sign in piece.text[2:]  # one at the beginning is the sign of a point in a list
    )
    if letters and (unknown + private) / letters > MOST_UNKNOWN:
        raise Refused(faults.GARBLED)
    written = "".join(words)
    if len(written) < FEWEST_LETTERS:
        return
    if len(VOWEL.findall(written)) < FEWEST_VOWELS * len(written) or not SHORT.intersection(words):
        raise Refused(faults.GARBLED)


def _levels(document) -> Levels:
    """The bookmarks of the file, which say what are headings."""
    found: Levels = {}
    try:
        for place, mark in enumerate(document.get_toc(max_depth=6)):
            target = mark.get_dest()
            index = target.get_index() if target else None
            if place >= MOST_BOOKMARKS:
                break
            if index is not None:
                found[(index + 1, _bare(mark.get_title()))] = mark.level + 1
    except (pypdfium2.PdfiumError, UnicodeError):
        return found  # what cannot be read of them is not needed
    return found


def _bare(text: str) -> str:
    """A heading without its number, as it is compared."""
    words = unicodedata.normalize("NFKC", LEADING_NUMBER.sub("", text)).casefold()
    return "".join(sign for sign in words if sign.isalnum())


def _body(pages: list[Page]) -> float:
    """The size of most letters."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for piece in page.pieces:
            sizes[round(piece.size, 1)] += len(piece.text)
    return max(sizes, key=lambda size: sizes[size])


def _right(pages: list[Page]) -> float:
    """How far lines of the document go, for a page that has short ones only."""
    ends = sorted(piece.x1 for page in pages for piece in page.pieces if len(piece.text) > LONG)
    return ends[len(ends) // 2] if ends else 0.0


def _block(
    each: Paragraph, is_note: bool, body: float, known: set[str], levels: Levels
) -> Block | None:
    lines = each.lines
    if is_note:
        lines[0].text = bare_note(lines[0].text)
    text, turns = each.text(known)
    if not text:
        return None
    block = Block(
        text,
        each.page,
        bold=each.bold,
        italic=all(line.italic for line in lines),
        size=round(each.size / body, 2),
        item=each.item,
        contents=each.contents,
        note=is_note,
        cell=each.cell,
        turns=turns,
    )
    if is_note or each.contents or len(text) > 200:
        return block
    return replace(block, level=levels.get((each.page, _bare(text)), 0))
