"""Say what nothing uses: names in the code, templates, macros, classes of the style sheets.

`python -m tests.unused`, one of the checks of `make test`. vulture reads the source without its
tests, then the tests. What it cannot see counts as used here: what a template or a string names,
what a class of a library has too, the fields of a form or a table. The rest stands in EXPECTED.
"""

import ast
import fnmatch
import inspect
import os
import pkgutil
import re
import sys
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import django
from django import forms
from django.apps import AppConfig
from django.conf import global_settings
from django.contrib import admin
from django.core.management.base import BaseCommand
from django.db.models import Choices, Model
from gunicorn.config import make_settings
from vulture import Vulture

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("config", "elements", "interventions", "benchmarks")
ALONE = ("config.wsgi", "benchmarks.settings")  # modules that start a site
# What is read where this cannot look, by who reads it.
EXPECTED = {
    "the Makefile": "refuse_taken_port",
    "Django, in the settings": "ROOT_URLCONF",
    "Django, with any address": "to_url",
    "Django, of a router": "allow_relation allow_migrate",
    "Django, of its cache in Redis": "_client _class",
    "Django, with any form or page": "error_css_class empty_value_display current_app",
    "Django, on a form that the admin makes": "clean_name clean_variant_of",
    "Django, with the name of a field": "field-*",
    "Django, by the name of the permission": "has_submit_permission",
    "Django, by the name of the database": "as_postgresql",
    "Django, which hands these over": "app_configs unique_check streaming_content",
    "django-axes": "AXES_* axes_locked_out",
    "django-otp": "OTP_* last_t",
    "django-csp": "CONTENT_SECURITY_POLICY",
    "django-simple-history": "_history_user _change_reason",
    "gunicorn": "req handle_hup handle_usr2",
    "waitress": "getfile buf channel_class server_name",
    "openpyxl": "alignment prompt promptTitle showInputMessage errorTitle showErrorMessage",
    "python-docx": "_blob language revision last_modified_by",
    "expat": "attributes ordered_attributes StartDoctypeDeclHandler StartElementHandler",
    "http.server": "do_GET log_message",
    "html.parser": "handle_starttag handle_endtag handle_data",
    "tests/desk/filled.py, by the name of the tag": "read_input read_textarea "
    "read_select read_option",
    "config/errors.py, by the status": "errors/???.html",
    "research.css, with the sign of a state": "kb-mark--*",
    "site.css, with the number of a colour": "kb-el*--?*",
}
PATTERNS = " ".join(EXPECTED.values()).split()
NEEDED: set[str] = set()
TAG = re.compile(r"{[{%].*?[%}]}", re.DOTALL)
MACRO = re.compile(r"{%-? macro (\w+)")
SELECTOR = re.compile(r"[^{}]+(?={)")
NAMING = re.compile(r"[\w.-]+")  # a string that may name something: a path with dots, a lookup


def files(folder: str, *suffixes: str) -> list[Path]:
    found = sorted((ROOT / folder).rglob("*"))
    return [path for path in found if path.suffix in suffixes and "migrations" not in path.parts]


def text_of(paths: list[Path]) -> str:
    return "\n".join(path.read_text() for path in paths)


SOURCE = [path for folder in (*PACKAGES, "deploy") for path in files(folder, ".py")]
TESTS = files("tests", ".py")
TEMPLATES = files("templates", ".html", ".txt") + files("benchmarks", ".html")
PRINTED = files("interventions", ".typ")


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    found = [*unused_names(), *unused_in_tests(), *unused_templates(), *unused_classes()]
    found += [f"tests/unused.py: nothing needs '{name}'" for name in PATTERNS if name not in NEEDED]
    sys.stdout.write("\n".join([*found, ""]))
    sys.exit(bool(found))


# --- Names of the code ----------------------------------------------------------------------------


def unused_names() -> Iterator[str]:
    named = names_in_templates() | names_in_strings(SOURCE)
    asked = set(names_that_libraries_ask_for())
    for item in vultures([*SOURCE, ROOT / "manage.py"]):
        module = ".".join(item.filename.resolve().relative_to(ROOT).with_suffix("").parts)
        if item.name not in named and (module, item.name) not in asked:
            yield from said(item)


def unused_in_tests() -> Iterator[str]:
    named = names_in_strings(TESTS) | {*dir(global_settings)}
    for item in vultures([*SOURCE, *TESTS]):
        is_fixture = item.confidence == 100  # an argument
        if item.filename in TESTS and item.name not in named and not is_fixture:
            yield from said(item)


def vultures(paths: list[Path]) -> list:
    vulture = Vulture(
        ignore_names=["test_*", "pytest*"],
        ignore_decorators=["@register", "@receiver", "@pytest.fixture"],
    )
    vulture.scavenge(paths)
    return vulture.get_unused_code()


def said(item) -> Iterator[str]:
    if not is_expected(item.name) and not in_meta(item.filename, item.first_lineno):
        yield f"{item.filename.relative_to(ROOT)}:{item.first_lineno}: {item.message}"


def is_expected(name: str) -> bool:
    patterns = {pattern for pattern in PATTERNS if fnmatch.fnmatchcase(name, pattern)}
    NEEDED.update(patterns)
    return bool(patterns)


def names_in_templates() -> set[str]:
    tags = " ".join([*TAG.findall(text_of(TEMPLATES)), text_of(PRINTED)])
    return {*re.findall(r"\w+", tags)}


def names_in_strings(paths: list[Path]) -> set[str]:
    texts = (
        node.value
        for path in paths
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    parts = {part for text in texts if NAMING.fullmatch(text) for part in text.split(".")}
    return parts | {word for part in parts for word in part.split("__")}


def in_meta(path: Path, line: int) -> bool:
    """Whether a line stands in a `class Meta`, which only libraries read."""
    return any(
        isinstance(node, ast.ClassDef)
        and node.name == "Meta"
        and node.lineno <= line <= (node.end_lineno or 0)
        for node in ast.walk(tree(path))
    )


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def names_that_libraries_ask_for() -> Iterator[tuple[str, str]]:
    """Module and name of what a library reads because its own class or list has that name."""
    yield from (("config.settings", name) for name in dir(global_settings))
    yield from (("config.gunicorn", name) for name in make_settings())
    for cls in our_classes():
        if issubclass(cls, (AppConfig, BaseCommand)):
            yield cls.__module__, cls.__name__
        ours = [base for base in cls.__mro__ if base.__module__.split(".")[0] in PACKAGES]
        names = {name for base in cls.__mro__ if base not in ours for name in vars(base)}
        names |= {*declared(cls)}
        yield from ((base.__module__, name) for base in ours for name in names)


def declared(cls: type) -> Iterator[str]:
    """The fields of a form, a shape, a filter set or a table, and the values of a column."""
    for holder in ("base_fields", "_declared_fields", "declared_filters"):
        for name in getattr(cls, holder, ()):
            yield from (name, f"clean_{name}")
    if issubclass(cls, Model):
        yield from (field.name for field in cls._meta.get_fields())
    if issubclass(cls, Choices):
        yield from cls.__members__


def our_classes() -> Iterator[type]:
    for folder in PACKAGES:
        for found in pkgutil.walk_packages([str(ROOT / folder)], f"{folder}."):
            if "migrations" not in found.name and found.name not in ALONE:
                for _, cls in inspect.getmembers(import_module(found.name), inspect.isclass):
                    if cls.__module__ == found.name:
                        yield from with_inner(cls)


def with_inner(cls: type) -> Iterator[type]:
    yield cls
    for inner in vars(cls).values():
        if inspect.isclass(inner) and inner.__qualname__.startswith(f"{cls.__qualname__}."):
            yield from with_inner(inner)


# --- Templates and style sheets -------------------------------------------------------------------


def unused_templates() -> Iterator[str]:
    """Templates that nothing names and that replace none of the admin's; macros that none calls."""
    shown = text_of([*SOURCE, *TEMPLATES])
    theirs = Path(admin.__file__).parent / "templates"
    for path in files("templates", ".html"):
        name = path.relative_to(ROOT / "templates").as_posix()
        own = name.removeprefix("desk/")
        stem = re.escape(re.sub(r"\d$", "", path.stem))
        is_named = re.search(rf"""["'/]{stem}(["'{{]|\.html)""", shown)
        if not is_named and not (theirs / own).exists() and not is_expected(name):
            yield f"templates/{name}: unused template"
    for name in MACRO.findall(shown):
        if len(re.findall(rf"\b{name}\b", shown)) == 1:
            yield f"templates: unused macro '{name}'"


def unused_classes() -> Iterator[str]:
    """Classes and ids of our style sheets that no page has, ours or the admin's."""
    shown = [*SOURCE, *TEMPLATES, *files("static", ".js")]
    for folder in (Path(admin.__file__).parent, Path(forms.__file__).parent):
        shown += files(str(folder), ".html", ".js", ".py")
    used = {*re.findall(r"[\w-]+", text_of(shown))}
    for path in files("static/css", ".css") + files("static/desk", ".css"):
        rules = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)
        names = {*re.findall(r"[.#]([a-z][\w-]*)", " ".join(SELECTOR.findall(rules)))}
        for name in sorted(names - used):
            if not is_expected(name):
                yield f"{path.relative_to(ROOT)}: unused class or id '{name}'"


if __name__ == "__main__":
    main()
