"""The section that sums up the working elements, as the sentences that each say one."""

import re
from collections.abc import Iterator
from itertools import groupby

from elements.text import fold
from interventions.intake.received.sheets.blocks import Block
from interventions.intake.received.sheets.cleaning import NUMBERED
from interventions.intake.received.sheets.outline import Section
from interventions.intake.received.sheets.sentences import sentences_of

ELEMENT = (
    r"(?:elementen|element|bestanddelen|factoren|ingredienten|principes|mechanismen|componenten|"
    r"onderdelen|punten|kenmerken|opsomming|lijst|overzicht|tabel)"
)
NAMES_THEM = re.compile(rf"\b{ELEMENT}\b")
ANNOUNCES = re.compile(
    rf"\b(?:volgende|onderstaande|hieronder|hierna|bovenstaande|deze|genoemde)\b.{{0,200}}\b{ELEMENT}\b|"
    rf"\b{ELEMENT}\b.{{0,200}}\b(?:volgende|onderstaande|hieronder|hierna|volgorde|samengevat|genoemd|"
    r"opgesomd|onderscheiden|noemen|noemt|staan|ontleend)\b|"
    r"\bvolgorde van belang\b|\bwillekeurige volgorde\b"
)
PARTED = re.compile(
    r";\s*(?:en\s)?(?:\(?[a-z0-9]{1,2}[.)]\s)?|(?:^|,\s)(?:en\s)?\(?[a-z0-9]{1,2}\)\s"
)
GOES_ON = re.compile(r"(?:zij|ze|deze|die|dit|hieronder|de volgorde|samen|er is geen)\b")
HEADS = re.compile(rf"(?:(?:werkzame?|werkend|naam|het)\s){{0,3}}{ELEMENT}|nr\.?|#|naam")
SHORTEST = 3  # signs


def elements_of(sections: list[Section]) -> list[dict]:
    """Text and page of each: a point of a list or a row of a table is one, a paragraph has one in
    each sentence, a heading goes before what explains it. What only announces the list is left out.
    """
    found: list[dict] = []
    for section in sections:
        is_named = not section.means("elementen")
        blocks = [block for block in section.blocks if not block.note]
        texts = list(_texts(blocks))
        if is_named and texts:
            name = NUMBERED.sub("", section.heading)
            page = section.block.page or texts[0][1]
            texts = [(f"{name}: {' '.join(text for text, _ in texts)}", page)]
        found += [
            {"text": text.replace("\t", " "), "page": page}
            for text, page in texts
            if len(text) >= SHORTEST
        ]
    return found


def _texts(blocks: list[Block]) -> Iterator[tuple[str, int | None]]:
    has_list = any(block.item or block.cell for block in blocks)
    for table, group in groupby(blocks, key=lambda block: block.cell and block.cell[0]):
        if table is not None:
            yield from _rows(list(group))
            continue
        for block in group:
            text = NUMBERED.sub("", block.text)
            if block.item or text != block.text:
                if not _only_announces(text):
                    yield text, block.page
            else:
                for each in _told(text, has_list):
                    yield each, block.page_at(text.find(each))


def _only_announces(text: str) -> bool:
    return text.endswith(":") and bool(ANNOUNCES.search(fold(text)))


def _told(text: str, has_list: bool) -> Iterator[str]:
    """The sentences of a paragraph that say an element, and do not only announce those."""
    is_about_the_list = False
    for sentence in sentences_of(text):
        plain = fold(sentence)
        head, _, listed = sentence.partition(": ")
        goes_on = is_about_the_list and has_list and GOES_ON.match(plain)
        only_asks = sentence.endswith((":", "?"))
        is_about_the_list = bool(goes_on or only_asks or ANNOUNCES.search(plain))
        if listed and NAMES_THEM.search(fold(head)):
            yield from (part for each in PARTED.split(listed) if (part := each.strip(" ,.")))
        elif not is_about_the_list and not (has_list and NAMES_THEM.search(plain)):
            yield sentence


def _rows(blocks: list[Block]) -> Iterator[tuple[str, int | None]]:
    """Each row of a table: the name of the element and what explains it; not the row of heads."""
    for row, found in groupby(blocks, key=lambda block: block.cell and block.cell[1]):
        cells = list(found)
        columns = [
            " ".join(block.text for block in cell)
            for _, cell in groupby(cells, key=lambda block: block.cell)
        ]
        columns = [text for text in columns if not text.strip(".)").isdigit()]
        is_first = row == 0 and len(columns) > 1
        if is_first and all(block.bold for block in cells):
            continue
        if columns and not (is_first and HEADS.fullmatch(fold(columns[0]).strip(" :"))):
            yield ": ".join(text.rstrip(" :") for text in columns), cells[0].page
