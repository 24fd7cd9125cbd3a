"""In a rush a page that waited too long is refused at once, and what must go on goes on."""

import pytest

from tests.config.conftest import server
from tests.config.test_slow_clients import FORM, HEADERS, ask


@pytest.fixture(scope="module")
def port(collected):
    with server(collected, PAGE_SECONDS="0") as process:  # every page waited too long
        yield process.port


def get(port: int, path: str) -> str:
    return ask(port, f"GET {path} HTTP/1.1\r\n".encode() + HEADERS + b"\r\n")


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/", "text/html; charset=utf-8"), ("/api/v1/interventies", "application/problem+json")],
)
def test_a_page_that_waited_too_long_is_refused_in_plain_words(port, path, kind):
    found = get(port, path)
    assert found.startswith("HTTP/1.1 503 ")
    assert "Retry-After: 5\r\n" in found
    assert f"Content-Type: {kind}\r\n" in found
    assert "Het is heel druk" in found


def test_the_probes_are_answered_in_a_rush(port):
    assert get(port, "/healthz").startswith("HTTP/1.1 200 ")


def test_a_form_that_was_filled_in_is_read_in_a_rush(port):
    found = ask(port, FORM + b"Content-Length: 0\r\n\r\n")
    assert found.startswith("HTTP/1.1 403 ")  # by the site: it has no token
