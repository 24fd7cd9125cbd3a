"""What the doctor looks at on this machine: settings, versions, files, static files, room."""

import os
import platform
import shutil
import sqlite3
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import closing
from importlib import metadata
from pathlib import Path

import django
from django.conf import settings
from django.core.checks import ERROR, run_checks
from django.core.exceptions import ImproperlyConfigured
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from config import readiness
from config.doctor.finding import FAULT, OK, WARNING, Finding

LITTLE, TOO_LITTLE = 1024**3, 200 * 1024**2  # bytes that are free


def settings_are_good() -> Iterator[Finding]:
    """What `check --deploy` says; on a development machine only what counts there too."""
    found = run_checks(include_deployment_checks=settings.PRODUCTION)
    said = [message for message in found if not message.is_silenced()]
    for message in said:
        level = FAULT if message.level >= ERROR else WARNING
        yield Finding(level, f"{message.msg} ({message.id})", message.hint or "")
    if not settings.PRODUCTION:
        advice = "For a site online: ENVIRONMENT=production."
        yield Finding(WARNING, "This is a development machine.", advice)
    if not said:
        yield Finding(OK, f"The settings of {settings.PUBLIC_URL} have no issues.")


def versions_fit() -> Iterator[Finding]:
    python = platform.python_version()
    wanted = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["project"]
    if python not in SpecifierSet(wanted["requires-python"]):
        advice = "Make .venv anew with such a Python: remove it, then requirements/install.sh run."
        yield Finding(FAULT, f"Python is {python}, not {wanted['requires-python']}.", advice)
    else:
        yield Finding(OK, f"Python {python}, Django {django.get_version()}.")
    others = [text for locked in _locked() if (text := _otherwise(locked))]
    if others:
        advice = "Install what is locked: requirements/install.sh run."
        yield Finding(FAULT, f"Not as in requirements/run.txt: {', '.join(others)}.", advice)
    else:
        yield Finding(OK, "The requirements are as locked.")
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        yield _full_text_search()


def _locked() -> Iterator[Requirement]:
    for line in (settings.BASE_DIR / "requirements" / "run.txt").read_text().splitlines():
        if "==" in line and not line.startswith((" ", "#")):
            locked = Requirement(line.rstrip("\\ "))
            if locked.marker is None or locked.marker.evaluate():
                yield locked


def _otherwise(locked: Requirement) -> str:
    try:
        found = metadata.version(locked.name)
    except metadata.PackageNotFoundError:
        return f"{locked.name} is not there"
    return "" if found in locked.specifier else f"{locked.name} {found}, not {locked.specifier}"


def _full_text_search() -> Finding:
    version = sqlite3.sqlite_version
    try:
        with closing(sqlite3.connect(":memory:")) as base:
            base.execute("CREATE VIRTUAL TABLE tried USING fts5 (words)")
    except sqlite3.OperationalError:
        advice = "Use a Python whose SQLite has FTS5, or PostgreSQL."
        return Finding(FAULT, f"SQLite {version} cannot search: FTS5 is not in it.", advice)
    return Finding(OK, f"SQLite {version}, with FTS5.")


def files_are_ours() -> Iterator[Finding]:
    """Whether the files that the site writes are its account's. That others cannot read them is
    one of the settings (config.W003).
    """
    account, wrong = settings.PRIVATE_DIR.stat().st_uid, 0
    for path in _written():
        found = path.stat()
        if found.st_uid != account:
            wrong += 1
            advice = f"Give it back: chown --reference={settings.PRIVATE_DIR} {path}"
            yield Finding(FAULT, f"{path} belongs to another account than the site.", advice)
        elif not os.access(path, os.R_OK | os.W_OK):
            wrong += 1
            advice = "Run this as the account of the site, or let it write there: chmod u+rw."
            yield Finding(FAULT, f"{path} cannot be written.", advice)
    if not wrong:
        yield Finding(OK, "The site can write what it has to.")


def _written() -> list[Path]:
    base = settings.DATABASES["default"]
    paths = [settings.PRIVATE_DIR, *settings.PRIVATE_DIR.iterdir()]
    if base["ENGINE"].endswith("sqlite3"):
        file = Path(base["NAME"])
        paths += [file.parent] if file.parent.stat().st_uid == os.geteuid() else []
        paths += [Path(f"{file}{end}") for end in ("", "-wal", "-shm", "-journal")]
    return [path for path in dict.fromkeys(paths) if path.exists()]


def static_files_are_there() -> Iterator[Finding]:
    try:
        readiness.check_static()
    except ImproperlyConfigured as error:
        says, _, _ = str(error).partition(" Collect")
        yield Finding(FAULT, says, "Run: manage.py prepare")
    else:
        yield Finding(OK, "The static files are those of this version.")


def disk_has_room() -> Iterator[Finding]:
    """Whether there is room for the database, what is made meanwhile, and the backups."""
    base, backups = settings.DATABASES["default"], settings.BACKUP_FOLDER
    folders = [settings.PRIVATE_DIR, Path(tempfile.gettempdir())]
    folders += [Path(base["NAME"]).parent] if base["ENGINE"].endswith("sqlite3") else []
    folders += [Path(backups)] if backups and Path(backups).is_dir() else []
    disks = {folder.stat().st_dev: folder for folder in folders}
    for folder in disks.values():
        free = shutil.disk_usage(folder).free
        level = FAULT if free < TOO_LITTLE else WARNING if free < LITTLE else OK
        advice = "" if level == OK else "Make room, or choose a larger disk."
        yield Finding(level, f"{free // 1024**2:,} MB free at {folder}.", advice)
