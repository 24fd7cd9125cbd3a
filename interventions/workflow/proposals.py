"""What can be done with a proposal, as a table of the same form as that of an intervention.

What was saved together is decided together. The verbs that fill in a text are in `taking_over` and
`improving`.
"""

import hashlib
import json
from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.urls import reverse
from django.utils import timezone

from elements.models import Element, Source
from interventions.models import Intervention, Notice, Proposal
from interventions.models.accounts import people_who_may
from interventions.sheet.proposed import held
from interventions.workflow import mail, steps
from interventions.workflow.bibliography import public_sources
from interventions.workflow.table import EDITORS, Transition

State = Proposal.Status
PROPOSE = "interventions.add_proposal"
WITHDRAWN = "De interventie is ingetrokken."
SENT_BACK = mail.Letter(
    "Graag aanpassen: {name}",
    (
        "{who} heeft uw verbetering van '{name}' gelezen en vraagt u die aan te passen.",
        "De toelichting:\n\n{note}",
        "U vindt uw verbetering op de beginpagina van het beheer:\n{link}",
    ),
)


# --- What a step can ask for ----------------------------------------------------------------------


def proposed_it(row: Proposal, user) -> str:
    """who proposed it"""
    return "" if row.proposed_by_id == user.pk else "Alleen wie dit voorstelde, neemt het terug."


def is_another(row: Proposal, user) -> str:
    """another than who proposed it, when somebody of the desk did"""
    if row.proposed_by_id is None:
        return "Niemand van de redactie staat hier nog achter. Neem het eerst over."
    if row.proposed_by_id == user.pk:
        return "U hebt dit zelf voorgesteld. Laat iemand anders het lezen en publiceren."
    return ""


def is_nobodys(row: Proposal, user) -> str:
    """when a reader proposed it, a description sheet says it, or it is about a concept"""
    is_public_text = row.intervention is None or is_public(row.intervention)
    if row.proposed_by_id is None or not is_public_text:
        return ""
    return "Dit stelde iemand van de redactie voor."


def says_a_sheet(row: Proposal, user) -> str:
    """when a description sheet says it"""
    return "" if row.is_of_sheet else "Dit komt niet uit een werkblad."


def is_nobodys_here(row: Proposal, user) -> str:
    """when a reader proposed it, or somebody who may no longer do so"""
    if row.is_of_sheet:
        return "Dit komt uit een werkblad: daar hoeft u niet bij te zeggen waarom."
    if row.proposed_by_id is None or not still_writes(row):
        return ""
    return f"Dit is van {row.proposed_by}. Stuur het terug met een toelichting."


def as_proposed_or_read(row: Proposal, *, stamp: str, **_) -> None:
    """the text is still the one it was made on, or whoever takes it over has read the new one"""
    if stamp != digest(text_now(row)):
        as_proposed(row)


def as_proposed(row: Proposal, **_) -> None:
    """the text is still the one it was made on"""
    if text_now(row) != row.before:
        raise ValidationError(
            "De tekst is veranderd nadat dit werd voorgesteld. Lees allebei en kies opnieuw.",
            code="outdated",
        )


def still_public(row: Proposal, **_) -> None:
    """the text is public"""
    if not is_public(row.subject):
        raise ValidationError("Deze tekst staat niet op de site.", code="not_public")


def proposer_still_writes(row: Proposal, **_) -> None:
    """who proposed it may still do so"""
    if not still_writes(row):
        raise ValidationError(
            f"{row.proposed_by} werkt hier niet meer aan. Stel het zelf voor; dan publiceert een "
            "ander.",
            code="four_eyes",
        )


def still_writes(row: Proposal) -> bool:
    return people_who_may(PROPOSE).filter(pk=row.proposed_by_id or 0).exists()


PROPOSAL_STEPS = {
    step.verb: step
    for step in (
        Transition(
            "accept",
            "Neem over",
            (State.OPEN,),
            State.ACCEPTED,
            EDITORS,
            only=is_nobodys,
            asks=(as_proposed_or_read,),
            model="proposal",
        ),
        Transition(
            "publish",
            "Publiceren",
            (State.OPEN,),
            State.PUBLISHED,
            EDITORS,
            only=is_another,
            asks=(still_public, as_proposed, proposer_still_writes),
            note_required=True,
            note_is_public=True,
            model="proposal",
        ),
        Transition(
            "send_back",
            "Terugsturen",
            (State.OPEN,),
            State.SENT_BACK,
            EDITORS,
            only=is_another,
            note_required=True,
            model="proposal",
        ),
        Transition(
            "reject",
            "Neem niet over",
            Proposal.UNDECIDED,
            State.REJECTED,
            EDITORS,
            only=is_nobodys_here,
            note_required=True,
            model="proposal",
        ),
        Transition(
            "leave_out",
            "Neem niet over",
            (State.OPEN,),
            State.REJECTED,
            EDITORS,
            only=says_a_sheet,
            model="proposal",
        ),
        Transition(
            "take_back",
            "Neem terug",
            Proposal.UNDECIDED,
            State.TAKEN_BACK,
            EDITORS,
            only=proposed_it,
            model="proposal",
        ),
    )
}


# --- The text it is about -------------------------------------------------------------------------


def is_public(row: Model) -> bool:
    """Whether anybody can read this text now."""
    match row:
        case Intervention():
            return row.status == Intervention.Status.PUBLISHED and row.replaces_id is None
        case Element():
            return row.is_public
        case Source():
            return public_sources().filter(pk=row.pk).exists()
        case Notice():
            return row.lifted_at is None
    return True


def text_now(row: Proposal) -> dict:
    """The parts of the fact as the text has them."""
    return held(row.subject, row.fact)


def digest(parts: dict) -> str:
    """What a form carries to say which text was read."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:16]


# --- Verbs ----------------------------------------------------------------------------------------


def reject(row: Proposal, *, by, note: str) -> None:
    """Leave the text as it is; the note says why."""
    _decide("reject", row, by=by, note=note)


def leave_out(row: Proposal, *, by, note: str = "") -> None:
    """What a description sheet says does not come in the text."""
    _decide("leave_out", row, by=by, note=note)


def send_back(row: Proposal, *, by, note: str) -> None:
    """Ask who proposed it for something else; the note says what."""
    with transaction.atomic():
        _decide("send_back", row, by=by, note=note)
        proposer = row.proposed_by
        if proposer and proposer.is_active and proposer.email:
            mail.queue_letter(
                SENT_BACK,
                key=f"proposal-{row.pk}-sent-back",
                to=proposer.email,
                values={
                    "name": str(row.subject),
                    "who": str(by),
                    "note": note.strip(),
                    "link": f"{settings.PUBLIC_URL}{reverse('admin:index')}",
                },
            )


def take_back(row: Proposal, *, by, note: str = "") -> None:
    """Whoever proposed it, no longer does."""
    _decide("take_back", row, by=by, note=note)


def close_all(intervention: Intervention, *, by) -> None:
    """A text that is withdrawn gets no proposals: those that wait are not taken over."""
    Proposal.objects.about(intervention).undecided().update(
        status=State.REJECTED, decided_at=timezone.now(), decided_by=by, note=WITHDRAWN
    )


def opened(verb: str, row: Proposal, *, by, note: str, stamp: str = "") -> list[Proposal]:
    """All that was saved together, locked, when this person can take this step.

    Raises PermissionDenied, or ValidationError with every reason.
    """
    found = [*Proposal.objects.select_for_update().filter(together=row.together).order_by("pk")]
    if not found:
        raise ValidationError("Dit voorstel is er niet meer.", code="gone")
    for one in found:
        steps.check(PROPOSAL_STEPS[verb], one, by=by, note=note, stamp=stamp)
    return found


def close(rows: Iterable[Proposal], verb: str, *, by, note: str) -> None:
    for row in rows:
        row.status = PROPOSAL_STEPS[verb].target
        row.decided_at, row.decided_by, row.note = timezone.now(), by, note.strip()
        row.save()


def _decide(verb: str, row: Proposal, *, by, note: str) -> None:
    with transaction.atomic():
        close(opened(verb, row, by=by, note=note), verb, by=by, note=note)
    row.refresh_from_db()
