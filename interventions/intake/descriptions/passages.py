"""What a description sheet says of each fact, passage by passage, with the place of each."""

from collections.abc import Mapping
from dataclasses import dataclass

from interventions.intake.descriptions.differing import Passage
from interventions.intake.descriptions.places import OF_FIELD, OF_HEADING, bare_heading

LONGEST_PLACE = 200  # as a proposal and a statement keep it


@dataclass(frozen=True)
class Told:
    """All that the document says of one fact. `heading` is that above all of its passages."""

    fact: str
    heading: str
    passages: tuple[Passage, ...]

    @property
    def place(self) -> str:
        first, last = self.passages[0], self.passages[-1]
        return _place(self.heading, first.page_first, last.page_last)

    @property
    def words(self) -> str:
        """One passage as it stands; each of more below its own heading."""
        if len(self.passages) == 1:
            return self.passages[0].text
        return "\n\n".join(map(_under_its_heading, self.passages))


def told(found: Mapping) -> list[Told]:
    """What a document says of the facts that we have. `found` is what `description_of` gives."""
    parts: dict[str, list[Passage]] = {}
    for key, part in OF_FIELD.items():
        field = found["fields"].get(key)
        if field and field["text"].strip():
            whole = [one for one in field["passages"] if one["text"].strip()] or [field]
            parts.setdefault(part.fact, []).extend(map(_passage, whole))
        elif key not in found["fields"] and found.get(key):
            parts.setdefault(part.fact, []).append(Passage(part.heading, found[key]))
    for one in found["other"]:
        if fact := _fact_of(one):
            parts.setdefault(fact, []).append(_passage(one))
    return [
        Told(fact, _heading_of(found, fact, passages), tuple(passages))
        for fact, passages in parts.items()
    ]


def without_a_place(found: Mapping) -> list[Passage]:
    """What stands under headings that our sheet does not have."""
    return [_passage(one) for one in found["other"] if not _fact_of(one)]


def place_of(passage: Passage) -> str:
    """Where it stands, as a reader looks for it: `kop ‘1.2 Doel’, bladzijde 5`."""
    return _place(passage.heading, passage.page_first, passage.page_last)


def place_of_sentence(found: Mapping, page: int | None) -> str:
    """Where a sentence of the section on the elements stands."""
    return _place(found["elements_heading"] or "Werkzame elementen", page, page)


def _place(heading: str, first: int | None, last: int | None) -> str:
    pages = "" if first is None else f", bladzijde {first}"
    if first is not None and last is not None and last != first:
        pages = f", bladzijde {first} tot en met {last}"
    room = LONGEST_PLACE - len(pages) - len("kop ‘’")
    return f"kop ‘{heading if len(heading) <= room else f'{heading[: room - 1]}…'}’{pages}"


def _heading_of(found: Mapping, fact: str, passages: list[Passage]) -> str:
    if len(passages) == 1:
        return passages[0].heading
    fields = (found["fields"].get(key) for key, part in OF_FIELD.items() if part.fact == fact)
    return next((field["heading"] for field in fields if field), passages[0].heading)


def _under_its_heading(passage: Passage) -> str:
    page = f" (bladzijde {passage.page_first})" if passage.page_first else ""
    return f"{passage.heading}{page}\n{passage.text}"


def _fact_of(other: Mapping) -> str:
    part = OF_HEADING.get(bare_heading(other["heading"]))
    return part.fact if part else ""


def _passage(said: Mapping) -> Passage:
    return Passage(said["heading"], said["text"], said["page_first"], said["page_last"])
