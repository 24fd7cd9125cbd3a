"""What an editor checks of a public text without changing its words: no step, so no StatusChange.

Who did it is kept in the history of the row.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from elements import dates
from elements.models import content_change
from interventions.models import Intervention, Recognition
from interventions.workflow.table import TRANSITIONS

READ_AGAIN = "nagekeken"  # with the record of the row, for it says nothing else
CHECK_RECOGNITION = "interventions.change_recognition"


def check_recognition(recognition: Recognition, *, by) -> None:
    """Record that no renewal was found today; also in the working copy, which would put it back.

    Raises PermissionDenied, or ValidationError when the intervention is not public.
    """
    if not by.has_perm(CHECK_RECOGNITION):
        raise PermissionDenied(f"{by} may not check a recognition")
    with content_change():
        row = _public(recognition.intervention)
        same = Recognition.objects.select_for_update().filter(
            level=recognition.level_id, date=recognition.date, source=recognition.source_id
        )
        for each in same.filter(intervention__in=(row, *row.working_copies.all())):
            each.checked_on = dates.today()
            each._history_user = by  # type: ignore[attr-defined]  # for simple_history
            each.save(update_fields=["checked_on"])
    recognition.refresh_from_db()


def confirm(intervention: Intervention, *, by) -> None:
    """Record that a public text was read again and is still right.

    For who may publish it. Raises PermissionDenied, or ValidationError when it is not public.
    """
    if not by.has_perm(TRANSITIONS["publish"].permission):
        raise PermissionDenied(f"{by} may not confirm {intervention}")
    with content_change():
        row = _public(intervention)
        row.reviewed_at, row.reviewed_by = timezone.now(), by
        row._history_user = by  # type: ignore[attr-defined]  # for simple_history
        row._change_reason = READ_AGAIN  # type: ignore[attr-defined]  # the same
        row.save(update_fields=["reviewed_at", "reviewed_by"])
    intervention.refresh_from_db()


def _public(intervention: Intervention) -> Intervention:
    """The row, locked. Raises ValidationError when the public cannot read it."""
    row = Intervention.objects.select_for_update().get(pk=intervention.pk)
    if row.status != Intervention.Status.PUBLISHED:
        raise ValidationError("Deze interventie staat niet op de site.", code="not_public")
    return row
