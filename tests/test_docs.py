"""The documents name what is there: every variable, every module, and files that exist."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
# Files that read the environment.
READERS = ("config/settings.py", "config/gunicorn.py", "config/serving.py")
# Packages that every Django app has, and that hold no idea of their own.
FURNITURE = {"__init__", "apps", "migrations"}
LINK = re.compile(r"\]\(([^)\s]+)\)")


def variables() -> list[str]:
    code = "".join((ROOT / name).read_text() for name in READERS)
    return sorted(set(re.findall(r'env_\w+\(\s*"([A-Z_]+)"', code)))


def modules() -> list[str]:
    """The modules and packages directly under `interventions/`."""
    folder = ROOT / "interventions"
    found = {path.stem for path in folder.glob("*.py")}
    found |= {path.parent.name for path in folder.glob("*/__init__.py")}
    return sorted(found - FURNITURE)


def relative_links(document: Path) -> list[str]:
    links = (link.partition("#")[0] for link in LINK.findall(document.read_text()))
    return [link for link in links if link and "://" not in link and not link.startswith("mailto:")]


def test_settings_read_variables():
    assert {"ENVIRONMENT", "DATABASE_URL", "CONTENT_LICENCE_URL", "WEB_CONCURRENCY"} <= {
        *variables()
    }


@pytest.mark.parametrize("name", variables())
def test_every_variable_has_a_row_in_the_configuration(name):
    rows = (ROOT / "docs" / "configuration.md").read_text().splitlines()
    assert any(row.startswith(f"| `{name}` |") for row in rows)


@pytest.mark.parametrize("name", modules())
def test_every_module_is_in_the_map_of_the_readme(name):
    text = (ROOT / "README.md").read_text()
    start = text.index("\ninterventions/\n")
    rooms = text[start : text.index("\ntemplates/ ", start)]
    assert re.search(rf"^  {name}(/|\.py) ", rooms, re.MULTILINE)


@pytest.mark.parametrize("name", modules())
def test_every_module_is_in_the_architecture(name):
    assert re.search(rf"`{name}`", (ROOT / "docs" / "architecture.md").read_text())


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_relative_links_lead_to_a_file(document):
    missing = [
        link for link in relative_links(document) if not (document.parent / link).resolve().exists()
    ]
    assert missing == []


def test_documents_have_relative_links():
    assert any(relative_links(document) for document in DOCUMENTS)
