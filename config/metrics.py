"""The figures of what is answered, in the format of Prometheus, on a port of their own.

The processes count in files of one folder (`prometheus_client` calls it multiprocess mode, which
`config/gunicorn.py` chooses before this is loaded, so before there are models). The first to get
the port serves the sum of all; when it ends, another takes over. Nothing is served on the port of
the site.
"""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models import Count, Min
from django.utils import timezone
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, start_http_server
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

from config import heap
from config.certificate import valid_until
from config.limited import within
from config.process_folder import is_alive
from config.turns import SAFE

log = logging.getLogger(__name__)

SECONDS = 3  # that the database gets to answer a scrape
MINUTE, HOUR = 60, 3600
PAUSE = 1  # second between two tries for the port
NO_ROOM = "none"  # no address of ours

REQUESTS = Counter("kb_requests", "Requests that were answered.", ["room", "status"])
SECONDS_TAKEN = Histogram(
    *("kb_request_seconds", "From the whole request to the whole answer.", ["room"]),
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)
REFUSED = Counter("kb_refused_writes", "Forms that were not kept: 429 or 503.", ["status"])
UNDER_WAY = Gauge(
    "kb_requests_under_way", "Requests that are being answered.", multiprocess_mode="livesum"
)
MEMORY = Gauge("kb_process_memory_bytes", "Memory of each process.", multiprocess_mode="liveall")


# --- Counting -------------------------------------------------------------------------------------


def room_of(request) -> str:
    """The room that answers: a word from a short list, never an address."""
    if request.path_info.startswith(settings.STATIC_URL):
        return "static"
    match = request.resolver_match
    if match is None:
        return NO_ROOM
    return {"": NO_ROOM, "admin": "desk"}.get(match.app_name, match.app_name)


def count(environ: dict, status: int, seconds: float) -> None:
    """Count an answer that was sent; `room` was put in the environ by the middleware."""
    room = environ.get("kb.room", NO_ROOM)
    REQUESTS.labels(room, status).inc()
    SECONDS_TAKEN.labels(room).observe(seconds)
    if status in (429, 503) and environ["REQUEST_METHOD"] not in SAFE:
        REFUSED.labels(status).inc()


def weigh() -> None:
    """Write down how much memory this process has."""
    MEMORY.set(heap.held())


# --- Asked at each scrape -------------------------------------------------------------------------


class FromDatabase:
    """What only the database knows; while it is away, that it is away."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        up = GaugeMetricFamily("kb_database_up", "Whether the database answers.")
        try:
            found = within(SECONDS, asked)
        except Exception as error:  # whatever a database that is away says
            log.info("The database gave no figures: %s", type(error).__name__)
            found = []
        up.add_metric([], 1 if found else 0)
        yield up
        yield from found


def asked() -> list[GaugeMetricFamily]:
    try:
        return [*_mail(), *_ages()]
    finally:
        connection.close()


def _mail() -> Iterator[GaugeMetricFamily]:
    message = apps.get_model("interventions", "OutboxMessage")
    states = dict.fromkeys(message.State.values, 0)
    counted = message.objects.values_list("state").annotate(Count("pk"), Min("queued_at"))
    oldest = 0.0
    letters = GaugeMetricFamily("kb_mail", "Letters in the outbox.", labels=["state"])
    for state, total, first in counted.order_by():
        states[state] = total
        if state == message.State.WAITING:
            oldest = _seconds_since(first)
    for state, total in states.items():
        letters.add_metric([state], total)
    yield letters
    yield GaugeMetricFamily(
        "kb_mail_oldest_seconds", "How long the oldest letter has been waiting.", value=oldest
    )


def _ages() -> Iterator[GaugeMetricFamily]:
    versions = apps.get_model("elements", "ContentVersion").objects
    changed = versions.values_list("changed_at", flat=True).first()
    if changed:
        yield GaugeMetricFamily(
            "kb_content_age_seconds",
            "Since what is public changed last.",
            value=_seconds_since(changed),
        )
    runs = GaugeMetricFamily(
        "kb_last_run_timestamp_seconds", "When a timer ended well.", labels=["command"]
    )
    for run in apps.get_model("elements", "LastRun").objects.all():
        runs.add_metric([run.command], run.ended_at.timestamp())
    yield runs


def _seconds_since(moment: datetime) -> float:
    return max(0.0, (timezone.now() - moment).total_seconds())


class Certificate:
    """When the certificate of PUBLIC_URL ends; asked once an hour, and not said while unknown."""

    ends: float | None = None
    asked_again = 0.0  # a moment of time.monotonic()

    def collect(self) -> Iterator[GaugeMetricFamily]:
        if not settings.PUBLIC_URL.startswith("https:"):
            return
        if time.monotonic() >= self.asked_again:
            self.ends = None
            with suppress(OSError):
                self.ends = within(SECONDS, partial(valid_until, settings.PUBLIC_URL))
            self.asked_again = time.monotonic() + (HOUR if self.ends else MINUTE)
        if self.ends:
            yield GaugeMetricFamily(
                *("kb_certificate_ends_timestamp_seconds", "When the certificate ends."),
                value=self.ends,
            )


# --- Serving --------------------------------------------------------------------------------------


def serve(host: str, port: int) -> None:
    """Serve the figures from this process as soon as no other does; waits beside the site."""
    registry = CollectorRegistry()
    registry.register(Counted(None))
    registry.register(FromDatabase())
    registry.register(Certificate())
    threading.Thread(target=_in_turn, args=(host, port, registry), daemon=True).start()


def _in_turn(host: str, port: int, registry: CollectorRegistry) -> None:
    while True:
        with suppress(OSError):  # another process serves
            start_http_server(port, host, registry)
            return
        time.sleep(PAUSE)


class Counted(MultiProcessCollector):
    """What all processes counted; of those that are gone not how they are now.

    Looked for here and not when gunicorn sees one end: after SIGHUP it knows the old ones no more.
    """

    def collect(self):
        numbers = {file.stem.rpartition("_")[2] for file in Path(self._path).glob("gauge_live*.db")}
        for process in numbers:
            if not is_alive(process):
                with suppress(FileNotFoundError):  # somebody else scrapes too
                    mark_process_dead(int(process))
        return super().collect()
