"""The monthly mail: who is due, and what there is to tell.

A version counts from ten minutes after it was published: by then it stands in the database, also
when publishing took a while. So nothing falls between two mails, and nothing is in both.
"""

import calendar
from datetime import date, datetime, timedelta
from typing import cast

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from elements import dates
from interventions.forms.following import letters
from interventions.forms.following.following import selection_of, start_of
from interventions.forms.following.news import news_of
from interventions.models import Alert
from interventions.workflow import mail

SETTLED = timedelta(minutes=10)


def send_due() -> int:
    """Put the mail of every alert that is due in the outbox; gives how many.

    Safe to run at any time, also twice at once: an alert without news waits for the next run.
    """
    until = timezone.now() - SETTLED
    return sum(send(alert, until=until) for alert in due())


def due() -> QuerySet:
    """Confirmed, and the last mail (or the confirmation) was a month ago or longer."""
    limit = dates.start_of(month_before(dates.today()) + timedelta(days=1))
    never = Q(last_sent_at=None, confirmed_at__lt=limit)
    return Alert.objects.confirmed().filter(never | Q(last_sent_at__lt=limit))


def send(alert: Alert, *, until: datetime) -> bool:
    """Mail what is new, unless there is nothing, or somebody else was first."""
    selection = selection_of(alert)
    news = news_of(selection, after=cast(datetime, alert.seen_until), until=until)
    if not news:
        return False
    with transaction.atomic():
        mine = Alert.objects.filter(pk=alert.pk, seen_until=alert.seen_until).update(
            seen_until=until, last_sent_at=timezone.now()
        )
        if mine:
            mail.queue_outside(
                key=f"{start_of(alert)}{dates.today():%Y-%m}",
                to=alert.email,
                counts=False,
                **letters.changed(alert, selection, news),
            )
    return bool(mine)


def month_before(day: date) -> date:
    """The same day of the month before; of the 31st that is the last day of a shorter month."""
    year, month = (day.year, day.month - 1) if day.month > 1 else (day.year - 1, 12)
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
