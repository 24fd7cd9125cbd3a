"""What is not as it should be, though the site can run; said by `check` and when the server starts.

All but the first only matter once the site is online (`check --deploy`).
"""

from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Warning as CheckWarning

from config.environment import is_this_machine
from config.private_folder import readable_by_others
from config.production import VARIABLES


def secrets_are_kept(app_configs, **kwargs):
    """A warning for each file with secrets that any account on this machine can read."""
    base, left = settings.DATABASES["default"], ("db.sqlite3", "secret-key", "accounts.txt")
    paths = [settings.PRIVATE_DIR, *(settings.VAR_DIR / name for name in left)]
    if base["ENGINE"].endswith("sqlite3"):
        paths += [Path(f"{base['NAME']}{end}") for end in ("", "-wal", "-shm", "-journal")]
    return [
        CheckWarning(
            f"{path} can be read by every account on this machine, and holds what is secret.",
            hint=f"Close it: chmod {'700' if path.is_dir() else '600'} {path}. If that does not "
            "help, the file system keeps no modes: choose another place with DATABASE_URL.",
            id="config.W003",
        )
        for path in dict.fromkeys(paths)
        if readable_by_others(path)
    ]


def connections_are_closed(app_configs, **kwargs):
    """A warning for each server elsewhere that anybody on the network could read along with, or
    take the place of."""
    cache = settings.CACHES["default"].get("LOCATION", "")
    elsewhere = {
        f"{VARIABLES[alias]} has no password: who reaches that server can read everything.": (
            base.get("HOST") and not base.get("PASSWORD") and not is_this_machine(base["HOST"])
        )
        for alias, base in settings.DATABASES.items()
    } | {
        "CACHE_URL has no password: who reaches that server can change every page.": (
            cache
            and not urlsplit(cache).password
            and not is_this_machine(urlsplit(cache).hostname or "")
        ),
        "EMAIL_URL is not encrypted: private links in mail can be read on the way.": (
            settings.EMAIL_HOST
            and not (settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL)
            and not is_this_machine(settings.EMAIL_HOST)
        ),
    }
    return [
        CheckWarning(sentence, hint="docs/configuration.md says what to give.", id="config.W004")
        for sentence, is_open in elsewhere.items()
        if is_open
    ]


def publisher_is_filled_in(app_configs, **kwargs):
    """A warning for each text about the publisher that the pages leave out."""
    return [
        CheckWarning(
            f"{variable} is empty: the pages leave it out.",
            hint=f"Set {variable}; docs/configuration.md says what it is for.",
            id="config.W001",
        )
        for key, variable in settings.PUBLISHER_VARIABLES.items()
        if not settings.PUBLISHER[key]
    ]


def mail_is_sent(app_configs, **kwargs):
    """A warning when mail is printed: it holds private links, and nobody gets it."""
    if settings.EMAIL_HOST:
        return []
    return [
        CheckWarning(
            "EMAIL_URL is empty: mail is printed and not sent.",
            hint="Set EMAIL_URL, such as smtp://user:password@host:587?tls=1.",
            id="config.W002",
        )
    ]
