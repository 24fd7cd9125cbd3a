"""Which request gets a thread: what may wait for long never holds them all.

A writer may wait twenty seconds for the lock of SQLite, and a file may be long in the making. Of
each kind at most half of the threads are busy; of PDFs and Word files, made or read, which take
a core and memory, one; and together they leave one to the pages. The others wait, where they hold
nothing. Who waited too long, or found two waiting for a PDF, is told so (`config/middleware.py`).
"""

import time
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from waitress.task import ThreadedTaskDispatcher

PATIENCE = 10  # seconds in the queue
SAFE = ("GET", "HEAD", "OPTIONS")
# Where somebody sends a document to be read, and how large a form there is without one.
READING = ("/aanmelden/", "/beheer/interventions/descriptionsheet/")
TYPED = 12 * 1024
FILES = (".xlsx", ".csv", ".json", ".ttl", ".jsonld")
DOCUMENTS = (".pdf", ".docx")
MOST_DOCUMENTS = 2  # that wait
STATIC = "/static/"
PAGE, FILE, DOCUMENT, WRITE = "page", "file", "document", "write"
LATE = "kennisbank.late"  # in the environ of a request that waited too long


def kind_of(request) -> str:
    """What a request of waitress is, by its method and its path."""
    if request.error:
        return PAGE
    if request.command not in SAFE:
        is_read = request.path.startswith(READING) and request.body_bytes_received > TYPED
        return DOCUMENT if is_read else WRITE
    if request.path.startswith(STATIC):
        return PAGE
    if request.path.endswith(DOCUMENTS):
        return DOCUMENT
    return FILE if request.path.endswith(FILES) else PAGE


@dataclass
class Turn:
    """A request in the queue; `service` and `cancel` are what waitress calls."""

    channel: Any
    kind: str
    since: float
    done: Callable[["Turn"], None]

    def service(self) -> None:
        try:
            self.channel.service()
        finally:
            self.done(self)

    def cancel(self) -> None:
        self.channel.cancel()


class Queue:
    """In the place of the queue of waitress, which asks it under its own lock.

    True while there is a request that may have a thread now.
    """

    def __init__(self, threads: int, done: Callable[[Turn], None]):
        half = max(1, threads // 2)
        self.most = {FILE: half, DOCUMENT: 1, WRITE: half}
        self.together = max(1, threads - 1)
        self.done = done
        self.waiting: dict[str, deque[Turn]] = {kind: deque() for kind in (PAGE, *self.most)}
        self.at_work: Counter[str] = Counter()

    def append(self, channel) -> None:
        kind = kind_of(channel.requests[0])
        turn = Turn(channel, kind, time.monotonic(), self.done)
        if kind == DOCUMENT and len(self.waiting[DOCUMENT]) >= MOST_DOCUMENTS:
            self._refuse(turn)
        else:
            self.waiting[kind].append(turn)

    def popleft(self) -> Turn:
        turn = self.waiting[self._next()].popleft()
        self.at_work[turn.kind] += 1
        return turn

    def _next(self) -> str:
        """The kind whose first one waits longest, of those that may go; empty when none may."""
        allowed = [kind for kind, turns in self.waiting.items() if turns and self._has_room(kind)]
        return min(allowed, key=lambda kind: self.waiting[kind][0].since, default="")

    def _has_room(self, kind: str) -> bool:
        if kind == PAGE:
            return True
        busy = sum(self.at_work[one] for one in self.most)
        return self.at_work[kind] < self.most[kind] and busy < self.together

    def __bool__(self) -> bool:
        return bool(self._next())

    def __len__(self) -> int:
        return sum(map(len, self.waiting.values()))

    def tell_the_late(self, now: float) -> bool:
        """Refuse who waited too long; whether there are any."""
        found = False
        for kind in self.most:
            turns = self.waiting[kind]
            while turns and now - turns[0].since > PATIENCE:
                self._refuse(turns.popleft())
                found = True
        return found

    def _refuse(self, turn: Turn) -> None:
        """Send it to where a page is made that says so."""
        turn.kind = PAGE
        turn.channel.requests[0].late = True
        self.waiting[PAGE].append(turn)


class Dispatcher(ThreadedTaskDispatcher):
    """Waitress's own, with that queue."""

    def __init__(self, threads: int):
        super().__init__()
        self.queue = Queue(threads, self.finished)
        self.set_thread_count(threads)

    def finished(self, turn: Turn) -> None:
        with self.lock:
            self.queue.at_work[turn.kind] -= 1

    def tend(self, now: float) -> None:
        with self.lock:
            if self.queue.tell_the_late(now):
                self.queue_cv.notify_all()
