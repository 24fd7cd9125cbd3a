"""What must be there before a page can be answered: code, addresses, templates, static files.

All of it is loaded at the start. So a fault stops the start instead of every visitor, and a process
that runs goes on with what it has while newer files are put in place.
"""

import re
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any, cast

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.urls import get_resolver

PACKAGES = ("config", "elements", "interventions")
STORED: Any = staticfiles_storage  # with a list of its files
# How the server starts, which is under way; and what it never runs.
LEFT_OUT = re.compile(r"\A(?:config\.(gunicorn|wsgi)|.+\.(migrations|commands)\..+)\Z")


def load_site() -> None:
    """Load all that an answer can need. Raises what an import or a template raises, and
    ImproperlyConfigured for what Django's own checks or the static files lack.
    """
    for package in PACKAGES:
        for module in walk_packages(import_module(package).__path__, f"{package}.", import_module):
            if not LEFT_OUT.fullmatch(module.name):
                import_module(module.name)
    faults = [str(fault) for fault in run_checks() if fault.is_serious()]
    if faults:
        raise ImproperlyConfigured("\n".join(faults))
    load_templates()
    known_migrations()
    if not settings.DEBUG:
        check_static()


def load_templates() -> None:
    public = cast(Jinja2, engines["public"]).env
    for name in public.list_templates(filter_func=lambda name: not name.startswith("desk/")):
        public.get_template(name)
    desk = settings.BASE_DIR / "templates" / "desk"
    for file in desk.rglob("*.*"):
        engines["desk"].get_template(str(file.relative_to(desk)))


def check_static() -> None:
    """Raises ImproperlyConfigured unless every static file is collected, as the pages will ask."""
    found = {path for finder in get_finders() for path, _ in finder.list([])}
    if not static_is_there() or found - {*STORED.hashed_files}:
        raise ImproperlyConfigured(
            f"The static files in {settings.STATIC_ROOT} are not those of this version, or not "
            "complete. Collect them with: manage.py prepare"
        )


def static_is_there() -> bool:
    """Whether the list of static files can be read, and each file on it and on ours is there."""
    try:
        listed, _ = STORED.load_manifest()
        names = {*listed.values(), *STORED.hashed_files.values()}
        files = [Path(staticfiles_storage.path(name)) for name in names]
    except Exception:  # whatever Django makes of a damaged list
        return False
    return bool(listed) and all(file.is_file() for file in files)


def addresses_are_there() -> bool:
    """Whether every address leads to a view that can be imported."""
    try:
        get_resolver().reverse_dict  # noqa: B018 - reads all of them
    except Exception:  # whatever a module raises when it is imported
        return False
    return True


@cache
def known_migrations() -> frozenset[tuple[str, str]]:
    """Those of the code that runs: newer files may lie on the disk."""
    return frozenset(MigrationLoader(None).graph.nodes)


def migrations_are_there() -> bool:
    """Raises DatabaseError when the database does not answer."""
    return known_migrations() <= {*MigrationRecorder(connection).applied_migrations()}
