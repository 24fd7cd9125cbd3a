"""Read settings from the environment; a wrong value stops the start and says how to mend it."""

import hashlib
import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


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
    """The parts between commas, without empty ones."""
    return [part.strip() for part in env_text(name).split(",") if part.strip()]


def env_url(name: str, default: str = "") -> str:
    """An http(s) address without a slash at the end; raises ImproperlyConfigured otherwise."""
    value = env_text(name, default).rstrip("/")
    if value and (urlsplit(value).scheme not in ("http", "https") or not urlsplit(value).netloc):
        raise ImproperlyConfigured(f"{name} is {value!r}. Give an address such as https://kb.nl.")
    return value


def env_database(name: str, default_file: Path) -> dict:
    """Django's database settings from a URL: `postgres://user:pw@host:port/name` or
    `sqlite:///path`. Unset means SQLite in `default_file`. Raises ImproperlyConfigured otherwise.
    """
    value = env_text(name)
    if not value:
        return _sqlite(default_file)
    url = urlsplit(value)
    if url.scheme == "sqlite" and url.path.strip("/"):
        # Three slashes: relative to the working directory; four: an absolute path.
        return _sqlite(Path(unquote(url.path[1:])))
    if url.scheme in ("postgres", "postgresql") and url.path.strip("/"):
        return _postgresql(url, name)
    raise ImproperlyConfigured(
        f"{name} is not understood. Give postgres://user:password@host:5432/name "
        "or sqlite:///var/db.sqlite3."
    )


def _sqlite(file: Path) -> dict:
    file.parent.mkdir(parents=True, exist_ok=True)
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


def _postgresql(url, name: str) -> dict:
    try:
        port = url.port or 5432
    except ValueError as error:
        raise ImproperlyConfigured(f"The port in {name} is not a number.") from error
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(url.path[1:]),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": unquote(url.hostname or ""),
        "PORT": str(port),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"options": "-c statement_timeout=10000", "connect_timeout": 5},
        "TEST": {"NAME": f"test_{os.getpid()}"},  # two test runs may share a server
    }


def development_key(file: Path) -> str:
    """The secret key of a development machine: made once, kept in `file`, readable by its owner."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(50))
    return file.read_text()


def env_cache(name: str) -> dict:
    """Django's cache settings: `redis://host:6379/0`, or memory of each process when unset."""
    value = env_text(name)
    if not value:
        return {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "OPTIONS": {"MAX_ENTRIES": 1000},
        }
    if urlsplit(value).scheme not in ("redis", "rediss"):
        raise ImproperlyConfigured(f"{name} is {value!r}. Give redis://host:6379/0, or nothing.")
    return {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": value,
        # Seconds: a page is made sooner than a server that hangs gives it.
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
    }


def fingerprint(base: Path, folders: tuple[str, ...], extra: object) -> str:
    """A short name for the files in these folders as they are now."""
    digest = hashlib.sha256(repr(extra).encode())
    for folder in folders:
        for file in sorted((base / folder).rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(str(file.relative_to(base)).encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()[:16]
