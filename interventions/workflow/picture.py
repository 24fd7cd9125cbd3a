"""The table of the workflow as the document `docs/workflow.md`: written from it, tested against it.

The test of it says how to write it anew.
"""

from interventions.models import Intervention
from interventions.workflow.table import TRANSITIONS, Transition

INTRODUCTION = """# The workflow

Written from `TRANSITIONS` in `interventions/workflow/table.py`, which the verbs, the buttons, the
permissions and the tests read too. `tests/desk/test_workflow_document.py` compares
this file with the table, and says how to write it anew.
"""
RULES = """## What the table does not say

- A public text stays as it is until its working copy is published; then the copy takes its place,
  under the next version number.
- What an editor checks without changing the words is no step: that no renewal of a recognition was
  found, and that a text was read again (`interventions/workflow/checks.py`).
"""


def document() -> str:
    """The whole of `docs/workflow.md`."""
    return "\n".join([INTRODUCTION, _picture(), "", _table(), "", RULES])


def _picture() -> str:
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f'    state "{label}" as {value}' for value, label in Intervention.Status.choices]
    lines.append(f"    [*] --> {Intervention.Status.DRAFT}")
    lines += [
        f"    {source} --> {row.target}: {row.label}"
        for row in TRANSITIONS.values()
        for source in row.sources
    ]
    return "\n".join([*lines, "```"])


def _table() -> str:
    head = ("verb", "on the button", "from", "to", "who", "asks that", "note")
    lines = [f"| {' | '.join(head)} |", f"| {' | '.join(['---'] * len(head))} |"]
    return "\n".join([*lines, *map(_row, TRANSITIONS.values())])


def _row(row: Transition) -> str:
    label = dict(Intervention.Status.choices)
    sources = ", ".join(label[source] for source in row.sources)
    target = f"{label[row.target]} (a working copy)" if row.makes_copy else label[row.target]
    who = ", ".join([*row.roles, *([str(row.only.__doc__)] if row.only else [])])
    asks = "; ".join(str(guard.__doc__) for guard in row.asks)
    note = "required" if row.note_required else "may be empty"
    note += ", public" if row.note_is_public else ""
    return f"| `{row.verb}` | {row.label} | {sources} | {target} | {who} | {asks} | {note} |"
