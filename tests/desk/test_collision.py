"""Two editors on one text: the second is refused with both texts shown, and nothing is lost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from elements.models import Source
from interventions import workflow
from interventions.models import Intervention, Statement, Synonym
from tests.conftest import person_of, signed_in
from tests.desk.filled import form_in, opened, typed
from tests.desk.forms import change_page, element, intervention_form, post_form
from tests.factories import Status, make_intervention, make_source, reviewed

pytestmark = pytest.mark.django_db
OTHER = "Dit staat er nu"


@pytest.fixture
def row(editor):
    return make_intervention(
        status=Status.DRAFT,
        name="Buurttuin",
        goal="Het oude doel.",
        approach="De oude aanpak.",
        statements=[{"element": element("empowerment"), "explanation": "De oude uitleg."}],
    )


@pytest.fixture
def first(row):
    """Somebody who saves first."""
    return signed_in(person_of("Beoordelaar"))


def test_the_second_save_is_refused_with_both_texts_and_who_wrote_the_other(
    editor_client, first, row
):
    form, other = opened(editor_client, row), opened(first, row)
    assert first.post(change_page(row), typed(other, goal="Het doel van Anna.")).status_code == 302
    answer = editor_client.post(change_page(row), typed(form, goal="Het doel van Bram."))
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Niet opgeslagen: iemand anders was u voor" in page
    assert f"{OTHER} (beoordelaar, " in page
    shown = page[page.index("desk-clash") : page.index("</section>", page.index("desk-clash"))]
    assert shown.index("Het doel van Anna.") < shown.index("Het doel van Bram.")
    assert form_in(answer)["goal"] == ["Het doel van Bram."]  # nothing that was typed is lost
    row.refresh_from_db()
    assert row.goal == "Het doel van Anna."


def test_after_reading_the_second_saves_on_top(editor, editor_client, first, row):
    form, other = opened(editor_client, row), opened(first, row)
    first.post(change_page(row), typed(other, goal="Van Anna.", approach="Ook van Anna."))
    answer = editor_client.post(change_page(row), typed(form, goal="Van Bram."))
    again = form_in(answer)
    assert again["approach"] == ["Ook van Anna."]  # Bram had not touched it: it stays
    assert "U had hier niets veranderd" in answer.content.decode()
    assert editor_client.post(change_page(row), again).status_code == 302
    row.refresh_from_db()
    assert (row.goal, row.approach, row.changed_by) == ("Van Bram.", "Ook van Anna.", editor)


def test_a_third_save_in_between_is_noticed_too(editor_client, first, row):
    form = opened(editor_client, row)
    first.post(change_page(row), typed(opened(first, row), goal="Van Anna."))
    again = form_in(editor_client.post(change_page(row), typed(form, goal="Van Bram.")))
    first.post(change_page(row), typed(opened(first, row), goal="Nog eens van Anna."))
    assert editor_client.post(change_page(row), again).status_code == 409


def test_the_same_person_in_two_windows_counts_too(editor_client, row):
    form, other = opened(editor_client, row), opened(editor_client, row)
    editor_client.post(change_page(row), typed(other, goal="Het ene venster."))
    answer = editor_client.post(change_page(row), typed(form, goal="Het andere venster."))
    assert answer.status_code == 409


def test_nobody_else_and_the_save_goes_through(editor_client, row):
    form = opened(editor_client, row)
    assert editor_client.post(change_page(row), typed(form, goal="Nieuw.")).status_code == 302


def test_a_form_with_a_fault_is_shown_as_such_and_still_knows_its_start(editor_client, first, row):
    form = opened(editor_client, row)
    faulty = editor_client.post(change_page(row), typed(form, name=""))
    assert (faulty.status_code, "was u voor" in faulty.content.decode()) == (200, False)
    first.post(change_page(row), typed(opened(first, row), goal="Van Anna."))
    again = typed(form_in(faulty), name="Buurttuin", goal="Van Bram.")
    assert editor_client.post(change_page(row), again).status_code == 409


@pytest.mark.parametrize("seal", [None, "", "onzin", "a:b", "\udcff".encode("utf-8", "replace")])
def test_without_a_seal_of_ours_nothing_is_saved(editor_client, row, seal):
    form = intervention_form(name="Anders", **({} if seal is None else {"_stand": seal}))
    assert editor_client.post(change_page(row), form).status_code == 409
    row.refresh_from_db()
    assert row.name == "Buurttuin"


def test_the_seal_of_another_row_is_none(editor_client, row):
    other = make_intervention(status=Status.DRAFT)
    form = typed(opened(editor_client, row), _stand=opened(editor_client, other)["_stand"])
    assert editor_client.post(change_page(row), typed(form, goal="Anders.")).status_code == 409


# --- Relations and boxes --------------------------------------------------------------------------


def test_a_relation_that_somebody_else_changed_is_told_by_name(editor_client, first, row):
    groups = row.target_groups.model.objects.all()[:2]
    form, other = opened(editor_client, row), opened(first, row)
    first.post(change_page(row), typed(other, target_groups=[groups[0].pk]))
    answer = editor_client.post(change_page(row), typed(form, target_groups=[groups[1].pk]))
    page = answer.content.decode()
    clashes = page[page.index("desk-clash") : page.index("</section>", page.index("desk-clash"))]
    assert groups[0].name in clashes
    assert groups[1].name in clashes
    assert [*row.target_groups.all()] == [groups[0]]


def test_a_statement_that_both_changed(editor_client, first, row):
    form, other = opened(editor_client, row), opened(first, row)
    name = "statements-0-explanation"
    first.post(change_page(row), {**other, name: "De uitleg van Anna."})
    answer = editor_client.post(change_page(row), {**form, name: "De uitleg van Bram."})
    page = answer.content.decode()
    assert "Uitspraak ‘Empowerment’, hoe de interventie dit doet" in page
    assert form_in(answer)[name] == ["De uitleg van Bram."]
    assert row.statements.get().explanation == "De uitleg van Anna."
    editor_client.post(change_page(row), form_in(answer))
    assert row.statements.get().explanation == "De uitleg van Bram."


def test_a_statement_that_somebody_else_added_stays(editor_client, first, row):
    form, other = opened(editor_client, row), opened(first, row)
    added = {
        "statements-1-element": element("outreachend").pk,
        "statements-1-source": row.statements.get().source_id,
        "statements-1-explanation": "Nieuw van Anna.",
    }
    assert first.post(change_page(row), {**other, **added}).status_code == 302
    mine = {
        "statements-1-element": element("samenwerken").pk,
        "statements-1-source": row.statements.get(element__slug="empowerment").source_id,
        "statements-1-explanation": "Nieuw van Bram.",
    }
    answer = editor_client.post(change_page(row), {**form, **mine})
    assert answer.status_code == 409
    assert "Nieuw van Anna." in answer.content.decode()
    assert editor_client.post(change_page(row), form_in(answer)).status_code == 302
    slugs = set(row.statements.values_list("element__slug", flat=True))
    assert slugs == {"empowerment", "outreachend", "samenwerken"}


def test_a_statement_that_somebody_else_took_away_comes_back_when_it_was_written_in(
    editor_client, first, row
):
    form, other = opened(editor_client, row), opened(first, row)
    assert first.post(change_page(row), {**other, "statements-0-DELETE": "on"}).status_code == 302
    answer = editor_client.post(
        change_page(row), {**form, "statements-0-explanation": "Beter gezegd."}
    )
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Weggehaald" in page
    assert "Beter gezegd." in page
    assert editor_client.post(change_page(row), form_in(answer)).status_code == 302
    assert row.statements.get().explanation == "Beter gezegd."


def test_a_statement_that_somebody_else_took_away_stays_away_when_untouched(
    editor_client, first, row
):
    form, other = opened(editor_client, row), opened(first, row)
    first.post(change_page(row), {**other, "statements-0-DELETE": "on"})
    answer = editor_client.post(change_page(row), typed(form, goal="Van Bram."))
    assert answer.status_code == 409
    assert editor_client.post(change_page(row), form_in(answer)).status_code == 302
    assert not Statement.objects.filter(intervention=row).exists()


def test_taking_away_what_somebody_else_rewrote_asks_again(editor_client, first, row):
    form, other = opened(editor_client, row), opened(first, row)
    first.post(change_page(row), {**other, "statements-0-explanation": "Herschreven."})
    answer = editor_client.post(change_page(row), {**form, "statements-0-DELETE": "on"})
    assert answer.status_code == 409
    assert "U haalde dit weg." in answer.content.decode()
    assert row.statements.get().explanation == "Herschreven."
    editor_client.post(change_page(row), form_in(answer))
    assert not row.statements.exists()


# --- A step in between ----------------------------------------------------------------------------


def test_a_step_in_between_keeps_the_text_on_a_page_to_copy(editor, editor_client, row):
    form = opened(editor_client, row)
    workflow.submit(row, by=editor)
    changed = typed(form, goal="Wat ik schreef.")
    changed["statements-1-element"] = element("samenwerken").pk
    changed["statements-1-explanation"] = "Een nieuwe uitspraak."
    answer = editor_client.post(change_page(row), changed)
    page = answer.content.decode()
    assert answer.status_code == 409
    for words in ("‘ingediend’", "Wat ik schreef.", "Het oude doel.", "Een nieuwe uitspraak."):
        assert words in page
    row.refresh_from_db()
    assert (row.goal, row.status) == ("Het oude doel.", Status.SUBMITTED)


def test_a_working_copy_that_was_published_keeps_the_text_on_a_page_to_copy(
    editor, editor_client, reviewer
):
    live = Intervention.objects.get(slug="abcd")
    copy = workflow.revise(live, by=editor)
    form = opened(editor_client, copy)
    reviewed(copy, editor=editor, reviewer=reviewer)
    workflow.publish(copy, by=reviewer, note="Beter.")
    changed = typed(form, goal="Wat ik schreef.")
    changed["statements-0-explanation"] = "Een andere uitleg."
    answer = editor_client.post(change_page(copy), changed)
    page = answer.content.decode()
    assert answer.status_code == 409
    for words in ("Een werkkopie verdwijnt", "Wat ik schreef.", "Een andere uitleg."):
        assert words in page
    live.refresh_from_db()
    assert live.goal != "Wat ik schreef."


def test_a_published_text_is_never_written_over(editor_client, row):
    form = opened(editor_client, row)
    Intervention.objects.filter(pk=row.pk).update(status=Status.REJECTED)
    assert editor_client.post(change_page(row), typed(form, goal="Anders.")).status_code == 409
    row.refresh_from_db()
    assert row.goal == "Het oude doel."


# --- Every other form of the desk -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (lambda: make_source(title="Een verslag"), "title"),
        (lambda: Synonym.objects.first(), "word"),
        (lambda: person_of("Beheerder"), "last_name"),
    ],
)
def test_every_form_of_the_desk_notices(admin_client, make, field):
    row = make()
    form, other = opened(admin_client, row), opened(admin_client, row)
    assert admin_client.post(change_page(row), {**other, field: "Van Anna"}).status_code == 302
    answer = admin_client.post(change_page(row), {**form, field: "Van Bram"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Van Anna" in page
    assert "Van Bram" in page
    row.refresh_from_db()
    assert getattr(row, field) == "Van Anna"


def test_who_may_not_write_gets_no_seal(administrator_client, row):
    assert "_stand" not in opened(administrator_client, row)


def test_a_deleted_row_is_a_page_and_no_error(reviewer_client):
    row = make_source()
    form = opened(reviewer_client, row)
    Source.objects.filter(pk=row.pk).delete()
    answer = reviewer_client.post(change_page(row), {**form, "title": "Wat ik schreef"})
    assert answer.status_code == 409
    assert "Wat ik schreef" in answer.content.decode()
    assert reviewer_client.post(change_page(row), {**form, "_stand": "x"}).status_code == 302


@pytest.mark.parametrize("count", ["9" * 30, "-1", "abc", "²", ""])
def test_a_forged_number_of_boxes_is_no_error(editor_client, row, count):
    form = typed(opened(editor_client, row), _stand="oud")
    form["statements-TOTAL_FORMS"] = count
    assert editor_client.post(change_page(row), form).status_code in (200, 409)


def test_twenty_sources_more_cost_no_more_queries(editor_client, first, row):
    def queries():
        form = opened(editor_client, row)
        first.post(change_page(row), typed(opened(first, row), goal=f"Doel {make_source().pk}."))
        with CaptureQueriesContext(connection) as found:
            answer = editor_client.post(change_page(row), typed(form, goal="Van Bram."))
        assert answer.status_code == 409
        return len(found)

    before = queries()
    for _ in range(20):
        make_source()
    assert queries() == before


def test_post_form_of_the_tests_sends_the_seal(editor_client, row):
    form = intervention_form(name="Nieuwe naam", slug=row.slug)
    assert post_form(editor_client, row, form).status_code == 302
