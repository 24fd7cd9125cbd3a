"""`status` is assigned in one place: the verbs of the workflow."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
WRITERS = {
    *("update", "create", "get_or_create", "update_or_create", "bulk_update", "bulk_create"),
    *("Intervention", "make_copy", "setattr"),
}


def assignments(code: str) -> list[int]:
    """The lines that give a `status` a value: by attribute, by keyword of a query, or by name."""
    return [node.lineno for node in ast.walk(ast.parse(code)) if assigns_status(node)]


def assigns_status(node) -> bool:
    """Also within a tuple, or as a key or name in what a query that writes is given."""
    if isinstance(node, ast.Attribute):
        return node.attr == "status" and isinstance(node.ctx, ast.Store | ast.Del)
    if not isinstance(node, ast.Call):
        return False
    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
    named = any(keyword.arg == "status" for keyword in node.keywords)
    given = [*node.args, *(keyword.value for keyword in node.keywords)]
    spoken = any(
        isinstance(part, ast.Constant) and part.value == "status"
        for value in given
        for part in ast.walk(value)
    )
    return name in WRITERS and (named or spoken)


@pytest.mark.parametrize(
    "line",
    [
        "row.status = 'published'",
        "rows.filter(pk=1).update(status='published')",
        "Intervention.objects.create(status='published')",
        "Intervention(status='published')",
        "setattr(row, 'status', 'published')",
        "before, row.status = row.status, 'published'",
        "row.status: str = 'published'",
        "rows.update(**{'status': 'published'})",
        "Intervention.objects.bulk_update(rows, ['status'])",
    ],
)
def test_every_way_to_assign_a_status_is_found(line):
    assert assignments(line) == [1]


def test_a_question_about_a_status_is_no_assignment():
    assert assignments("rows.filter(status='draft') and row.status == 'draft'") == []


def test_status_is_assigned_nowhere_but_in_the_workflow():
    found = {
        f"{path.relative_to(ROOT)}:{line}"
        for package in ("config", "elements", "interventions")
        for path in (ROOT / package).rglob("*.py")
        if "migrations" not in path.parts
        for line in assignments(path.read_text())
    }
    workflow = {f"interventions/workflow/{name}.py" for name in ("proposals", "verbs", "words")}
    assert {place.split(":")[0] for place in found} == workflow
