"""What a step asks for beyond its row in the table."""

from django.core.exceptions import PermissionDenied, ValidationError

from interventions.models import Intervention
from interventions.workflow.table import TRANSITIONS, Transition

WRITE = "interventions.change_intervention"


def allowed_verbs(intervention: Intervention, user) -> list[Transition]:
    """The steps that this user may take now, for the buttons."""
    return [
        transition
        for transition in TRANSITIONS.values()
        if intervention.status in transition.sources and may(transition, intervention, user)
    ]


def may(transition: Transition, row: Intervention, user) -> bool:
    """Whether this user may take this step with this row, whatever its state."""
    if not user.has_perm(transition.permission):
        return False
    if transition.by_claimer and row.claimed_by_id != user.pk:
        return False
    return transition.verb != "agree" or row.changed_by_id != user.pk


def check(transition: Transition, row: Intervention, *, by, note: str) -> None:
    """Raise PermissionDenied or ValidationError unless the step can be taken."""
    if not by.has_perm(transition.permission):
        raise PermissionDenied(f"{by} may not {transition.verb}")
    if row.status not in transition.sources:
        raise ValidationError(
            f"Dit kan niet bij een interventie met de status '{row.get_status_display()}'.",
            code="wrong_state",
        )
    if not may(transition, row, by):
        raise PermissionDenied(f"{by} may not {transition.verb} this one")
    if transition.note_required and not note.strip():
        raise ValidationError("Schrijf een toelichting.", code="note_required")


def second_person(row: Intervention, *, publisher):
    """Who else stands behind the text: the last to change it, or to agree after that.

    None when nobody but the publisher does. Only who may write counts: not a visitor's form.
    """
    people = [row.changed_by]
    if row.agreed_at and (row.changed_at is None or row.agreed_at > row.changed_at):
        people.append(row.agreed_by)
    return next(
        (one for one in people if one and one.pk != publisher.pk and one.has_perm(WRITE)), None
    )


def check_as_read(row: Intervention, *, stamp: str) -> None:
    """Refused when somebody changed the text after it was read: then `stamp` is an older one."""
    if row.text_stamp != stamp:
        raise ValidationError(
            "De tekst is aangepast nadat u die opende. Lees de tekst opnieuw.", code="changed"
        )


def check_four_eyes(row: Intervention, *, by) -> None:
    if second_person(row, publisher=by) is None:
        raise ValidationError(
            "Nog niemand anders staat achter deze tekst. "
            "Laat een andere redacteur de tekst lezen en akkoord geven.",
            code="four_eyes",
        )


def check_launch(row: Intervention, *, by) -> None:
    """Raise PermissionDenied unless this is a new row and an account that nobody can sign in to."""
    may_publish = by.has_perm(TRANSITIONS["publish"].permission)
    if by.is_staff or by.has_usable_password() or not may_publish or row.published_at:
        raise PermissionDenied(f"{by} may not publish launch content")


def check_no_copy(row: Intervention) -> None:
    if row.working_copies.exists():
        raise ValidationError("Hiervan is al een werkkopie. Werk daarin verder.", code="has_copy")


def check_suggestions(row: Intervention) -> None:
    names = [one.element.short_name for one in row.suggested_elements.select_related("element")]
    if names:
        raise ValidationError(
            f"Er staan nog voorgestelde elementen open: {', '.join(names)}. "
            "Maak er een uitspraak met een bron van, of haal ze weg.",
            code="open_suggestions",
        )


def check_complete(row: Intervention) -> None:
    """What must be filled in before anybody outside may read it. Raises all faults at once."""
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
            ValidationError(
                "Zeg volgens welke bron dit nog loopt of gestopt is.", code="no_activity_source"
            )
        )
    if faults:
        raise ValidationError(faults)
