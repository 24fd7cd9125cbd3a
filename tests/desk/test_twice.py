"""The same form of the desk sent twice is answered once, and the second press shows the first."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client

from elements.models import Element, ElementChange, Source, Term
from interventions import workflow
from interventions.models import (
    Intervention,
    Notice,
    OutboxMessage,
    Remark,
    Sent,
    StatusChange,
    Synonym,
    Theme,
    Upload,
)
from tests.conftest import person_of, signed_in
from tests.desk.filled import form_in, opened
from tests.desk.forms import ADD, CHECKED, INTERVENTIONS, SOURCES, change_page, verb_page
from tests.factories import Status, in_state, make_intervention, make_source, reviewed

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
MADE = (Intervention, Source, Term, Theme, Synonym, Upload, Remark, Notice, StatusChange)
MADE += (ElementChange, OutboxMessage, User, Element)
PASSWORD = dict.fromkeys(("password1", "password2"), "een lange zin van vijf woorden")
FILE = b"Naam;Samenvatting\nTuin van de buurt;Buren tuinieren.\n"


def colleague() -> Client:
    """Another reviewer, at the desk."""
    user = User.objects.create_user("collega", is_staff=True)
    user.groups.add(Group.objects.get(name="Beoordelaar"))
    return signed_in(user)


def counted() -> dict:
    return {model.__name__: model.objects.count() for model in MADE}


def handed_out(client, address: str) -> str:
    """The token that the page at this address hands out with its forms."""
    page = client.get(address).content.decode()
    return page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]


def sheet() -> dict:
    return {"file": SimpleUploadedFile("lijst.csv", FILE)}


def filled(client, address: str, **values) -> dict:
    return {**form_in(client.get(address)), **values}


def adding(client) -> list[tuple[str, dict]]:
    """Each form that makes something, as somebody filled it in."""
    return [
        (ADD, filled(client, ADD, name="Buurttuin", summary="Buren tuinieren.")),
        (
            f"{SOURCES}add/",
            filled(client, f"{SOURCES}add/", title="Een bron", kind="artikel", seen="volledig"),
        ),
        (
            "/beheer/interventions/theme/add/",
            filled(
                client, "/beheer/interventions/theme/add/", name="Groen", definition="Alles groen."
            ),
        ),
        (
            "/beheer/interventions/synonym/add/",
            filled(
                client, "/beheer/interventions/synonym/add/", term="buurt", word="hood", kind="same"
            ),
        ),
        (
            "/beheer/elements/term/add/",
            filled(
                client,
                "/beheer/elements/term/add/",
                name="Woord",
                definition="Uitleg.",
                sources=[make_source().pk],
            ),
        ),
    ]


@pytest.mark.parametrize("number", range(5))
def test_a_thing_is_made_once_and_the_second_press_leads_to_it(reviewer_client, number):
    address, form = adding(reviewer_client)[number]
    first = reviewer_client.post(address, form)
    once = counted()
    second = reviewer_client.post(address, form)
    assert (first.status_code, second.status_code) == (302, 302), first.content.decode()
    assert first["Location"] == second["Location"]
    assert reviewer_client.get(second["Location"]).status_code == 200
    assert counted() == once


@pytest.mark.parametrize("number", range(5))
def test_two_tabs_make_one_thing(reviewer_client, number):
    address, one = adding(reviewer_client)[number]
    other = {**one, "csrfmiddlewaretoken": handed_out(reviewer_client, address)}
    assert other["csrfmiddlewaretoken"] != one["csrfmiddlewaretoken"]
    first = reviewer_client.post(address, one)
    once = counted()
    second = reviewer_client.post(address, other)
    assert (second.status_code, second["Location"]) == (302, first["Location"])
    assert counted() == once


def test_two_people_who_make_the_same_are_two(editor_client, reviewer_client):
    before = Upload.objects.count()
    for client in (editor_client, reviewer_client):
        token = handed_out(client, "/beheer/interventions/importbatch/add/")
        client.post(
            "/beheer/interventions/importbatch/add/", {"csrfmiddlewaretoken": token, **sheet()}
        )
    assert Upload.objects.count() == before + 2


def test_what_was_changed_before_the_second_press_is_something_else(reviewer_client):
    address, form = adding(reviewer_client)[1]
    reviewer_client.post(address, form)
    reviewer_client.post(address, {**form, "title": "Een andere bron"})
    assert Source.objects.filter(title__in=("Een bron", "Een andere bron")).count() == 2


def test_the_same_is_made_again_after_it_was_deleted(reviewer_client):
    address, form = adding(reviewer_client)[2]
    reviewer_client.post(address, form)
    theme = Theme.objects.get(name="Groen")
    gone = change_page(theme).replace("/change/", "/delete/")
    reviewer_client.post(
        gone, {"post": "yes", "csrfmiddlewaretoken": handed_out(reviewer_client, gone)}
    )
    assert not Theme.objects.filter(name="Groen").exists()
    reviewer_client.post(
        address, {**form, "csrfmiddlewaretoken": handed_out(reviewer_client, address)}
    )
    assert Theme.objects.filter(name="Groen").exists()


def test_a_refused_form_can_be_sent_again(reviewer_client):
    address, form = adding(reviewer_client)[1]
    wrong = {**form, "title": ""}
    pages = [reviewer_client.post(address, wrong) for _ in range(2)]
    assert [page.status_code for page in pages] == [200, 200]
    assert all("errorlist" in page.content.decode() for page in pages)
    assert not Sent.objects.exists()


def test_a_file_is_uploaded_once(editor_client):
    address = "/beheer/interventions/importbatch/add/"
    token = handed_out(editor_client, address)
    pages = [
        editor_client.post(address, {"csrfmiddlewaretoken": token, **sheet()}) for _ in range(2)
    ]
    assert pages[0]["Location"] == pages[1]["Location"]
    assert Upload.objects.count() == 1
    assert "Tuin van de buurt" in editor_client.get(pages[1]["Location"]).content.decode()
    other = {"file": SimpleUploadedFile("lijst.csv", FILE.replace(b"Tuin", b"Bank"))}
    editor_client.post(address, {"csrfmiddlewaretoken": token, **other})
    assert Upload.objects.count() == 2


def test_a_file_is_read_in_once(editor_client):
    add = "/beheer/interventions/importbatch/add/"
    start = editor_client.post(
        add, {"csrfmiddlewaretoken": handed_out(editor_client, add), **sheet()}
    )
    preview = start["Location"]
    form = {"csrfmiddlewaretoken": handed_out(editor_client, preview), "step": "all"}
    pages = [editor_client.post(preview, form) for _ in range(2)]
    assert [page.status_code for page in pages] == [302, 302]
    assert pages[0]["Location"] == pages[1]["Location"]
    assert Intervention.objects.filter(name="Tuin van de buurt").count() == 1


# --- Remarks --------------------------------------------------------------------------------------


@pytest.fixture
def read(editor, reviewer):
    row = make_intervention(status=Status.DRAFT, goal="Ontmoeten.")
    return reviewed(row, editor=editor, reviewer=reviewer)


def remark(client, row, text="Wie ontmoeten elkaar?", **values) -> tuple[str, dict]:
    address = f"{INTERVENTIONS}{row.pk}/vergelijken/"
    token = handed_out(client, address)
    form = {"field": "goal", "text": text, "proposal": "Ontmoeten.", "csrfmiddlewaretoken": token}
    return address, {**form, **values}


def test_a_remark_is_made_once(reviewer_client, read):
    address, form = remark(reviewer_client, read)
    pages = [reviewer_client.post(address, form) for _ in range(2)]
    pages.append(reviewer_client.post(*remark(reviewer_client, read)))  # from a second tab
    assert {page["Location"] for page in pages} == {f"{address}#veld-goal"}
    assert Remark.objects.count() == 1
    reviewer_client.post(*remark(reviewer_client, read, text="En nog iets."))
    assert Remark.objects.count() == 2


# --- The steps of the workflow --------------------------------------------------------------------


def step(client, row, verb: str, **values) -> tuple[str, dict]:
    address = verb_page(row, verb)
    token = handed_out(client, address)
    note = {"note": "Omdat het moet.", "csrfmiddlewaretoken": token}
    return address, {**note, **(CHECKED if verb == "publish" else {}), **values}


STEPS = [
    ("submit", Status.DRAFT),
    ("claim", Status.SUBMITTED),
    ("release", Status.IN_REVIEW),
    ("send_back", Status.IN_REVIEW),
    ("reject", Status.IN_REVIEW),
    ("agree", Status.IN_REVIEW),
    ("publish", Status.IN_REVIEW),
    ("withdraw", Status.PUBLISHED),
    ("revise", Status.PUBLISHED),
    ("reopen", Status.REJECTED),
]


def in_reach(verb: str, status: str, reviewer) -> Intervention:
    editor = person_of("Redacteur")
    row = make_intervention(status=Status.DRAFT, goal="Ontmoeten.")
    if status == Status.IN_REVIEW:
        return reviewed(row, editor=editor, reviewer=reviewer)
    return in_state(row, status)


@pytest.mark.parametrize(("verb", "status"), STEPS)
@pytest.mark.parametrize("tabs", [1, 2])
def test_a_step_is_taken_once_and_the_second_press_shows_it(
    reviewer, reviewer_client, verb, status, tabs
):
    row = in_reach(verb, status, reviewer)
    one, other = step(reviewer_client, row, verb), step(reviewer_client, row, verb)
    first = reviewer_client.post(*one)
    once = counted()
    second = reviewer_client.post(*(one if tabs == 1 else other))
    assert (first.status_code, second.status_code) == (302, 302), first.content.decode()
    assert first["Location"] == second["Location"]
    assert reviewer_client.get(second["Location"]).status_code == 200
    assert counted() == once


@pytest.mark.parametrize("tabs", [1, 2])
def test_publishing_a_working_copy_twice_shows_what_became_public(
    editor, reviewer, reviewer_client, tabs
):
    public = make_intervention(slug="proef")
    copy = reviewed(workflow.revise(public, by=editor), editor=editor, reviewer=reviewer)
    one, other = step(reviewer_client, copy, "publish"), step(reviewer_client, copy, "publish")
    first = reviewer_client.post(*one)
    second = reviewer_client.post(*(one if tabs == 1 else other))
    assert (second.status_code, second["Location"]) == (302, first["Location"])
    assert public.publications.count() == 2


def test_a_step_that_another_person_took_is_still_refused(editor, reviewer, reviewer_client, read):
    other = colleague()
    mine, theirs = step(reviewer_client, read, "send_back"), step(other, read, "send_back")
    assert reviewer_client.post(*mine).status_code == 302
    assert other.post(*theirs).status_code == 200


def test_a_step_can_be_taken_again_later(reviewer, reviewer_client):
    row = in_state(make_intervention(status=Status.DRAFT), Status.SUBMITTED)
    other = colleague()
    reviewer_client.post(*step(reviewer_client, row, "claim"))
    other.post(*step(other, row, "release"))
    row.refresh_from_db()
    if row.status == Status.IN_REVIEW:
        reviewer_client.post(*step(reviewer_client, row, "release"))
    reviewer_client.post(*step(reviewer_client, row, "claim"))
    assert row.status_changes.filter(verb="claim").count() == 2


def test_a_notice_is_placed_once(reviewer_client):
    row = make_intervention()
    address = f"/beheer/interventions/notice/plaatsen/interventie/{row.pk}/"
    form = filled(reviewer_client, address, text="Wij zoeken dit uit.")
    form["csrfmiddlewaretoken"] = handed_out(reviewer_client, address)
    pages = [reviewer_client.post(address, form) for _ in range(2)]
    assert [page.status_code for page in pages] == [302, 302]
    assert Notice.objects.count() == 1


def test_a_mail_is_sent_again_once(administrator_client):
    message = OutboxMessage.objects.create(
        key="proef",
        to="een@example.nl",
        subject="Proef",
        state=OutboxMessage.State.FAILED,
        due_at="2026-01-01T12:00Z",
    )
    page = f"/beheer/interventions/outboxmessage/{message.pk}/change/"
    form = {"csrfmiddlewaretoken": handed_out(administrator_client, page)}
    pages = [administrator_client.post(page.replace("change", "opnieuw"), form) for _ in range(2)]
    assert {answer["Location"] for answer in pages} == {page}
    shown = administrator_client.get(page).content.decode()
    assert "kan niet opnieuw verstuurd worden" not in shown
    assert shown.count("wordt zo meteen opnieuw verstuurd") == 1


def test_an_account_is_made_once(administrator_client):
    address = "/beheer/auth/user/add/"
    form = filled(administrator_client, address, username="nieuw", **PASSWORD)
    first, once = administrator_client.post(address, form), counted()
    second = administrator_client.post(address, form)
    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    assert User.objects.filter(username="nieuw").count() == 1
    assert counted() == once


def test_a_save_that_is_sent_twice_is_one_change(reviewer_client):
    source = make_source(title="Een bron")
    form = {**opened(reviewer_client, source), "title": ["Een betere titel"]}
    pages = [reviewer_client.post(change_page(source), form) for _ in range(2)]
    assert [page.status_code for page in pages] == [302, 302]
    assert source.history.filter(title="Een betere titel").count() == 1


def test_nothing_that_was_typed_is_kept(reviewer_client):
    address, form = adding(reviewer_client)[1]
    reviewer_client.post(address, {**form, "title": "Kanarievogel"})
    kept = Sent.objects.values().get()
    assert "kanarie" not in repr(kept).lower()


# --- At the same moment ---------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", [1, 3])
def test_presses_at_the_same_moment_make_one(number):
    reviewer = person_of("Beoordelaar")
    client = signed_in(reviewer)
    address, form = adding(client)[number]
    before = counted()

    def press(_):
        each = Client()
        each.cookies = client.cookies
        try:
            return each.post(address, form)["Location"]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        pages = set(pool.map(press, range(6)))
    assert len(pages) == 1
    assert sum(counted().values()) == sum(before.values()) + 1


@pytest.mark.django_db(transaction=True)
def test_remarks_and_steps_at_the_same_moment_are_one():
    editor, reviewer = person_of("Redacteur"), person_of("Beoordelaar")
    row = reviewed(
        make_intervention(status=Status.DRAFT, goal="Ontmoeten."), editor=editor, reviewer=reviewer
    )
    client = signed_in(reviewer)

    def press(sent):
        each = Client()
        each.cookies = client.cookies
        try:
            return each.post(*sent).status_code
        finally:
            connections.close_all()

    for sent in (remark(client, row), step(client, row, "publish")):
        with ThreadPoolExecutor(6) as pool:
            assert set(pool.map(press, [sent] * 6)) == {302}
    assert Remark.objects.count() == 1
    assert StatusChange.objects.filter(intervention=row, verb="publish").count() == 1
