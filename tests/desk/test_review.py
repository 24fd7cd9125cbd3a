"""Reading a text before it is published: what differs, what it rests on, and remarks per field."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from interventions import workflow
from interventions.models import Intervention, Theme
from tests.desk.forms import verb_page
from tests.desk.reading import reading, remark_of, text_in_review
from tests.factories import Status, make_element, make_intervention, make_source, reviewed

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(editor, reviewer):
    return text_in_review(editor, reviewer)


# --- Reading --------------------------------------------------------------------------------------


def test_a_new_text_is_read_whole_with_source_and_evidence(reviewer_client, row):
    statement = row.statements.get()
    statement.source.url = "https://bron.example/verslag"
    statement.source.save()
    statement.evidence, statement.section = "Zo staat het in het verslag.", "Hoofdstuk 2"
    statement.save()
    page = reviewer_client.get(reading(row)).content.decode()
    for words in (
        *("Buren leren elkaar kennen.", "Zo doen zij dat.", "Hoofdstuk 2"),
        *("Zo staat het in het verslag.", "alleen voor de redactie"),
        *('href="https://bron.example/verslag"', "genoemd: de bron noemt het element"),
        "Let op deze zes punten",
    ):
        assert words in page
    assert "<ins>" not in page


def test_the_evidence_is_never_public(client, reviewer_client, row):
    row.statements.update(evidence="Een geheime zin uit de bron.")
    form = {
        "note": "",
        **dict.fromkeys(("bron", "bewijs", "taal", "leeg", "erkenning", "naam"), "on"),
    }
    reviewer_client.post(f"/beheer/interventions/intervention/{row.pk}/stap/publish/", form)
    public = client.get(f"/interventies/{row.slug}/")
    assert public.status_code == 200
    assert "geheime zin" not in public.content.decode()


def test_a_copy_is_shown_beside_the_public_text_with_what_differs(
    editor, reviewer, reviewer_client
):
    kept, gone, come = (make_element(short_name=name) for name in ("Blijft", "Weg", "Erbij"))
    live = make_intervention(
        goal="Buren leren elkaar kennen.", statements=[{"element": kept}, {"element": gone}]
    )
    copy = workflow.revise(live, by=editor)
    copy.goal = "Buren helpen elkaar vaak."
    copy.save()
    copy.statements.get(element=gone).delete()
    copy.statements.filter(element=kept).update(explanation="Zo doen zij het nu.")
    source = copy.sources.get()
    copy.statements.create(element=come, source=source, explanation="Nieuw.")
    theme = Theme.objects.first()
    copy.themes.add(theme)
    reviewed(copy, editor=editor, reviewer=reviewer)
    response = reviewer_client.get(reading(copy))
    page = response.content.decode()
    assert "Nu op de site" in page
    assert "In de werkkopie" in page
    assert '<del><span class="visually-hidden">[weg:] </span>leren' in page
    assert '<ins><span class="visually-hidden">[nieuw:] </span>' in page
    marks = {
        one["saying"].row.element.short_name: one["saying"].mark
        for one in response.context["statements"]
    }
    assert marks == {"Blijft": "gewijzigd", "Weg": "vervalt", "Erbij": "nieuw"}
    changed = {
        one["part"].label: one["part"] for one in response.context["parts"] if one["part"].differs
    }
    assert set(changed) == {"Doel", "Thema's"}
    assert (changed["Thema's"].mark, changed["Thema's"].after) == ("nieuw", theme.name)


def test_the_public_row_leads_to_its_copy(editor, editor_client):
    live = make_intervention()
    copy = workflow.revise(live, by=editor)
    assert editor_client.get(reading(live))["Location"] == reading(copy)


def test_the_page_says_who_stands_behind_the_text(editor, reviewer, row, reviewer_client):
    page = reviewer_client.get(reading(row)).content.decode()
    assert f"<li>{editor} staat achter deze tekst. Wie publiceert, is de tweede.</li>" in page
    Intervention.objects.filter(pk=row.pk).update(changed_by=reviewer)
    page = reviewer_client.get(reading(row)).content.decode()
    assert "Nog iemand nodig:" in page


@pytest.mark.parametrize("page", ["compare", "publish"])
def test_who_only_claimed_a_text_is_not_called_its_supporter(
    editor, reviewer, row, reviewer_client, page
):
    """As with a text from outside, that nobody of the desk changed or agreed to."""
    Intervention.objects.filter(pk=row.pk).update(changed_by=None, changed_at=None)
    address = reading(row) if page == "compare" else verb_page(row, "publish")
    said = reviewer_client.get(address).content.decode()
    assert "naast wie publiceert, staat nog niemand achter deze tekst" in said.lower()
    for wrong in ("niemand anders", f"alleen {reviewer}", f"{reviewer} staat achter"):
        assert wrong not in said


@pytest.mark.parametrize("status", Status)
def test_every_state_can_be_read_by_who_may_look(administrator_client, status):
    row = make_intervention(status=status, statements=[{}])
    assert administrator_client.get(reading(row)).status_code == 200


@pytest.mark.parametrize("number", [0, 99999999, 99999999999999999999])
def test_what_is_not_there_is_not_found(reviewer_client, number):
    for address in (f"{number}/vergelijken/", f"opmerking/{number}/"):
        address = f"/beheer/interventions/intervention/{address}"
        assert reviewer_client.get(address).status_code == 404
        assert reviewer_client.post(address).status_code == 404


def test_twenty_statements_and_remarks_cost_the_queries_of_two(editor, reviewer, reviewer_client):
    live = make_intervention(statements=[{}, {}])
    copy = reviewed(workflow.revise(live, by=editor), editor=editor, reviewer=reviewer)
    remark_of(copy, reviewer)

    def queries() -> int:
        reviewer_client.get(reading(copy))
        with CaptureQueriesContext(connection) as found:
            assert reviewer_client.get(reading(copy)).status_code == 200
        return len(found)

    few = queries()
    for number in range(18):
        made = copy.statements.create(
            element=make_element(), source=make_source(), explanation="Zo."
        )
        made.extra_sources.add(make_source())
        remark_of(copy, User.objects.create_user(f"lezer-{number}"))
    assert queries() == few
