"""The author reads on the form why a text came back, and answers each remark at its field."""

import pytest

from interventions import workflow
from interventions.models import Remark
from tests.conftest import signed_in
from tests.desk.forms import intervention_form, page_of, post_form, section, statement_box
from tests.desk.reading import reading, remark_of, text_in_review
from tests.factories import Status, make_intervention

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(editor, reviewer):
    return text_in_review(editor, reviewer)


@pytest.fixture
def remark(row, reviewer):
    return remark_of(row, reviewer)


@pytest.fixture
def sent_back(row, remark, reviewer):
    workflow.send_back(row, by=reviewer, note="De kosten ontbreken nog.")
    return row


def form_of(row, **values) -> dict:
    """What the browser sends back of an untouched form."""
    said = row.statements.get()
    box = statement_box(
        id=said.pk, element=said.element_id, source=said.source_id, explanation=said.explanation
    )
    own = {"name": row.name, "summary": row.summary, "goal": row.goal, "slug": row.slug}
    sources = [source.pk for source in row.sources.all()]
    return intervention_form(statements=[box], **{**own, "sources": sources, **values})


def answered(remark, **values) -> dict:
    """The fields of one remark on the form."""
    start = f"opmerking-{remark.pk}-"
    return {f"{start}{name}": value for name, value in {"answer": "", **values}.items()}


# --- Reading --------------------------------------------------------------------------------------


def test_the_reason_and_the_remarks_stand_on_top_and_each_at_its_field(
    editor_client, sent_back, remark, reviewer
):
    page = page_of(editor_client, sent_back)
    top = section(page, "returned")
    assert "De kosten ontbreken nog." in top
    assert f'href="#opmerking-{remark.pk}"' in top
    assert "Korter." in top
    assert page.count(f'id="opmerking-{remark.pk}"') == 1
    place, field = page.index(f'id="opmerking-{remark.pk}"'), page.index('id="id_goal"')
    following = page.index('id="id_target_group_text"')
    assert field < place < following
    assert 'href="#returned"' in page[place:following]
    assert "Buren helpen elkaar." in page[place:following]


def test_a_remark_about_a_statement_stands_at_its_explanation(editor_client, sent_back, reviewer):
    remark = remark_of(sent_back, reviewer, field="statement:samen", proposal="")
    page = page_of(editor_client, sent_back)
    field = page.index('id="id_statements-0-explanation"')
    assert field < page.index(f'id="opmerking-{remark.pk}"') < page.index("id_statements-0-source")


def test_a_remark_about_what_is_gone_stands_on_top_and_can_be_answered(
    editor_client, sent_back, reviewer
):
    remark = remark_of(sent_back, reviewer, field="statement:weg", proposal="")
    top = section(page_of(editor_client, sent_back), "returned")
    assert f'id="opmerking-{remark.pk}"' in top
    assert 'form="intervention_form"' in top
    data = form_of(sent_back) | answered(remark, decision="declined")
    assert post_form(editor_client, sent_back, data).status_code == 302
    remark.refresh_from_db()
    assert remark.state == "declined"


def test_a_reopened_text_says_why_it_was_rejected(editor, editor_client, row, reviewer):
    workflow.reject(row, by=reviewer, note="Dit is geen sociale interventie.")
    workflow.reopen(row, by=editor)
    assert "Dit is geen sociale interventie." in section(page_of(editor_client, row), "returned")


def test_once_handed_in_again_and_taken_back_only_open_remarks_are_left(
    editor, editor_client, sent_back, remark
):
    workflow.submit(sent_back, by=editor)
    workflow.take_back(sent_back, by=editor)
    top = section(page_of(editor_client, sent_back), "returned")
    assert "De kosten ontbreken nog." not in top
    assert "1 opmerking staat open" in top
    Remark.objects.update(state="declined")
    assert 'id="returned"' not in page_of(editor_client, sent_back)


def test_a_text_that_never_came_back_says_nothing(editor, editor_client):
    row = make_intervention(status=Status.DRAFT, created_by=editor)
    assert 'id="returned"' not in page_of(editor_client, row)


def test_who_cannot_write_reads_it_and_answers_nothing(administrator_client, sent_back, remark):
    page = page_of(administrator_client, sent_back)
    assert "De kosten ontbreken nog." in section(page, "returned")
    assert f'name="opmerking-{remark.pk}-answer"' not in page


# --- Answering ------------------------------------------------------------------------------------


def test_an_answer_in_words_leaves_the_remark_open_and_the_text_as_it_is(
    editor_client, reviewer_client, sent_back, remark
):
    before = sent_back.changed_at
    data = form_of(sent_back) | answered(remark, answer="Zie bladzijde 3 van de bron.")
    assert post_form(editor_client, sent_back, data).status_code == 302
    remark.refresh_from_db(), sent_back.refresh_from_db()
    assert (remark.state, remark.answer) == ("open", "Zie bladzijde 3 van de bron.")
    assert sent_back.changed_at == before
    assert (
        "Zie bladzijde 3 van de bron." in reviewer_client.get(reading(sent_back)).content.decode()
    )


def test_a_proposal_is_taken_over_with_the_rest_of_the_form(
    editor, editor_client, sent_back, remark
):
    data = form_of(sent_back, costs="Honderd euro") | answered(remark, decision="accepted")
    assert post_form(editor_client, sent_back, data).status_code == 302
    remark.refresh_from_db(), sent_back.refresh_from_db()
    assert (remark.state, remark.decided_by) == ("accepted", editor)
    assert (sent_back.goal, sent_back.costs) == ("Buren helpen elkaar.", "Honderd euro")


def test_what_the_author_wrote_in_the_field_stays(editor_client, sent_back, remark):
    data = form_of(sent_back, goal="Mijn eigen zin.") | answered(remark, decision="accepted")
    assert post_form(editor_client, sent_back, data).status_code == 302
    remark.refresh_from_db(), sent_back.refresh_from_db()
    assert (remark.state, sent_back.goal) == ("accepted", "Mijn eigen zin.")


def test_an_answer_comes_back_with_a_form_that_has_a_fault(editor_client, sent_back, remark):
    data = form_of(sent_back, name="") | answered(
        remark, answer="Dit komt terug.", decision="declined"
    )
    page = post_form(editor_client, sent_back, data).content.decode()
    assert "Dit komt terug.</textarea>" in page
    remark.refresh_from_db()
    assert (remark.state, remark.answer) == ("open", "")


@pytest.mark.parametrize("values", [{"answer": "a" * 1001}, {"decision": "published"}])
def test_an_answer_that_cannot_be_kept_is_said(editor_client, sent_back, remark, values):
    data = form_of(sent_back, costs="Honderd euro") | answered(remark, **values)
    answer = editor_client.get(post_form(editor_client, sent_back, data)["Location"])
    assert "Uw antwoord bij doel is niet bewaard." in answer.content.decode()
    remark.refresh_from_db(), sent_back.refresh_from_db()
    assert (remark.state, remark.answer, sent_back.costs) == ("open", "", "Honderd euro")


def test_who_made_a_remark_does_not_decide_about_it(reviewer, sent_back, remark):
    client = signed_in(reviewer)
    assert f'name="opmerking-{remark.pk}-answer"' not in page_of(client, sent_back)
    data = form_of(sent_back) | answered(remark, decision="accepted")
    post_form(client, sent_back, data)
    remark.refresh_from_db(), sent_back.refresh_from_db()
    assert (remark.state, sent_back.goal) == ("open", "Buren leren elkaar kennen.")


def test_a_remark_of_another_text_is_not_answered(editor_client, sent_back, reviewer):
    other = remark_of(make_intervention(status=Status.SENT_BACK), reviewer)
    post_form(editor_client, sent_back, form_of(sent_back) | answered(other, decision="accepted"))
    other.refresh_from_db()
    assert other.state == "open"
