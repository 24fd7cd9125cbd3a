"""A folder to work in beside where a file will stand, and putting that file in its place whole."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management.base import CommandError

NAME = ".kennisbank-under-way"
FOLDER, FILE = 0o700, 0o600


@contextmanager
def working_folder(place: Path) -> Iterator[Path]:
    """A folder in `place` that only its owner can enter, gone afterwards. What a process that was
    killed left there goes first: the lock says that nobody is at work.

    Raises CommandError when somebody is, and OSError.
    """
    lock = os.open(place, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        folder = place / NAME
        if os.path.lexists(folder):
            shutil.rmtree(folder)
        folder.mkdir(mode=FOLDER)
        try:
            yield folder
        finally:
            shutil.rmtree(folder)
    except BlockingIOError:
        raise CommandError(
            f"Another command is at work in {place}. Try again when it is done."
        ) from None
    finally:
        os.close(lock)


def put_in_place(made: Path, file: Path) -> None:
    """Move what was made to its name in one step, after all of it is on the disk."""
    made.chmod(FILE)
    _to_disk(made)
    made.rename(file)
    _to_disk(file.parent)


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
