"""`manage.py`: what a command says and how it ends when something around it does not work.

One sentence on stderr, and a code that a timer notices, from sysexits.h: 75 when it can be tried
again (the database, the mail server or the cache is away, the disk is full), 78 when a setting
is wrong, 1 for all else. A fault in the code is one log line, which holds nobody's data.
"""

import errno
import logging
import os
import sys
import traceback

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import DatabaseError, DataError, IntegrityError, InterfaceError, ProgrammingError
from django.utils import timezone
from redis.exceptions import RedisError

from config.timers import TIMERS
from elements.withdrawals import NotNoted

log = logging.getLogger(__name__)
FAULT, AWAY, WRONG_SETTING, INTERRUPTED = 1, os.EX_TEMPFAIL, os.EX_CONFIG, 130
NOT_NOW = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EMFILE, errno.ENFILE}
NO_TABLE = {"42P01", "42703", "3F000"}  # of PostgreSQL: no such table, column, schema
DENIED = "42501"


def run(arguments: list[str]) -> None:
    """Run the command, remember when it ended well, or end with a sentence and a code."""
    try:
        execute_from_command_line(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except BrokenPipeError:  # who read the output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(FAULT)
    except Exception as error:
        code, sentence = verdict(error)
        if sentence:
            sys.stderr.write(f"{sentence}\n")
        elif apps.ready:
            log.exception("%s failed", " ".join(arguments[:2]))
        else:
            traceback.print_exc()
        sys.exit(code)
    if arguments[1:2] and arguments[1] in TIMERS:
        remember(arguments[1])


def verdict(error: Exception) -> tuple[int, str]:
    """The code, and the sentence; no sentence for a fault in the code."""
    says = str(error).partition("\n")[0].rstrip(".")
    match error:
        case ImproperlyConfigured():
            return WRONG_SETTING, str(error)
        case IntegrityError() | DataError():
            return FAULT, ""
        case DatabaseError() | InterfaceError():
            return _of_database(error, says)
        case NotNoted():
            return AWAY, "The last withdrawal cannot be written down: see the line above."
        case RedisError():
            return AWAY, f"The page cache (CACHE_URL) does not work: {says}."
        case ConnectionError() | TimeoutError():
            return AWAY, f"What was asked does not answer: {says}."
        case OSError() if error.strerror:
            where = f": {error.filename}" if error.filename else ""
            return AWAY if error.errno in NOT_NOW else FAULT, f"{error.strerror}{where}."
    return FAULT, ""


def _of_database(error: DatabaseError | InterfaceError, says: str) -> tuple[int, str]:
    state = getattr(error.__cause__, "sqlstate", "")
    if state in NO_TABLE or says.startswith(("no such table", "no such column")):
        return FAULT, f"The database is not of this version: {says}. Run: manage.py prepare"
    if isinstance(error, ProgrammingError) and state != DENIED:
        return FAULT, ""
    return AWAY, f"The database cannot be used: {says}."


def remember(command: str) -> None:
    """Write down that this command ended well now; that it cannot is no failure of the command."""
    try:
        runs = apps.get_model("elements", "LastRun").objects
        runs.update_or_create(command=command, defaults={"ended_at": timezone.now()})
    except (DatabaseError, InterfaceError) as error:
        _, sentence = verdict(error)
        sys.stderr.write(f"{command} ended well, which could not be written down. {sentence}\n")
