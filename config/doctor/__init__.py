"""`manage.py doctor`: what is wrong with an installation, in plain words, and what to do about it.

One table of checks, which run beside each other: what hangs keeps no other waiting.
"""

import time
from collections.abc import Callable, Iterator
from functools import partial

from django.db import DatabaseError, InterfaceError, connections

from config.command_line import verdict
from config.doctor import around, content, machine
from config.doctor.finding import FAULT, WARNING, Finding
from config.limited import begin

LIMIT = 15  # seconds for all checks together
Check = Callable[[], Iterator[Finding]]
CHECKS: dict[str, Check] = {
    "settings": machine.settings_are_good,
    "versions": machine.versions_fit,
    "files": machine.files_are_ours,
    "static files": machine.static_files_are_there,
    "disk": machine.disk_has_room,
    "database": content.database_is_ready,
    "read-only": content.site_may_write,
    "replica": content.replica_follows,
    "timers": content.timers_run,
    "outbox": content.mail_goes_out,
    "mail server": around.mail_server_answers,
    "cache": around.cache_answers,
    "backups": around.backup_is_recent,
    "certificate": around.certificate_is_valid,
    "server": around.server_answers,
}


def examine() -> Iterator[tuple[str, Finding]]:
    """What each check found, in the order of the table. A check that fails is a finding too."""
    end = time.monotonic() + LIMIT
    begun = {name: begin(partial(_found_by, check)) for name, check in CHECKS.items()}
    for name, wait in begun.items():
        try:
            findings = wait(end - time.monotonic())
        except TimeoutError:
            findings = [Finding(FAULT, f"No answer within {LIMIT} seconds.", "Look why it hangs.")]
        except Exception as error:  # whatever it is, the others are looked at
            findings = [_failed(name, error)]
        for finding in findings:
            yield name, finding


def _found_by(check: Check) -> list[Finding]:
    try:
        return list(check())
    finally:
        connections.close_all()


def _failed(name: str, error: Exception) -> Finding:
    if isinstance(error, DatabaseError | InterfaceError) and name != "database":
        return Finding(WARNING, "Not known: the database cannot be used.")
    sentence = verdict(error)[1] or f"The check itself failed: {type(error).__name__}."
    return Finding(
        FAULT, sentence, "Mend DATABASE_URL or its server." if name == "database" else ""
    )
