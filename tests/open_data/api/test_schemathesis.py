"""Schemathesis asks all that the description allows, and much that it does not, and finds nothing.

It runs as anybody would run it: its own program, over HTTP, with every check. A thread serves the
test's base, which is only read.
"""

import os
import subprocess
import sys
from threading import Thread

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.test.testcases import QuietWSGIRequestHandler

from interventions.open_data.api.parameters import read
from tests.open_data.api.asking import API

pytestmark = pytest.mark.django_db
RUN = "from schemathesis.cli import schemathesis; schemathesis()"
QUICK, EVERY = "examples,fuzzing", "examples,coverage,fuzzing,stateful"


@pytest.fixture
def address():
    """The API, over HTTP."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), QuietWSGIRequestHandler)
    server.set_app(WSGIHandler())
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}{API}"
    server.shutdown()
    server.server_close()
    thread.join(10)


def findings(address: str, folder, examples: int, phases: str = QUICK) -> tuple[int, str]:
    """The exit code of Schemathesis, and what it says."""
    options = ["--max-examples", str(examples), "--phases", phases]
    options += ["--checks", "all", "--warnings", "off"]
    found = subprocess.run(
        [sys.executable, "-c", RUN, "run", f"{address}/openapi.json", "--url", address, *options],
        cwd=folder,  # it leaves its notes there
        env={"PATH": os.environ["PATH"], "HOME": str(folder), "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    return found.returncode, found.stdout + found.stderr


def finds_nothing(address, folder, examples, phases=QUICK):
    code, said = findings(address, folder, examples, phases)
    assert code == 0, said
    assert "No issues found" in said
    assert "Tested: 5" in said


def test_it_finds_nothing(address, tmp_path):
    finds_nothing(address, tmp_path, 20)


@pytest.mark.full
def test_it_finds_nothing_with_300_examples_per_operation(address, tmp_path):
    finds_nothing(address, tmp_path, 300, EVERY)


def test_it_would_find_a_server_that_is_not_as_described(address, tmp_path, monkeypatch):
    monkeypatch.setattr("interventions.open_data.api.operations.read", forgiving)
    code, said = findings(address, tmp_path, 1, "coverage")  # always the same requests
    assert code == 1
    assert "Schema-violating request accepted" in said


def forgiving(data, names):
    """Reads parameters as a page does: what does not fit is passed over."""
    asked = read(data, names)
    asked.faults.clear()
    return asked
