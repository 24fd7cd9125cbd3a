"""The three accounts of a development machine: one for each group, with random passwords.

They are made only where nobody else can come: on this machine, in its own SQLite file, before
anybody has an account there. The passwords stand in a file that only its owner can read.
"""

import os
import secrets
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.contrib.auth.models import Group, User
from django.db import connection, transaction

from interventions.desk.roles import ROLES
from interventions.models.accounts import people

PEOPLE = {role.lower(): role for role in ROLES}


def development_accounts() -> dict[str, str]:
    """Each account with its password, while that opens the desk; empty on any other base."""
    if not is_own_base():
        return {}
    if not people().exists():
        _make()
    return {name: password for name, password in _read().items() if _opens(name, password)}


def is_own_base() -> bool:
    """Whether this is a development server for this machine only, on its own default database."""
    return (
        not settings.PRODUCTION
        and settings.LOOPBACK
        and not os.environ.get("DATABASE_URL", "").strip()
        and connection.settings_dict["NAME"] == str(settings.PRIVATE_DIR / "db.sqlite3")
    )


def _file() -> Path:
    return settings.PRIVATE_DIR / "accounts.txt"


def _make() -> None:
    passwords = {name: secrets.token_urlsafe(12) for name in PEOPLE}
    with transaction.atomic():
        for name, group in PEOPLE.items():
            user = User.objects.create_user(name, password=passwords[name], is_staff=True)
            user.groups.add(Group.objects.get(name=group))
        _write(passwords)  # last: without the file nobody would know the passwords


def _write(passwords: dict[str, str]) -> None:
    _file().unlink(missing_ok=True)  # an older one may be readable for others
    with os.fdopen(os.open(_file(), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.writelines(f"{name} {password}\n" for name, password in passwords.items())


def _read() -> dict[str, str]:
    if not _file().exists():
        return {}
    return dict(line.split() for line in _file().read_text().splitlines())


def _opens(name: str, password: str) -> bool:
    user = User.objects.filter(username=name, is_active=True).first()
    return user is not None and check_password(password, user.password)
