"""The processes of a stack: started, stopped, killed, each with a file for its log."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from benchmarks.server import ROOT, Broken

START, STOP = 90, 40  # seconds of patience
# Starts a command with the socket that it gets as systemd hands over that of kennisbank-web.socket.
HAND_OVER = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.environ |= {"LISTEN_PID": str(os.getpid()), "LISTEN_FDS": "1"}
os.execv(sys.argv[2], sys.argv[2:])
"""


@dataclass
class Part:
    """One process of the stack with all that it starts, and the file that it writes its log in."""

    name: str
    command: list[str]
    log: Path
    is_there: Callable[[], bool]
    cwd: Path = ROOT
    env: dict[str, str] = field(default_factory=dict)
    listening: socket.socket | None = None  # stays open while the process is away
    process: subprocess.Popen | None = None

    @property
    def pid(self) -> int:
        if self.process is None:
            raise Broken(f"{self.name} was not started")
        return self.process.pid

    def start(self) -> None:
        """Start it and wait until it answers. Raises Broken, with its log, when it does not."""
        handed = [self.listening.fileno()] if self.listening else []
        starter = [sys.executable, "-c", HAND_OVER, str(handed[0])] if handed else []
        with self.log.open("a") as output:
            self.process = subprocess.Popen(  # noqa: S603 - our own commands
                [*starter, *self.command],
                pass_fds=handed,
                cwd=self.cwd,
                env=self.env or None,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,  # Ctrl-C is for the command; and `kill` takes its children
            )
        end = time.monotonic() + START
        while time.monotonic() < end and self.process.poll() is None:
            if self.is_there():
                return
            time.sleep(0.05)
        raise Broken(f"{self.name} did not start:\n{self.log.read_text()[-4000:]}")

    def send(self, number: signal.Signals) -> None:
        os.kill(self.pid, number)

    def stop(self) -> None:
        """Ask it to end, as systemd does; after some time, make it."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(STOP)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """End it and its children at once, as a machine that loses its power."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)  # the session that we started
            self.process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def is_ready(port: int) -> bool:
    """Whether the app server at this port says that it can make pages."""
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def program(name: str) -> str:
    """Where a program of the system is: also what only root finds by its name."""
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if found is None:
        raise Broken(f"{name} is not on this machine")
    return found
