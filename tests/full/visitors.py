"""Visitors of a stack: they read pages and send forms until they are told to stop."""

from collections import Counter
from contextlib import contextmanager
from http.client import HTTPException
from threading import Event, Lock, Thread

from benchmarks.stack import Stack

READ = (
    "/",
    "/over/",
    "/interventies/?element=empowerment",
    "/werkzame-elementen/",
    "/api/v1/interventies",
)
FORM = ("POST", "/klopt-dit-niet/", b"tekst=Een+woord.")
HEADERS = {"Content-Type": "application/x-www-form-urlencoded"}
EXPECTED = {200, 403}  # the form has no token


class Visits:
    """What they were answered: how many of each status, or of each kind of failure."""

    def __init__(self, read) -> None:
        self.read = read
        self.answers: Counter = Counter()
        self.lock = Lock()
        self.ended = Event()

    @property
    def count(self) -> int:
        return sum(self.answers.values())

    @property
    def failed(self) -> dict:
        return {what: many for what, many in self.answers.items() if what not in EXPECTED}

    def go_on(self, stack: Stack) -> None:
        connection, turn = stack.connection(), 0
        while not self.ended.is_set():
            turn += 1
            try:
                if turn % 5:
                    connection.request("GET", self.read[turn % len(self.read)])
                else:
                    connection.request(*FORM, headers=HEADERS)
                answer = connection.getresponse()
                answer.read()
                found: object = answer.status
                if turn % 5 == 0 and answer.status not in EXPECTED:
                    found = f"form {answer.status}"
            except (OSError, HTTPException) as error:
                found = type(error).__name__
                connection.close()
            with self.lock:
                self.answers[found] += 1
        connection.close()


@contextmanager
def visiting(stack: Stack, *, visitors: int = 8, read=READ):
    """So many visitors at once, until the block ends."""
    visits = Visits(read)
    threads = [Thread(target=visits.go_on, args=(stack,)) for _ in range(visitors)]
    for thread in threads:
        thread.start()
    try:
        yield visits
    finally:
        visits.ended.set()
        for thread in threads:
            thread.join()
