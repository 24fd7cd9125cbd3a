"""What happens to every request before a view sees it: health, client, hostile input, methods."""

import ipaddress
import re
from contextlib import suppress
from itertools import chain
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.db import Error
from django.http import HttpResponse
from django.urls import reverse

from config import errors, logs, readiness
from config.metrics import room_of
from config.turns import LATE, SAFE
from elements.read_only import is_read_only
from interventions.intake.received.limits import DESK, DOCUMENT

DESK_METHODS = ("GET", "HEAD", "POST")
LARGEST_UPLOAD = 2 * DESK.size + settings.DATA_UPLOAD_MAX_MEMORY_SIZE  # two files, and the form
SHEET_UPLOAD = DOCUMENT.size + settings.DATA_UPLOAD_MAX_MEMORY_SIZE
WITH_FILES = (
    "admin:interventions_importbatch_add",
    "admin:interventions_descriptionsheet_add",
)
READ_ONLY_WAIT = 300  # seconds
FIRST_PART = 64 * 1024  # bytes of a stream that are made before its status goes out
WITH_PORT = re.compile(r"\A(?:(?P<v4>[\d.]+)|\[(?P<v6>[^\]]+)\])(?::\d+)?\Z")


# --- Which request --------------------------------------------------------------------------------


def identified(get_response):
    """Give the request an id, for its log lines, its answer and a page that says what went wrong.

    A proxy of our own may have given it one; from anybody else X-Request-ID counts for nothing.
    """

    def middleware(request):
        proxied = settings.TRUSTED_PROXIES > 0
        logs.begin_request(request.META.get("HTTP_X_REQUEST_ID", "") if proxied else "")
        response = get_response(request)
        response["X-Request-ID"] = logs.request_id.get()
        request.META["kb.room"] = room_of(request)
        return response

    return middleware


# --- Health ---------------------------------------------------------------------------------------


def health(get_response):
    """Answer `/healthz` and `/readyz` first: before the host check, the redirect and the logs."""
    probes = {"/healthz": _alive, "/readyz": _ready}

    def middleware(request):
        probe = probes.get(request.path_info)
        if probe is None:
            return get_response(request)
        if request.method not in ("GET", "HEAD"):
            return HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
        ok, text = probe()
        return HttpResponse(
            text,
            status=200 if ok else 503,
            content_type="text/plain; charset=utf-8",
            headers={"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"},
        )

    return middleware


def _alive():
    return True, "ok"


def _ready():
    """Whether a page can be made: the database answers and has every migration, the addresses lead
    to views, and the static files are there.
    """
    try:
        migrated = readiness.migrations_are_there()
    except Error:
        return False, "database"
    if not migrated:
        return False, "migrations"
    if not readiness.addresses_are_there():
        return False, "addresses"
    return (True, "ok") if readiness.static_is_there() else (False, "static files")


# --- Who is asking --------------------------------------------------------------------------------


def client_of(meta: dict, proxies: int) -> tuple[str, str]:
    """The client's address and scheme, as seen by the outermost of `proxies` trusted proxies.

    Each proxy adds one entry at the right of X-Forwarded-For and X-Forwarded-Proto; what stands
    further left was written by the client and counts for nothing. With no proxies both headers are
    ignored.
    """
    address, scheme = meta.get("REMOTE_ADDR", ""), meta.get("wsgi.url_scheme", "http")
    if not proxies:
        return address, scheme
    forwarded = _entry(meta.get("HTTP_X_FORWARDED_FOR", ""), proxies)
    protocol = _entry(meta.get("HTTP_X_FORWARDED_PROTO", ""), proxies)
    with suppress(ValueError):  # a proxy that does not say: its own address is the best we know
        address = str(ipaddress.ip_address(_without_port(forwarded)))
    return address, protocol if protocol in ("http", "https") else scheme


def _entry(header: str, from_right: int) -> str:
    entries = [entry.strip() for entry in header.split(",")]
    return entries[-min(from_right, len(entries))]


def _without_port(entry: str) -> str:
    """Some proxies write the port of the visitor too: `203.0.113.7:4711`, `[2001:db8::7]:4711`."""
    found = WITH_PORT.match(entry)
    return found["v4"] or found["v6"] if found else entry


def client(get_response):
    """Write the client's address and scheme where Django and gunicorn's log read them."""

    def middleware(request):
        address, scheme = client_of(request.META, settings.TRUSTED_PROXIES)
        request.META["REMOTE_ADDR"] = address
        request.META["wsgi.url_scheme"] = scheme
        return get_response(request)

    return middleware


# --- Hostile input --------------------------------------------------------------------------------


def body_size(get_response):
    """Refuse a body larger than any form of ours. Forms are read before it is known who sends them,
    and Django keeps files of any size.
    """

    def middleware(request):
        size = _length(request)
        if size > settings.DATA_UPLOAD_MAX_MEMORY_SIZE and size > _largest(request):
            return errors.too_large(request)
        return get_response(request)

    return middleware


def _length(request) -> int:
    with suppress(ValueError):
        return int(request.META.get("CONTENT_LENGTH") or 0)
    return 0  # as Django: nothing of such a body is read


def _largest(request) -> int:
    if request.path_info in map(reverse, WITH_FILES):
        return LARGEST_UPLOAD
    submitting = reverse("submissions:submission-start")  # and behind it, each private link
    if request.path_info.startswith(submitting):
        return SHEET_UPLOAD
    return settings.DATA_UPLOAD_MAX_MEMORY_SIZE


# In a query, as it is written there: control characters that are no white space, and what never is
# a sign.
CONTROLS_IN_QUERY = re.compile(
    r"(?:%(?:0[1-8bcef]|1[0-9a-f]|7f|c2%[89][0-9a-f])|[\x01-\x08\x0b\x0c\x0e-\x1f\x7f])+", re.I
)
NO_SIGNS_IN_QUERY = re.compile(r"%ef%b7%[9a][0-9a-f]|%(?:ef|f[0-4]%[89ab]f)%bf%b[ef]", re.I)


def hostile_input(get_response):
    """Refuse NUL bytes and text that is not UTF-8 before they reach a database; drop other control
    characters from a query, as the fields of a form do (`elements.text.without_controls`).
    """

    def middleware(request):
        if (
            "\0" in request.path_info
            or _is_hostile(request.META.get("QUERY_STRING", ""))
            or any("\0" in value for value in request.COOKIES.values())
            or _has_hostile_form(request)
        ):
            return errors.bad_request(request)
        query = NO_SIGNS_IN_QUERY.sub("", request.META.get("QUERY_STRING", ""))
        request.META["QUERY_STRING"] = CONTROLS_IN_QUERY.sub(_space_or_nothing, query)
        return get_response(request)

    return middleware


def _space_or_nothing(found: re.Match) -> str:
    """A space between two words, nothing at the end of one or of a value."""
    text, (start, end) = found.string, found.span()
    is_alone = start and end < len(text) and text[start - 1] not in "=&+" and text[end] not in "&+"
    return "+" if is_alone else ""


def _is_hostile(query: str) -> bool:
    # WSGI hands bytes over as latin-1.
    text = unquote_to_bytes(query.encode("latin-1", "replace"))
    try:
        return "\0" in text.decode("utf-8")
    except UnicodeDecodeError:
        return True


def _has_hostile_form(request) -> bool:
    if request.method != "POST":
        return False
    return any("\0" in text for name, values in request.POST.lists() for text in (name, *values))


# --- What is not taken in now ---------------------------------------------------------------------


def refusals(get_response):
    """Say to who waited too long for a thread that it is busy; and in read-only mode, to who sends
    something, that nothing is taken in.
    """

    def middleware(request):
        if request.META.get(LATE):
            return errors.service_unavailable(request, "busy")
        if request.method not in SAFE and is_read_only():
            return errors.service_unavailable(request, "read_only", wait=READ_ONLY_WAIT)
        return get_response(request)

    return middleware


# --- Methods and streams --------------------------------------------------------------------------


class methods:
    """Answer 405 with Allow unless the view declares it (`interventions/showing/methods.py`)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code == 405 and not response.content:  # a view of Django's own
            return errors.method_not_allowed(request, response["Allow"].split(", "))
        return response

    def process_view(self, request, view, args, kwargs):
        allowed = declared_methods(view)
        if request.method in allowed:
            return None
        return errors.method_not_allowed(request, allowed)


def declared_methods(view) -> tuple[str, ...]:
    """The methods a resolved view answers; empty when it declares none."""
    if hasattr(view, "admin_site") or hasattr(view, "model_admin"):
        return DESK_METHODS
    return getattr(view, "allowed_methods", ())


def begun_streams(get_response):
    """Make the first part of a stream before its status goes out: a fault there is still a page.

    A later one ends the connection, so that nobody takes half a file for a whole one.
    """

    def middleware(request):
        response = get_response(request)
        if response.streaming:
            pieces, begun, size = iter(response), [], 0
            for piece in pieces:
                begun.append(piece)
                size += len(piece)
                if size >= FIRST_PART:
                    break
            response.streaming_content = chain(begun, pieces)
        return response

    return middleware
