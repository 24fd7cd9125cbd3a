"""Log lines that anybody who runs the site may read: no bodies, no queries, no private links.

What an exception says is left out, unless it is of a kind that speaks of the machine or the code: a
database quotes the row that it refuses, a form the text that it could not read.

A request has one line, that of the access log (`config/gunicorn.py`). Why it was refused stands in
it; only a fault of ours gets a second line. Both have the id of the request.
"""

import ipaddress
import json
import logging
import re
import secrets
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from smtplib import SMTPException

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, DataError, IntegrityError, InterfaceError, OperationalError
from jinja2 import TemplateError
from redis.exceptions import RedisError

HIDDEN = "***"
SPEAKING = (
    *(OSError, OperationalError, ImproperlyConfigured, TemplateError),
    *(AttributeError, ImportError, NameError, TypeError),
)
# What is around us is away, full or not ready: no fault in the code.
AROUND = (DatabaseError, InterfaceError, RedisError)
WELL_FORMED = re.compile(r"[0-9A-Za-z_-]{8,64}")  # an id of a request; of nginx 32 hex digits
PART = r"[^\s<>\"'(),:;/]"  # of a mail address
PATTERNS = (
    # The key of a private link stands behind these words, or looks like one of ours elsewhere.
    (re.compile(r"/(aanmelden|klopt-dit-niet|volgen)/+[^/\s?\"']+", re.I), rf"/\1/{HIDDEN}"),
    (re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}(?:[.:%][\w%-]+)?", re.I), HIDDEN),
    (re.compile(r"\b[0-9a-z]{6,13}-[0-9a-f]{32,64}\b"), HIDDEN),  # Django's key for a new password
    # The query: what somebody searches for. This one and the next begin at the start of a run of
    # letters and give nothing back (`++`): from every slash of thousands it would be quadratic.
    (re.compile(r"(?<![^\s?\"'])([^\s?\"'/]*+/[^\s?\"']*+)\?[^\s\"']+"), r"\1"),
    # A mail address, also as it stands in an address of a page.
    (re.compile(rf"(?<!{PART})(?:(?!%40)[^\s<>\"'(),:;/@])++(?:@|%40){PART}+"), HIDDEN),
)

# Of the request that this thread answers: what its lines have in common, why it was refused.
request_id: ContextVar[str] = ContextVar("request_id", default="")
reason: ContextVar[str] = ContextVar("reason", default="")


def begin_request(offered: str = "") -> None:
    """Take the id that a proxy of ours offers when it is well formed, else make one."""
    request_id.set(offered if WELL_FORMED.fullmatch(offered) else secrets.token_hex(8))
    reason.set("")


def network_of(address: str) -> str:
    """The network of a visitor, never the address: of IPv4 the /24, of IPv6 the /48."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return "-"
    found = getattr(found, "ipv4_mapped", None) or found
    kept = 24 if found.version == 4 else 48
    return str(ipaddress.ip_network((int(found), kept), strict=False)[0])


def masked(text: str) -> str:
    """The text without keys, queries and mail addresses."""
    for pattern, instead in PATTERNS:
        text = pattern.sub(instead, text)
    return text


class OneLine(logging.Filter):
    """What was refused is said by the line of its request, which gets the reason from here: a page
    that is not there, a form that is too long, a database that is away (503). What passes is a
    fault; that something around us is away is none of ours.
    """

    def filter(self, record):
        error = _error_of(record)
        status = getattr(record, "status_code", None)
        if isinstance(status, int) and (status < 500 or status == 503):
            is_of_security = record.name.startswith("django.security.")
            reason.set(_said(error) if error else record.name[16:] if is_of_security else "")
            return False
        if isinstance(error, AROUND) and not isinstance(error, IntegrityError | DataError):
            record.levelno, record.levelname = logging.WARNING, "WARNING"
        return True


class Plain(logging.Formatter):
    """One readable line; for a development machine a fault has its whole traceback below it."""

    def format(self, record):
        error, shown = _error_of(record), record.__dict__
        said = {"request_id": request_id.get(), **getattr(record, "fields", {})}
        if error and record.levelno < logging.ERROR:
            shown = {**shown, "exc_info": None, "exc_text": None}
            said = {"error": _said(error), **said}
        told = "".join(f" {name}={value}" for name, value in said.items() if value != "")
        return masked(super().format(logging.makeLogRecord({**shown, "said": told})))

    def formatMessage(self, record):
        return super().formatMessage(record) + record.said


class Json(logging.Formatter):
    """One JSON object per line: for production."""

    def format(self, record):
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": masked(record.getMessage()),
            **({"request_id": request_id.get()} if request_id.get() else {}),
            **{name: _plain(value) for name, value in getattr(record, "fields", {}).items()},
        }
        if isinstance(getattr(record, "status_code", None), int):
            line["status"] = record.status_code
        if record.exc_info and record.exc_info[1]:
            line["errors"] = _errors(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


def _error_of(record: logging.LogRecord) -> BaseException | None:
    return record.exc_info[1] if record.exc_info else None


def _said(error: BaseException) -> str:
    """The kind of an exception, and what it may say: its first line, as further down PostgreSQL
    quotes values.
    """
    kind = type(error).__name__
    if not isinstance(error, SPEAKING) or isinstance(error, SMTPException):
        return kind
    return f"{kind}: {masked(str(error).partition(chr(10))[0])}"


def _plain(value):
    return value if isinstance(value, int | float) else masked(str(value))


def _errors(error: BaseException | None) -> list[dict]:
    """The exception and what it came from: its kind, where it was raised, what it may say."""
    found: list[dict] = []
    while error and len(found) < 5:
        kind, _, says = _said(error).partition(": ")
        found.append({"kind": kind, "where": _where(error), **({"says": says} if says else {})})
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return found


def _where(error: BaseException) -> list[str]:
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
