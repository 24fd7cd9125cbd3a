"""The states of an intervention and the verbs between them: nothing else assigns `status`.

`TRANSITIONS` is the table; guards, buttons and permissions read it.
"""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from elements.models import content_change
from interventions import search
from interventions.models import Intervention, StatusChange

Status = Intervention.Status


@dataclass(frozen=True)
class Transition:
    """A verb: the states it leaves from, the state it leads to, and what it asks for."""

    verb: str
    label: str
    sources: tuple[str, ...]
    target: str
    permission: str
    note_required: bool = False


TRANSITIONS = {
    transition.verb: transition
    for transition in (
        Transition(
            "publish",
            "Publiceren",
            (Status.DRAFT,),
            Status.PUBLISHED,
            "interventions.publish_intervention",
        ),
        Transition(
            "withdraw",
            "Intrekken",
            (Status.PUBLISHED,),
            Status.WITHDRAWN,
            "interventions.withdraw_intervention",
            note_required=True,
        ),
    )
}


def publish(intervention: Intervention, *, by, note: str = "") -> None:
    """Make the intervention public.

    Raises PermissionDenied, or ValidationError with everything that is missing.
    """
    now = timezone.now()
    with content_change():
        row = _enter("publish", intervention, by=by, note=note)
        _check_complete(row)
        row.status = Status.PUBLISHED
        row.published_at, row.published_by = row.published_at or now, row.published_by or by
        row.revised_at, row.revised_by = now, by
        row.reviewed_at, row.reviewed_by = now, by
        row.save()
        search.put(row)
    intervention.refresh_from_db()


def withdraw(intervention: Intervention, *, by, note: str) -> None:
    """Take the intervention off every public page at once; the note is the public reason.

    Raises PermissionDenied, or ValidationError when there is no note or nothing to withdraw.
    """
    with content_change(withdrawal=True):
        row = _enter("withdraw", intervention, by=by, note=note)
        row.status = Status.WITHDRAWN
        row.withdrawn_at, row.withdrawn_by = timezone.now(), by
        row.save()
        search.drop(row)
    intervention.refresh_from_db()


def allowed_verbs(intervention: Intervention, user) -> list[Transition]:
    """The transitions that this user may make now, for the buttons."""
    return [
        transition
        for transition in TRANSITIONS.values()
        if intervention.status in transition.sources and user.has_perm(transition.permission)
    ]


def _enter(verb: str, intervention: Intervention, *, by, note: str) -> Intervention:
    """Lock the row, guard the transition, and record it. Gives the locked row."""
    transition = TRANSITIONS[verb]
    if not by.has_perm(transition.permission):
        raise PermissionDenied(f"{by} may not {verb}")
    row = Intervention.objects.select_for_update().get(pk=intervention.pk)
    if row.status not in transition.sources:
        raise ValidationError(
            f"Dit kan niet bij een interventie met de status '{row.get_status_display()}'.",
            code="wrong_state",
        )
    if transition.note_required and not note.strip():
        raise ValidationError("Schrijf een toelichting.", code="note_required")
    StatusChange.objects.create(
        intervention=row,
        verb=verb,
        from_status=row.status,
        to_status=transition.target,
        by=by,
        note=note.strip(),
    )
    return row


def _check_complete(row: Intervention) -> None:
    """What must be filled in before anybody outside may read it."""
    faults = []
    if not row.summary.strip():
        faults.append(ValidationError("De samenvatting is leeg.", code="no_summary"))
    if not row.sources.exists():
        faults.append(ValidationError("Er staat nog geen bron bij.", code="no_source"))
    for statement in row.statements.select_related("element").filter(explanation=""):
        faults.append(
            ValidationError(
                f"De uitleg bij '{statement.element.short_name}' is leeg.", code="no_explanation"
            )
        )
    if row.activity != Intervention.Activity.UNKNOWN and not row.activity_source_id:
        faults.append(
            ValidationError("Zeg volgens welke bron dit nog loopt of gestopt is.", code="no_source")
        )
    if faults:
        raise ValidationError(faults)
