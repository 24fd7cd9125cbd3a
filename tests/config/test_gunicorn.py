"""The application server: it believes no header of a proxy, and logs no more than it must."""

import http.client
import json
import os
import secrets
import socket
import subprocess
import sys
from contextlib import contextmanager

import pytest
from django.conf import settings

from config import gunicorn


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def server(port: int, folder):
    """The server as in production; on leaving, it stops and its whole output stands in `output`."""
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "config.wsgi", "-c", "config/gunicorn.py"],
        cwd=settings.BASE_DIR,
        env={
            "PATH": os.environ["PATH"],
            "ENVIRONMENT": "production",
            "SECRET_KEY": secrets.token_urlsafe(50),
            "ALLOWED_HOSTS": "kennisbank.example",
            "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
            "PORT": str(port),
            "WEB_CONCURRENCY": "1",
            "PYTHONUNBUFFERED": "1",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        for line in process.stdout:
            if line.startswith("Serving at"):
                break
        process.first = line
        yield process
    finally:
        process.terminate()
        process.output, _ = process.communicate(timeout=40)


def get(port: int, path: str, **headers: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path, headers={"Host": "kennisbank.example", **headers})
        return connection.getresponse()
    finally:
        connection.close()


def test_server_believes_no_proxy_and_logs_no_query(port, tmp_path):
    forged = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "9.9.9.9"}
    with server(port, tmp_path) as running:
        assert running.first == f"Serving at http://127.0.0.1:{port}\n"
        # This machine is the one that gunicorn would trust by itself. Unbelieved: go to https.
        response = get(port, "/over/%0Ainbraak?q=geheim", **forged)
    assert response.status == 301
    lines = [json.loads(line) for line in running.output.splitlines()]
    (request,) = [line for line in lines if line["message"] == "request"]
    assert request["address"] == "127.0.0.1"
    assert (request["method"], request["path"]) == ("GET", "/over/%0Ainbraak")
    assert request["status"] == 301
    assert "geheim" not in running.output
    assert "9.9.9.9" not in running.output


def test_taken_port_is_said_in_a_sentence(monkeypatch):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        monkeypatch.setattr(gunicorn, "HOST", "127.0.0.1")
        monkeypatch.setattr(gunicorn, "PORT", other.getsockname()[1])
        with pytest.raises(SystemExit, match="choose another port: make run PORT="):
            gunicorn.refuse_taken_port()


def test_free_port_is_taken_in_silence(monkeypatch, port, capsys):
    monkeypatch.setattr(gunicorn, "HOST", "127.0.0.1")
    monkeypatch.setattr(gunicorn, "PORT", port)
    gunicorn.refuse_taken_port()
    assert capsys.readouterr().out == ""
