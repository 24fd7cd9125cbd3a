"""Migrate while the site answers: a table is changed at once, or left as it was.

PostgreSQL lets a change of a table wait for who reads it, and who comes later wait for the change:
one forgotten transaction would stop the site. So the wait has an end, and we try again.
"""

import time

from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import OperationalError, connection

PATIENCE = 5  # seconds for a lock; SQLite has its own
PAUSE = 3  # seconds in which the site gets on with it
TRIES = 4
LOCKED = "55P03"  # lock_not_available, in PostgreSQL's list of error codes


def migrate_beside_the_site() -> None:
    """Run `migrate`. Raises CommandError, with a sentence, when a lock cannot be got: the
    migrations before that one stay, and the site goes on.
    """
    limit = connection.vendor == "postgresql"
    for left in reversed(range(TRIES)):
        try:
            if limit:
                _wait_for_locks(f"{PATIENCE}s")
            call_command("migrate", interactive=False, verbosity=0)
            break
        except OperationalError as error:
            if not _is_locked(error):
                raise
            if not left:
                raise CommandError(
                    "Somebody keeps a table of the database occupied, so it cannot be changed now. "
                    "The site goes on as it was. Look what it is (SELECT * FROM pg_stat_activity), "
                    "and run this again."
                ) from error
        time.sleep(PAUSE)
    if limit:
        _wait_for_locks("0")


def _wait_for_locks(time_limit: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", [time_limit])


def _is_locked(error: OperationalError) -> bool:
    cause = error.__cause__
    return getattr(cause, "sqlstate", "") == LOCKED or "database is locked" in str(error)
