"""Whether a step can be taken: a row of the table, asked of a row of the database."""

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError

from interventions.models import Intervention, Proposal, WordRequest
from interventions.workflow.private_words import private_words, refuse
from interventions.workflow.table import TRANSITIONS, Transition

Row = Intervention | Proposal | WordRequest  # what a step can be of


def allowed_verbs(intervention: Intervention, user) -> list[Transition]:
    """The steps that this user may take now, for the buttons."""
    return [
        transition
        for transition in TRANSITIONS.values()
        if intervention.status in transition.sources
        and not transition.by_proposal
        and may(transition, intervention, user)
    ]


def may(transition: Transition, row: Row, user) -> bool:
    """Whether this user may take this step with this row, whatever its state."""
    return user.has_perm(transition.permission) and not why_not(transition, row, user)


def why_not(transition: Transition, row: Row, user) -> str:
    """Why this person in particular may not; nothing when they may."""
    return transition.only(row, user) if transition.only else ""


def faults(transition: Transition, row: Row, *, by: User, stamp: str) -> list[ValidationError]:
    """Everything about the text that stops this step. `stamp`: of the text which `by` has read."""
    found = []
    for guard in transition.asks:
        try:
            guard(row, by=by, stamp=stamp)
        except ValidationError as refusal:
            found += refusal.error_list
    return found


def check(transition: Transition, row: Row, *, by, note: str, stamp: str) -> None:
    """Raise PermissionDenied or ValidationError unless the step can be taken."""
    if not by.has_perm(transition.permission):
        raise PermissionDenied(f"{by} may not {transition.verb}")
    if row.status not in transition.sources:
        raise ValidationError(
            f"Dit kan niet bij een {row._meta.verbose_name} met de status "
            f"'{row.get_status_display()}'.",
            code="wrong_state",
        )
    if reason := why_not(transition, row, by):
        raise PermissionDenied(reason)
    if transition.note_required and not note.strip():
        raise ValidationError("Schrijf een toelichting.", code="note_required")
    if transition.note_is_public:
        refuse(note, private_words(row))
    if found := faults(transition, row, by=by, stamp=stamp):
        raise ValidationError(found)
