"""Asking for mail about a selection, confirming it, and stopping: each holds when done twice."""

from django.db import transaction
from django.http import QueryDict
from django.utils import timezone

from elements import dates
from interventions.finding.facets import ALL
from interventions.finding.selection import Selection, read_selection
from interventions.forms.following import letters
from interventions.models import Alert
from interventions.models.alert import fingerprint_of
from interventions.workflow import mail
from interventions.workflow.mail import stopping


def followed(selection: Selection) -> Selection:
    """The selection without what says only how it is shown: two that find the same are one."""
    elements = selection.chosen.get("element", ())
    return selection.but(
        sort="",
        shortlist=(),
        scope=selection.scope if elements else ALL,
        any_element=selection.any_element and len(elements) > 1,
    )


def selection_of(alert: Alert) -> Selection:
    """What an alert follows, on the content as it is now; what is gone since is a fault of it."""
    return read_selection(QueryDict(alert.selection))


def ask(email: str, selection: Selection) -> None:
    """Mail a link to who wants to follow a selection; once a day, however often that is asked.

    Give it what is `followed`: two questions for the same are then one. Nothing is kept of an
    address that wants no mail.
    """
    if stopping.is_stopped(email):
        return
    query, now = selection.query.removeprefix("?"), timezone.now()
    values = {"email": email, "selection": query, "asked_at": now}
    alert = Alert(fingerprint=fingerprint_of(email, query), **values)
    with transaction.atomic():
        # Who asks at the same moment waits here, and then finds the row of the first.
        Alert.objects.bulk_create(
            [alert],
            update_conflicts=True,
            unique_fields=["fingerprint"],
            update_fields=["asked_at"],
        )
        alert = Alert.objects.get(fingerprint=alert.fingerprint)
        mail.queue_outside(
            key=f"{start_of(alert)}asked-{dates.today()}",
            to=alert.email,
            counts=True,
            **letters.asked(alert),
        )


def confirm(alert: Alert) -> None:
    """From now on there is mail about what becomes public."""
    now = timezone.now()
    Alert.objects.unconfirmed().filter(pk=alert.pk).update(confirmed_at=now, seen_until=now)


def stop(alert: Alert, *, unless_confirmed: bool = False) -> bool:
    """No more mail, and nothing is kept of it: no address, and no letter. False when it stays."""
    found = Alert.objects.unconfirmed() if unless_confirmed else Alert.objects.all()
    with transaction.atomic():
        gone, _ = found.filter(pk=alert.pk).delete()
        if gone:
            mail.forget(start_of(alert))
    return bool(gone)


def forget(digest: str) -> int:
    """Stop all that an address follows, and delete what was mailed about it; gives how many.

    The digest is of the address however it is written, so every alert is looked at.
    """
    alerts = Alert.objects.all()
    return sum(stop(alert) for alert in alerts if stopping.is_of(digest, alert.email))


def stop_all_mail(digest: str) -> None:
    """No more mail of any kind to an address, whoever fills it in; and nothing that it follows."""
    with transaction.atomic():
        stopping.remember(digest)
        forget(digest)


def start_of(alert: Alert) -> str:
    """How the key of every mail about an alert begins."""
    return f"alert-{alert.pk}-"
