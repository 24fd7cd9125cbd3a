"""The table of the workflow as the document `docs/workflow.md`: written from it, tested against it.

The test of it says how to write it anew.
"""

from collections.abc import Mapping

from django.db.models import TextChoices

from interventions.models import Intervention, Proposal
from interventions.workflow.proposals import PROPOSAL_STEPS
from interventions.workflow.table import TRANSITIONS, Transition

Steps = Mapping[str, Transition]
INTRODUCTION = """# The workflow

Written from `TRANSITIONS` in `interventions/workflow/table.py`, and for proposals from
`PROPOSAL_STEPS` in `interventions/workflow/proposals.py`, which the verbs, the buttons, the
permissions and the tests read too. `tests/desk/test_workflow_document.py` compares
this file with the tables, and says how to write it anew.
"""
RULES = """## What the table does not say

- A public text stays as it is until its working copy is published; then the copy takes its place,
  under the next version number.
- What an editor checks without changing the words is no step: that no renewal of a recognition was
  found, and that a text was read again (`interventions/workflow/checks.py`).
"""
PROPOSALS = """## Proposals

A proposal is about one fact of one public text: an intervention, an element, a source, a term, a
notice or a word of a taxonomy. What was saved together is decided together
(`interventions/workflow/improving.py`). Publishing it is the step `improve` of an intervention. A
reader's proposal is first taken over by an editor (`interventions/workflow/taking_over.py`): in a
draft it is filled in, and about a public text it becomes a proposal of that editor. Withdrawing an
intervention closes its open proposals.
"""


def document() -> str:
    """The whole of `docs/workflow.md`."""
    texts, proposals = Intervention.Status, Proposal.Status
    return "\n".join(
        [
            *(INTRODUCTION, _picture(TRANSITIONS, texts), "", _table(TRANSITIONS, texts), ""),
            *(RULES, PROPOSALS, _picture(PROPOSAL_STEPS, proposals), ""),
            *(_table(PROPOSAL_STEPS, proposals), ""),
        ]
    )


def _picture(steps: Steps, states: type[TextChoices]) -> str:
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f'    state "{label}" as {value}' for value, label in states.choices]
    lines.append(f"    [*] --> {states.values[0]}")
    lines += [
        f"    {source} --> {row.target}: {row.label}"
        for row in steps.values()
        for source in row.sources
    ]
    return "\n".join([*lines, "```"])


def _table(steps: Steps, states: type[TextChoices]) -> str:
    head = ("verb", "on the button", "from", "to", "who", "asks that", "note")
    lines = [f"| {' | '.join(head)} |", f"| {' | '.join(['---'] * len(head))} |"]
    label = dict(states.choices)
    return "\n".join([*lines, *(_row(row, label) for row in steps.values())])


def _row(row: Transition, label: Mapping[str, str]) -> str:
    sources = ", ".join(label[source] for source in row.sources)
    target = f"{label[row.target]} (a working copy)" if row.makes_copy else label[row.target]
    target += " (by a proposal)" if row.by_proposal else ""
    who = ", ".join([*row.roles, *([str(row.only.__doc__)] if row.only else [])])
    asks = "; ".join(str(guard.__doc__) for guard in row.asks)
    note = "required" if row.note_required else "may be empty"
    note += ", public" if row.note_is_public else ""
    return f"| `{row.verb}` | {row.label} | {sources} | {target} | {who} | {asks} | {note} |"
