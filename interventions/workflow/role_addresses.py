"""The e-mail address of a role at the owner: one writes it, another confirms it, then it is shown.

It stands apart from the text: no version, history, file or index has it.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from elements.models import content_change
from interventions.models import Intervention, RoleAddress
from interventions.workflow.mail.stopping import is_of
from interventions.workflow.private_words import private_words, refuse
from interventions.workflow.table import TRANSITIONS

WRITE = "interventions.change_roleaddress"
CONFIRM = TRANSITIONS["publish"].permission


def address_of(row: Intervention) -> RoleAddress | None:
    """That of a row, or of the public row that it is a working copy of."""
    return RoleAddress.objects.filter(intervention=row.replaces_id or row.pk).first()


def shown(row: Intervention) -> str:
    """What the page shows: an address that was confirmed, else nothing."""
    found = address_of(row)
    return found.email if found and found.confirmed_at else ""


def write(row: Intervention, email: str, *, by) -> None:
    """Put an address in place of the one that stands there; none takes it away.

    Another address has to be confirmed again. Raises PermissionDenied and ValidationError.
    """
    if not by.has_perm(WRITE):
        raise PermissionDenied(f"{by} may not write the address of a role")
    known, email = address_of(row), email.strip()
    if known and known.email == email:
        return
    found = RoleAddress(
        intervention_id=row.replaces_id or row.pk,
        email=email,
        written_by=by,
        written_at=timezone.now(),
    )
    if email:
        found.clean_fields()
        refuse(email, private_words(row))
    with content_change(withdrawal=True):
        RoleAddress.objects.filter(intervention=found.intervention_id).delete()
        if email:
            found.save()


def may_confirm(address: RoleAddress, user) -> bool:
    return bool(
        user.has_perm(CONFIRM) and address.written_by_id != user.pk and not address.confirmed_at
    )


def confirm(row: Intervention, *, email: str, by) -> None:
    """From now on the page shows it. `email` is what was read: another one is not confirmed.

    Raises PermissionDenied, also for who wrote it, and ValidationError where it was changed.
    """
    with content_change():
        found = address_of(row)
        if found is None or found.email != email:
            raise ValidationError(
                "Het mailadres is intussen veranderd. Lees het opnieuw.", code="changed"
            )
        if not may_confirm(found, by):
            raise PermissionDenied(f"{by} may not confirm this address")
        RoleAddress.objects.filter(pk=found.pk, email=email).update(
            confirmed_at=timezone.now(), confirmed_by=by
        )


def forget(digest: str) -> int:
    """Take an address off every page, for who asks; the digest is of it however it is written."""
    gone = [row.pk for row in RoleAddress.objects.all() if is_of(digest, row.email)]
    if gone:
        with content_change(withdrawal=True):
            RoleAddress.objects.filter(pk__in=gone).delete()
    return len(gone)
