"""Which sections say a field, and their text as somebody reads it."""

import re
from collections.abc import Iterable
from itertools import groupby

from interventions.intake.received.sheets.blocks import Block
from interventions.intake.received.sheets.outline import Section

DESCRIBED = ("doel", "doelgroep", "aanpak")  # what a sheet with a full description has
MOST = 100  # headings that say one field: no sheet has so many
CHAPTERS = ("uitgebreid", "beschrijving", "uitvoering")
MONEY = re.compile(r"€|\beuro\b|\b[0-9]+\b", re.IGNORECASE)
COSTS = re.compile(r"(?:de )?kosten\b|.*\b(?:kost|kosten|kostte|kostten|begroting|tarief)\b", re.I)
RUN_IN = re.compile(r"(?:de )?kosten\s*[.:]", re.IGNORECASE)


def sections_for(name: str, sections: list[Section]) -> list[Section]:
    """The sections that say a field, with what stands under them; none when none does.

    In the summary only where the document has no full description. A heading that says the field
    itself goes before one that says a part of it or more than it.
    """
    fit = [section for section in sections if section.means(name)][:MOST]
    if name != "samenvatting":
        full = [each for each in sections if each.means(*DESCRIBED) and not in_short(each)]
        fit = [section for section in fit if not (full and in_short(section))]
    whole = [
        section for section in fit if _says_whole(section, name) and text_under(section, sections)
    ]
    if whole:
        best = max(whole, key=lambda section: _fitness(section, name))
        return under(best, sections)
    parts = [section for section in fit if not any(above.means(name) for above in section.above)]
    return [each for part in parts for each in under(part, sections)]


def in_short(section: Section) -> bool:
    """Whether it is a part of the summary."""
    return section.within("samenvatting")


def _says_whole(section: Section, name: str) -> bool:
    return any(meaning.name == name and not meaning.part for meaning in section.meanings)


def _fitness(section: Section, name: str) -> tuple:
    others = [above for above in section.above if above.meanings and not above.means(name)]
    is_in_place = not others or others[-1].means(*CHAPTERS, *DESCRIBED)
    return (len(section.meanings) == 1, is_in_place, bool(section.number), bool(others))


def under(root: Section, sections: list[Section]) -> list[Section]:
    """The section and all that stand under it, in their order."""
    return [each for each in sections if each is root or any(up is root for up in each.above)]


def text_under(root: Section, sections: list[Section]) -> bool:
    """Whether it or one under it has text."""
    return any(_told(each) for each in under(root, sections))


def passage(section: Section) -> dict | None:
    """Path, heading, text and pages of what stands right under a heading; None of nothing."""
    blocks = _told(section)
    if not blocks:
        return None
    return {"path": section.path, "heading": section.heading, **_text_and_pages(blocks)}


def passages_of(sections: Iterable[Section]) -> list[dict]:
    """The passages of those sections that have text."""
    return [found for section in sections if (found := passage(section))]


def field_of(sections: list[Section]) -> dict | None:
    """A field as it is given: its heading, its text and pages, and its passages."""
    found = passages_of(sections)
    if not found:
        return None
    pages = [each[key] for each in found for key in ("page_first", "page_last") if each[key]]
    return {
        "heading": sections[0].heading,
        "text": "\n\n".join(each["text"] for each in found),
        "page_first": min(pages, default=None),
        "page_last": max(pages, default=None),
        "passages": found,
    }


def costs_within(sections: list[Section]) -> dict | None:
    """The paragraph on money in sections that have no heading for it: from one that begins with
    'Kosten' on, else those that say an amount.
    """
    for section in sections:
        blocks = _told(section)
        start = next((at for at, each in enumerate(blocks) if RUN_IN.match(each.text)), None)
        if start is not None:
            blocks = blocks[start : start + 1] + _amounts(blocks[start + 1 :])
        else:
            blocks = _amounts(blocks)
        if blocks:
            found = {"path": section.path, "heading": section.heading, **_text_and_pages(blocks)}
            return {**{key: found[key] for key in found if key != "path"}, "passages": [found]}
    return None


def _amounts(blocks: list[Block]) -> list[Block]:
    return [each for each in blocks if COSTS.match(each.text) and MONEY.search(each.text)]


def notes_of(blocks: list[Block]) -> dict | None:
    """The notes of the document, as one passage."""
    notes = [block for block in blocks if block.note]
    heading = "Noten"
    return {"path": [heading], "heading": heading, **_text_and_pages(notes)} if notes else None


def _told(section: Section) -> list[Block]:
    return [block for block in section.blocks if not block.note]


def _text_and_pages(blocks: list[Block]) -> dict:
    pages = [page for block in blocks for page in (block.page, block.last_page) if page]
    return {
        "text": _joined(blocks),
        "page_first": min(pages, default=None),
        "page_last": max(pages, default=None),
    }


def _joined(blocks: list[Block]) -> str:
    """Paragraphs with a blank line between them, items of a list and rows of a table on a line."""
    text, before = "", None
    for key, group in groupby(blocks, key=lambda block: block.cell and block.cell[:2]):
        found = list(group)
        if key is None:
            lines = [(f"- {each.text}" if each.item else each.text, each.item) for each in found]
        else:
            row = groupby(found, key=lambda block: block.cell)
            cells = [" ".join(block.text for block in cell) for _, cell in row]
            lines = [(" | ".join(cells), key[0])]
        for line, kind in lines:
            is_listed = kind not in (False, None) and kind == before
            text += f"{'' if not text else chr(10) if is_listed else chr(10) * 2}{line}"
            before = kind
    return text.replace("\t", " ")
