"""No log line holds a private link, a query, a mail address, or what somebody typed."""

import json
import logging
from io import StringIO

import pytest
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.db import DataError, IntegrityError, OperationalError
from django.test import Client
from django.urls import path

from config import urls
from config.logs import Json, OneLine, Plain, network_of, reason
from config.urls import handler400, handler403, handler404, handler500  # noqa: F401
from interventions.models import Report, Submission

TOKENS = [Submission().token, Report().token]
KEY = "cvcdl5-9f2c5f0a37ab1f9a2f1f6bbf4aa0b7c1"


def line_of(formatter: logging.Formatter, message: str, *args, error=None, **extra) -> str:
    info = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord("kb", logging.ERROR, "f.py", 1, message, args, info)
    record.__dict__.update(extra)
    return formatter.format(record)


@pytest.fixture(params=[Json, Plain])
def formatter(request):
    return request.param()


@pytest.mark.parametrize("room", ["aanmelden", "klopt-dit-niet", "volgen"])
@pytest.mark.parametrize("token", [*TOKENS, "iets-anders"], ids=map(str, range(len(TOKENS) + 1)))
def test_the_key_of_a_private_link_is_hidden(formatter, room, token):
    line = line_of(formatter, "Internal Server Error: %s", f"/{room}/{token}/antwoord/")
    assert f"/{room}/***/antwoord/" in line
    assert token not in line


def test_a_key_is_hidden_wherever_it_stands(formatter):
    token = TOKENS[0]
    line = line_of(
        formatter, f"GET /%61anmelden/{token}/ and {token} and {token.replace('.', ':')}"
    )
    assert token[:36] not in line
    assert token[37:] not in line


@pytest.mark.parametrize(
    "address", [f"/beheer/nieuw/MQ/{KEY}/", f"/beheer/nieuw-wachtwoord/?wie=MQ&sleutel={KEY}"]
)
def test_the_key_for_a_new_password_is_hidden(formatter, address):
    assert KEY not in line_of(formatter, "Error handling request %s", address)


def test_a_mail_address_in_a_path_is_hidden(formatter):
    assert "jansen" not in line_of(formatter, "Not Found: %s", "/kees.jansen%40kb.example/")


def test_the_query_is_left_out(formatter):
    line = line_of(formatter, 'GET "/interventies/?q=schulden&element=a" 500')
    assert "/interventies/" in line
    assert "schulden" not in line
    assert "500" in line


def test_a_mail_address_is_hidden(formatter):
    assert "jansen" not in line_of(formatter, "Refused: <kees.jansen@kb.example>, code 550")


def raised(error: Exception) -> Exception:
    try:
        raise error
    except Exception as found:
        return found


def test_an_exception_says_where_and_not_what():
    error = raised(IntegrityError("Failing row contains (1, Kees Jansen)."))
    line = json.loads(line_of(Json(), "Internal Server Error: /", error=error))
    assert "Jansen" not in json.dumps(line)
    assert line["errors"][0]["kind"] == "IntegrityError"
    assert "test_logs.py" in line["errors"][0]["where"][0]


def test_an_exception_about_the_machine_may_speak():
    error = raised(OperationalError("connection refused\nDETAIL: Kees"))
    (told,) = json.loads(line_of(Json(), "Weg", error=error))["errors"]
    assert told["says"] == "connection refused"


def test_a_line_break_does_not_begin_a_line():
    assert "\n" not in line_of(Json(), "een\ntwee", error=raised(ValueError("drie\nvier")))


def test_an_answer_has_its_status():
    assert json.loads(line_of(Json(), "Fout", status_code=500))["status"] == 500


# --- Through the front door -----------------------------------------------------------------------


def broken(request, token):
    raise ValueError(f"Cannot read {request.POST['naam']}")


def refusing(request, how):
    raise REFUSALS[how]


REFUSALS = {
    "no": PermissionDenied("Kanarie"),
    "suspicious": SuspiciousOperation("Kanarie"),
    "bad": BadRequest("Kanarie"),
    "away": OperationalError("server closed the connection"),
    "too large": DataError("Kanarie"),
}
broken.allowed_methods = ("POST",)
refusing.allowed_methods = ("GET",)
urlpatterns = [
    path("aanmelden/<token>/", broken),
    path("geweigerd/<how>/", refusing),
    *urls.urlpatterns,
]


@pytest.fixture
def lines(settings):
    """What is written while the test lasts, as in production."""
    settings.ROOT_URLCONF = __name__
    output = StringIO()
    handler = logging.StreamHandler(output)
    handler.setFormatter(Json())
    handler.addFilter(OneLine())
    loggers = [logging.getLogger(name) for name in ("", "django")]
    for logger in loggers:
        logger.addHandler(handler)
    yield lambda: [json.loads(line) for line in output.getvalue().splitlines()]
    for logger in loggers:
        logger.removeHandler(handler)


def test_an_error_while_a_form_is_read_shows_nothing_of_it(lines):
    client = Client(raise_request_exception=False)
    address = f"/aanmelden/{TOKENS[0]}/?q=kanarie"
    response = client.post(address, {"naam": "Kanarie", "email": "kanarie@kb.example"})
    (line,) = lines()
    assert line["message"] == "Internal Server Error: /aanmelden/***/"
    assert line["level"] == "ERROR"
    assert line["errors"][0]["kind"] == "ValueError"
    assert line["request_id"] == response["X-Request-ID"]
    assert response["X-Request-ID"] in response.content.decode()
    assert "kanarie" not in json.dumps(line).lower()


REFUSED = {
    "/bestaat-niet/": (404, ""),
    "/geweigerd/no/": (403, "PermissionDenied"),
    "/geweigerd/suspicious/": (400, "SuspiciousOperation"),
    "/geweigerd/bad/": (400, "BadRequest"),
    "/geweigerd/too large/": (400, "DataError"),
    "/geweigerd/away/": (503, "OperationalError: server closed the connection"),
    "/over/?q=%00": (400, ""),
}


@pytest.mark.parametrize(("address", "told"), REFUSED.items())
def test_what_is_refused_has_no_line_beside_that_of_its_request(lines, address, told):
    response = Client(raise_request_exception=False).get(address)
    assert (response.status_code, reason.get()) == told
    assert lines() == []


SENT = {
    "too many fields": ({"data": {f"a{number}": 1 for number in range(1001)}}, "TooManyFieldsSent"),
    "too long": (
        {"data": "a=" + 3_000_000 * "b", "content_type": "application/x-www-form-urlencoded"},
        "",
    ),
    "no form": ({"data": "x", "content_type": "multipart/form-data"}, "MultiPartParserError"),
    "no token": ({"data": {"a": "b"}}, "csrf"),
    "another host": ({"headers": {"host": "kanarie.example"}}, "DisallowedHost"),
}


@pytest.mark.parametrize(("sent", "told"), SENT.values(), ids=SENT)
def test_nor_has_a_form_that_is_refused(lines, sent, told):
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    response = client.post("/klopt-dit-niet/", **sent)
    assert 400 <= response.status_code < 500
    assert reason.get() == told
    assert lines() == []


def test_a_database_that_is_away_is_one_line_on_a_development_machine_too():
    error = raised(OperationalError("connection refused"))
    record = logging.LogRecord("kb", logging.ERROR, "f.py", 1, "Weg", (), (None, error, None))
    record.exc_info = (type(error), error, error.__traceback__)
    assert OneLine().filter(record)
    line = Plain("%(levelname)s %(message)s").format(record)
    assert line.startswith("WARNING Weg error=OperationalError: connection refused")
    assert "\n" not in line


# --- The id of a request --------------------------------------------------------------------------

GIVEN = "0123456789abcdef0123456789abcdef"


@pytest.mark.parametrize(
    ("proxies", "offered", "is_taken"),
    [
        (1, GIVEN, True),
        (0, GIVEN, False),
        (1, "kees@kb.example", False),
        (1, "x" * 65, False),
        (1, "", False),
    ],
)
def test_only_a_proxy_of_our_own_gives_an_id(settings, proxies, offered, is_taken):
    settings.TRUSTED_PROXIES = proxies
    taken = Client().get("/healthz", headers={"x-request-id": offered})["X-Request-ID"]
    assert (taken == offered) is is_taken
    assert Client().get("/healthz")["X-Request-ID"] != taken


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.0"),
        ("2001:db8:1:2:3::4", "2001:db8:1::"),
        ("::ffff:203.0.113.77", "203.0.113.0"),
        ("kees", "-"),
    ],
)
def test_of_an_address_the_log_has_the_network(address, network):
    assert network_of(address) == network


def test_every_handler_that_writes_has_one_of_our_formatters(settings):
    handlers = settings.LOGGING["handlers"]
    assert {handler.get("formatter") for handler in handlers.values()} == {"plain", None}
    assert handlers["nowhere"]["class"] == "logging.NullHandler"
    names = ["", *logging.root.manager.loggerDict]
    found = {type(each) for name in names for each in logging.getLogger(name).handlers}
    assert not [kind for kind in found if kind.__name__ == "AdminEmailHandler"]
