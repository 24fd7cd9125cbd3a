"""What goes wrong with files, databases and their tools, as one sentence with an exit code."""

import os
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import CommandError
from django.db import Error


@contextmanager
def explained(outcome: str) -> Iterator[None]:
    """Raise CommandError, beginning with `outcome`, for whatever the machine refuses inside."""
    try:
        yield
    except OSError as error:
        where = f": {os.fsdecode(error.filename)}" if error.filename else ""
        raise CommandError(f"{outcome}: {error.strerror or error}{where}.") from error
    except (sqlite3.Error, Error, ValueError) as error:  # the last: a value that is none
        raise CommandError(f"{outcome}: {_first_line(str(error))}.") from error
    except subprocess.CalledProcessError as error:
        said = [line for line in os.fsdecode(error.stderr or b"").splitlines() if line.strip()]
        wrong = [line for line in said if "error:" in line or "FATAL" in line] or said[-1:]
        why = wrong[0] if wrong else f"{error.cmd[0]} ended with {error.returncode}"
        raise CommandError(f"{outcome}: {_first_line(why)}.") from error


def _first_line(text: str) -> str:
    return next(iter(text.strip().splitlines()), "the database gave no reason").rstrip(".")
