"""What a description sheet says otherwise than the base does, each beside the text of now."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate

from elements.text import SENTENCE_END, fold
from interventions.intake.descriptions.places import (
    OF_FIELD,
    OF_HEADING,
    PARTS,
    Part,
    bare_heading,
    element_lines,
    lines_of,
)
from interventions.intake.received.sheets.contact import TAKEN_OUT
from interventions.models import Intervention
from interventions.sheet.document import intervention_document
from interventions.sheet.names import names_of_slugs

UNREAD = str.maketrans("", "", " -")
ADDRESS = re.compile(r"\A(?:https?://)?(?:www\.)?|/\Z", re.IGNORECASE)


@dataclass(frozen=True)
class Passage:
    """What stands in the document; pages count from 1, None where the file has none."""

    heading: str
    text: str
    page_first: int | None = None
    page_last: int | None = None


@dataclass(frozen=True)
class Difference:
    """A passage that says something else of a fact than `present`, which is empty when the base
    says nothing. `fact` is the key of the sheet; empty for what has no place in it.
    """

    fact: str
    passage: Passage
    present: str


def differing(found: Mapping, row: Intervention) -> list[Difference]:
    """The passages of a document that differ from the intervention as it is now, in the order of a
    werkblad; then those without a place. `found` is what `description_of` gives.

    What only looks otherwise, differs in nothing: capitals, accents, white space, marks of a list,
    the kind of quote or dash. What the document leaves out is no difference.
    """
    document, names = intervention_document(row), names_of_slugs()
    differences = []
    for part, passage in (*_of_fields(found), *_under_headings(found)):
        present = part.text(document, names)
        if not same(passage.text, _as_read(present, found), part):
            differences.append(Difference(part.fact, passage, present))
    return [*differences, *_without_a_place(found)]


def new_sentences(found: Mapping, row: Intervention) -> list[dict]:
    """The sentences about elements that no statement of the intervention says in these words.

    A point of our werkblad may come back as one sentence or as several, over the end of a page too.
    """
    lines = element_lines(intervention_document(row), names_of_slugs())
    pieces = {bare(piece) for line in lines for piece in SENTENCE_END.split(line)}
    told = [bare(one["text"]) for one in found["elements"]]
    ours = _inside("".join(told), [bare(line) for line in lines])
    ends = accumulate(map(len, told))
    return [
        one
        for one, text, end in zip(found["elements"], told, ends, strict=True)
        if text not in pieces
        and not any(first <= end - len(text) and end <= last for first, last in ours)
    ]


def _inside(whole: str, parts: Iterable[str]) -> list[tuple[int, int]]:
    """Where each part stands in the whole, of those that do."""
    starts = ((whole.find(part), part) for part in parts if part)
    return [(start, start + len(part)) for start, part in starts if start >= 0]


def _of_fields(found: Mapping) -> Iterator[tuple[Part, Passage]]:
    fields = found["fields"]
    for key, part in OF_FIELD.items():
        told = fields.get(key)
        if told and told["text"].strip():
            yield part, _passage(told)
        elif key not in fields and (text := found.get(key)):
            yield part, Passage(part.heading, text)


def _under_headings(found: Mapping) -> Iterator[tuple[Part, Passage]]:
    for one in found["other"]:
        if part := _of_heading(one):
            yield part, _passage(one)


def _without_a_place(found: Mapping) -> Iterator[Difference]:
    for one in found["other"]:
        if _of_heading(one) is None:
            yield Difference("", _passage(one), "")


def _of_heading(passage: Mapping) -> Part | None:
    return OF_HEADING.get(bare_heading(passage["heading"]))


def _passage(told: Mapping) -> Passage:
    return Passage(told["heading"], told["text"], told["page_first"], told["page_last"])


# --- Comparing ------------------------------------------------------------------------------------


def _as_read(present: str, found: Mapping) -> str:
    """Our text without the mail addresses and telephone numbers that reading takes out."""
    for personal in sorted(found.get("personal", ()), key=len, reverse=True):
        present = present.replace(personal, TAKEN_OUT)
    return present


def same(text: str, present: str, part: Part = PARTS[0]) -> bool:
    """Whether both say the same, but for how it looks."""
    if part.fact == "website":
        text, present = (ADDRESS.sub("", one.strip()) for one in (text, present))
    return bare(text) == bare(present)


def bare(text: str) -> str:
    """Letters, figures and signs, without white space, what makes a list, and hyphens: at the end
    of a line nobody knows whether one belongs to the word.
    """
    return fold(" ".join(lines_of(text))).translate(UNREAD)
