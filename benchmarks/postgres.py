"""A PostgreSQL server to try things on: the one of DATABASE_URL, or a throw-away one."""

import os
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SCRIPT = str(Path(__file__).with_suffix(".sh"))


def given() -> str:
    """The DATABASE_URL of the shell, when it is one of PostgreSQL."""
    url = os.environ.get("DATABASE_URL", "")
    return url if url.startswith(("postgres://", "postgresql://")) else ""


def is_there() -> bool:
    return bool(given()) or any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))


@contextmanager
def server() -> Iterator[str]:
    """The address of the given server, or of a new one that stops afterwards.

    Raises CalledProcessError, with what the server said, when it does not start.
    """
    if given():
        yield given()
        return
    with throw_away() as url:
        yield url


@contextmanager
def throw_away() -> Iterator[str]:
    """The address of a new server that stops afterwards; raises as `server` does."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    # In /tmp: a socket's path is short, and user postgres has to get there.
    with tempfile.TemporaryDirectory(prefix="pg-", dir="/tmp") as folder:
        try:
            started = call("start", folder, port, check=True)
            yield started.stdout.strip()
        finally:
            call("stop", folder, check=False)


def call(*words: str, check: bool) -> subprocess.CompletedProcess[str]:
    """Run our script, in a session of its own: Ctrl-C is for who waits, the server stops later."""
    return subprocess.run(  # noqa: S603 - our own script, with words of our own
        [SCRIPT, *words], check=check, capture_output=True, text=True, start_new_session=True
    )
