"""What stands in a sheet and is none of what somebody wrote in it.

Tables of contents, lines that come back on every page, and what the form itself says.
"""

import re
from collections import defaultdict
from dataclasses import replace

from elements.text import BULLET, fold
from interventions.intake.received.sheets.blocks import Block
from interventions.intake.received.sheets.headings import meanings_of, without_number

# A page number at the end of a line, behind points or behind a tab.
BY_POINTS = re.compile(r"(?:(?:\.\s?){4,}|…{2,}|_{4,})\s*[0-9]{0,3}$")
BY_TAB = re.compile(r"\t\s*[0-9]{1,3}$")
LONGEST_LISTED = 300
DIGITS = re.compile(r"[0-9]+")
EDGES = 2  # blocks at the top and at the foot of a page that may come back
PAGES = 3
LONGEST_RUNNING = 120
NUMBERED = re.compile(r"^\(?(?:[0-9]{1,2}|[a-z]|[ivx]{2,4})[.)]+\s+(?=\S)")

# --- What the form says ---------------------------------------------------------------------------
ASKS = (
    r"(?:vul|beschrijf|geef|formuleer|noem|licht|schets|vermeld|omschrijf|benoem|maak|verwijs|"
    r"leg|denk|ga|gebruik|kies|onderbouw|werk|som|plaats|zet|schrijf|houd|houdt|let|neem|voeg|"
    r"probeer|vertel|verwijder|bespreek|motiveer|specificeer)"
)
OF_THE_FORM = (
    r"(?:hier|interventie|methode|puntsgewijs|woorden|a4|subdoel\w*|onderdeel|onderdelen|werkblad|"
    r"databank|invul\w*|in te vullen|indien|eventueel|zo (?:concreet|kort|duidelijk)|kort|"
    r"toelichting|van toepassing|doelgroep\w*|randvoorwaarden|kosten|materialen|maximaal|max)"
)
WORDS = r"(?:(?:max(?:imaal|\.)?|maximum|circa|ca\.|ongeveer|hooguit|ten hoogste)\s*)"
FORM_LINE = re.compile(
    rf"{ASKS}\b[^.?!]{{0,200}}\b{OF_THE_FORM}\b|"
    r"(?:met )?dit werkblad\b|dit (?:onderdeel|veld|format|formulier)\b|"
    r"(?:e+n|1) a4(?:-?tje)?\b|klik (?:hier|of tik)\b|kies een (?:item|datum)\b|"
    rf"\(?{WORDS}[0-9.]+ (?:woorden|tekens|pagina'?s|regels|a4)|\(?[0-9.]+ woorden\)?\W*$",
)
ASKING = re.compile(rf"{ASKS}\b")
IN_ITALICS = re.compile(rf"{ASKS}\b|.*\?$|.*\b{WORDS}[0-9]+\b|toelichting\b|(?:bij)?voorbeeld:")
PLACEHOLDER = re.compile(
    r"[\[<{][^\]>}]{2,300}[\]>}]\.?|[\s._…\-–—/*\u2002]+|x{3,}|n\.?v\.?t\.?\.?"
)
QUESTIONS = re.compile(
    r"(?:(?:(?:en|zo ja,?|indien van toepassing:?|op|door|voor|met|uit|in|aan|over|van)\s)?"
    r"(?:wat|hoe|hoeveel|welke?|wie|waar\w*|wanneer|is|zijn|wordt|worden|was|waren|heeft|hebben|"
    r"kan|kunnen|moet|moeten|hoeverre)\b[^.?!]{3,250}\?\s*)+"
)
LONGEST_FORM_LINE = 500


def cleaned(blocks: list[Block]) -> list[Block]:
    """The blocks without those, and items of a list without the sign or number before them."""
    seen = _without_listing(_without_running(_without_lines_to_pages(blocks)))
    return [block for block in map(_bare, seen) if not is_of_the_form(block)]


def _without_lines_to_pages(blocks: list[Block]) -> list[Block]:
    """Without the lines of a table of contents: marked as such, with points to a page number, or
    with a tab before it and the same heading elsewhere.
    """
    headings = {_as_heading(block.text) for block in blocks if "\t" not in block.text}
    return [block for block in blocks if not _leads_to_a_page(block, headings)]


def _leads_to_a_page(block: Block, headings: set[str]) -> bool:
    if block.contents:
        return True
    if block.cell or len(block.text) > LONGEST_LISTED:
        return False
    if BY_TAB.search(block.text):
        return _as_heading(block.text) in headings
    return bool(BY_POINTS.search(block.text))


def _without_running(blocks: list[Block]) -> list[Block]:
    """Without short lines at the edge of at least three pages, the same but for figures."""
    pages: dict[int, list[Block]] = defaultdict(list)
    for block in blocks:
        if block.page:
            pages[block.page].append(block)
    where: dict[str, set[int]] = defaultdict(set)
    for page, found in pages.items():
        for block in [*found[:EDGES], *found[-EDGES:]]:
            if len(block.text) <= LONGEST_RUNNING:
                where[_running(block)].add(page)
    often = {line for line, found in where.items() if len(found) >= PAGES}
    often = {line for line in often if 2 * len(where[line]) >= len(pages) - 2}
    return [block for block in blocks if not block.page or _running(block) not in often]


def _running(block: Block) -> str:
    return DIGITS.sub("0", fold(block.text))


def _without_listing(blocks: list[Block]) -> list[Block]:
    """Without the lines under 'Inhoud' that come back further on: a table of contents without page
    numbers.
    """
    lines = [_as_heading(block.text) for block in blocks]
    kept, listed = [], None
    for place, block in enumerate(blocks):
        if any(meaning.name == "inhoud" for meaning in meanings_of(block.text)):
            listed = set[str]()
            continue
        is_first = listed == set()
        if listed is not None and (
            block.level
            or len(block.text) > LONGEST_RUNNING
            or lines[place] in listed
            or (is_first and lines[place] not in lines[place + 1 :])
        ):
            listed = None
        if listed is None:
            kept.append(block)
        else:
            listed.add(lines[place])
    return kept


def _as_heading(text: str) -> str:
    return "".join(filter(str.isalnum, fold(DIGITS.sub("", without_number(text)))))


def _bare(block: Block) -> Block:
    """An item of a list without its sign; a line that begins with one is an item."""
    start = BULLET.match(block.text)
    text = block.text[start.end() if start else 0 :]
    is_item = block.item or text != block.text
    if is_item or (len(block.text) > 60 and not block.level and not block.bold):
        text = NUMBERED.sub("", text, count=1)
        is_item = is_item or text != block.text
    gone = len(block.text) - len(text)
    turns = tuple(turn - gone for turn in block.turns)
    return replace(block, text=text, item=is_item, turns=turns) if text else block


def without_questions(blocks: list[Block]) -> list[Block]:
    """What stands under a heading without the questions that the form asks at its start."""
    start = 0
    while start < len(blocks) and _only_asks(blocks[start]):
        start += 1
    return blocks[start:]


def _only_asks(block: Block) -> bool:
    if block.item or block.cell or len(block.text) > LONGEST_FORM_LINE:
        return False
    return bool(QUESTIONS.fullmatch(fold(block.text)))


def is_of_the_form(block: Block) -> bool:
    """Whether the form says it, and not who filled it in: a question or an order, or a place that
    was left open.
    """
    if PLACEHOLDER.fullmatch(block.text.lower()):
        return True
    if block.level or block.bold or len(block.text) > LONGEST_FORM_LINE:
        return False
    plain = fold(block.text).strip("()[]<> ")
    if block.italic and IN_ITALICS.match(plain):
        return True
    return bool(not block.item and FORM_LINE.match(plain))
