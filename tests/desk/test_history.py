"""Who changed which field when, and the way back to an older text."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from elements.models import Element, Source
from interventions import workflow
from interventions.models import Intervention, Recognition, RecognitionLevel, Statement, Theme
from tests.conftest import signed_in
from tests.desk.filled import opened, typed
from tests.desk.forms import (
    ADD,
    SOURCES,
    change_page,
    element,
    intervention_form,
    source_form,
    statement_box,
)
from tests.desk.improving import improve, improve_page, proposals, publish
from tests.desk.improving import opened as improving_form
from tests.factories import Status, make_intervention, make_source

pytestmark = pytest.mark.django_db
RESTORE = "Zet deze versie terug"


def history_page(row) -> str:
    return change_page(row).replace("/change/", "/history/")


def line(client, row) -> list[dict]:
    """All that happened, newest first."""
    return client.get(history_page(row)).context["moments"]


def moments(client, row) -> list[dict]:
    """The saves."""
    return [one for one in line(client, row) if one["moment"]]


def lines(moment: dict) -> list[tuple[str, str, str]]:
    return [(line["label"], line["before"], line["after"]) for line in moment["lines"]]


def an_hour_passes() -> None:
    for model in (Intervention, Statement, Recognition, Element, Source, Theme):
        model.history.update(history_date=F("history_date") - timedelta(hours=1))


def save(client, row, **values):
    """Open the form, type, save; an hour later."""
    an_hour_passes()
    answer = client.post(change_page(row), typed(opened(client, row), **values))
    assert answer.status_code == 302
    return answer


def restore_page(client, row, place: int) -> str:
    """The page that asks about the moment at this place, newest first."""
    key = moments(client, row)[place]["moment"].key
    return change_page(row).replace("change/", f"terug/{key}/")


def restore(client, row, place: int):
    an_hour_passes()
    address = restore_page(client, row, place)
    return client.post(address, {"_stand": client.get(address).context["seal"]})


@pytest.fixture
def row(editor_client):
    """Made at the desk, with one statement."""
    found = make_source(title="Een verslag")
    box = statement_box(source=found.pk, explanation="De eerste uitleg.")
    form = intervention_form(goal="Het eerste doel.", sources=[found.pk], statements=[box])
    assert editor_client.post(ADD, form).status_code == 302
    return Intervention.objects.get(slug="buurttuin")


def test_it_says_who_changed_which_field_from_what_to_what(editor_client, reviewer, row):
    save(signed_in(reviewer), row, goal="Een beter doel.", activity="loopt")
    page = editor_client.get(history_page(row)).content.decode()
    newest, oldest = moments(editor_client, row)
    assert lines(newest) == [
        ("Doel", "Het eerste doel.", "Een beter doel."),
        ("Wordt dit nog gedaan?", "niet bekend", "loopt nog"),
    ]
    assert (newest["moment"].by, newest["event"]) == (reviewer, "gewijzigd")
    assert (oldest["moment"].by.username, oldest["event"]) == ("redacteur", "gemaakt")
    assert ("Doel", "niet ingevuld", "Het eerste doel.") in lines(oldest)
    assert ", beoordelaar\n" in page


def test_relations_and_statements_are_in_it_by_name(editor_client, row):
    group = row.target_groups.model.objects.first()
    save(
        editor_client,
        row,
        target_groups=[group.pk],
        **{"statements-0-explanation": "Een betere uitleg.", "statements-0-evidence": "Blz. 3"},
    )
    found = lines(moments(editor_client, row)[0])
    assert ("Doelgroepen", "niet ingevuld", group.name) in found
    label = "Uitspraak ‘Empowerment’, hoe de interventie dit doet"
    assert (label, "De eerste uitleg.", "Een betere uitleg.") in found
    assert ("Uitspraak ‘Empowerment’, bewijsplaats", "niet ingevuld", "Blz. 3") in found
    assert len(found) == 3


def test_a_statement_that_comes_and_one_that_goes(editor_client, row):
    source = row.sources.get()
    save(
        editor_client,
        row,
        **{
            "statements-0-DELETE": "on",
            "statements-1-element": element("samenwerken").pk,
            "statements-1-source": source.pk,
            "statements-1-explanation": "Samen.",
        },
    )
    found = lines(moments(editor_client, row)[0])
    assert ("Uitspraak ‘Empowerment’, bron", str(source), "niet ingevuld") in found
    assert ("Uitspraak ‘Samenwerken’, bron", "niet ingevuld", str(source)) in found


def test_recognitions_are_in_it(editor_client, row):
    level = RecognitionLevel.objects.first()
    box = {"level": level.pk, "date": "2026-03", "source": row.sources.get().pk}
    save(editor_client, row, **{f"recognitions-0-{name}": value for name, value in box.items()})
    found = lines(moments(editor_client, row)[0])
    assert (f"Erkenning ‘{level}’, datum", "niet ingevuld", "2026-03") in found


def test_a_save_that_changes_nothing_leaves_the_row_and_its_history(reviewer, row):
    before = (row.changed_at, row.changed_by)
    save(signed_in(reviewer), row)
    row.refresh_from_db()
    assert (row.changed_at, row.changed_by) == before
    assert len(moments(signed_in(reviewer), row)) == 1


def test_what_was_written_in_a_working_copy_is_history_of_the_public_text(
    editor, editor_client, reviewer, row
):
    workflow.submit(row, by=editor)
    workflow.claim(row, by=reviewer)
    public = workflow.publish(row, by=reviewer)
    an_hour_passes()
    copy = workflow.revise(public, by=editor)
    assert moments(editor_client, copy)[0]["event"] == "werkkopie gemaakt"
    save(editor_client, copy, goal="Het nieuwe doel.", **{"statements-0-explanation": "Nieuw."})
    assert lines(moments(editor_client, copy)[0]) == lines(moments(editor_client, public)[0])
    assert "in de werkkopie" in editor_client.get(history_page(public)).content.decode()
    an_hour_passes()
    workflow.submit(copy, by=editor)
    workflow.claim(copy, by=reviewer)
    workflow.publish(copy, by=reviewer, note="Beter.")
    assert "in de werkkopie" not in editor_client.get(history_page(public)).content.decode()
    found = moments(editor_client, public)
    assert [one["event"] for one in found] == ["gewijzigd", "werkkopie gemaakt", "gemaakt"]
    assert lines(found[0]) == [
        ("Doel", "Het eerste doel.", "Het nieuwe doel."),
        (
            "Uitspraak ‘Empowerment’, hoe de interventie dit doet",
            "De eerste uitleg.",
            "Nieuw.",
        ),
    ]
    assert found[0]["moment"].by == editor


def test_more_moments_cost_no_more_queries(editor_client, row):
    def queries():
        with CaptureQueriesContext(connection) as found:
            editor_client.get(history_page(row))
        return len(found)

    save(editor_client, row, goal="Twee.")
    before = queries()
    for number in range(5):
        save(editor_client, row, goal=f"Doel {number}.")
    assert queries() == before


# --- The way back, for what has no versions -------------------------------------------------------


@pytest.fixture
def source(reviewer_client):
    """Nothing uses it, so it is not public."""
    form = source_form(title="Een ander verslag", seen="het begin")
    assert reviewer_client.post(f"{SOURCES}add/", form).status_code == 302
    return Source.objects.get(slug="een-ander-verslag")


def test_an_older_text_comes_back(reviewer, reviewer_client, source):
    save(reviewer_client, source, seen="Anders.")
    asked = reviewer_client.get(restore_page(reviewer_client, source, 1)).content.decode()
    assert "het begin" in asked
    source.refresh_from_db()
    assert source.seen == "Anders."  # nothing happened yet
    assert restore(reviewer_client, source, 1).status_code == 302
    source.refresh_from_db()
    assert source.seen == "het begin"
    assert source.history.first().history_user == reviewer
    newest = lines(moments(reviewer_client, source)[0])
    assert ("Wat is gelezen", "Anders.", "het begin") in newest


def test_restoring_over_what_somebody_else_saved_meanwhile_is_refused(reviewer_client, source):
    save(reviewer_client, source, seen="Twee.")
    address = restore_page(reviewer_client, source, 1)
    seal = reviewer_client.get(address).context["seal"]
    save(signed_in(User.objects.create_superuser("ander")), source, seen="Drie.")
    answer = reviewer_client.post(address, {"_stand": seal})
    assert answer.status_code == 409
    source.refresh_from_db()
    assert source.seen == "Drie."


def test_the_newest_text_has_no_button(reviewer_client, source):
    save(reviewer_client, source, seen="Twee.")
    assert [bool(one["restore"]) for one in moments(reviewer_client, source)] == [False, True]


def test_who_only_reads_sees_the_history_and_restores_nothing(
    reviewer_client, administrator_client, source
):
    save(reviewer_client, source, seen="Twee.")
    address = restore_page(reviewer_client, source, 1)
    page = administrator_client.get(history_page(source))
    assert page.status_code == 200
    assert RESTORE not in page.content.decode()
    assert administrator_client.get(address).status_code == 403
    assert administrator_client.post(address).status_code == 403


def test_an_outsider_sees_no_history(client, row):
    assert client.get(history_page(row)).status_code == 302


@pytest.mark.parametrize("key", ["rij-0", "rij-999999999999999999999", "x", "statements-"])
def test_a_moment_that_is_not_there(reviewer_client, source, key):
    address = change_page(source).replace("change/", f"terug/{key}/")
    assert reviewer_client.get(address).status_code == 404
    assert reviewer_client.post(address).status_code == 404


def test_the_moment_of_another_row_is_not_there(reviewer_client, source):
    other = make_source(title="Nog een")
    key = moments(reviewer_client, source)[0]["moment"].key
    address = change_page(other).replace("change/", f"terug/{key}/")
    assert reviewer_client.get(address).status_code == 404


def test_what_has_versions_is_read_here_and_goes_back_there(reviewer_client):
    row = make_intervention(status=Status.DRAFT)
    save(reviewer_client, row, summary="Korter gezegd.")
    found = moments(reviewer_client, row)
    assert [one["restore"] for one in found] == [""] * len(found)
    address = change_page(row).replace("change/", f"terug/{found[-1]['moment'].key}/")
    assert RESTORE not in reviewer_client.get(address, follow=True).content.decode()


def test_the_older_text_of_what_is_public_goes_back_by_a_proposal(editor_client, reviewer_client):
    theme = Theme.objects.get(slug="jeugd")
    old = theme.definition
    for text in ("Twee.", "Drie."):
        an_hour_passes()
        improve(editor_client, theme, definition=text)
        publish(reviewer_client, proposals(theme)[-1])
    found = moments(editor_client, theme)
    address = found[-1]["restore"]
    assert address.startswith(f"{improve_page(theme)}?moment=")
    sent = improving_form(editor_client, theme, address.removeprefix(improve_page(theme)))
    assert sent["definition"] == old
    editor_client.post(improve_page(theme), sent)
    assert proposals(theme)[-1].values == {"definition": old}
    assert editor_client.get(f"{improve_page(theme)}?moment=rij-0").status_code == 404


def test_a_row_without_recorded_fields_keeps_its_log(administrator, administrator_client):
    page = administrator_client.get(history_page(administrator))
    assert page.status_code == 200
    address = change_page(administrator).replace("change/", "terug/rij-1/")
    assert RESTORE not in administrator_client.get(address, follow=True).content.decode()
