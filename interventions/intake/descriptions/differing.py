"""What a description sheet says otherwise than the base does, each beside the text of now."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from elements.text import SENTENCE_END, fold
from interventions.intake.descriptions.places import (
    OF_FIELD,
    OF_HEADING,
    PARTS,
    Names,
    Part,
    bare_heading,
    element_lines,
    lines_of,
)
from interventions.models import Intervention
from interventions.sheet.document import intervention_document
from interventions.sheet.names import names_of_slugs

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
    told = [*_of_fields(found), *_under_headings(found)]
    differences = [
        Difference(part.fact, passage, present)
        for part, passage in told
        if not same(passage.text, present := part.text(document, names), part)
    ]
    return [*differences, *_without_a_place(found)]


def new_sentences(found: Mapping, row: Intervention) -> list[dict]:
    """The sentences about elements that no statement of the intervention says in these words."""
    document, names = intervention_document(row), names_of_slugs()
    return [one for one in found["elements"] if bare(one["text"]) not in _said(document, names)]


def _said(document: Mapping, names: Names) -> set[str]:
    """Every point of the elements in our werkblad, whole and by its sentences."""
    lines = element_lines(document, names)
    return {bare(piece) for line in lines for piece in (line, *SENTENCE_END.split(line))}


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


def same(text: str, present: str, part: Part = PARTS[0]) -> bool:
    """Whether both say the same, but for how it looks."""
    if part.fact == "website":
        return ADDRESS.sub("", text.strip()) == ADDRESS.sub("", present.strip())
    return bare(text) == bare(present)


def bare(text: str) -> str:
    """Letters, figures and signs, without white space and without what makes a list."""
    return fold(" ".join(lines_of(text))).replace(" ", "")
