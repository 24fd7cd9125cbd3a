"""Which database a query goes to, where PostgreSQL has a replica for reading
([0054](../docs/decisions/0054-read-from-a-replica.md)).

The primary, unless a public page is being read: then the replica, when it has the same content.
Commands, the desk and forms never get here, so they stay with the primary.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import DEFAULT_DB_ALIAS, Error, connections

from config.middleware import declared_methods
from config.silence import Silence
from elements.models import ContentVersion

log = logging.getLogger(__name__)

REPLICA = "replica"
ROOMS = ("interventions.public.", "interventions.open_data.")  # the floors without a form
PAUSE = 10.0  # seconds after a failure in which the replica is left alone


@dataclass
class Reading:
    """From where one request reads; None while a public page has not asked anything yet."""

    alias: str | None = DEFAULT_DB_ALIAS
    may_choose: bool = True


_reading: ContextVar[Reading | None] = ContextVar("reading", default=None)


class Router:
    """Django's way to choose a database for each query."""

    def db_for_read(self, model, **hints) -> str:
        reading = _reading.get()
        # A transaction reads what it wrote, and locks what it reads.
        if reading is None or connections[DEFAULT_DB_ALIAS].in_atomic_block:
            return DEFAULT_DB_ALIAS
        if reading.alias is None:
            reading.alias = REPLICA if _is_up_to_date() else DEFAULT_DB_ALIAS
        return reading.alias

    def db_for_write(self, model, **hints) -> str:
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one, other, **hints) -> bool:
        return True  # the same rows

    def allow_migrate(self, db, app_label, **hints) -> bool:
        return db == DEFAULT_DB_ALIAS


# After a failure of the replica the primary answers everything, for some seconds.
REST = Silence(PAUSE)


def _is_up_to_date() -> bool:
    """Whether the replica has all that was acknowledged before this moment.

    The primary is asked first. What the replica shows only ever gets newer, so what is read from it
    afterwards is not older either. Raises what the primary raises: without it nobody knows what
    is current.
    """
    if REST.lasts():
        return False
    newest = ContentVersion.current(DEFAULT_DB_ALIAS)
    was_away = bool(REST.until)
    if not REST.admits(0):  # another request tries it now
        return False
    try:
        held = ContentVersion.current(REPLICA)
    except Error as error:
        _rest(error)
        return False
    if was_away:
        REST.until = 0.0
        log.warning("The replica answers again.")
    return held.stamp == newest.stamp


def _rest(error: object) -> None:
    REST.begin()
    log.warning("The replica fails, the primary answers for %.0f seconds: %s", PAUSE, error)


def is_public_read(method: str, view) -> bool:
    """Whether a request of this method to this view reads what is public, and does nothing else."""
    room = getattr(view, "__module__", "")
    return (
        method in ("GET", "HEAD")
        and room.startswith(ROOMS)
        and "POST" not in declared_methods(view)
    )


class public_reads:
    """Let a public page be read from the replica; one that fails there is made by the primary."""

    def __init__(self, get_response):
        if not settings.DATABASE_ROUTERS:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request):
        reading = Reading()
        with _read_by(reading):
            response = self.get_response(request)
        if reading.alias == REPLICA and connections[REPLICA].errors_occurred:
            _rest(response.reason_phrase)
            reading = Reading(may_choose=False)
            with _read_by(reading):
                response = self.get_response(request)
        if response.streaming:
            response.streaming_content = _each(iter(response), reading)
        return response

    def process_view(self, request, view, args, kwargs):
        reading = _reading.get()
        if reading and reading.may_choose and is_public_read(request.method, view):
            reading.alias = None


@contextmanager
def _read_by(reading: Reading) -> Iterator[None]:
    token = _reading.set(reading)
    try:
        yield
    finally:
        _reading.reset(token)


def _each(pieces: Iterator[bytes], reading: Reading) -> Iterator[bytes]:
    """The pieces of a file, which may take minutes: each is read where it is best read then."""
    may_choose = reading.alias == REPLICA
    while True:
        if may_choose:
            reading.alias = None
        with _read_by(reading):
            piece = next(pieces, None)
        if piece is None:
            return
        yield piece
