"""The documents name what is there: every variable, every module, and files that exist."""

import ast
import re
from collections import Counter
from importlib import import_module
from pathlib import Path

import pytest
from django.core.management import get_commands
from django.urls import Resolver404, resolve

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
# Files that read the environment.
READERS = ("config/settings.py", "config/gunicorn.py", "config/serving.py")
# Packages that every Django app has, and that hold no idea of their own.
FURNITURE = {"__init__", "apps", "migrations"}
# Of the past, where the names of the past stand; only their links are looked at.
PAST = {ROOT / "CHANGELOG.md", *(ROOT / "docs" / "decisions").glob("0*.md")}
PRESENT = [document for document in DOCUMENTS if document not in PAST]
# Not ours: of Django, of cookies, of nginx. Not there: an address to come, and how names are made.
ELSEWHERE = {
    *("ATOMIC_REQUESTS", "icontains", "HttpOnly", "Secure"),
    *("ssl_certificate", "ssl_certificate_key"),
    *("/api/v2/", "for_x()", "order_by_x()", "test_draft_is_not_listed"),
}
LINK = re.compile(r"\]\(([^)\s]+)\)")

FENCE = re.compile(r"^ *```.*?^ *```", re.MULTILINE | re.DOTALL)
PATH = re.compile(
    r"(?!var/|/)(?:[\w.-]+/)*[\w.-]+(?:/|\.(?:py|html|css|js|md|json|toml|txt|po|sh))"
)
NAME = re.compile(r"\w+(?:\.\w+)*")


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
    start = text.index("\ninterventions/ ")
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


# --- What the documents name ----------------------------------------------------------------------

HELD = [
    path.relative_to(ROOT)
    for name in (
        "config",
        "elements",
        "interventions",
        "benchmarks",
        "deploy",
        "docs",
        "fixtures",
        "requirements",
        "static",
        "templates",
        "tests",
        ".ci",
    )
    for path in (ROOT / name, *(ROOT / name).rglob("*"))
    if "__pycache__" not in path.parts
]
HELD += [path.relative_to(ROOT) for path in ROOT.iterdir() if path.is_file()]
PATHS = [f"/{path.as_posix()}" for path in HELD]
CODE = {
    path: (ROOT / path).read_text()
    for path in HELD
    if path.suffix in (".py", ".html", ".toml", ".sh", ".typ", ".js") or path.name == "Makefile"
    if path.name != "test_docs.py"
}
ALL_CODE = "\n".join(CODE.values())
WORDS = {*re.findall(r"\w+", ALL_CODE)}


def spans(document: Path) -> set[str]:
    """What stands between backticks, and the folders of a map."""
    text = document.read_text()
    folders = re.findall(r"^ *([\w/]+/) {2,}\S", "\n".join(FENCE.findall(text)), re.MULTILINE)
    return {*re.findall(r"`([^`\n]+)`", FENCE.sub("", text)), *folders}


def is_there(span: str) -> bool:
    """Whether what a span of code names is there; True of what is no name at all."""
    name = span.partition("(")[0]
    if span in ELSEWHERE:
        return True
    if span.startswith(("/etc/", "/var/")):
        return True  # of the machine of who puts it online
    if span.startswith("/"):
        return is_address(span.partition("?")[0])
    if PATH.fullmatch(span):
        return any(path.endswith(f"/{span.rstrip('/')}") for path in PATHS)
    if NAME.fullmatch(name) and not name[0].isdigit():
        return name in WORDS if "." not in name else is_attribute(name)
    if found := re.match(r"([A-Z_]{3,})=", span):
        return found[1] in WORDS
    return True


def is_address(address: str) -> bool:
    try:
        return bool(resolve(address))
    except Resolver404:
        return (
            address.strip("/") in ALL_CODE
        )  # the beginning of addresses, or a folder of the system


def is_attribute(name: str) -> bool:
    """Whether `a.b.c` stands in the code as it is, or is what a module or class `a` of ours has."""
    first, *rest = name.split(".")
    return name in ALL_CODE or any(has(owner, rest) for owner in owners(first))


def owners(name: str):
    for path, text in CODE.items():
        if path.suffix == ".py" and path.parts[0] in ("elements", "interventions", "config"):
            module = ".".join(path.with_suffix("").parts).removesuffix(".__init__")
            if module.split(".")[-1] == name:
                yield import_module(module)
            if re.search(rf"^class {name}\b", text, re.MULTILINE):
                yield getattr(import_module(module), name)


def has(owner, names: list[str]) -> bool:
    for name in names:
        if not hasattr(owner, name):
            return False
        owner = getattr(owner, name)
    return True


@pytest.mark.parametrize("document", PRESENT, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_a_document_names_is_there(document):
    assert [span for span in sorted(spans(document)) if not is_there(span)] == []


@pytest.mark.parametrize("document", PRESENT, ids=lambda path: str(path.relative_to(ROOT)))
def test_commands_that_a_document_names_are_there(document):
    text = document.read_text()
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    fences = "\n".join(FENCE.findall(text))
    named = re.findall(r"^ *make ([a-z-]+)", fences, re.MULTILINE)
    named += re.findall(r"`make ([a-z-]+)", FENCE.sub("", text))
    assert {*named} <= {*targets}
    assert {*re.findall(r"manage\.py ([a-z_]+)", text)} <= {*get_commands()}


EVIDENCE = re.compile(r"(?<![\w/])(tests/[\w/]+\.py)(?:::(\w+))?")


def names_in(path: str) -> set[str]:
    """The tests of a file, by reading it; none when there is no such file."""
    file = ROOT / path
    tree = ast.parse(file.read_text() if file.is_file() else "")
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("document", PRESENT, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_promise_points_at_a_test_that_is_there(document):
    found = {*EVIDENCE.findall(document.read_text())}
    missing = [
        f"{path}::{name}"
        for path, name in sorted(found)
        if not (name in names_in(path) if name else (ROOT / path).is_file())
    ]
    assert missing == []


@pytest.mark.parametrize("name", ["SECURITY.md", "docs/privacy.md"])
def test_every_promise_is_shown_by_a_test_or_a_command(name):
    tables = re.findall(
        r"^\|.*\| shown by \|\n\|[- |]+\n((?:\|.*\n)+)", (ROOT / name).read_text(), re.M
    )
    rows = "".join(tables).splitlines()
    assert rows
    assert [
        row for row in rows if not re.search(r"tests/|manage\.py|`make ", row.split("|")[-2])
    ] == []


def test_every_item_of_level_1_of_asvs_is_there_once_and_counted():
    """70 in release 5.0.0: a row for each, and the card above them tells how they stand."""
    text = (ROOT / "docs" / "asvs.md").read_text()
    rows = re.findall(r"^\| (\d[\d., to]+) \| [^|]+ \| ([^|]+) \|", text, re.MULTILINE)
    numbers, card = [], Counter()
    kinds = {"not met": "not met", "not shown": "not shown", "operator": "operator"}
    kinds |= {"met in part": "met in part", "do": "does not apply", "met": "met"}
    for number, stands in rows:
        first, _, last = number.partition(" to ")
        own = number.split(", ") if not last else [f"{first[:-1]}{n}" for n in range(1, 6)]
        numbers += own
        card[next(kind for start, kind in kinds.items() if stands.startswith(start))] += len(own)
    assert len(numbers) == len({*numbers}) == 70
    told = re.findall(r"^\| ([a-z ]+) \| (\d+) \|$", text, re.MULTILINE)
    assert card == {kind: int(total) for kind, total in told}


def test_the_tables_of_modules_name_modules():
    text = (ROOT / "docs" / "architecture.md").read_text()
    tables = re.findall(r"^\| module of `([\w/]+)` \|.*\n((?:\|.*\n)+)", text, re.MULTILINE)
    rows = [(folder, line.split("|")[1]) for folder, lines in tables for line in lines.splitlines()]
    named = [f"/{folder}/{name}" for folder, cell in rows for name in re.findall(r"`(\w+)`", cell)]
    assert named
    assert [name for name in named if not {name, f"{name}.py"} & {*PATHS}] == []
