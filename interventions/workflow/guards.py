"""What a step asks for beyond its row in the table."""

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Case, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce

from interventions.models import Intervention
from interventions.models.accounts import is_person, people_who_may
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


def standing_behind(publisher) -> Coalesce:
    """The key of who else stands behind a text: the last to change it, or to agree after that.

    An expression on interventions, empty when nobody but the publisher (a key, or an expression)
    does. Only people who may write now count.
    """
    others = people_who_may(WRITE).exclude(pk=publisher).values("pk")
    still = Q(changed_at=None) | Q(agreed_at__gt=F("changed_at"))
    return Coalesce(
        Subquery(others.filter(pk=OuterRef("changed_by"))),
        Case(When(still, then=Subquery(others.filter(pk=OuterRef("agreed_by"))))),
    )


def second_person(row: Intervention, *, publisher) -> User | None:
    """Who else than the publisher stands behind the text of the row, as the database has it."""
    texts = Intervention.objects.filter(pk=row.pk)
    seconds = texts.annotate(second=standing_behind(publisher.pk)).values("second")
    return User.objects.filter(pk__in=seconds).first()


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
    if is_person(by) or not may_publish or row.published_at:
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
