"""The site and its database as processes that can be killed, and started again.

Only processes of ours: the group of the gunicorn that we started, and the server of PostgreSQL
whose data stand in our own folder.
"""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import psycopg

from benchmarks import postgres
from benchmarks.server import ROOT, Visitor, environment, stop, wait_for

PATIENCE = 30  # seconds for a server of PostgreSQL to let go of its memory
TEXTS = "SELECT text FROM interventions_report"
QUOTAS = {
    "FORM_SECONDS": "0",
    "REPORTS_PER_ADDRESS": "10000",
    "REPORTS_OVERALL": "100000",
    "TRUSTED_PROXIES": "1",  # each writer has an address of its own
}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Site:
    """gunicorn with the settings of a development machine, on a base made ready by `prepare`."""

    def __init__(self, url: str, folder: Path, **variables: str):
        self.port, self.log = free_port(), folder / "gunicorn.log"
        address = {"HOST": "127.0.0.1", "PORT": str(self.port)}
        self.variables = environment(url, folder, **address, **QUOTAS, **variables)
        prepare = [sys.executable, "manage.py", "prepare"]
        subprocess.run(prepare, cwd=ROOT, env=self.variables, check=True, capture_output=True)
        self.start()

    def start(self) -> None:
        with self.log.open("a") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "gunicorn", "config.wsgi", "-c", "config/gunicorn.py"],
                cwd=ROOT,
                env=self.variables,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        self.wait()

    def wait(self) -> None:
        """Until a page can be made, also when the database was away."""
        with closing(Visitor(self.port).connection):
            wait_for(Visitor(self.port), self.process, self.log)

    def kill(self) -> None:
        """The first process and all its workers, at once."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        if self.process.poll() is None:
            stop(self.process)


class Sqlite:
    """An SQLite file on a disk."""

    def __init__(self, folder: Path):
        self.file = folder / "db.sqlite3"
        self.url = f"sqlite:///{self.file}"

    def texts(self) -> set[str]:
        return self.texts_of(self.file)

    def texts_in_a_copy_of_the_file(self) -> set[str]:
        """What somebody has who copies that one file while the site is used."""
        copy = self.file.with_name("copy.sqlite3")
        copy.write_bytes(self.file.read_bytes())
        try:
            return self.texts_of(copy)
        except sqlite3.DatabaseError:  # caught in the midst of a change
            return set()

    def texts_of(self, file: Path) -> set[str]:
        with closing(sqlite3.connect(file)) as base:
            return {text for (text,) in base.execute(TEXTS)}


class Postgres:
    """A server of PostgreSQL with its own settings: it keeps what it acknowledged."""

    def __init__(self, folder: Path, port: int):
        self.folder, self.port = folder, str(port)
        self.url = self.run("durable")

    def run(self, verb: str) -> str:
        return postgres.call(verb, str(self.folder), self.port, check=True).stdout.strip()

    def kill(self) -> None:
        """Its first process and all that this one started, at once; and start it again."""
        first = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        for process in (first, *children(first)):
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        end = time.monotonic() + PATIENCE
        while True:
            try:
                self.run("again")
            except subprocess.CalledProcessError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.5)
            else:
                return

    def texts(self) -> set[str]:
        with psycopg.connect(self.url) as base:
            return {text for (text,) in base.execute(TEXTS)}


def children(process: int) -> list[int]:
    tasks = Path(f"/proc/{process}/task/{process}/children")
    return [*map(int, tasks.read_text().split())]


@contextmanager
def database(kind: str, folder: Path) -> Iterator[Sqlite | Postgres]:
    """An empty database of that kind, gone afterwards."""
    if kind == "sqlite":
        yield Sqlite(folder)
        return
    server = Postgres(folder, free_port())
    try:
        yield server
    finally:
        postgres.call("stop", str(folder), check=False)
