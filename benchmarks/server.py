"""The site under gunicorn, as it runs in production, and one visitor who asks it for pages."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KEPT = ("PATH", "HOME", "USER", "LANG", "LC_ALL", "TMPDIR", "PAGE_CACHE_MB")
WORKERS = 2
START, STOP, ANSWER = 60, 10, 120  # seconds of patience


class Broken(Exception):
    """A process of the benchmark did not do what it should."""


def environment(url: str, folder: Path, **variables: str) -> dict[str, str]:
    """All that a process of the benchmark sees of the developer's shell."""
    return {
        **{name: os.environ[name] for name in KEPT if name in os.environ},
        "ENVIRONMENT": "development",
        "SECRET_KEY": "only-for-a-benchmark",
        "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        "DATABASE_URL": url,
        "BENCHMARK_FOLDER": str(folder),
        **variables,
    }


@dataclass
class Answer:
    """One answer to the visitor, and the seconds from asking to the last byte."""

    status: int
    seconds: float
    size: int
    etag: str


class Visitor:
    """Asks for one page after another over one connection, so of one worker. Nothing compressed."""

    def __init__(self, port: int):
        self.connection = HTTPConnection("127.0.0.1", port, timeout=ANSWER)

    def ask(self, path: str, headers: dict[str, str] | None = None) -> Answer:
        started = time.perf_counter()
        self.connection.request("GET", path, headers=headers or {})
        response = self.connection.getresponse()
        body = response.read()
        seconds = time.perf_counter() - started
        return Answer(response.status, seconds, len(body), response.getheader("ETag", ""))


@contextmanager
def serving(url: str, folder: Path, *, page_cache: bool) -> Iterator[Visitor]:
    """gunicorn on this base, on a port of its own, until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    variables = environment(
        url,
        folder,
        HOST="127.0.0.1",
        PORT=str(port),
        WEB_CONCURRENCY=str(WORKERS),
        BENCHMARK_PAGE_CACHE=str(int(page_cache)),
    )
    log = folder / "gunicorn.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "config.wsgi", "-c", "config/gunicorn.py"],
            cwd=ROOT,
            env=variables,
            stdout=output,
            stderr=output,
            start_new_session=True,  # Ctrl-C is for the command, which then ends the server
        )
    visitor = Visitor(port)
    try:
        wait_for(visitor, process, log)
        yield visitor
    finally:
        visitor.connection.close()
        stop(process)


def wait_for(visitor: Visitor, process: subprocess.Popen, log: Path) -> None:
    end = time.monotonic() + START
    while time.monotonic() < end and process.poll() is None:
        try:
            if visitor.ask("/readyz").status == 200:
                return
        except (OSError, HTTPException):
            visitor.connection.close()
        time.sleep(0.1)
    raise Broken(f"gunicorn did not start:\n{log.read_text()}")


def stop(process: subprocess.Popen) -> None:
    """End gunicorn by its own process; it ends its workers."""
    process.terminate()
    try:
        process.wait(STOP)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, 9)  # the session that we started, and nothing else
        process.wait()


def run_inside(url: str, folder: Path, *arguments: str) -> str:
    """Run `benchmarks.inside` on the base and give its last line."""
    done = subprocess.run(  # noqa: S603 - our own module
        [sys.executable, "-m", "benchmarks.inside", *arguments],
        cwd=ROOT,
        env=environment(url, folder),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Broken(done.stderr.strip() or f"benchmarks.inside ended with {done.returncode}")
    return done.stdout.strip().splitlines()[-1]
