"""A migration does today what it did when it was written, whatever the code has become."""

import ast
from importlib import import_module
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from elements.models import Element
from interventions.models import Intervention, Publication

ROOT = Path(__file__).resolve().parents[2]
OURS = ("config", "elements", "interventions", "benchmarks", "deploy", "tests")
# What Django itself writes in a migration: the classes of our fields, by their path.
FROZEN = {"elements.fields"}


def imported(path: Path) -> set[str]:
    """Every module of ours that a file imports, anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add("." * node.level + (node.module or ""))
    return {name for name in found if name.split(".")[0] in ("", *OURS)}


@pytest.mark.parametrize("path", sorted(ROOT.glob("*/migrations/*.py")), ids=lambda path: path.stem)
def test_migration_imports_no_living_code(path):
    assert imported(path) <= FROZEN


@pytest.mark.django_db
def test_what_was_public_before_versions_gets_its_first_one():
    published = Intervention.objects.published()
    expected = {
        *published.values_list("slug", "name"),
        *Element.objects.values_list("slug", "name"),
    }
    with connection.cursor() as cursor:  # as its column was called then
        cursor.execute("ALTER TABLE elements_source RENAME COLUMN authors TO author")
    Publication.objects.all().delete()
    first = import_module("interventions.migrations.0004_first_versions")
    state = MigrationLoader(connection).project_state([("interventions", "0004_first_versions")])
    first.first_versions(state.apps, None)
    versions = Publication.objects.values_list("document__slug", "document__naam")
    assert {*versions} == expected
    assert {*Publication.objects.values_list("number", "note")} == {(1, first.NOTE)}
