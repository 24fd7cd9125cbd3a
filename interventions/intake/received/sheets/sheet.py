"""What a description sheet says, from its blocks: the fields, the elements, and who made it."""

from collections.abc import Iterable
from dataclasses import replace

from elements.text import fold
from interventions.intake.received.sheets.blocks import Block
from interventions.intake.received.sheets.cleaning import (
    after_questions,
    cleaned,
    is_of_the_form,
    without_questions,
)
from interventions.intake.received.sheets.contact import (
    personal_in,
    surname_of,
    without,
)
from interventions.intake.received.sheets.elements_section import elements_of
from interventions.intake.received.sheets.front import Front, read_front
from interventions.intake.received.sheets.headings import meanings_of
from interventions.intake.received.sheets.labels import lines_in
from interventions.intake.received.sheets.meanings import FIELDS
from interventions.intake.received.sheets.outline import Section, sections_of
from interventions.intake.received.sheets.passages import (
    costs_within,
    field_of,
    in_short,
    notes_of,
    passages_of,
    sections_for,
    text_under,
    under,
)
from interventions.intake.received.sheets.tables import Line, unfolded

LONGEST_RUN_IN = 60
# Where a label before a colon is a part of the story, and no heading.
TELLING = ("samenvatting", "elementen", "onderzoek", "praktijk", "literatuur", "bijlage")
WITHOUT_PLACE = ("inhoud",)


def read_sheet(blocks: list[Block]) -> dict:
    """Plain data, as JSON can hold it: form, title page, contacts, fields, other passages and the
    sentences on working elements.

    What is personal is taken out of every text, and is in `contact` and `personal` only.
    """
    apart = [part for block in blocks if not block.note for part in _lines_in(block)]
    lines = list(unfolded(cleaned(apart)))
    first, sections = _outlined(lines)
    front, used = read_front(first, sections)
    taken = set(map(id, used))
    rest = [section for section in sections if id(section) not in taken]
    for section in rest:
        section.blocks = without_questions(section.blocks)
    fields = {name: sections_for(name, rest) for name in FIELDS if name != "eigenaar"}
    elements = _elements(rest)
    told = {id(each) for found in (*fields.values(), elements) for each in found}
    others = [each for each in rest if id(each) not in told and not each.means(*WITHOUT_PLACE)]
    found = {
        **{name: field_of(each) for name, each in fields.items()},
        "eigenaar": _owner(front),
    }
    if not any(section.means("kosten") and not in_short(section) for section in rest):
        found["kosten"] = costs_within(fields["randvoorwaarden"])
    notes = notes_of(blocks)
    result = {
        "form": _form(blocks, sections),
        "title": front.title,
        "organisation": front.organisation,
        "website": front.website,
        "date": front.date,
        "date_as_written": front.date_as_written,
        "authors": front.authors,
        "fields": {name: found[name] for name in FIELDS},
        "other": [*passages_of(others), *([notes] if notes else [])],
        "elements_heading": elements[0].heading if elements else "",
        "elements": elements_of(elements),
    }
    return _without_persons(result, front, blocks)


def _lines_in(block: Block) -> Iterable[Block]:
    """The lines of labels and values that a PDF may run together, each a block of its own."""
    texts = lines_in(block.text)
    if len(texts) == 1:
        return (block,)
    return [
        replace(block, text=text, page=block.page_at(block.text.find(text)), turns=())
        for text in texts
        if text
    ]


def _outlined(lines: list[Line]) -> tuple[list[Block], list[Section]]:
    """The outline, where a label before a colon is the heading of what has no heading elsewhere."""
    first, sections = sections_of(lines)
    full = any(section.means("doel", "doelgroep", "aanpak") for section in sections)
    named = {
        meaning.name
        for section in sections
        for meaning in section.meanings
        if not (meaning.name != "samenvatting" and in_short(section) and full)
    }
    kept = {
        id(block)
        for section in sections
        if section.within(*TELLING, "eigenaar", "contactpersoon", "referentie")
        for block in section.blocks
    }
    parted = [part for line in lines for part in _run_in(line, named, kept)]
    return sections_of(parted) if parted != lines else (first, sections)


def _run_in(line: Line, named: set[str], kept: set[int]) -> Iterable[Line]:
    block = line.block
    mark = "\t" if "\t" in block.text else ":"
    label, _, value = block.text.partition(mark)
    meanings = meanings_of(label) if value.strip() and len(label) <= LONGEST_RUN_IN else ()
    if line.heads or block.cell or not meanings or meanings[0].name == "eigenaar":
        return (line,)
    said = replace(block, text=after_questions(value), bold=False)
    is_asked = said.text != value.strip() or is_of_the_form(said)
    is_new = any(each.is_field and each.name not in named for each in meanings)
    if not is_asked and (id(block) in kept or not is_new):
        return (line,)
    heading = Line(replace(block, text=label.strip(), bold=True, item=False), heads=True)
    is_empty = not said.text or is_of_the_form(said)
    return (heading,) if is_empty else (heading, Line(said))


def _elements(sections: list[Section]) -> list[Section]:
    """The section that sums up the working elements, with what stands under it."""
    fit = [
        section
        for section in sections
        if section.means("elementen") and not any(up.means("elementen") for up in section.above)
    ]
    if not fit:
        return []
    best = max(
        fit,
        key=lambda section: (
            text_under(section, sections),
            not in_short(section),
            "samenvatting" in fold(section.heading),
            len(under(section, sections)),
        ),
    )
    found = under(best, sections)
    if elements_of(found):
        return found
    for section in sections[sections.index(found[-1]) + 1 :]:
        if section.meanings or section.number:
            break
        found.append(section)  # their names may be headings that look like it
    return found


def _owner(front: Front) -> dict | None:
    if front.owner is None:
        return None
    heading, section, page = front.owner
    path = section.path if heading == section.heading else [*section.path, heading]
    found = {"heading": heading, "text": front.organisation, "page_first": page, "page_last": page}
    return {**found, "passages": [{"path": path, **found}]}


def _form(blocks: list[Block], sections: list[Section]) -> str:
    """Which of the two forms it is by its own words, else nothing."""
    start = fold(" ".join(block.text for block in blocks[:40]))
    older, newer = start.find("methodebeschrijving"), start.find("werkblad")
    if older >= 0 and not 0 <= newer < older:  # a werkblad may name the other
        return "B"
    if newer >= 0 or any(section.means("uitgebreid") for section in sections):
        return "A"
    return "B" if any("methode" in fold(section.heading) for section in sections) else ""


def _without_persons(result: dict, front: Front, blocks: list[Block]) -> dict:
    person = {key: value for key, value in front.person.items() if value}
    personal = personal_in((block.text for block in blocks), front.contacts.values())
    personal += [person[key] for key in ("email", "phone") if key in person]
    names = [each for each in front.people if surname_of(each) not in front.authors]
    surnames = list(map(surname_of, names))
    known = f"{front.organisation} {front.title}"
    out = without(personal, [each for each in surnames if each not in known])
    personal += [*names, *surnames]
    return {
        **_taken_out(result, out),
        "title": front.title,
        "organisation": front.organisation,
        "website": front.website,
        "authors": front.authors,
        "organisation_contact": {
            key: front.contacts.get(key, "") for key in ("email", "phone", "address")
        },
        "contact": {key: person.get(key, "") for key in ("name", "email", "phone")}
        if person
        else {},
        "personal": list(dict.fromkeys(filter(None, personal))),
    }


def _taken_out(value, out):
    """The same data with every text without what the pattern finds."""
    if isinstance(value, str):
        return out(value)
    if isinstance(value, list):
        return [_taken_out(each, out) for each in value]
    if isinstance(value, dict):
        return {key: _taken_out(each, out) for key, each in value.items()}
    return value
