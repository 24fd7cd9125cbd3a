"""The application server: it believes no header of a proxy, and logs no more than it must."""

import http.client
import json
import socket
import time
from contextlib import suppress
from urllib.request import urlopen

import pytest

from config import gunicorn
from tests.config.conftest import free_port, server


def get(port: int, path: str, **headers: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path, headers={"Host": "kennisbank.example", **headers})
        return connection.getresponse()
    finally:
        connection.close()


def test_server_believes_no_proxy_and_logs_no_query(collected):
    forged = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "9.9.9.9"}
    figures_at = free_port()
    with server(collected, TRUSTED_PROXIES="0", METRICS_PORT=str(figures_at)) as running:
        assert running.first == f"Serving at http://127.0.0.1:{running.port}\n"
        # This machine is the one that gunicorn would trust by itself. Unbelieved: go to https.
        response = get(running.port, "/over/%0Ainbraak?q=geheim", **forged)
        figures = scraped(figures_at, holding="kb_request_seconds_count{")
        assert get(running.port, "/metrics").status == 301
    assert response.status == 301
    assert 'kb_requests_total{room="none",status="301"} 1.0' in figures
    assert 'kb_request_seconds_count{room="none"} 1.0' in figures
    assert "kb_process_memory_bytes{" in figures
    assert "kb_database_up 0.0" in figures  # it has no tables
    assert "kb_mail" not in figures
    assert "inbraak" not in figures
    lines = [json.loads(line) for line in running.output.splitlines()]
    request = next(line for line in lines if line["message"] == "request")
    assert request["request_id"] == response.headers["X-Request-ID"]
    assert request["network"] == "127.0.0.0"
    assert (request["method"], request["path"]) == ("GET", "/over/%0Ainbraak")
    assert request["status"] == 301
    assert "geheim" not in running.output
    assert "9.9.9.9" not in running.output


def test_figures_of_the_database_are_served_while_it_answers(collected, copied_base):
    port = free_port()
    base = f"sqlite:///{copied_base}"
    with server(collected, METRICS_PORT=str(port), DATABASE_URL=base):
        figures = scraped(port)
    assert "kb_database_up 1.0" in figures
    assert 'kb_mail{state="waiting"} 0.0' in figures
    assert "kb_content_age_seconds " in figures


def scraped(port: int, holding: str = "") -> str:
    """The figures, when a process serves them and they hold this: an answer is counted after it
    was sent.
    """
    for _ in range(100):
        with suppress(OSError):
            figures = urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10).read().decode()
            if holding in figures:
                return figures
        time.sleep(0.1)
    raise AssertionError("nobody serves these figures")


def test_taken_port_is_said_in_a_sentence(monkeypatch):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        monkeypatch.setattr(gunicorn, "HOST", "127.0.0.1")
        monkeypatch.setattr(gunicorn, "PORT", other.getsockname()[1])
        with pytest.raises(SystemExit, match="choose another port: make run PORT="):
            gunicorn.refuse_taken_port()


def test_free_port_is_taken_in_silence(monkeypatch, capsys):
    monkeypatch.setattr(gunicorn, "HOST", "127.0.0.1")
    monkeypatch.setattr(gunicorn, "PORT", free_port())
    gunicorn.refuse_taken_port()
    assert capsys.readouterr().out == ""
