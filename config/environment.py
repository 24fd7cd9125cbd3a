"""Read settings from the environment; a wrong value stops the start and says how to mend it."""

import hashlib
import os
from contextlib import suppress
from email.utils import getaddresses
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from config.private_folder import FOLDER, make_file

SMTP = "interventions.workflow.mail.smtp.Backend"
CONSOLE = "django.core.mail.backends.console.EmailBackend"


def env_text(name: str, default: str = "") -> str:
    """The variable's text without the spaces around it, or `default` when it is unset or empty."""
    return os.environ.get(name, "").strip() or default


def env_choice(name: str, choices: tuple[str, ...], default: str) -> str:
    """One of `choices`; raises ImproperlyConfigured for anything else."""
    value = env_text(name, default)
    if value not in choices:
        raise ImproperlyConfigured(f"{name} is {value!r}. Choose one of: {', '.join(choices)}.")
    return value


def env_bool(name: str, *, default: bool) -> bool:
    """True for `1`, False for `0`; raises ImproperlyConfigured for anything else."""
    return env_choice(name, ("0", "1"), "1" if default else "0") == "1"


def env_int(name: str, default: int, *, least: int, most: int) -> int:
    """A whole number from `least` to `most`; raises ImproperlyConfigured for anything else."""
    value = env_text(name, str(default))
    if not value.isascii() or not value.isdigit() or not least <= int(value) <= most:
        raise ImproperlyConfigured(
            f"{name} is {value!r}. Give a whole number from {least} to {most}."
        )
    return int(value)


def env_list(name: str) -> list[str]:
    """The parts between commas or spaces, without empty ones."""
    return env_text(name).replace(",", " ").split()


def env_url(name: str, default: str = "") -> str:
    """An http(s) address without a slash at the end; raises ImproperlyConfigured otherwise."""
    value = env_text(name, default).rstrip("/")
    if value and (urlsplit(value).scheme not in ("http", "https") or not urlsplit(value).netloc):
        raise ImproperlyConfigured(f"{name} is {value!r}. Give an address such as https://kb.nl.")
    return value


def is_this_machine(host: str) -> bool:
    """Whether what is sent to this host stays on the machine; without a name it does."""
    with suppress(ValueError):
        return ip_address(host).is_loopback
    return host in ("", "localhost") or host.startswith("/")  # a socket of PostgreSQL


def env_database(
    name: str, default_file: Path, seconds: int = 0, *, read_only: bool = False
) -> dict:
    """Django's database settings from a URL: `postgres://user:pw@host:port/name` or
    `sqlite:///path`. Unset means SQLite in `default_file`. Raises ImproperlyConfigured otherwise.

    `seconds` is how long PostgreSQL may take for one answer; 0: as long as it needs. `read_only`:
    the database itself refuses to write.
    """
    found = _database(name, default_file, seconds)
    if read_only and found["ENGINE"] == "config.postgresql":
        found["OPTIONS"]["options"] += " -c default_transaction_read_only=on"
    elif read_only:  # no word about its journal: that would be writing
        found["OPTIONS"]["init_command"] = "PRAGMA query_only=1"
    return found


def _database(name: str, default_file: Path, seconds: int) -> dict:
    value = env_text(name)
    if not value:
        return _sqlite(default_file)
    url = urlsplit(value)
    if url.scheme == "sqlite" and url.path.strip("/"):
        # Three slashes: relative to the working directory; four: an absolute path.
        return _sqlite(Path(unquote(url.path[1:])))
    if url.scheme in ("postgres", "postgresql") and url.path.strip("/"):
        return _postgresql(url, name, seconds)
    raise ImproperlyConfigured(
        f"{name} is not understood. Give postgres://user:password@host:5432/name "
        "or sqlite:////srv/kennisbank/base.sqlite3."
    )


def _sqlite(file: Path) -> dict:
    try:
        file.parent.mkdir(mode=FOLDER, parents=True, exist_ok=True)
        make_file(file)
    except OSError as error:
        raise ImproperlyConfigured(
            f"The database {file} cannot be made: {error.strerror}. Let the account that runs the "
            "site own its folder, or choose another place with DATABASE_URL."
        ) from error
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",  # a writer waits at BEGIN, it never fails half-way
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        },
        # Tests need a file too: a base in memory has neither WAL nor a busy timeout.
        "TEST": {"NAME": str(file.with_name(f"test-{os.getpid()}.sqlite3"))},
    }


REPLICA_SECONDS = 2


def _postgresql(url, name: str, seconds: int) -> dict:
    return {
        "ENGINE": "config.postgresql",
        "NAME": unquote(url.path[1:]),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": unquote(url.hostname or ""),
        "PORT": str(_port(url, name) or 5432),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "options": f"-c statement_timeout={seconds * 1000}",
            # Only a server that hangs does not keep to that.
            "patience": seconds + 1 if seconds else None,
            "connect_timeout": 3,
            # A network that is gone ends within a minute whatever waits, a command too.
            "keepalives_idle": 30,
            "keepalives_interval": 10,
            "keepalives_count": 3,
            "tcp_user_timeout": 60_000,
        },
        "TEST": {"NAME": f"test_{os.getpid()}"},  # two test runs may share a server
    }


def env_replica(name: str, primary: dict, seconds: int = 0) -> dict[str, dict]:
    """The replica of PostgreSQL from a URL, as a database of its own name; nothing when unset. What
    it does not answer in REPLICA_SECONDS the primary does, before a page waits too long for it.

    Raises ImproperlyConfigured when it, or the primary, is no PostgreSQL.
    """
    value = env_text(name)
    if not value:
        return {}
    url = urlsplit(value)
    both = url.scheme in ("postgres", "postgresql") and "postgresql" in primary["ENGINE"]
    if not both or not url.path.strip("/"):
        raise ImproperlyConfigured(
            f"{name} is not understood. Give postgres://user:password@host:5432/name, of a replica "
            "of the PostgreSQL server in DATABASE_URL; or nothing."
        )
    options = _postgresql(url, name, min(seconds, REPLICA_SECONDS))
    return {"replica": {**options, "TEST": {"MIRROR": "default"}}}


def _port(url, name: str) -> int | None:
    try:
        return url.port
    except ValueError as error:
        raise ImproperlyConfigured(f"The port in {name} is not a number.") from error


def env_cache(name: str, megabytes: int = 64) -> dict:
    """Django's cache settings: `redis://host:6379/0`, or memory of each process when unset, so many
    megabytes of it.
    """
    value = env_text(name)
    if not value:
        return {
            "BACKEND": "config.page_memory.Backend",
            "OPTIONS": {"MAX_BYTES": megabytes * 1024 * 1024},
        }
    if urlsplit(value).scheme not in ("redis", "rediss"):
        raise ImproperlyConfigured(f"{name} is {value!r}. Give redis://host:6379/0, or nothing.")
    return {
        "BACKEND": "config.shared_cache.Backend",
        "LOCATION": value,
        # Seconds: a page is made sooner than a server that hangs gives it.
        "OPTIONS": {"socket_connect_timeout": 0.25, "socket_timeout": 0.25},
    }


def env_mail(name: str) -> dict:
    """The mail server from a URL: `smtp://user:pw@host:587?tls=1` or `smtps://user:pw@host`.
    Unset means that mail is printed. Raises ImproperlyConfigured otherwise.
    """
    value = env_text(name)
    try:
        url = urlsplit(value)
        asked = parse_qs(url.query, keep_blank_values=True, strict_parsing=bool(url.query))
    except ValueError:
        url, asked = urlsplit(""), {}
    known = url.scheme in ("smtp", "smtps") and url.hostname and not url.path.strip("/")
    if value and (not known or asked not in ({}, {"tls": ["0"]}, {"tls": ["1"]})):
        raise ImproperlyConfigured(
            f"{name} is not understood. Give smtp://user:password@host:587?tls=1, "
            "or smtps://user:password@host:465, or nothing to print mail instead."
        )
    tls, ssl = asked == {"tls": ["1"]}, url.scheme == "smtps"
    if tls and ssl:
        raise ImproperlyConfigured(
            f"{name} is not understood. Give smtp://host?tls=1 (port 587) or smtps://host (port "
            "465), not both: the second is encrypted from the beginning."
        )
    return {
        "backend": SMTP if url.hostname else CONSOLE,
        "host": unquote(url.hostname or ""),
        "port": _port(url, name) or (465 if ssl else 587 if tls else 25),
        "user": unquote(url.username or ""),
        "password": unquote(url.password or ""),
        "tls": tls,
        "ssl": ssl,
    }


def env_sender(name: str, default: str) -> str:
    """An address for the From line: `a@kb.nl` or `Kennisbank <a@kb.nl>`; raises
    ImproperlyConfigured otherwise.
    """
    value = env_text(name, default)
    found = [address for _, address in getaddresses([value])]
    user, _, host = found[0].partition("@") if len(found) == 1 else ("", "", "")
    if not (user and host and value.isprintable()) or any(mark in host for mark in "@ <>"):
        raise ImproperlyConfigured(
            f"{name} is {value!r}. Give an address such as kennisbank@kb.nl "
            "or Kennisbank <kennisbank@kb.nl>."
        )
    return value


def fingerprint(base: Path, folders: tuple[str, ...], extra: object) -> str:
    """A short name for the files in these folders as they are now."""
    digest = hashlib.sha256(repr(extra).encode())
    for folder in folders:
        for file in sorted((base / folder).rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(str(file.relative_to(base)).encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()[:16]
