"""The application server: it believes no header of a proxy, and logs no more than it must."""

import http.client
import json
import socket

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
    with server(collected, TRUSTED_PROXIES="0") as running:
        assert running.first == f"Serving at http://127.0.0.1:{running.port}\n"
        # This machine is the one that gunicorn would trust by itself. Unbelieved: go to https.
        response = get(running.port, "/over/%0Ainbraak?q=geheim", **forged)
    assert response.status == 301
    lines = [json.loads(line) for line in running.output.splitlines()]
    (request,) = [line for line in lines if line["message"] == "request"]
    assert request["network"] == "127.0.0.0"
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


def test_free_port_is_taken_in_silence(monkeypatch, capsys):
    monkeypatch.setattr(gunicorn, "HOST", "127.0.0.1")
    monkeypatch.setattr(gunicorn, "PORT", free_port())
    gunicorn.refuse_taken_port()
    assert capsys.readouterr().out == ""
