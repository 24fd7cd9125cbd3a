"""Several machines on one: app servers behind nginx, a primary with a streaming replica, and Redis,
each a process of its own on loopback.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

import psycopg
from redis import Redis

from benchmarks import postgres
from benchmarks.parts import Part, free_port, listens
from benchmarks.proxy import HOST
from benchmarks.server import Broken, run_inside
from benchmarks.stack import Stack, stack

PATIENCE = 60  # seconds
COMMITS = "SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()"
VERSION = "SELECT number, stamp FROM elements_contentversion"


@dataclass
class Machines:
    site: Stack
    primary_url: str
    replica_url: str
    replica: Part

    def on_primary(self, statement: str) -> tuple:
        """The first row of what it gives."""
        return first_row(self.primary_url, statement)

    def on_replica(self, statement: str) -> tuple:
        return first_row(self.replica_url, statement)

    def wait_for_replica(self) -> None:
        """Until it has the content of the primary. Raises Broken when it does not follow."""
        end = time.monotonic() + PATIENCE
        while self.on_primary(VERSION) != self.on_replica(VERSION):
            if time.monotonic() > end:
                raise Broken("The replica does not follow.")
            time.sleep(0.1)

    @property
    def primary_pid(self) -> int:
        """The process that the others of the primary come from, by the file in its data."""
        found = self.on_primary("SELECT pg_read_file('postmaster.pid')")
        return int(found[0].split()[0]) if found else 0

    def kept(self) -> tuple[int, int]:
        """How many pages Redis keeps, and the bytes that it takes with them."""
        shared = Redis.from_url(self.site.env["CACHE_URL"])
        return shared.dbsize(), shared.info("memory")["used_memory"]

    def queries(self) -> tuple[int, int]:
        """How many transactions primary and replica have had; each query of a page is one."""
        time.sleep(11)  # a process of PostgreSQL that rests tells its counts after ten seconds
        return tuple(first_row(url, COMMITS)[0] for url in (self.primary_url, self.replica_url))

    def answers(self, address: str) -> list[tuple[int, str]]:
        """Status and text that each app server gives itself, without nginx before it."""
        found = []
        for app in self.site.apps:
            connection = HTTPConnection("127.0.0.1", int(app.env["PORT"]), timeout=30)
            connection.request("GET", address, headers={"Host": HOST, "X-Forwarded-Proto": "https"})
            response = connection.getresponse()
            found.append((response.status, response.read().decode()))
            connection.close()
        return found


@contextmanager
def machines(app_servers: int = 2, *, size: int = 0, **variables: Any) -> Iterator[Machines]:
    """All of them, answering, until the block ends; with `size` interventions (0: those of the
    launch). `variables` go to the application. Raises Broken when a part does not start.
    """
    with (
        TemporaryDirectory(prefix="machines-") as folder,
        postgres.throw_away() as primary,
    ):
        if size:
            run_inside(primary, Path(folder), "fill", str(size), "1")
        with (
            following(primary, Path(folder)) as (replica, url),
            stack(app_servers, primary, redis=True, DATABASE_REPLICA_URL=url, **variables) as site,
        ):
            found = Machines(site, primary, url, replica)
            found.wait_for_replica()
            yield found


@contextmanager
def following(primary: str, folder: Path) -> Iterator[tuple[Part, str]]:
    """A replica that streams from the primary, and its address; its log stands in `folder`."""
    url, port = urlsplit(primary), free_port()
    # In /tmp: a socket's path is short, and user postgres has to get there.
    with TemporaryDirectory(prefix="pg-", dir="/tmp") as data:
        postgres.call("clone", data, str(url.port), check=True)
        replica = Part(
            name="replica",
            command=[postgres.SCRIPT, "run", data, str(port)],
            log=folder / "replica.log",
            is_there=lambda: listens(port),
        )
        try:
            replica.start()
            yield replica, url._replace(netloc=f"{url.username}@{url.hostname}:{port}").geturl()
        finally:
            postgres.call("stop", data, check=False)
            replica.kill()


def family(root: int) -> dict[int, list[str]]:
    """A process and all that came from it, each with what Linux says after its name."""
    said = {}
    for file in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it ended meanwhile
            said[int(file.parent.name)] = file.read_text().rpartition(")")[2].split()
    found = [root]
    for one in found:
        found += [pid for pid, words in said.items() if int(words[1]) == one]
    return {pid: said[pid] for pid in found if pid in said}


def first_row(url: str, statement: str) -> tuple:
    with psycopg.connect(url, autocommit=True) as connection:
        return connection.execute(statement).fetchone() or ()
