"""What somebody gets whose page waited too long for a thread: an answer at once, without the site.

So a queue is never longer than visitors have patience for, and empties by itself after a rush.
"""

import json
import time
from pathlib import Path

from config.environment import env_int
from config.turns import PAGE, kind_of
from interventions.open_data.api.addresses import PREFIX
from interventions.open_data.api.headers import OPEN

PATIENCE = env_int("PAGE_SECONDS", 4, least=0, most=60)  # that a page waits for a thread
RETRY_AFTER = 5
PROBES = ("/healthz", "/readyz")

_PAGE = Path(__file__).resolve().parent.parent / "templates" / "errors" / "rush.html"
_BODY = _PAGE.read_bytes()
_PROBLEM = json.dumps(
    {
        "type": "about:blank",
        "status": 503,
        "title": "Het is heel druk",
        "detail": "Wacht het aantal seconden dat in `Retry-After` staat.",
    }
).encode()
HEADERS = [
    ("Retry-After", str(RETRY_AFTER)),
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("Content-Security-Policy", "default-src 'none'; style-src 'self'; img-src 'self'"),
]


def waited_too_long(request) -> bool:
    """Whether a request of waitress is a page that came more than PATIENCE ago."""
    return (
        request.error is None
        and time.monotonic() - request.came > PATIENCE
        and not request.late
        and kind_of(request) == PAGE  # files and what was typed have a limit of their own
        and request.path not in PROBES
    )


def refusal(path: str) -> tuple[list[tuple[str, str]], bytes]:
    """The headers and the body that say so."""
    if path.startswith(f"{PREFIX}/"):
        return [*HEADERS, *OPEN.items(), ("Content-Type", "application/problem+json")], _PROBLEM
    return [*HEADERS, ("Content-Type", "text/html; charset=utf-8")], _BODY
