"""No log line holds a private link, a query, a mail address, or what somebody typed."""

import json
import logging

import pytest
from django.db import IntegrityError, OperationalError
from django.test import Client
from django.urls import path

from config import urls
from config.logs import Json, Plain
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


broken.allowed_methods = ("POST",)
urlpatterns = [path("aanmelden/<token>/", broken), *urls.urlpatterns]


def test_an_error_while_a_form_is_read_shows_nothing_of_it(settings, caplog):
    settings.ROOT_URLCONF = __name__
    client = Client(raise_request_exception=False)
    address = f"/aanmelden/{TOKENS[0]}/?q=kanarie"
    logger = logging.getLogger("django.request")
    logger.addHandler(caplog.handler)  # it hands nothing on to the root
    try:
        client.post(address, {"naam": "Kanarie", "email": "kanarie@kb.example"})
    finally:
        logger.removeHandler(caplog.handler)
    (record,) = caplog.records
    line = Json().format(record)
    assert json.loads(line)["message"] == "Internal Server Error: /aanmelden/***/"
    assert json.loads(line)["errors"][0]["kind"] == "ValueError"
    assert "kanarie" not in line.lower()


def test_every_handler_that_writes_has_one_of_our_formatters(settings):
    handlers = settings.LOGGING["handlers"]
    assert {handler.get("formatter") for handler in handlers.values()} == {"plain", None}
    assert handlers["nowhere"]["class"] == "logging.NullHandler"
    names = ["", *logging.root.manager.loggerDict]
    found = {type(each) for name in names for each in logging.getLogger(name).handlers}
    assert not [kind for kind in found if kind.__name__ == "AdminEmailHandler"]
