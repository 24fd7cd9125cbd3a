"""What can be done with a proposal, as a table of the same form as that of an intervention.

The verb that fills in a text is in `taking_over`.
"""

import hashlib
import json

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from interventions.models import Intervention, Proposal
from interventions.sheet.proposed import held
from interventions.workflow import steps
from interventions.workflow.table import EDITORS, Transition

State = Proposal.Status
WITHDRAWN = "De interventie is ingetrokken."


# --- What a step can ask for ----------------------------------------------------------------------


def proposed_it(row: Proposal, user) -> str:
    """who proposed it"""
    return "" if row.proposed_by_id == user.pk else "Alleen wie dit voorstelde, neemt het terug."


def as_proposed_or_read(row: Proposal, *, stamp: str, **_) -> None:
    """the text is still the one it was made on, or whoever takes it over has read the new one"""
    now = text_now(row)
    if now != row.before and stamp != digest(now):
        raise ValidationError(
            "De tekst is veranderd nadat dit werd voorgesteld. Lees allebei en kies opnieuw.",
            code="outdated",
        )


PROPOSAL_STEPS = {
    step.verb: step
    for step in (
        Transition(
            "accept",
            "Neem over",
            (State.OPEN,),
            State.ACCEPTED,
            EDITORS,
            asks=(as_proposed_or_read,),
            model="proposal",
        ),
        Transition(
            "reject",
            "Neem niet over",
            (State.OPEN,),
            State.REJECTED,
            EDITORS,
            note_required=True,
            model="proposal",
        ),
        Transition(
            "take_back",
            "Neem terug",
            (State.OPEN,),
            State.TAKEN_BACK,
            EDITORS,
            only=proposed_it,
            model="proposal",
        ),
    )
}


# --- The text it is about -------------------------------------------------------------------------


def goal_of(row: Proposal) -> Intervention:
    """The text that it would be filled in: the working copy where there is one."""
    return row.intervention.working_copies.first() or row.intervention


def text_now(row: Proposal) -> dict:
    """The parts of the fact as that text has them."""
    return held(goal_of(row), row.fact)


def digest(parts: dict) -> str:
    """What a form carries to say which text was read."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:16]


# --- Verbs ----------------------------------------------------------------------------------------


def reject(row: Proposal, *, by, note: str) -> None:
    """Leave the text as it is; the note says why."""
    with transaction.atomic():
        close(opened("reject", row, by=by, note=note), "reject", by=by, note=note)
    row.refresh_from_db()


def take_back(row: Proposal, *, by, note: str = "") -> None:
    """Whoever proposed it, no longer does."""
    with transaction.atomic():
        close(opened("take_back", row, by=by, note=note), "take_back", by=by, note=note)
    row.refresh_from_db()


def close_all(intervention: Intervention, *, by) -> None:
    """A text that is withdrawn gets no proposals: those that wait are not taken over."""
    Proposal.objects.about(intervention).open().update(
        status=State.REJECTED, decided_at=timezone.now(), decided_by=by, note=WITHDRAWN
    )


def opened(verb: str, row: Proposal, *, by, note: str, stamp: str = "") -> Proposal:
    """The proposal, locked, when this person can take this step.

    Raises PermissionDenied, or ValidationError with every reason.
    """
    found = Proposal.objects.select_for_update().filter(pk=row.pk).first()
    if found is None:
        raise ValidationError("Dit voorstel is er niet meer.", code="gone")
    steps.check(PROPOSAL_STEPS[verb], found, by=by, note=note, stamp=stamp)
    return found


def close(row: Proposal, verb: str, *, by, note: str) -> None:
    row.status = PROPOSAL_STEPS[verb].target
    row.decided_at, row.decided_by, row.note = timezone.now(), by, note.strip()
    row.save()
