"""The places in which files are made: few at once, because each takes a core and memory."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from django.conf import settings

AT_ONCE = 2
WAIT = 5  # seconds that somebody waits for a place, and is then asked to wait
LOOK = 0.05  # seconds between two looks whether a place is free


class Busy(Exception):
    """As many files as may be made at once are being made."""


@contextmanager
def place() -> Iterator[int]:
    """The number of a place in which a PDF or a Word file is made, on this machine. Waits some
    seconds when all are taken, by any process of this site: each takes a core and memory for as
    long as it lasts. Raises Busy when none came free. How many wait is for the server to limit.

    Who can open a lock file can hold it, so they stand where no other account can come.
    """
    with ExitStack() as held:
        end = time.monotonic() + WAIT
        while (number := _taken(held)) is None:
            if time.monotonic() > end:
                raise Busy
            time.sleep(LOOK)
        yield number


def _taken(held: ExitStack) -> int | None:
    """The number of a free place, which is now ours; None when there is none."""
    for number in range(AT_ONCE):
        path = settings.PRIVATE_DIR / f"pdf-{os.getuid()}-{number}.lock"
        file = os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), "w")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            continue
        held.enter_context(file)
        return number
    return None
