"""Reports and notices at the desk: who handles them, once, and what the public sees of it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client

from elements.models import Element
from interventions import workflow
from interventions.forms import reports
from interventions.models import Intervention, OutboxMessage, Report
from interventions.workflow import notices
from tests.conftest import person_of, signed_in
from tests.desk.improving import improve_page
from tests.factories import Status, make_intervention

pytestmark = pytest.mark.django_db
LIST = "/beheer/interventions/report/"
MAIL = "melder@voorbeeld.example"


def make_report(**values) -> Report:
    row = Intervention.objects.get(slug="abcd")
    return Report.objects.create(
        **{
            "intervention": row,
            "page": "/interventies/abcd/",
            "version": 1,
            "text": "De eigenaar heet anders.",
            "email": MAIL,
            **values,
        }
    )


def page_of(report: Report) -> str:
    return f"{LIST}{report.pk}/change/"


def step(report: Report, name: str) -> str:
    return f"{LIST}{report.pk}/stap/{name}/"


# --- The queue ------------------------------------------------------------------------------------


def test_an_editor_sees_the_queue_with_what_waits_first(editor, editor_client):
    decided, waiting = make_report(text="Oud"), make_report()
    reports.handle(decided, by=editor)
    page = editor_client.get(LIST)
    assert [row.pk for row in page.context["cl"].result_list] == [waiting.pk, decided.pk]
    assert "vandaag" in page.content.decode()


def test_an_administrator_and_a_visitor_see_nothing(client, administrator_client):
    found = make_report()
    for address in (LIST, page_of(found), step(found, "oppakken")):
        assert administrator_client.get(address).status_code == 403
        assert client.get(address).status_code == 302


def test_nobody_types_over_a_report(reviewer_client):
    found = make_report()
    assert reviewer_client.get(f"{LIST}add/").status_code == 403
    assert reviewer_client.post(page_of(found), {"text": "Anders"}).status_code == 403
    assert reviewer_client.get(f"{LIST}{found.pk}/delete/").status_code == 403


# --- Steps ----------------------------------------------------------------------------------------


def test_taking_up_and_handling(editor, editor_client):
    found = make_report()
    assert step(found, "oppakken") in editor_client.get(page_of(found)).content.decode()
    editor_client.post(step(found, "oppakken"))
    found.refresh_from_db()
    assert (found.state, found.taken_by) == (Report.State.IN_TREATMENT, editor)
    assert step(found, "oppakken") not in editor_client.get(page_of(found)).content.decode()
    editor_client.post(step(found, "verwerkt"), {"text": "Aangepast."})
    found.refresh_from_db()
    assert (found.state, found.answer) == (Report.State.HANDLED, "Aangepast.")
    assert found.decided_by == editor
    assert OutboxMessage.objects.filter(key=f"report-{found.pk}-decided").exists()
    assert "/stap/" not in editor_client.get(page_of(found)).content.decode()


def test_declining_asks_for_a_reason(editor_client):
    found = make_report()
    page = editor_client.post(step(found, "niet-overgenomen"), {"text": "  "}).content.decode()
    assert "Schrijf waarom u de melding niet overneemt" in page
    found.refresh_from_db()
    assert found.state == Report.State.OPEN
    editor_client.post(step(found, "niet-overgenomen"), {"text": "De bron zegt iets anders."})
    found.refresh_from_db()
    assert (found.state, found.answer) == (Report.State.DECLINED, "De bron zegt iets anders.")


def test_the_second_to_decide_is_told_that_it_was_done(editor, editor_client):
    found = make_report()
    reports.decline(found, by=editor, answer="Daarom.")
    page = editor_client.post(step(found, "verwerkt"), {"text": "Toch"}).content.decode()
    assert "Hier is al over besloten" in page
    found.refresh_from_db()
    assert (found.state, found.answer) == (Report.State.DECLINED, "Daarom.")
    page = editor_client.post(step(found, "oppakken")).content.decode()
    assert "niet meer open" in page


def test_an_unknown_step_or_report_is_a_404(editor_client):
    found = make_report()
    assert editor_client.get(step(found, "bestaat-niet")).status_code == 404
    assert editor_client.get(f"{LIST}{2**40}/stap/verwerkt/").status_code == 404


@pytest.mark.parametrize("verb", ["take", "handle", "decline"])
def test_who_may_not_is_refused_by_the_verb_itself(administrator, verb):
    found = make_report()
    values = {} if verb == "take" else {"answer": ""}
    with pytest.raises(PermissionDenied):
        getattr(reports, verb)(found, by=administrator, **values)


def test_the_mail_address_is_for_reviewers_and_for_who_took_it(editor, editor_client, reviewer):
    found = make_report()
    assert MAIL not in editor_client.get(page_of(found)).content.decode()
    assert MAIL in signed_in(reviewer).get(page_of(found)).content.decode()
    reports.take(found, by=editor)
    assert MAIL in editor_client.get(page_of(found)).content.decode()
    for address in (LIST, f"{LIST}?q=melder"):
        assert MAIL not in editor_client.get(address).content.decode()
    other = User.objects.create_user("ander", is_staff=True)
    other.groups.set(editor.groups.all())
    assert MAIL not in signed_in(other).get(page_of(found)).content.decode()


def test_what_was_typed_is_shown_as_text_and_never_as_a_link(reviewer_client):
    found = make_report(
        intervention=None, page="javascript:alert(1)", text="<script>alert(1)</script>"
    )
    page = reviewer_client.get(page_of(found)).content.decode()
    assert 'href="javascript' not in page
    assert "<script>alert" not in page


def test_people_and_a_yes_or_no_are_words_for_who_manages_no_accounts(editor, editor_client):
    """No link to an account that they cannot open, and no picture that is read in English."""
    report = make_report(is_owner=True)
    reports.take(report, by=editor)
    for address in (LIST, page_of(report)):
        page = editor_client.get(address).content.decode()
        assert str(editor) in page
        assert "/beheer/auth/user/" not in page
        assert ">ja<" in "".join(page.split())
        assert 'alt="True"' not in page
        assert "None" not in page


def test_nothing_of_a_report_is_in_the_log(editor_client):
    found = make_report()
    editor_client.post(step(found, "oppakken"))
    editor_client.post(step(found, "verwerkt"), {"text": "Aangepast."})
    assert not LogEntry.objects.exists()


# --- The note of the next version -----------------------------------------------------------------


def test_a_handled_report_is_named_in_the_note_of_the_next_version(editor, reviewer):
    row = Intervention.objects.get(slug="abcd")
    assert reports.note_for(row) == ""
    found = make_report()
    assert reports.note_for(row) == ""
    reports.handle(found, by=editor)
    copy = workflow.revise(row, by=editor)
    assert reports.note_for(copy) == "Aangepast na een melding van een lezer."
    workflow.submit(copy, by=editor)
    workflow.claim(copy, by=reviewer)
    page = (
        signed_in(reviewer)
        .get(f"/beheer/interventions/intervention/{copy.pk}/stap/publish/")
        .content.decode()
    )
    assert "Aangepast na een melding van een lezer." in page
    workflow.publish(copy, by=reviewer, note=reports.note_for(copy))
    row.refresh_from_db()
    assert reports.note_for(row) == ""


def test_a_declined_report_changes_no_note(editor):
    found = make_report()
    reports.decline(found, by=editor, answer="Daarom.")
    assert reports.note_for(found.intervention) == ""


def test_an_element_has_such_a_note_too(editor):
    element = Element.objects.get(slug="empowerment")
    reports.handle(make_report(intervention=None, element=element), by=editor)
    assert reports.note_for(element) == "Aangepast na een melding van een lezer."
    assert reports.note_for(make_intervention(status=Status.DRAFT)) == ""


def test_the_note_stands_ready_where_an_element_is_changed(editor, reviewer_client):
    element = Element.objects.get(slug="empowerment")
    page = improve_page(element)
    ready = "Aangepast na een melding van een lezer.</textarea>"
    assert ready not in reviewer_client.get(page).content.decode()
    reports.handle(make_report(intervention=None, element=element), by=editor)
    assert ready in reviewer_client.get(page).content.decode()


# --- Races ----------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_who_decide_at_once_decide_once():
    found, user = make_report(), person_of("Beoordelaar")

    def decide(number):
        try:
            own = Report.objects.get(pk=found.pk)
            if number % 2:
                reports.handle(own, by=user, answer=str(number))
            else:
                reports.decline(own, by=user, answer=str(number))
        except ValidationError:
            return False
        else:
            return True
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(decide, range(12))) == 1
    assert OutboxMessage.objects.filter(to=MAIL).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_notices_at_once_are_one():
    row, user = Intervention.objects.get(slug="abcd"), person_of("Beoordelaar")

    def place(number):
        try:
            notices.place(row, text=f"Mededeling {number}", by=user)
        except ValidationError:
            return False
        else:
            return True
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(place, range(8))) == 1
    assert Client().get("/interventies/abcd/").content.decode().count("Mededeling ") >= 1
