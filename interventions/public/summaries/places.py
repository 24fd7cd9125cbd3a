"""The places in which files are made: few at once, because each takes a core and memory."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

AT_ONCE = 2
WAIT = 5  # seconds: what somebody is asked to wait who finds both places taken


class Busy(Exception):
    """As many files as may be made at once are being made."""


@contextmanager
def place() -> Iterator[int]:
    """The number of a place in which a PDF or a Word file is made, on this machine. Raises Busy
    when all are taken, by any process of this site: each takes a core and memory for as long as it
    lasts.

    Who can open a lock file can hold it, so they stand where no other account can come.
    """
    for number in range(AT_ONCE):
        path = settings.PRIVATE_DIR / f"pdf-{os.getuid()}-{number}.lock"
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            yield number
            return
    raise Busy
