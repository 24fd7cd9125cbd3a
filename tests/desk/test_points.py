"""Practice points at the desk: their numbers hold through form, proposal, version and restoring."""

import re
from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.test.utils import CaptureQueriesContext

from elements.models import Element
from interventions.models import Proposal
from interventions.workflow.publications import record_element
from tests.desk.forms import element_form, post_form
from tests.desk.improving import improve, improve_page, opened, proposals, publish
from tests.factories import make_element

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
THREE = "1. Vraag door.\n2. Begin klein.\n3. Kom terug."
API = "/api/v1/werkzame-elementen"


@pytest.fixture
def row() -> Element:
    found = make_element(slug="vragen", name="Vragen", practice=THREE)
    record_element(found, by=None)
    return found


@pytest.fixture
def change(row, editor_client, reviewer_client):
    """Propose this text and publish it; gives the text of the site."""

    def published(text: str) -> str:
        assert improve(editor_client, row, practice=text).status_code == 302
        publish(reviewer_client, proposals(row)[-1])
        row.refresh_from_db()
        return row.practice

    return published


def refused(client, row, text: str) -> list[str]:
    """What the form 'Verbeteren' says of this text."""
    answer = improve(client, row, practice=text)
    assert answer.status_code == 200
    form = answer.context["form"]
    assert not form.non_field_errors()
    assert not Proposal.objects.exists()
    return form.errors["practice"]


def test_a_point_in_the_middle_moves_no_other(row, change, client, editor_client):
    improve(editor_client, row, practice=THREE.replace("2.", "- Bel aan.\n2."))
    assert proposals(row)[0].values == {"practice": THREE.replace("2.", "- Bel aan.\n2.")}
    assert change(THREE.replace("2.", "- Bel aan.\n2.")) == THREE.replace("2.", "4. Bel aan.\n2.")
    said = client.get(f"{API}/vragen").json()
    assert said["zoDoetUDat"] == ["Vraag door.", "Bel aan.", "Begin klein.", "Kom terug."]
    assert said["zoDoetUDatNummers"] == [1, 4, 2, 3]


def test_the_page_of_versions_shows_what_came_and_not_every_line(row, change, client):
    change(THREE.replace("2.", "- Bel aan.\n2."))
    page = client.get("/werkzame-elementen/vragen/versies/?van=1&tot=2").content.decode()
    said = page[page.index("Zo doet u dat") :]
    assert re.findall(r"<(?:ins|del)\b.*?>([^<>]+)</(?:ins|del)>", said) == ["Bel aan.\n"]


def test_what_is_typed_without_numbers_is_proposed_with_those_it_has(row, editor_client):
    improve(editor_client, row, practice="• Kom terug.\nVraag door.\n\n  - Bel aan.")
    assert proposals(row)[0].values == {"practice": "3. Kom terug.\n1. Vraag door.\n- Bel aan."}


def test_the_same_text_without_numbers_is_no_change(row, editor_client):
    answer = improve(editor_client, row, practice="Vraag door.\nBegin klein.\nKom terug.")
    assert "U hebt nog niets veranderd." in answer.content.decode()


def test_a_retired_point_and_a_new_one_have_other_numbers(row, change):
    assert change("1. Vraag door.\n2. Begin klein.") == "1. Vraag door.\n2. Begin klein."
    assert change("1. Vraag door.\n2. Begin klein.\n- Bel aan.").endswith("\n4. Bel aan.")
    assert change("2. Begin heel klein.\n1. Vraag door.") == "2. Begin heel klein.\n1. Vraag door."
    assert (
        change("1. Vraag door.\n- Bel aan.\n- Zwaai.") == "1. Vraag door.\n4. Bel aan.\n5. Zwaai."
    )


def test_two_proposals_for_a_new_point_do_not_share_a_number(
    row, change, editor_client, reviewer_client
):
    improve(editor_client, row, practice=f"{THREE}\n- Bel aan.")
    improve(editor_client, row, practice=f"{THREE}\n4. Zwaai.")
    one, other = proposals(row)
    publish(reviewer_client, one)
    assert "De tekst is veranderd" in publish(reviewer_client, other).content.decode()
    assert other.values["practice"] == f"{THREE}\n- Zwaai."
    again = opened(editor_client, row, f"?van={other.pk}")
    again["practice"] += "\n4. Bel aan."
    assert editor_client.post(improve_page(row), again).status_code == 302
    publish(reviewer_client, proposals(row)[-1])
    row.refresh_from_db()
    assert row.practice == f"{THREE}\n5. Zwaai.\n4. Bel aan."


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("1. Vraag door.\n1. Bel aan.", "Nummer 1 staat er meer dan één keer."),
        ("0. Bel aan.", "Nummer 0 bestaat niet."),
        ("1. Vraag door.\n42. Bel aan.", "Nummer 42 heeft nog geen punt."),
        ("2. Kom terug.", "‘Kom terug’ is punt 3, niet punt 2."),
        ("2. Bel aan.\n- Begin klein.", "Nummer 2 is van ‘Begin klein’."),
        (f"{THREE}\n- 2014 was het begin.\n10.", "Op een regel staat alleen ‘10.’."),
    ],
)
def test_a_number_that_stands_wrong_is_refused_in_the_form(row, editor_client, typed, said):
    (fault,) = refused(editor_client, row, typed)
    assert fault.startswith(said)


def test_who_numbers_anew_by_hand_is_told_what_moves(row, editor_client):
    said = refused(editor_client, row, THREE.replace("3.", "4.").replace("2.", "2. Bel aan.\n3."))
    assert [fault.partition(". ")[0] for fault in said] == [
        "Nummer 2 is van ‘Begin klein’",
        "‘Begin klein’ is punt 2, niet punt 3",
        "‘Kom terug’ is punt 3, niet punt 4",
    ]


def test_a_form_of_nonsense_is_refused_with_ten_sentences(row, editor_client):
    Element.objects.filter(pk=row.pk).update(last_point=999)  # so all of these are retired
    nonsense = "\n".join(f"{number}. Punt." for number in range(4, 950, 2))
    assert len(refused(editor_client, row, nonsense)) == 10
    asked = []
    for text in (nonsense, "50. Punt."):
        with CaptureQueriesContext(connection) as queries:
            refused(editor_client, row, text)
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_a_retired_number_is_refused_for_other_words(row, change, editor_client):
    change("1. Vraag door.")
    Proposal.objects.all().delete()
    (fault,) = refused(editor_client, row, "1. Vraag door.\n3. Bel aan.")
    assert fault.startswith("Nummer 3 was van een punt dat er niet meer is: ‘Kom terug’.")
    assert change("1. Vraag door.\n3. Kom terug.") == "1. Vraag door.\n3. Kom terug."


def test_an_old_version_comes_back_with_its_own_numbers(
    row, change, editor_client, reviewer_client
):
    change("3. Kom terug.\n2. Begin met iets kleins.")
    change("2. Begin met iets kleins.\n- Begin klein.")
    change("2. Begin met iets kleins.\n- Bel aan.")
    editor_client.post(improve_page(row), opened(editor_client, row, "?versie=1"))
    publish(reviewer_client, proposals(row)[-1])
    row.refresh_from_db()
    assert (row.practice, row.last_point) == (THREE, 5)


def test_a_version_from_before_the_numbers_comes_back_by_its_texts(
    row, change, editor_client, reviewer_client
):
    first = row.publications.get()
    del first.document["zoDoetUDatNummers"]
    first.document["zoDoetUDat"] = ["Kom terug.", "Vraag door.", "Luister."]
    type(first).objects.filter(pk=first.pk).update(document=first.document)
    change("2. Begin klein.\n1. Vraag door.")
    editor_client.post(improve_page(row), opened(editor_client, row, "?versie=1"))
    publish(reviewer_client, proposals(row)[-1])
    row.refresh_from_db()
    assert row.practice == "3. Kom terug.\n1. Vraag door.\n4. Luister."


def test_a_change_of_the_name_asks_nothing_of_the_points(row, editor_client, reviewer_client):
    odd = "1. Vraag door.\n1. Begin klein.\n42. Bel aan."
    Element.objects.filter(pk=row.pk).update(practice=odd)  # as older code could write it
    assert improve(editor_client, row, name="Doorvragen").status_code == 302
    publish(reviewer_client, proposals(row)[-1])
    row.refresh_from_db()
    assert row.name == "Doorvragen"
    assert row.practice == "1. Vraag door.\n43. Begin klein.\n42. Bel aan."


def test_the_form_of_a_new_element_gives_numbers_and_refuses_wrong_ones(row, editor_client):
    new = make_element(position=None, practice="Vraag door.")
    sent = element_form(new, practice="1. Ja.\n1. Nee.")
    assert "meer dan één keer" in post_form(editor_client, new, sent).content.decode()
    sent = element_form(new, practice="- Bel.\n- Vraag door.")
    assert post_form(editor_client, new, sent).status_code == 302
    new.refresh_from_db()
    assert new.practice == "2. Bel.\n1. Vraag door."


# --- What was there before ------------------------------------------------------------------------


def test_texts_and_open_proposals_of_before_get_the_numbers_of_their_place(
    row, editor, reviewer_client
):
    before = "• Vraag door.\n- 3. Maart.\n\nKom terug."
    Element.objects.filter(pk=row.pk).update(practice=before, last_point=0)
    row.history.all().delete()
    values = {"practice": "- Vraag door.\n- Bel aan.\n- Kom terug."}
    said = {"fact": "practice", "values": values, "reason": "Nieuw.", "proposed_by": editor}
    open_, outdated = (
        Proposal.objects.create(element=row, before={"practice": was}, **said)
        for was in (before, "- Anders.")
    )
    state = MigrationLoader(connection).project_state([("interventions", "0023_numbered_points")])
    migration = import_module("interventions.migrations.0023_numbered_points")
    migration.number_points(state.apps, None)
    migration.number_points(state.apps, None)  # what has numbers keeps them
    row.refresh_from_db()
    assert (row.practice, row.last_point) == ("1. Vraag door.\n2. 3. Maart.\n3. Kom terug.", 3)
    outdated.refresh_from_db()
    assert (outdated.before, outdated.values) == ({"practice": "- Anders."}, values)
    publish(reviewer_client, open_)
    row.refresh_from_db()
    assert row.practice == "1. Vraag door.\n4. Bel aan.\n3. Kom terug."
    row.practice += "\n- 3. Maart."
    row.save()
    assert row.practice.endswith("\n2. 3. Maart.")
