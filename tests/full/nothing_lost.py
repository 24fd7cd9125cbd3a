"""Kill the site under six writers, time after time: all that it acknowledged has to be there.

    python -m tests.full.nothing_lost sqlite --writes 10000 --kills 20
    python -m tests.full.nothing_lost postgresql --writes 3000 --kills 15 --server-kills 5

Each writer sends the form 'Klopt er iets niet?' and takes the answer with the private link for the
word of the site that it has the report. Ends with 1 when a report is lost.
"""

import argparse
import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlencode

from tests.full.killing import Postgres, Site, Sqlite, database

FORM = "/klopt-dit-niet/"
FIELD = re.compile(r'name="(moment|csrfmiddlewaretoken)" value="([^"]+)"')
PRIVATE = re.compile(r"/klopt-dit-niet/[^/]+\.[^/]+/\Z")
WRITERS = 6
LONGEST = 1.0  # seconds that go by, by chance, between a kill's turn and the kill


@dataclass
class Writer:
    """Sends one report after another, on a connection that is opened anew when it breaks."""

    number: int
    port: int
    stop: Event
    acknowledged: list[str] = field(default_factory=list)
    others: Counter = field(default_factory=Counter)  # answers that acknowledge nothing

    def run(self) -> None:
        while not self.stop.is_set():
            try:
                with closing(HTTPConnection("127.0.0.1", self.port, timeout=30)) as site:
                    self.write(site)
            except (OSError, HTTPException) as error:
                self.others[type(error).__name__] += 1
                time.sleep(0.05)

    def write(self, site: HTTPConnection) -> None:
        headers = {"X-Forwarded-For": f"192.0.2.{self.number}"}
        site.request("GET", FORM, headers=headers)
        page = site.getresponse()
        fields = dict(FIELD.findall(page.read().decode()))
        if page.status != 200:
            self.refused(page.status)
            return
        cookie = (page.getheader("Set-Cookie") or "").partition(";")[0]
        headers |= {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        while not self.stop.is_set():
            turn = len(self.acknowledged)
            text = f"Melding {turn} van {self.number}: {random.getrandbits(64):x}"
            site.request("POST", FORM, urlencode({**fields, "wrong": text, "leeg": ""}), headers)
            answer = site.getresponse()
            answer.read()
            if answer.status != 302 or not PRIVATE.search(answer.getheader("Location", "")):
                self.refused(answer.status)
                return
            self.acknowledged.append(text)

    def refused(self, status: int) -> None:
        """What comes next is a new form, on a new connection."""
        self.others[status] += 1
        time.sleep(0.05)


@dataclass
class Found:
    acknowledged: int = 0
    kills: int = 0
    lost: set[str] = field(default_factory=set)
    others: Counter = field(default_factory=Counter)
    seconds: float = 0.0
    not_in_copy: tuple[int, int] = (0, 0)  # the worst copy of the file alone: lacking, of how many

    def __str__(self) -> str:
        said = f"{self.acknowledged} acknowledged, {self.kills} kills, {len(self.lost)} lost"
        speed = f"{self.acknowledged / self.seconds:.0f} a second, restarts included"
        return f"{said}; {speed}; other answers: {dict(self.others)}"


def try_to_lose(
    kind: str,
    *,
    writes: int,
    kills: int,
    server_kills: int = 0,
    say: Callable[[str], object] = lambda line: None,
) -> Found:
    """Write until so many are acknowledged, with the kills spread over that time."""
    found = Found()
    # A short path, for the socket of PostgreSQL; a disk, not the memory.
    with (
        tempfile.TemporaryDirectory(prefix="kill-", dir="/tmp") as held,
        tempfile.TemporaryDirectory(prefix="kill-", dir="/tmp") as data,
        database(kind, Path(data)) as base,
    ):
        site, stop = Site(base.url, Path(held)), Event()
        writers = [Writer(number, site.port, stop) for number in range(1, WRITERS + 1)]
        threads = [Thread(target=writer.run) for writer in writers]
        turns = ["site"] * kills + ["server"] * server_kills
        random.shuffle(turns)
        began = time.monotonic()
        try:
            for thread in threads:
                thread.start()
            for number, what in enumerate(turns, start=1):
                wait_until(writers, number * writes // (len(turns) + 1))
                time.sleep(random.uniform(0, LONGEST))  # noqa: S311
                look_at_a_copy(base, writers, found)
                kill(what, site, base)
                found.kills += 1
                check(base, writers, found)
                say(f"kill {number}, of the {what}: {found.acknowledged} acknowledged")
            wait_until(writers, writes)
        finally:
            stop.set()
            for thread in threads:
                thread.join()
            found.seconds = time.monotonic() - began
            site.stop()
        check(base, writers, found)
        for writer in writers:
            found.others += writer.others
    return found


def acknowledged(writers: list[Writer]) -> set[str]:
    return {text for writer in writers for text in [*writer.acknowledged]}


def wait_until(writers: list[Writer], writes: int) -> None:
    last, seen = 0, time.monotonic()
    while (total := len(acknowledged(writers))) < writes:
        if total > last:
            last, seen = total, time.monotonic()
        if time.monotonic() - seen > 120:
            raise RuntimeError("Nothing was acknowledged for two minutes.")
        time.sleep(0.05)


def kill(what: str, site: Site, base: Sqlite | Postgres) -> None:
    if what == "server" and isinstance(base, Postgres):
        base.kill()
        site.wait()
    else:
        site.kill()
        site.start()


def check(base: Sqlite | Postgres, writers: list[Writer], found: Found) -> None:
    """First what was acknowledged, then what is there: more may come in between, never less."""
    expected = acknowledged(writers)
    found.lost |= expected - base.texts()
    found.acknowledged = len(expected)


def look_at_a_copy(base: Sqlite | Postgres, writers: list[Writer], found: Found) -> None:
    if isinstance(base, Sqlite):
        expected = acknowledged(writers)
        lacking = len(expected - base.texts_in_a_copy_of_the_file())
        found.not_in_copy = max(found.not_in_copy, (lacking, len(expected)))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", choices=("sqlite", "postgresql"))
    parser.add_argument("--writes", type=int, default=500)
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--server-kills", type=int, default=0)
    asked = vars(parser.parse_args())

    def say(line: str) -> None:
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()

    found = try_to_lose(**asked, say=say)
    say(str(found))
    if asked["kind"] == "sqlite":
        say("Not in a copy of the file alone, at worst: {} of {}".format(*found.not_in_copy))
    return int(bool(found.lost))


if __name__ == "__main__":
    sys.exit(main())
