"""The last withdrawal, written down outside the database too.

When the database is away, a page that was kept is compared with this (`showing/stale.py`): what was
withdrawn is never shown again. It stands in a file; with Redis for the page cache, there: several
machines share it.
"""

import hashlib
import json
import logging
import os
import tempfile
import time
from pathlib import Path

from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.redis import RedisCache
from django.core.exceptions import ValidationError
from redis.exceptions import RedisError

log = logging.getLogger(__name__)

KEY = "last-withdrawal"
Noted = tuple[int, float]  # the number of the content version that it made, and when that was


class NotNoted(ValidationError):
    """It could not be written, so nothing was withdrawn."""

    def __init__(self) -> None:
        super().__init__(
            "Dit kan nu niet: de kennisbank kan niet opschrijven dat er iets is weggehaald. "
            "Er is niets veranderd. Vraag de beheerder van de server om ernaar te kijken.",
            code="not_noted",
        )


def note(number: int) -> None:
    """Write down that this number of the content is a withdrawal, for good. Raises NotNoted.

    Before the transaction ends: when that fails, pages are only thought to be older than they are.
    """
    noted = (number, time.time())
    try:
        if is_shared():
            caches["default"].set(KEY, noted, None)
        else:
            _write(json.dumps(noted))
    except (OSError, RedisError) as error:
        log.error("The last withdrawal cannot be written down: %s", error)
        raise NotNoted from error


def last() -> Noted | None:
    """What was written; nothing when there is none, or when it cannot be read."""
    try:
        if is_shared():
            return caches["default"].get(KEY)
        number, moment = json.loads(_file().read_text())
        return int(number), float(moment)
    except (OSError, RedisError, TypeError, ValueError):
        return None


def is_shared() -> bool:
    """Whether the pages are kept in Redis, where every machine finds them."""
    return isinstance(caches["default"], RedisCache)


def folder() -> Path:
    """Where the pages of this database are kept for when it is away."""
    base = settings.DATABASES["default"]
    said = repr([str(base.get(name, "")) for name in ("HOST", "PORT", "NAME")])
    return settings.PRIVATE_DIR / "away" / hashlib.sha256(said.encode()).hexdigest()[:12]


def _file() -> Path:
    return folder() / "withdrawn"


def _write(text: str) -> None:
    file = _file()
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent)
    try:
        with open(handle, "w") as opened:
            opened.write(text)
            opened.flush()
            os.fsync(opened.fileno())
        os.replace(name, file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    directory = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
