"""Clients that send or read slowly keep nobody waiting, and are ended after the stated time."""

import re
import socket
import time
from contextlib import suppress

import pytest

from tests.config.conftest import server, wait_for

HEADERS = b"Host: kennisbank.example\r\nX-Forwarded-Proto: https\r\n"
FORM = b"POST /aanmelden/ HTTP/1.1\r\n" + HEADERS
WHOLE = b"GET /bestaat-niet/ HTTP/1.1\r\n" + HEADERS
SLOW = {
    "half a head": b"GET / HTTP/1.1\r\nHost: ",
    "half a body": FORM + b"Content-Length: 1000\r\n\r\nabc",
    "half a body that nobody reads": WHOLE + b"Content-Length: 1000\r\n\r\nabc",
    "half a body for the probe": FORM.replace(b"/aanmelden/", b"/healthz")
    + b"Content-Length: 1000\r\n\r\nabc",
    "half a body too large": FORM + b"Content-Length: 50000000\r\n\r\nabc",
    "half a chunk": FORM + b"Transfer-Encoding: chunked\r\n\r\n3e8\r\nabc",
    "waits to continue": FORM + b"Content-Length: 1000\r\nExpect: 100-continue\r\n\r\n",
    "nothing": b"",
    "nothing after an answer": WHOLE + b"\r\n",
    "not our language": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\xfe" * 300,
}
# Two seconds for each, so that a test sees the end.
QUICK = {"HEAD_SECONDS": "2", "BODY_SECONDS": "2", "ANSWER_SECONDS": "2"}


@pytest.fixture(scope="module")
def running(collected):
    with server(collected, **QUICK) as process:
        yield process


@pytest.fixture(scope="module")
def port(running):
    return running.port


def connect(port: int, data: bytes = b"") -> socket.socket:
    client = socket.create_connection(("127.0.0.1", port), timeout=60)
    client.sendall(data)
    return client


def answer(client: socket.socket) -> str:
    """All that comes until the server ends the connection."""
    found = b""
    try:
        while data := client.recv(65536):
            found += data
    except ConnectionError:
        pass
    client.close()
    return found.decode("latin-1")


def has_ended(client: socket.socket) -> bool:
    """Send one byte more, and see."""
    try:
        client.sendall(b"a")
        return client.recv(10) == b""
    except TimeoutError:
        return False
    except ConnectionError:
        return True


def ask(port: int, data: bytes) -> str:
    """The answer to a whole request; what follows is no matter of the server's."""
    return answer(connect(port, data.replace(HEADERS, HEADERS + b"Connection: close\r\n")))


def others_are_answered(port: int) -> bool:
    return all(
        ask(port, f"GET {path} HTTP/1.1\r\n".encode() + HEADERS + b"\r\n").startswith(status)
        for path, status in (("/healthz", "HTTP/1.1 200"), ("/bestaat-niet/", "HTTP/1.1 404"))
    )


@pytest.mark.parametrize("kind", ["half a head", "half a body"])
def test_fifty_slow_connections_keep_nobody_waiting_and_are_ended(port, kind):
    slow = [connect(port, SLOW[kind]) for _ in range(50)]
    assert others_are_answered(port)
    assert {answer(client) for client in slow} == {""}


def test_every_kind_of_slow_connection_is_ended(port):
    slow = {kind: [connect(port, data) for _ in range(10)] for kind, data in SLOW.items()}
    assert others_are_answered(port)
    firsts = {
        kind: {answer(client).partition("\r\n")[0] for client in clients}
        for kind, clients in slow.items()
    }
    continued, last = firsts.pop("waits to continue"), firsts.pop("nothing after an answer")
    assert continued == {"HTTP/1.1 100 Continue"}
    assert last == {"HTTP/1.1 404 Not Found"}
    assert set().union(*firsts.values()) == {""}


@pytest.mark.parametrize("kind", ["half a head", "half a body", "half a chunk"])
def test_a_byte_now_and_then_buys_no_time(port, kind):
    with connect(port, SLOW[kind]) as client:
        client.settimeout(0.2)
        assert any(has_ended(client) for _ in range(100))


def test_an_answer_that_is_not_read_is_let_go(running, collected, port):
    big = max((collected / "var" / "static").rglob("*.js"), key=lambda file: file.stat().st_size)
    get = f"GET /static/{big.relative_to(collected / 'var' / 'static')} HTTP/1.1\r\n".encode()
    asked = 16_000_000 // big.stat().st_size + 1  # more than the system keeps under way
    clients = [connect(port, (get + HEADERS + b"\r\n") * asked) for _ in range(10)]
    assert others_are_answered(port)
    let_go = 0  # a busy server ends them in more than one look, and one read before goes on
    while let_go < len(clients):
        let_go += int(re.search(r"'answer': (\d+)", wait_for(running, "'answer'"))[1])
    assert all(answer(client).count("HTTP/1.1 200") < asked for client in clients)


def test_a_full_server_ends_who_waits_longest(collected):
    with server(collected, HEAD_SECONDS="600") as crowded:
        port = crowded.port
        first = connect(port)
        time.sleep(1)
        silent = [connect(port) for _ in range(420)]
        assert others_are_answered(port)
        assert answer(first) == ""
        assert "head" in wait_for(crowded, "Ended slow connections")
        for client in silent:
            client.close()


def test_what_was_begun_is_finished_before_the_server_stops(collected):
    with server(collected) as stopping:
        client = connect(stopping.port, FORM + b"Content-Length: 4\r\n\r\na=")
        assert others_are_answered(stopping.port)
        stopping.terminate()
        wait_for(stopping, "Handling signal: term")
        client.sendall(b"bc")
        assert re.match(r"HTTP/1.1 (403|503) ", answer(client))  # no token, or no base: an answer
        assert stopping.wait(20) == 0


# --- Whole requests -------------------------------------------------------------------------------


def test_head_gets_the_headers_alone(port):
    whole = ask(port, WHOLE + b"\r\n").partition("\r\n\r\n")
    head = ask(port, WHOLE.replace(b"GET", b"HEAD") + b"\r\n").partition("\r\n\r\n")
    assert head[2] == ""
    assert f"Content-Length: {len(whole[2])}" in head[0].splitlines()
    assert "server:" not in whole[0].lower()


def test_a_body_too_large_is_read_and_answered_with_a_page(port):
    size = 20_000_000
    client = connect(port, FORM + f"Connection: close\r\nContent-Length: {size}\r\n\r\n".encode())
    client.sendall(b"a" * size)
    found = answer(client)
    assert found.startswith("HTTP/1.1 413 ")
    assert "manage.py import_interventions" in found


def test_a_chunked_body_too_large_is_refused(port):
    client = connect(port, FORM + b"Transfer-Encoding: chunked\r\n\r\n7000000\r\n")
    with suppress(ConnectionError):  # it is not read to the end
        client.sendall(b"a" * 20_000_000)
    assert "200 OK" not in answer(client)
    assert others_are_answered(port)


@pytest.mark.parametrize(("length", "status"), [(8100, 404), (8300, 414), (40_000, 414)])
def test_an_address_may_be_long(port, length, status):
    line = f"GET /bestaat-niet/?q={'a' * length} HTTP/1.1\r\n".encode()
    found = ask(port, line + HEADERS + b"\r\n")
    assert found.split()[1] == str(status)


@pytest.mark.parametrize(
    "wrong",
    [
        b"GET http://[/ HTTP/1.1\r\n" + HEADERS + b"\r\n",
        WHOLE + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\n",
        WHOLE + b"Content-Length: -1\r\n\r\n",
        WHOLE + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n",
        FORM + b"Transfer-Encoding: chunked\r\n\r\nz\r\n",
        FORM + b"Transfer-Encoding: chunked\r\n\r\n" + b"1;" + b"a" * 60_000,
        b"\r\n\r\n" + b"GET\r\n\r\n",
        b"G\xff\x00T / HTTP/1.1\r\n\r\n",
    ],
)
def test_what_is_no_request_gets_a_400(port, wrong):
    assert re.match(r"HTTP/1\.[01] 400 ", ask(port, wrong))
    assert others_are_answered(port)
