"""Why somebody who may take a step cannot take it now, in words and all at once."""

from django.core.exceptions import PermissionDenied, ValidationError

from interventions.models import Intervention
from interventions.workflow import Transition, guards

GUARDS = {
    "submit": (guards.check_suggestions, guards.check_complete),
    "publish": (guards.check_complete,),
    "revise": (guards.check_no_copy,),
}


def obstacles(transition: Transition, row: Intervention, user, *, stamp: str) -> list[str]:
    """Empty when the step can be taken; else what stands in its way. Somebody may still be first.

    `stamp` is that of the text which this person has read. The verb asks the same again, with the
    row locked.
    """
    try:
        guards.check(transition, row, by=user, note="Toelichting")
    except ValidationError:
        return [f"Deze stap kan nu niet: de status is ‘{row.get_status_display()}’."]
    except PermissionDenied:
        return [_not_this_person(transition, row)]
    reasons = [reason for check in GUARDS.get(transition.verb, ()) for reason in _said(check, row)]
    if transition.verb == "publish":
        reasons += _said(guards.check_four_eyes, row, by=user)
    if transition.verb == "agree":
        reasons += _said(guards.check_as_read, row, stamp=stamp)
    return reasons


def _not_this_person(transition: Transition, row: Intervention) -> str:
    if transition.by_claimer:
        return (
            f"Deze tekst is in beoordeling bij {row.claimed_by}. "
            f"Alleen {row.claimed_by} kan deze stap nemen."
        )
    return (
        "U hebt deze tekst zelf als laatste aangepast. "
        "Laat iemand anders de tekst lezen en akkoord geven."
    )


def _said(check, row: Intervention, **who) -> list[str]:
    try:
        check(row, **who)
    except ValidationError as refusal:
        return refusal.messages
    return []
