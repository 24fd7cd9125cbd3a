"""What is sent twice is done once: who presses again gets the answer of the first press.

A form has a key. Who is first to write it, answers the form; who comes at the same moment waits for
that answer. The key is unique in the database, so this holds for every process.
"""

import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.utils import timezone

from interventions.models import Sent

PAUSE = 0.05  # seconds
AT_WORK = timedelta(seconds=60)  # longer than any answer takes: who began it is gone


def begin(key: uuid.UUID, **values) -> tuple[Sent, bool]:
    """The row of this form, and whether it is to be answered now; else it says what came of it.

    Who answers it ends with `finish` or `give_up`: others wait for that.
    """
    while True:
        row, is_first = Sent.objects.get_or_create(key=key, defaults=values)
        if is_first:
            Sent.objects.old().delete()
            return row, True
        if row.location is not None:
            return row, False
        if row.at < timezone.now() - AT_WORK and again(row):
            return row, True
        time.sleep(PAUSE)


def again(row: Sent) -> bool:
    """Take on a form that was answered before; False when somebody else just did."""
    same = Sent.objects.filter(pk=row.pk, at=row.at, location=row.location)
    return bool(same.update(at=timezone.now(), location=None))


@contextmanager
def answering(row: Sent) -> Iterator[None]:
    """What fails in here was not done: who waits goes on."""
    try:
        yield
    except BaseException:
        give_up(row)
        raise


def finish(row: Sent, location: str = "") -> None:
    """It was done; `location`: where the answer leads."""
    Sent.objects.filter(pk=row.pk).update(location=location, at=timezone.now())


def give_up(row: Sent) -> None:
    """Nothing was done: the next press is a first one."""
    Sent.objects.filter(pk=row.pk).delete()
