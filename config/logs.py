"""Log lines that anybody who runs the site may read: no bodies, no queries, no private links.

What an exception says is left out, unless it is of a kind that speaks of the machine or the code: a
database quotes the row that it refuses, a form the text that it could not read.
"""

import json
import logging
import re
import traceback
from datetime import UTC, datetime

from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError
from jinja2 import TemplateError

HIDDEN = "***"
SPEAKING = (
    *(OSError, OperationalError, ImproperlyConfigured, TemplateError),
    *(AttributeError, ImportError, NameError, TypeError),
)
PART = r"[^\s<>\"'(),:;/]"  # of a mail address
PATTERNS = (
    # The key of a private link stands behind these words, or looks like one of ours elsewhere.
    (re.compile(r"/(aanmelden|klopt-dit-niet|volgen)/+[^/\s?\"']+", re.I), rf"/\1/{HIDDEN}"),
    (re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}(?:[.:%][\w%-]+)?", re.I), HIDDEN),
    (re.compile(r"\b[0-9a-z]{6,13}-[0-9a-f]{32,64}\b"), HIDDEN),  # Django's key for a new password
    # The query: what somebody searches for. This one and the next begin at the start of a run of
    # letters and give nothing back (`++`): from every slash of thousands it would be quadratic.
    (re.compile(r"(?<![^\s?\"'])([^\s?\"'/]*+/[^\s?\"']*+)\?[^\s\"']+"), r"\1"),
    # A mail address.
    (re.compile(rf"(?<!{PART}){PART}[^\s<>\"'(),:;/@]*+@{PART}+"), HIDDEN),
)


def masked(text: str) -> str:
    """The text without keys, queries and mail addresses."""
    for pattern, instead in PATTERNS:
        text = pattern.sub(instead, text)
    return text


class Plain(logging.Formatter):
    """One readable line, with the whole traceback: for a development machine."""

    def format(self, record):
        return masked(super().format(record))


class Json(logging.Formatter):
    """One JSON object per line: for production."""

    def format(self, record):
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": masked(record.getMessage()),
            **{name: _plain(value) for name, value in getattr(record, "fields", {}).items()},
        }
        if isinstance(getattr(record, "status_code", None), int):
            line["status"] = record.status_code
        if record.exc_info and record.exc_info[1]:
            line["errors"] = _errors(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


def _plain(value):
    return value if isinstance(value, int | float) else masked(str(value))


def _errors(error: BaseException | None) -> list[dict]:
    """The exception and what it came from: its kind, where it was raised, what it may say."""
    found: list[dict] = []
    while error and len(found) < 5:
        one = {"kind": type(error).__name__, "where": _where(error)}
        if isinstance(error, SPEAKING):
            # The first line: further down PostgreSQL quotes values.
            one["says"] = masked(str(error).partition("\n")[0])
        found.append(one)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return found


def _where(error: BaseException) -> list[str]:
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
