"""Reports of mistakes: taking one up and deciding on it. Each verb decides once, whoever is first.

All raise PermissionDenied, or ValidationError when somebody else was first or a reason is missing.
"""

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from elements.blocks import in_plain_text
from elements.models import Element
from interventions.models import Intervention, Proposal, Publication, Report
from interventions.workflow import mail
from interventions.workflow.reviewers import is_reviewer, reviewers

PERMISSION = "interventions.change_report"
State = Report.State
NEW = mail.Letter(
    "Nieuwe melding: {about}",
    (
        "Een lezer meldt dat er iets niet klopt. Dit gaat over: {about}.",
        "U vindt de melding hier:\n{desk}",
    ),
)
# Until the button is pressed: nothing in these was typed by a visitor or depends on what was.
UNCONFIRMED = (
    "Iemand vulde dit mailadres in bij een melding dat er iets niet klopt op onze site.",
    "Was u dat? Open dan deze link. Daar ziet u hoe het ermee staat, en later ons antwoord. Druk "
    "daar op de knop 'Dit is mijn mailadres'. Daarna staat ons antwoord ook in de mail. Geef de "
    "link niet door.\n{address}",
    "Was u dat niet? Dan hoeft u niets te doen.",
)
RECEIVED = mail.Letter("Is dit uw mailadres?", UNCONFIRMED)
NEWS = mail.Letter("Nieuws over een melding", ("Er is nieuws over een melding.", *UNCONFIRMED))
TAKEN = mail.Letter(
    "Uw melding is in behandeling",
    (
        "U hebt ons gemeld dat er iets niet klopte. De redactie zoekt dit nu uit.",
        "Op dit adres ziet u hoe het ermee staat:\n{address}",
    ),
)
DECIDED = mail.Letter(
    "Antwoord op uw melding",
    (
        "U hebt ons gemeld dat er iets niet klopte. Wij hebben daarover besloten: {state}.{answer}",
        "U kunt dit teruglezen op:\n{address}",
    ),
)


def send(report: Report, *, to_reporter: bool = True, proposal: Proposal | None = None) -> Report:
    """Put a new report in the queue, tell the reviewers, and mail a link to who left an address.

    `proposal`: what the visitor would write instead, which is part of it. Gives the first report
    when the same form was sent at this very moment too: its key is there already.
    """
    with transaction.atomic():
        try:
            with transaction.atomic():
                report.save()
        except IntegrityError:
            return Report.objects.get(key=report.key)
        if proposal:
            proposal.report = report
            proposal.save()
        if to_reporter:
            _mail(report, "received", RECEIVED)
        for user in reviewers():
            _tell(report, user)
    return report


def take(report: Report, *, by) -> None:
    """Say that you are looking into it."""
    _check(by)
    with transaction.atomic():
        found = Report.objects.filter(pk=report.pk, state=State.OPEN).update(
            state=State.IN_TREATMENT, taken_at=timezone.now(), taken_by=by
        )
        report.refresh_from_db()
        if not found:
            raise ValidationError(
                f"Deze melding is niet meer open, maar '{report.get_state_display()}'.",
                code="wrong_state",
            )
        _mail(report, "taken", TAKEN)


def handle(report: Report, *, by, answer: str = "") -> None:
    """The page is or will be put right; the answer may say how."""
    _decide(report, State.HANDLED, by=by, answer=answer)


def decline(report: Report, *, by, answer: str) -> None:
    """The page stays as it is; the answer says why, and who reported it reads that."""
    if not answer.strip():
        _check(by)
        raise ValidationError(
            "Schrijf waarom u de melding niet overneemt: de melder leest dit.", code="no_reason"
        )
    _decide(report, State.DECLINED, by=by, answer=answer)


def may_see_address(report: Report, user) -> bool:
    """Only who took it up, and reviewers, see where the report came from."""
    return report.taken_by_id == user.pk or is_reviewer(user)


def note_for(subject: Intervention | Element) -> str:
    """What the note of the next version may begin with: that a report led to it; else nothing.

    Of a working copy, what counts is the public text that it will replace.
    """
    public = getattr(subject, "replaces", None) or subject
    versions = Publication.objects.filter(**_about(public))
    newest = versions.order_by("-at").values_list("at", flat=True).first()
    if newest is None:
        return ""
    handled = Report.objects.filter(**_about(public), state=State.HANDLED, decided_at__gt=newest)
    return "Aangepast na een melding van een lezer." if handled.exists() else ""


def address_of(report: Report, token: str) -> str:
    """The private link, with the token that is shown or the one that is mailed."""
    path = reverse("submissions:report-follow", args=[token])
    return f"{settings.PUBLIC_URL}{path}"


def _check(by) -> None:
    if not by.has_perm(PERMISSION):
        raise PermissionDenied(f"{by} may not handle reports")


def _decide(report: Report, state: str, *, by, answer: str) -> None:
    _check(by)
    with transaction.atomic():
        found = (
            Report.objects.waiting()
            .filter(pk=report.pk)
            .update(state=state, answer=answer.strip(), decided_at=timezone.now(), decided_by=by)
        )
        report.refresh_from_db()
        if not found:
            raise ValidationError(
                f"Hier is al over besloten: '{report.get_state_display()}'.", code="wrong_state"
            )
        _mail(report, "decided", DECIDED)


def _tell(report: Report, user) -> None:
    """A new report, to a colleague: not what was said, and not what the visitor typed as page."""
    desk = reverse("admin:interventions_report_change", args=[report.pk])
    values = {
        "about": getattr(report.element or report.intervention, "name", "deze kennisbank"),
        "desk": f"{settings.PUBLIC_URL}{desk}",
    }
    key = f"report-{report.pk}-new-person-{user.pk}"
    mail.queue_letter(NEW, key=key, to=user.email, values=values)


def _mail(report: Report, what: str, letter: mail.Letter) -> None:
    """A letter to who reported it: a fixed text until the address was confirmed."""
    known = report.confirmed_at is not None
    values = {
        "address": address_of(report, report.token if known else report.mailed_token),
        "state": report.get_state_display(),
        "answer": f"\n\nOns antwoord:\n{in_plain_text(report.answer)}" if report.answer else "",
    }
    if not known and letter is not RECEIVED:
        letter = NEWS
    key = f"report-{report.pk}-{what}"
    mail.queue_outside(letter, key=key, to=report.email, values=values, counts=not known)


def _about(subject: Intervention | Element) -> dict:
    return {"element" if isinstance(subject, Element) else "intervention": subject}
