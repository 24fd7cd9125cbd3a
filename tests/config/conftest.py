"""The server as in production, as a process of its own, in a copy of the code."""

import os
import secrets
import shutil
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from threading import Thread, Timer

import pytest
from django.conf import settings

SERVED = ("config", "elements", "interventions", "templates", "static", "manage.py")
SECRET_KEY = secrets.token_urlsafe(50)
SERVE = (sys.executable, "-m", "gunicorn", "config.wsgi", "-c", "config/gunicorn.py")


def environment(tree: Path, **variables: str) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "ENVIRONMENT": "production",
        "SECRET_KEY": SECRET_KEY,
        "ALLOWED_HOSTS": "kennisbank.example",
        "DATABASE_URL": f"sqlite:///{tree}/var/none.sqlite3",
        "TRUSTED_PROXIES": "1",
        "WEB_CONCURRENCY": "1",
        "PYTHONUNBUFFERED": "1",
        **variables,
    }


@pytest.fixture(scope="session")
def collected(tmp_path_factory) -> Path:
    """A copy of what is served, with its static files collected. Nobody changes it."""
    tree = tmp_path_factory.mktemp("collected")
    for name in SERVED:
        source = settings.BASE_DIR / name
        copy = shutil.copytree if source.is_dir() else shutil.copy2
        copy(source, tree / name)
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity=0"],
        cwd=tree,
        env=environment(tree),
        check=True,
    )
    return tree


@pytest.fixture
def tree(collected, tmp_path) -> Path:
    """A copy of that, to change."""
    return shutil.copytree(collected, tmp_path / "tree")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server(subprocess.Popen):
    """It listens on `port`. A thread takes in what it prints, as a full pipe would hold it up."""

    def __init__(self, tree: Path, port: int, variables: dict[str, str]):
        super().__init__(
            SERVE,
            cwd=tree,
            env=environment(tree, PORT=str(port), **variables),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.port = port
        self.lines: SimpleQueue[str] = SimpleQueue()
        self.reader = Thread(target=self.read, daemon=True)
        self.reader.start()

    def read(self) -> None:
        for line in self.stdout:
            self.lines.put(line)
        self.lines.put("")

    def unread(self) -> str:
        """What nobody asked for, when it has ended."""
        return "".join(iter(self.lines.get, ""))


@contextmanager
def server(tree: Path, **variables: str):
    """On leaving, it stops; what nobody read stands in `output`."""
    process = Server(tree, free_port(), variables)
    patience = Timer(120, process.kill)  # so that waiting for a line ends
    patience.start()
    try:
        process.first = wait_for(process, "Serving at")
        yield process
    finally:
        process.terminate()
        process.wait(timeout=40)
        process.output = process.unread()
        process.stdout.close()
        patience.cancel()


def wait_for(process: Server, text: str) -> str:
    """The next line of the server with this text; the last that it printed when it ended."""
    last = ""
    for line in iter(process.lines.get, ""):
        last = line
        if text in line:
            return line
    process.lines.put("")
    return last
