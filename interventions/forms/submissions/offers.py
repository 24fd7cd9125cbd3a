"""What the sheet of a sender says beside each question: to read, and to take over with a press."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from django import forms
from django.http import QueryDict

from elements.models import Element
from interventions.forms.submissions.steps import element_fields
from interventions.forms.submissions.worksheet import PLAIN, prefilled, private_of, source_number
from interventions.intake.descriptions.passages import Passage, place_of, told
from interventions.intake.descriptions.proposing import in_words
from interventions.intake.descriptions.quoting import quoted
from interventions.intake.descriptions.suggesting import suggest
from interventions.models import DescriptionSheet
from interventions.sheet import FACT, Kind
from interventions.workflow.private_words import said_of

TAKE = "neem"  # the name of the buttons
TEXTS = (Kind.TEXT, Kind.LINES)
BELOW = "Uw werkblad zegt hier iets over. Dat staat onder deze vraag."
PREFILLED = "Uit uw werkblad. Pas het aan als het niet klopt."
SHORT = 400  # letters
NO_ROOM = "Hier past deze passage niet meer bij. Maak uw antwoord korter."
BETWEEN = "\n\n"  # what was typed, and a passage


@dataclass(frozen=True)
class Offer:
    """A passage below a question. `why`: what we think that a sentence is about, and why."""

    question: str
    number: int
    passage: Passage
    why: str = ""

    @property
    def button(self) -> str:
        return f"{self.question}:{self.number}"

    @property
    def is_short(self) -> bool:
        """Whether it may stand unfolded."""
        return len(self.passage.text) <= SHORT

    @property
    def place(self) -> str:
        return place_of(self.passage)


Offers = Mapping[str, list[Offer]]


def offers_of(sheet: DescriptionSheet | None, form: forms.Form) -> Offers:
    """What the sheet says, by the name of the question of this form that it stands below."""
    if sheet is None:
        return {}
    found: dict[str, list[Offer]] = {}
    private = private_of(sheet)
    passages = [
        one
        for one in (*_of_facts(sheet.found, form), *_of_elements(sheet.found, form))
        if not said_of(one[1].text, private)
    ]
    for name, passage, why in passages:
        here = found.setdefault(name, [])
        here.append(Offer(name, len(here) + 1, passage, why))
    return found


def headings_of(sheet: DescriptionSheet) -> list[str]:
    """Under which headings the document says something that we ask."""
    headings = [passage.heading for one in told(sheet.found) for passage in one.passages]
    return [*headings, *([sheet.found["elements_heading"]] if sheet.found["elements"] else ())]


def loose_sentences(sheet: DescriptionSheet | None, form: forms.Form, offers: Offers) -> list[str]:
    """What the section on the elements says of none that we recognise, where those are asked."""
    if not hasattr(form, "elements"):
        return []
    told_of = {one.passage.text for here in offers.values() for one in here}
    private = private_of(sheet)
    sentences = [one["text"] for one in sheet.found["elements"]] if sheet else []
    return [one for one in sentences if one not in told_of and not said_of(one, private)]


def mark(
    form: forms.Form, sheet: DescriptionSheet | None, offers: Offers, answers: Mapping
) -> None:
    """Say at each question what the sheet has to do with it; a screen reader reads that with it."""
    plain = prefilled(sheet, answers) if sheet else {}
    for bound in form:
        same = bound.name in plain and bound.value() == plain[bound.name] != ""
        said = PREFILLED if same else BELOW if bound.name in offers else ""
        bound.help_text = f"{bound.help_text} {said}".strip()


def taken_over(
    form: forms.Form, sheet: DescriptionSheet, offers: Offers, posted: QueryDict
) -> tuple[QueryDict, str, str]:
    """What was typed with the passage of the button that was pressed, the question where it stands
    now (empty when there is no such button) and why not. Again changes nothing.
    """
    every = (one for here in offers.values() for one in here)
    offer = next((one for one in every if one.button == posted[TAKE]), None)
    if offer is None:
        return posted, "", ""
    data = posted.copy()
    most = cast(forms.CharField, form.fields[offer.question]).max_length or 0
    now = "\n".join(data.get(offer.question, "").split("\r\n")).strip()
    if quoted(offer.passage, sheet.found, room=most) not in now:
        room = most - len(now) - len(BETWEEN if now else "")
        quote = quoted(offer.passage, sheet.found, room=room)
        if not quote:
            return data, offer.question, NO_ROOM
        data[offer.question] = BETWEEN.join(filter(None, (now, quote)))
    if (where := offer.question.replace("how_", "where_", 1)) in form.fields:
        data[where] = source_number(sheet.found, data) or data.get(where, "")
    return data, offer.question, ""


def _of_facts(found: Mapping, form: forms.Form) -> Iterator[tuple[str, Passage, str]]:
    for one in told(found):
        fact = FACT[one.fact]
        if fact.field in form.fields and fact.kind not in PLAIN and fact.kind in TEXTS:
            yield from ((fact.field, passage, "") for passage in one.passages)


def _of_elements(found: Mapping, form: forms.Form) -> Iterator[tuple[str, Passage, str]]:
    elements: list[Element] = getattr(form, "elements", [])
    if not elements or not found["elements"]:
        return
    names = {one.pk: element_fields(one)[0] for one in elements}
    suggestions = suggest([one["text"] for one in found["elements"]])
    heading = found["elements_heading"] or "Werkzame elementen"
    for sentence, about in zip(found["elements"], suggestions, strict=True):
        if about.element and about.element.pk in names:
            page = sentence["page"]
            passage = Passage(heading, sentence["text"], page, page)
            yield names[about.element.pk], passage, in_words(about)
