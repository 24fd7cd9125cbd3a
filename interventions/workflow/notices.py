"""A dated word of the editors above a public page, which leaves the text as it is."""

from typing import cast

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from elements import dates
from elements.models import Element, content_change
from interventions.models import Intervention, Notice
from interventions.workflow.private_words import private_words, refuse

PLACE, LIFT = "interventions.add_notice", "interventions.change_notice"
LONGEST = cast(int, Notice._meta.get_field("text").max_length)
DISPUTED = "De eigenaar is het niet eens met deze beschrijving. Wij zoeken dit uit."


def place(subject: Intervention | Element, *, text: str, by) -> Notice:
    """Put a notice on a public page, at once.

    Raises PermissionDenied, and ValidationError where the page is not public, the text is empty or
    a notice stands there already.
    """
    if not by.has_perm(PLACE):
        raise PermissionDenied(f"{by} may not place a notice")
    with content_change(withdrawal=True):  # a page without it says something else
        _lock(subject)
        if in_force(subject):
            raise ValidationError(
                "Op deze pagina staat al een mededeling. Haal die eerst weg.", code="has_notice"
            )
        refuse(text, private_words(subject))
        values = {"placed_at": timezone.now(), "placed_by": by, **_on(subject)}
        return Notice.objects.create(text=checked(text), **values)


def checked(text: str) -> str:
    """The text as it is kept. Raises ValidationError when there is none, or too much."""
    text = text.strip()
    if not text:
        raise ValidationError("Schrijf wat er boven de pagina moet staan.", code="no_text")
    if len(text) > LONGEST:
        raise ValidationError(f"Een mededeling heeft hooguit {LONGEST} tekens.", code="too_long")
    return text


def lift(notice: Notice, *, by) -> None:
    """Take a notice away, at once. Raises ValidationError when somebody was first."""
    if not by.has_perm(LIFT):
        raise PermissionDenied(f"{by} may not lift a notice")
    with content_change(withdrawal=True):
        standing = Notice.objects.in_force().filter(pk=notice.pk)
        if not standing.update(lifted_at=timezone.now(), lifted_by=by):
            raise ValidationError("Deze mededeling is al weggehaald.", code="lifted")
    notice.refresh_from_db()


def in_force(subject: Intervention | Element) -> Notice | None:
    """What stands above the page now."""
    return Notice.objects.in_force().filter(**_on(subject)).first()


def on_interventions(ids: list[int]) -> dict[int, str]:
    """What stands above each of these, as `in_words`; none where nothing does."""
    rows = Notice.objects.in_force().filter(intervention__in=ids)
    return {row.intervention_id: in_words(row) for row in rows}


def on_elements(ids: list[int]) -> dict[int, str]:
    """The same of elements."""
    return {
        row.element_id: in_words(row) for row in Notice.objects.in_force().filter(element__in=ids)
    }


def in_words(notice: Notice | None) -> str:
    """The notice with who says it and when, as one paragraph; nothing when there is none."""
    if notice is None:
        return ""
    day = dates.in_words(dates.day_of(notice.placed_at))
    return f"Mededeling van de redactie, {day}: {notice.text}"


def _on(subject: Intervention | Element) -> dict:
    return {"element" if isinstance(subject, Element) else "intervention": subject}


def _lock(subject: Intervention | Element) -> None:
    """So that two notices at once become one; also nothing is placed on what is not public."""
    rows: QuerySet = type(subject).objects.select_for_update()
    if isinstance(subject, Intervention):
        rows = rows.filter(status=Intervention.Status.PUBLISHED, replaces=None)
    if rows.filter(pk=subject.pk).first() is None:
        raise ValidationError("Deze pagina is niet openbaar.", code="not_public")
