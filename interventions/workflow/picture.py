"""The table of the workflow as the document `docs/workflow.md`: written from it, tested against it.

The test of it says how to write it anew.
"""

from collections.abc import Mapping

from django.db.models import TextChoices

from interventions.models import Intervention, Proposal, WordRequest
from interventions.workflow.proposals import PROPOSAL_STEPS
from interventions.workflow.table import TRANSITIONS, Transition
from interventions.workflow.words import WORD_STEPS

Steps = Mapping[str, Transition]
INTRODUCTION = """# The workflow

Written from `TRANSITIONS` in `interventions/workflow/table.py`, for proposals from
`PROPOSAL_STEPS` in `interventions/workflow/proposals.py`, and for words that are asked for from
`WORD_STEPS` in `interventions/workflow/words.py`. The verbs, the buttons, the permissions and the
tests read them too. `tests/desk/test_workflow_document.py` compares
this file with the tables, and says how to write it anew.
"""
RULES = """## What the table does not say

- A public text stays as it is until its working copy is published; then the copy takes its place,
  under the next version number.
- Taking over makes nobody stand behind a text. Who works it up changes it, and then another has to
  publish it. What came from outside is from then on with that editor: its sender only follows.
- What an editor checks without changing the words is no step: that no renewal of a recognition was
  found, and that a text was read again (`interventions/workflow/checks.py`).
"""
PROPOSALS = """## Proposals

A proposal is about one fact of one public text: an intervention, an element, a source, a term, a
notice or a word of a taxonomy. What was saved together is decided together
(`interventions/workflow/improving.py`). Publishing it is the step `improve` of an intervention. A
reader's proposal, and what a description sheet says, is first taken over by an editor
(`interventions/workflow/taking_over.py`): in a draft it is filled in, and about a public text it
becomes a proposal of that editor. A passage has no words for the text: the editor gives them.
Withdrawing an intervention closes its open proposals.
"""
WORDS = """## Words that are asked for

A target group, theme, kind of place or municipality that a list lacks. Nothing public changes
before somebody else says yes; then the word is made, and every text that waited for it and is not
public has it.
"""


def document() -> str:
    """The whole of `docs/workflow.md`."""
    texts, proposals, words = Intervention.Status, Proposal.Status, WordRequest.Status
    return "\n".join(
        [
            *(INTRODUCTION, _picture(TRANSITIONS, texts), "", _table(TRANSITIONS, texts), ""),
            *(RULES, PROPOSALS, _picture(PROPOSAL_STEPS, proposals), ""),
            *(_table(PROPOSAL_STEPS, proposals), "", WORDS, _picture(WORD_STEPS, words), ""),
            *(_table(WORD_STEPS, words), ""),
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
