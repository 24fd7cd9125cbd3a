"""`docs/workflow.md` is what the table of the workflow says."""

from pathlib import Path

import pytest

from interventions.models import Intervention
from interventions.workflow import TRANSITIONS
from interventions.workflow.picture import document

DOCUMENT = Path(__file__).resolve().parent.parent.parent / "docs" / "workflow.md"
ANEW = (
    "Write it anew: ENVIRONMENT=development .venv/bin/python manage.py shell -c "
    '"from interventions.workflow.picture import document; '
    "open('docs/workflow.md', 'w').write(document())\""
)


def test_the_document_is_the_table():
    assert DOCUMENT.read_text() == document(), ANEW


@pytest.mark.parametrize("verb", TRANSITIONS)
def test_every_step_is_an_arrow_and_a_row(verb):
    text, row = DOCUMENT.read_text(), TRANSITIONS[verb]
    for source in row.sources:
        assert f"    {source} --> {row.target}: {row.label}\n" in text
    assert f"| `{verb}` | {row.label} |" in text


@pytest.mark.parametrize("status", Intervention.Status)
def test_every_state_is_in_the_picture(status):
    assert f'    state "{status.label}" as {status.value}\n' in DOCUMENT.read_text()
