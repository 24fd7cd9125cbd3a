"""The description sheet as a form: its order, what to write where, and what is still empty."""

from dataclasses import dataclass
from typing import Any

from interventions.models import Intervention
from interventions.sheet import FACTS, PLACES, RECOGNITIONS, STATEMENTS
from interventions.sheet.document import RESEARCH
from interventions.workflow import TRANSITIONS, steps

UNKNOWN = "Laat leeg wat u niet weet. Vul niets in wat geen bron zegt."
# The headings of the form, in their order, each with the fields of its facts.
GROUPS = {
    group: tuple(name for fact in FACTS if fact.group == group for name in fact.fields)
    for group in dict.fromkeys(fact.group for fact in FACTS)
}
FIELDSETS: tuple[tuple[str, Any], ...] = tuple(
    (group, {"fields": fields, **({"description": UNKNOWN} if "name" in fields else {})})
    for group, fields in GROUPS.items()
)
HELP, HELP_OF_STATEMENT, HELP_OF_RECOGNITION, HELP_OF_PLACE = (
    {name: words for fact in facts for name, words in fact.helps.items()}
    for facts in (FACTS, STATEMENTS.facts, RECOGNITIONS.facts, PLACES.facts)
)
COUNTED = tuple(fact for fact in FACTS if fact.counted)  # by the meter
BOXES = {"recognitions": "erkenning"}
# Where each reason of `workflow` not to hand in is mended.
MENDED_AT: dict[str | None, str] = {
    "no_summary": "id_summary",
    "no_source": "id_sources",
    "no_explanation": "statements-heading",
    "no_activity_source": "id_activity_source",
    "hidden_element": "statements-heading",
    **{f"no_{part.field}": f"id_{part.field}" for part in RESEARCH.parts},
    "open_suggestions": "suggestions",
    "choose": "to-choose",
}

# What is always asked of a text that is handed in, and not of one that is saved.
TO_SUBMIT = ("sources", "explanation")


@dataclass(frozen=True)
class Place:
    """Something on the form, with the id to go to."""

    text: str
    anchor: str


@dataclass(frozen=True)
class Completeness:
    """How much of the sheet is filled in, what is empty, and what stops handing in."""

    filled: int
    whole: int
    empty: list[Place]
    missing: list[Place]


def completeness(row: Intervention, user) -> Completeness:
    """As it stands in the database, to somebody who may hand it in."""
    empty = [Place(fact.name, f"id_{fact.field}") for fact in COUNTED if not fact.is_filled(row)]
    empty += [
        Place(label, f"{name}-heading")
        for name, label in BOXES.items()
        if not getattr(row, name).exists()
    ]
    whole = len(COUNTED) + len(BOXES)
    missing = [
        Place(text, MENDED_AT[fault.code])
        for fault in steps.faults(TRANSITIONS["submit"], row, by=user, stamp=row.text_stamp)
        for text in fault.messages
    ]
    return Completeness(whole - len(empty), whole, empty, missing)
