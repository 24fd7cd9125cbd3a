"""Settings come from the environment; a wrong value stops the start and names the variable."""

import os
import secrets
import stat
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

from config import environment, keys

NAME = "KENNISBANK_TEST"
GOOD = secrets.token_urlsafe(50)


@pytest.fixture
def given(monkeypatch):
    """Set the variable that these tests read."""
    return lambda value: monkeypatch.setenv(NAME, value)


def test_text_is_trimmed_and_falls_back_on_the_default(given):
    assert environment.env_text(NAME, "anders") == "anders"
    given("  ")
    assert environment.env_text(NAME, "anders") == "anders"
    given("  zo ")
    assert environment.env_text(NAME, "anders") == "zo"


def test_choice_is_one_of_the_choices(given):
    assert environment.env_choice(NAME, ("a", "b"), "b") == "b"
    given("a")
    assert environment.env_choice(NAME, ("a", "b"), "b") == "a"
    given("c")
    with pytest.raises(ImproperlyConfigured, match=f"{NAME} is 'c'. Choose one of: a, b"):
        environment.env_choice(NAME, ("a", "b"), "b")


@pytest.mark.parametrize(("text", "value"), [("1", True), ("0", False), ("", True)])
def test_bool_is_one_or_zero(given, text, value):
    given(text)
    assert environment.env_bool(NAME, default=True) is value


@pytest.mark.parametrize("text", ["true", "yes", "2", "off"])
def test_bool_refuses_every_other_word(given, text):
    given(text)
    with pytest.raises(ImproperlyConfigured, match=f"{NAME} is '{text}'. Choose one of: 0, 1"):
        environment.env_bool(NAME, default=False)


@pytest.mark.parametrize(("text", "value"), [("1", 1), ("10", 10), ("", 7), (" 5 ", 5)])
def test_int_is_a_number_within_its_limits(given, text, value):
    given(text)
    assert environment.env_int(NAME, 7, least=1, most=10) == value


@pytest.mark.parametrize("text", ["0", "11", "-1", "1.5", "veel", "٣", "1e3"])
def test_int_refuses_everything_else(given, text):
    given(text)
    with pytest.raises(ImproperlyConfigured, match=f"{NAME} is .*whole number from 1 to 10"):
        environment.env_int(NAME, 7, least=1, most=10)


def test_list_stands_between_commas_or_spaces(given):
    assert environment.env_list(NAME) == []
    given(" a, b ,,c  ")
    assert environment.env_list(NAME) == ["a", "b", "c"]
    given("a b\tc")
    assert environment.env_list(NAME) == ["a", "b", "c"]


def test_url_loses_its_last_slash(given):
    assert environment.env_url(NAME, "https://kb.nl/") == "https://kb.nl"
    given("http://127.0.0.1:8000/")
    assert environment.env_url(NAME) == "http://127.0.0.1:8000"


@pytest.mark.parametrize("text", ["kb.nl", "ftp://kb.nl", "https://", "javascript:alert(1)"])
def test_url_is_a_web_address(given, text):
    given(text)
    with pytest.raises(ImproperlyConfigured, match=f"{NAME} is .*https://kb.nl"):
        environment.env_url(NAME)


def test_database_is_a_sqlite_file_unless_told_otherwise(tmp_path):
    found = environment.env_database(NAME, tmp_path / "var" / "db.sqlite3")
    assert found["ENGINE"] == "django.db.backends.sqlite3"
    assert found["NAME"] == str(tmp_path / "var" / "db.sqlite3")
    assert (tmp_path / "var").is_dir()


def test_sqlite_waits_for_its_turn_and_loses_nothing(tmp_path):
    options = environment.env_database(NAME, tmp_path / "db.sqlite3")["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] >= 20
    assert "journal_mode=WAL" in options["init_command"]
    assert "synchronous=FULL" in options["init_command"]


def test_sqlite_url_names_a_file(given, tmp_path):
    given(f"sqlite:///{tmp_path}/met%20spatie.sqlite3")
    assert environment.env_database(NAME, tmp_path)["NAME"] == f"{tmp_path}/met spatie.sqlite3"


def test_postgres_url_names_everything(given, tmp_path):
    given("postgres://jan:ge%40heim@db.example:6543/kennis%20bank")
    found = environment.env_database(NAME, tmp_path, seconds=4)
    assert found["ENGINE"] == "config.postgresql"
    assert [found[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME")] == [
        "jan",
        "ge@heim",
        "db.example",
        "6543",
        "kennis bank",
    ]
    assert found["OPTIONS"]["options"] == "-c statement_timeout=4000"
    assert found["OPTIONS"]["patience"] == 5  # a server that lives has said no by then
    assert found["CONN_HEALTH_CHECKS"] is True


def test_postgres_takes_all_the_time_it_needs_for_a_command(given, tmp_path):
    given("postgres://db.example/kennisbank")
    options = environment.env_database(NAME, tmp_path)["OPTIONS"]
    assert options["options"] == "-c statement_timeout=0"
    assert options["patience"] is None


@pytest.mark.parametrize(
    "text",
    ["mysql://a/b", "postgres://alleen-een-host", "sqlite://", "/var/db.sqlite3", "onzin"],
)
def test_database_url_that_is_not_understood_is_refused(given, tmp_path, text):
    given(text)
    with pytest.raises(ImproperlyConfigured, match=f"{NAME} is not understood. Give postgres://"):
        environment.env_database(NAME, tmp_path)


def test_database_port_is_a_number(given, tmp_path):
    given("postgres://jan@db.example:poort/kb")
    with pytest.raises(ImproperlyConfigured, match=f"port in {NAME}"):
        environment.env_database(NAME, tmp_path)


def test_database_password_is_not_in_the_message(given, tmp_path):
    given("mysql://jan:geheim@db.example/kb")
    with pytest.raises(ImproperlyConfigured) as failure:
        environment.env_database(NAME, tmp_path)
    assert "geheim" not in str(failure.value)


@pytest.mark.parametrize(
    ("text", "host", "port", "tls", "ssl"),
    [
        ("smtp://mail.example", "mail.example", 25, False, False),
        ("smtp://mail.example?tls=1", "mail.example", 587, True, False),
        ("smtp://mail.example:2525?tls=0", "mail.example", 2525, False, False),
        ("smtps://mail.example/", "mail.example", 465, False, True),
    ],
)
def test_mail_server_is_a_url(given, text, host, port, tls, ssl):
    given(text)
    found = environment.env_mail(NAME)
    assert [found[key] for key in ("host", "port", "tls", "ssl")] == [host, port, tls, ssl]
    assert found["backend"] == "interventions.workflow.mail.smtp.Backend"


def test_mail_server_may_ask_for_a_password(given):
    given("smtps://jan%40kb.nl:ge%2Fheim@mail.example")
    found = environment.env_mail(NAME)
    assert (found["user"], found["password"]) == ("jan@kb.nl", "ge/heim")


def test_mail_is_printed_unless_told_otherwise():
    assert environment.env_mail(NAME)["backend"].endswith("console.EmailBackend")


@pytest.mark.parametrize(
    "text",
    [
        *("http://mail.example", "mail.example:587", "smtp://", "smtp://:geheim@"),
        *("smtp://m.example?tls=yes", "smtp://m.example?ssl=1", "smtps://m.example?tls=1"),
        "smtp://geheim@[::1",
    ],
)
def test_mail_server_that_is_not_understood_is_refused_without_its_password(given, text):
    given(text)
    with pytest.raises(ImproperlyConfigured, match=f"{NAME} is not understood. Give smtp://") as no:
        environment.env_mail(NAME)
    assert "geheim" not in str(no.value)


def test_mail_port_is_a_number(given):
    given("smtp://mail.example:post")
    with pytest.raises(ImproperlyConfigured, match=f"port in {NAME}"):
        environment.env_mail(NAME)


@pytest.mark.parametrize("text", ["a@kb.nl", "Kennisbank <a@kb.nl>"])
def test_sender_is_an_address(given, text):
    given(text)
    assert environment.env_sender(NAME, "b@kb.nl") == text


@pytest.mark.parametrize(
    "text", ["kennisbank", "a@", "@kb.nl", "a@kb.nl, b@kb.nl", "a@kb.nl\nX: y"]
)
def test_sender_that_is_no_address_is_refused(given, text):
    given(text)
    with pytest.raises(ImproperlyConfigured, match=f"{NAME} is .*Give an address such as"):
        environment.env_sender(NAME, "b@kb.nl")


def test_development_key_is_made_once_and_for_its_owner(tmp_path):
    file = tmp_path / "secret-key"
    key = keys.development_key(file)
    assert len(key) >= 50
    assert keys.development_key(file) == key
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "key",
    [
        "",
        GOOD[:49],
        "x" * 80,
        "0123456789" * 6,
        GOOD[:13] * 5,
        f"django-insecure-{GOOD}",
        "this-is-not-a-very-good-SECRET-key-for-a-real-site-at-all",
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZghijklmnopqrstuvwxyz",
        "AAAAAABBBBBBCCCCCCDDDDDDEEEEEEFFFFFFGGGGGGHHHHHHIIIIIIJJJJJJ",
    ],
    ids=map(str, range(9)),  # a key is another in every process, and a test is known by its name
)
def test_key_that_can_be_guessed_is_refused_and_not_shown(key):
    with pytest.raises(ImproperlyConfigured, match=r"^SLEUTEL .*Make one with") as refusal:
        keys.require_strong("SLEUTEL", key)
    assert not key or key not in str(refusal.value)


def test_key_that_is_random_is_accepted_however_it_was_made():
    for _ in range(500):
        keys.require_strong("SLEUTEL", secrets.token_urlsafe(50))
        keys.require_strong("SLEUTEL", secrets.token_hex(32))
        keys.require_strong("SLEUTEL", get_random_secret_key())


def test_key_of_the_development_machine_is_no_key_for_production(tmp_path):
    key = keys.development_key(tmp_path / "secret-key")
    with pytest.raises(ImproperlyConfigured, match="SLEUTEL is the one of the development machine"):
        keys.require_strong("SLEUTEL", key, besides=keys.known_key(tmp_path / "secret-key"))


# --- The settings as a whole ----------------------------------------------------------------------

PRIMARY = "postgres://kb:Xo5mT2qpz8@db.example/kb"
COMPLETE = {
    "ENVIRONMENT": "production",
    "SECRET_KEY": GOOD,
    "ALLOWED_HOSTS": "kennisbank.example",
}


def start(variables: dict[str, str], tmp_path, *command: str) -> subprocess.CompletedProcess:
    """Read these settings and nothing else of this shell; or give a command of Django."""
    read = ("-c", "import config.settings")
    return subprocess.run(
        [sys.executable, *(("manage.py", *command) if command else read)],
        cwd=settings.BASE_DIR,
        env={
            "PATH": os.environ["PATH"],
            "DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3",
            **variables,
        },
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_command_takes_the_time_that_it_needs(tmp_path):
    told = start({"ENVIRONMENT": "development", "DATABASE_SECONDS": "5"}, tmp_path, "diffsettings")
    assert "DATABASE_SECONDS = 0 " in told.stdout


def test_production_starts_when_its_settings_are_complete(tmp_path):
    assert start(COMPLETE, tmp_path, "check").returncode == 0


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY is missing"),
        ({"SECRET_KEY": "te-kort"}, "SECRET_KEY is missing or shorter"),
        ({"SECRET_KEY": "k" * 60}, "SECRET_KEY has fewer than 10 different"),
        ({"SECRET_KEY_FALLBACKS": "te-kort"}, "SECRET_KEY_FALLBACKS is missing or shorter"),
        ({"SECRET_KEY_FALLBACKS": f"{GOOD},{'k' * 60}"}, "SECRET_KEY_FALLBACKS has fewer"),
        ({"PUBLIC_URL": "http://kennisbank.example"}, "PUBLIC_URL is 'http://kennisbank.example'"),
        ({"PUBLIC_URL": "http://127.0.0.1:8000"}, "PUBLIC_URL is 'http://127.0.0.1:8000'"),
        (
            {"SECURITY_POLICY_URL": "http://kb.example"},
            "SECURITY_POLICY_URL is 'http://kb.example'",
        ),
        ({"ALLOWED_HOSTS": ".example"}, "ALLOWED_HOSTS is missing or allows every host"),
        ({"ALLOWED_HOSTS": "*.kb.example"}, "ALLOWED_HOSTS is missing or allows every host"),
        ({"DATABASE_URL": "postgres://kb:kb@db.example/kb"}, "The password in DATABASE_URL"),
        ({"DATABASE_URL": "postgres://kb:Password@db.example/kb"}, "The password in DATABASE_URL"),
        (
            {
                "DATABASE_URL": PRIMARY,
                "DATABASE_REPLICA_URL": "postgres://kb:kb@replica.example/kb",
            },
            "The password in DATABASE_REPLICA_URL",
        ),
        ({"DATABASE_REPLICA_URL": PRIMARY}, "DATABASE_REPLICA_URL is not understood"),
        ({"EMAIL_URL": "smtp://jan:geheim@mail.example"}, "EMAIL_URL sends a password that is not"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS is missing"),
        ({"ALLOWED_HOSTS": "kb.example,*"}, "ALLOWED_HOSTS is missing or allows every host"),
        ({"DEBUG": "1"}, "DEBUG=1 shows secrets"),
        ({"SECOND_FACTOR": "0"}, "SECOND_FACTOR=0 opens the desk with a password alone"),
        ({"ENVIRONMENT": "test"}, "ENVIRONMENT is 'test'"),
        ({"PORT": "web"}, "PORT is 'web'"),
        ({"TRUSTED_PROXIES": "-1"}, "TRUSTED_PROXIES is '-1'"),
        ({"PUBLIC_URL": "kennisbank"}, "PUBLIC_URL is 'kennisbank'"),
        ({"DATABASE_URL": "onzin"}, "DATABASE_URL is not understood"),
        ({"EMAIL_URL": "onzin"}, "EMAIL_URL is not understood"),
        ({"DEFAULT_FROM_EMAIL": "onzin"}, "DEFAULT_FROM_EMAIL is 'onzin'"),
    ],
)
def test_production_refuses_to_start_and_says_which_variable(changed, named, tmp_path):
    stopped = start({**COMPLETE, **changed}, tmp_path)
    assert stopped.returncode != 0
    assert named in stopped.stderr


@pytest.mark.parametrize(
    "changed",
    [
        {"SECRET_KEY_FALLBACKS": f"{secrets.token_hex(32)}, {secrets.token_urlsafe(50)}"},
        {"PUBLIC_URL": "https://www.kennisbank.example"},
        {"EMAIL_URL": "smtp://jan:geheim@127.0.0.1"},
    ],
)
def test_production_starts_with_what_is_safe(changed, tmp_path):
    assert start({**COMPLETE, **changed}, tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"DATABASE_URL": "postgres://kb@db.example/kb"}, "DATABASE_URL has no password"),
        (
            {"DATABASE_URL": PRIMARY, "DATABASE_REPLICA_URL": "postgres://kb@replica.example/kb"},
            "DATABASE_REPLICA_URL has no password",
        ),
        ({"CACHE_URL": "redis://cache.example:6379/0"}, "CACHE_URL has no password"),
        ({"EMAIL_URL": "smtp://mail.example"}, "EMAIL_URL is not encrypted"),
    ],
)
def test_a_connection_that_others_could_join_is_named_by_the_check(changed, named, tmp_path):
    said = start({**COMPLETE, **changed}, tmp_path, "check", "--deploy").stderr
    assert named in said
    assert "W004" not in start({**COMPLETE}, tmp_path, "check", "--deploy").stderr


def test_without_any_variable_it_is_production_and_refuses(tmp_path):
    stopped = start({}, tmp_path, "check")
    assert stopped.returncode != 0
    assert "set ENVIRONMENT=development instead" in stopped.stderr
