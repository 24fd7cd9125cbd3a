"""Which lines are headings, and what stands under each: by number, style, letters and meaning."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from interventions.intake.received.sheets.blocks import Block
from interventions.intake.received.sheets.contact import has_address
from interventions.intake.received.sheets.headings import (
    is_lettered,
    meanings_of,
    meanings_of_start,
    number_of,
)
from interventions.intake.received.sheets.labels import labelled
from interventions.intake.received.sheets.meanings import Meaning
from interventions.intake.received.sheets.tables import Line

LONGEST_STYLED, LONGEST_BOLD, LONGEST_PLAIN = 200, 120, 80
MOST_WORDS = 12
LARGER = 1.15  # letters than those of the text
DIFFERS = 0.05  # two sizes, more than by rounding
ENDS = re.compile(r"[.;,!]\s*$")
HAS_LETTER = re.compile(r"[^\W\d_]{2}")
CAPITAL = re.compile(r"[^a-zà-ÿ]*[A-ZÀ-Þ0-9']")


@dataclass(eq=False)
class Section:
    """A heading with the text right under it; `path` are the headings above it and itself."""

    heading: str
    block: Block
    meanings: tuple[Meaning, ...] = ()
    number: tuple[int, ...] = ()
    above: list["Section"] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    @property
    def path(self) -> list[str]:
        return [section.heading for section in (*self.above, self)]

    @property
    def rank(self) -> int:
        return min((meaning.rank for meaning in self.meanings), default=0)

    def means(self, *names: str) -> bool:
        """Whether it has one of these meanings."""
        return any(meaning.name in names for meaning in self.meanings)

    def within(self, *names: str) -> bool:
        """Whether it, or what it stands under, has one of these meanings."""
        return any(section.means(*names) for section in (self, *self.above))


def sections_of(lines: Iterable[Line]) -> tuple[list[Block], list[Section]]:
    """What stands before the first heading with a meaning, and the sections in their order."""
    front: list[Block] = []
    sections: list[Section] = []
    stack: list[Section] = []
    for line in lines:
        block = line.block
        if not (line.heads or is_heading(block)):
            (sections[-1].blocks if sections else front).append(block)
            continue
        section = _section(block, sections)
        if not sections and not section.meanings:
            front.append(block)
            continue
        while stack and not _stands_under(section, stack[-1]):
            stack.pop()
        section.above = list(stack)
        stack.append(section)
        sections.append(section)
    return front, sections


def _section(block: Block, before: list[Section]) -> Section:
    heading = block.text.replace("\t", " ").rstrip(" :")
    found = Section(heading, block, meanings_of_start(heading), number_of(heading))
    if found.number and not found.meanings and _starts_anew(found, before):
        found.number = ()
    return found


def _starts_anew(section: Section, before: list[Section]) -> bool:
    """Whether its number is one of a list within a section, and not of a chapter."""
    chapters = [each.number[0] for each in before if each.number]
    if len(section.number) > 1 or not chapters:
        return False
    last = number_of(before[-1].heading)
    is_next = not before[-1].number and last and section.number[0] == last[0] + 1
    return section.number[0] <= max(chapters) or bool(is_next)


def is_heading(block: Block) -> bool:
    """Whether a block is a heading by what it looks like or by what it says."""
    text = block.text
    if block.note or block.cell or not HAS_LETTER.search(text) or has_address(text):
        return False
    known = meanings_of(text)
    if block.level:
        return bool(known) or len(text) <= LONGEST_STYLED
    if block.item and not (block.bold and known):
        return False
    words = len(text.split())
    if ENDS.search(text) or labelled(text)[2] or words > MOST_WORDS:
        return False
    if block.bold or block.size >= LARGER:
        return len(text) <= LONGEST_BOLD
    if len(text) > LONGEST_PLAIN or not CAPITAL.match(text):
        return False
    return bool(known) or len(number_of(text)) > 1


# --- What stands under what -----------------------------------------------------------------------


def _stands_under(section: Section, above: Section) -> bool:
    """Whether a heading belongs to the one above it: the first thing that tells decides."""
    if section.number and above.number:
        depth = len(above.number)
        return section.number[:depth] == above.number and len(section.number) > depth
    ours, theirs = section.block, above.block
    if ours.level and theirs.level and ours.level != theirs.level:
        return ours.level > theirs.level
    if theirs.level and not ours.level and not section.rank:
        return True
    if not (ours.level or theirs.level):
        if abs(ours.size - theirs.size) > DIFFERS:
            return ours.size < theirs.size
        is_loose = not (section.rank or section.number or is_lettered(section.heading))
        if is_loose and (above.number or theirs.bold > ours.bold):
            return True
    if len(above.number) > 1 and not section.number and above.means("randvoorwaarden"):
        return section.means("kosten")  # as the older form has it
    return _holds(above, section)


def _holds(above: Section, section: Section) -> bool:
    """Whether the forms place a heading of this meaning under the other. A summary that is told
    in one piece holds none.
    """
    if above.means("samenvatting") and above.blocks:
        return False
    for ours in section.meanings:
        for theirs in above.meanings:
            if ours.name in theirs.holds and (ours.part or ours.name != theirs.name):
                return True
    is_deeper = section.rank > (above.rank or len(above.number) or above.block.level)
    return bool(section.rank and is_deeper and not _is_own(above))


def _is_own(section: Section) -> bool:
    """Whether it says one thing, so that what it does not hold by its meaning stands beside it."""
    return any(meaning.is_field or meaning.name == "elementen" for meaning in section.meanings) or (
        not section.meanings and not section.number
    )
