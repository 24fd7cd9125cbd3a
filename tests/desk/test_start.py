"""The start page: what waits for whom and since when, and what is checked with one click."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from elements import dates
from interventions import workflow
from interventions.desk.entries import age
from interventions.desk.entries import page as page_of
from interventions.models import (
    ImportBatch,
    ImportedRow,
    Intervention,
    Recognition,
    Remark,
    Report,
)
from tests.conftest import person_of, signed_in
from tests.desk.accounts import promote
from tests.desk.forms import verb_page
from tests.desk.waiting import START, ago, labels, put, recognised, sections
from tests.factories import Status, in_state, make_intervention, reviewed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_of_the_launch_content_asks_for_anything(db):
    """Its recognitions are as old as their sources; here they were checked today."""
    Recognition.objects.update(checked_on=dates.today())


def test_what_is_still_to_be_set_is_said_once_to_who_is_signed_in(settings):
    settings.PUBLISHER = {**settings.PUBLISHER, "name": "", "contact_email": "k@voorbeeld.example"}
    page = signed_in(person_of("Redacteur")).get(START).content.decode()
    assert page.count("Nog in te stellen voor deze site") == 1
    assert "PUBLISHER_NAME" in page
    assert "CONTACT_EMAIL" not in page


def test_nothing_is_said_when_all_is_set(settings):
    settings.PUBLISHER = dict.fromkeys(settings.PUBLISHER, "gevuld")
    page = signed_in(person_of("Redacteur")).get(START).content.decode()
    assert "Nog in te stellen" not in page


# --- Whose sections -------------------------------------------------------------------------------

ALL_SEE = ("wachtrij", "wacht-op-de-indiener", "ligt-stil", "woorden")
WRITERS_SEE = ("wacht-op-mij", "mijn-concepten", "erkenningen", "nakijken", "werkbladen")


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("Redacteur", {*ALL_SEE, *WRITERS_SEE}),
        ("Beoordelaar", {*ALL_SEE, *WRITERS_SEE, "mailadressen"}),
        ("Beheerder", {*ALL_SEE, "post"}),
    ],
)
def test_each_role_sees_its_sections(role, expected):
    shown = sections(signed_in(person_of(role))).keys()
    assert shown >= expected
    others = {"meldingen", "na-te-lezen", "mijn-voorstellen", "imports", "elementen"}
    others |= {"bestanden", "mededelingen", "mailadressen", "post"}
    assert shown - expected <= others


def test_each_section_says_so_when_nothing_waits(editor_client):
    page = editor_client.get(START).content.decode()
    for words in ("Niets wacht op u.", "U hebt geen concepten.", "De wachtrij is leeg."):
        assert words in page


@pytest.mark.parametrize("role", ["Redacteur", "Beoordelaar", "Beheerder"])
def test_every_link_of_a_section_opens_for_who_sees_it(role):
    person = person_of(role)
    fill(person, 1)
    batch = ImportBatch.objects.create(file_name="lijst.csv", by=person, rows=1)
    row = make_intervention(status=Status.DRAFT)
    ImportedRow.objects.create(batch=batch, intervention=row, line=2)
    client = signed_in(person)
    entries = [entry for one in sections(client).values() for entry in one["entries"]]
    links = {entry.url for entry in entries} | {url for one in entries for _, url in one.steps}
    own = [link for link in links if link.startswith("/")]
    assert {client.get(link).status_code for link in own} == {200}


@pytest.mark.parametrize("slug", ["wacht-op-mij", "erkenningen", "nakijken", "meldingen"])
def test_a_list_is_only_for_who_sees_the_section(administrator_client, slug):
    seen = slug in sections(administrator_client)
    answer = administrator_client.get(f"/beheer/lijst/{slug}/")
    assert answer.status_code == (200 if seen else 403)


# --- What waits for me ----------------------------------------------------------------------------


def test_what_was_sent_back_waits_for_its_author(editor, editor_client, reviewer_client):
    row = make_intervention(status=Status.SENT_BACK, name="Terug", created_by=editor)
    put(row, submitted_by=editor, submitted_at=ago(3))
    assert labels(editor_client, "wacht-op-mij") == ["Terug"]
    assert "3 dagen" in editor_client.get(START).content.decode()
    assert labels(reviewer_client, "wacht-op-mij") == []


def test_a_draft_with_open_remarks_waits_for_its_author(editor, reviewer, editor_client):
    row = make_intervention(status=Status.DRAFT, name="Met opmerking", created_by=editor)
    remark = Remark.objects.create(intervention=row, field="goal", text="Waarom?", by=reviewer)
    assert labels(editor_client, "wacht-op-mij") == ["Met opmerking"]
    assert "1 opmerking open" in editor_client.get(START).content.decode()
    Remark.objects.filter(pk=remark.pk).update(state="declined")
    assert labels(editor_client, "wacht-op-mij") == []


def test_what_i_claimed_waits_for_me_and_for_no_other_reviewer(editor, reviewer, reviewer_client):
    row = make_intervention(status=Status.DRAFT, name="Van mij")
    reviewed(row, editor=editor, reviewer=reviewer)
    assert labels(reviewer_client, "wacht-op-mij") == ["Van mij"]
    assert labels(signed_in(User.objects.create_superuser("ander")), "wacht-op-mij") == []


def test_a_text_that_nobody_else_stands_behind_asks_the_others_to_agree(
    editor, reviewer, editor_client
):
    row = make_intervention(status=Status.DRAFT, name="Alleen")
    reviewed(row, editor=editor, reviewer=reviewer)
    assert labels(editor_client, "wacht-op-mij") == []  # the editor changed it last
    put(row, changed_by=reviewer, changed_at=timezone.now())
    assert labels(editor_client, "wacht-op-mij") == ["Alleen"]
    assert "er is nog een akkoord nodig" in editor_client.get(START).content.decode()
    workflow.agree(row, by=editor)
    assert labels(editor_client, "wacht-op-mij") == []
    put(row, changed_at=timezone.now())  # changed after that: it counts no more
    assert labels(editor_client, "wacht-op-mij") == ["Alleen"]


CHANGED, AGREED = ago(3), ago(2)


@pytest.mark.parametrize(
    ("changed", "agreed", "is_alone"),
    [
        ("editor", None, False),
        ("superuser", None, False),
        ("reviewer", None, True),
        (None, None, True),  # read in by a command
        ("lost", None, True),
        ("off", None, True),
        ("superuser off", None, True),
        ("administrator", None, True),
        ("aanmeldformulier", None, True),
        ("startinhoud", None, True),
        ("reviewer", "editor", False),
        ("reviewer", "reviewer", True),
        ("reviewer", "lost", True),
        ("reviewer", "off", True),
        ("reviewer", "superuser off", True),
        ("reviewer", "aanmeldformulier", True),
        ("lost", "editor", False),
        ("off", "off", True),
        (None, "editor", False),
    ],
)
@pytest.mark.parametrize("is_copy", [False, True])
def test_the_list_asks_for_an_agreement_exactly_when_nobody_can_publish(
    editor, reviewer, administrator, changed, agreed, is_alone, is_copy
):
    people = {
        "editor": editor,
        "reviewer": reviewer,
        "administrator": administrator,
        "superuser": User.objects.create_superuser("hoofd"),
        "superuser off": User.objects.create_superuser("oud-hoofd", is_active=False),
        "lost": User.objects.create_user("zonder-rol", is_staff=True),
        "off": User.objects.create_user("weg", is_staff=True, is_active=False),
        "aanmeldformulier": promote("aanmeldformulier"),
        "startinhoud": promote("startinhoud"),
        None: None,
    }
    people["off"].groups.set(editor.groups.all())
    row = make_intervention(status=Status.DRAFT)
    if is_copy:
        row = workflow.revise(make_intervention(), by=editor)
    in_state(row, Status.IN_REVIEW, by=reviewer)
    put(
        row,
        changed_by=people[changed],
        changed_at=CHANGED if changed else None,
        agreed_by=people[agreed],
        agreed_at=AGREED if agreed else None,
    )
    reader = signed_in(User.objects.create_superuser("lezer"))
    waiting = sections(reader)["wacht-op-mij"]["entries"]
    assert [one.url for one in waiting] == ([page_of(row, "compare")] if is_alone else [])
    publishing = signed_in(reviewer).get(verb_page(row, "publish")).content.decode()
    assert ("Naast wie publiceert, staat nog niemand achter deze tekst." in publishing) == is_alone
    reading = signed_in(reviewer).get(page_of(row, "compare")).content.decode()
    assert ("Wie publiceert, is de tweede" in reading) != is_alone


def test_my_drafts_are_mine(editor, editor_client, reviewer_client):
    make_intervention(status=Status.DRAFT, name="Mijn eerste", created_by=editor)
    make_intervention(status=Status.DRAFT, name="Van niemand")
    assert labels(editor_client, "mijn-concepten") == ["Mijn eerste"]
    assert labels(reviewer_client, "mijn-concepten") == []


# --- The queue ------------------------------------------------------------------------------------


def test_the_queue_says_how_long_and_who_has_it(editor, reviewer, reviewer_client):
    waiting = make_intervention(status=Status.SUBMITTED, name="Nieuw")
    put(waiting, submitted_at=ago(1), submitted_by=editor)
    taken = make_intervention(status=Status.IN_REVIEW, name="Bezig")
    other = User.objects.create_user("collega")
    put(taken, submitted_at=ago(70), submitted_by=editor, claimed_by=other, claimed_at=ago(12))
    entries = sections(reviewer_client)["wachtrij"]["entries"]
    assert [(one.label, one.since) for one in entries] == [
        ("Nieuw", "1 dag"),
        ("Bezig", "2 maanden"),
    ]
    assert entries[0].facts == [f"ingediend door {editor}", "nog niemand beoordeelt dit"]
    assert entries[1].facts[1] == "in beoordeling bij collega, sinds 12 dagen"
    assert [label for label, _ in entries[0].steps] == ["Lezen", "In beoordeling nemen"]


def test_an_editor_gets_no_step_that_is_not_theirs(editor_client):
    make_intervention(status=Status.SUBMITTED)
    [entry] = sections(editor_client)["wachtrij"]["entries"]
    assert [label for label, _ in entry.steps] == ["Lezen"]


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "vandaag"),
        (1, "1 dag"),
        (3, "3 dagen"),
        (59, "59 dagen"),
        (60, "2 maanden"),
        (800, "2 jaar"),
    ],
)
def test_an_age_is_in_words(days, words):
    assert age(ago(days)) == words


# --- Reports and imports --------------------------------------------------------------------------


def test_open_reports_wait(admin_client):
    Report.objects.create(intervention=make_intervention(name="Fout"), text="Klopt niet.")
    Report.objects.create(text="Al gedaan.", state=Report.State.HANDLED)
    assert labels(admin_client, "meldingen") == ["Fout"]


def test_an_import_says_how_far_it_is(admin_client, admin_user):
    batch = ImportBatch.objects.create(file_name="lijst.xlsx", by=admin_user, rows=3)
    for line, status in enumerate((Status.DRAFT, Status.SUBMITTED, Status.PUBLISHED), start=2):
        row = make_intervention(status=status)
        ImportedRow.objects.create(batch=batch, intervention=row, line=line)
    [entry] = sections(admin_client)["imports"]["entries"]
    assert (entry.label, entry.facts[0]) == ("lijst.xlsx", "2 van 3 ingediend")
    Intervention.objects.filter(status=Status.DRAFT).update(status=Status.SENT_BACK)
    [entry] = sections(admin_client)["imports"]["entries"]
    assert entry.facts[0] == "2 van 3 ingediend"  # it is with an editor again
    listed = admin_client.get("/beheer/interventions/importbatch/").content.decode()
    assert "2 van 3" in listed
    Intervention.objects.filter(status=Status.SENT_BACK).update(status=Status.REJECTED)
    assert labels(admin_client, "imports") == []


# --- Many -----------------------------------------------------------------------------------------


def fill(user: User, number: int) -> None:
    for _ in range(number):
        make_intervention(status=Status.DRAFT, created_by=user)
        make_intervention(status=Status.SENT_BACK, created_by=user)
        put(make_intervention(status=Status.SUBMITTED), submitted_by=user, submitted_at=ago(2))
        recognised(date="2015-01-01")
        put(make_intervention(), reviewed_at=ago(900))
        put(make_intervention(status=Status.IN_REVIEW), changed_by=user, changed_at=ago(1))
        make_intervention(status=Status.IN_REVIEW)
        Report.objects.create(text="Klopt niet.", intervention=make_intervention())


def test_many_rows_cost_the_queries_that_few_cost(admin_client, admin_user):
    fill(admin_user, 2)
    counts = []
    for more in (0, 18):
        fill(admin_user, more)
        admin_client.get(START)
        with CaptureQueriesContext(connection) as found:
            admin_client.get(START)
        counts.append(len(found))
    assert counts[0] == counts[1]


def test_a_section_shows_ten_and_links_to_all(editor, editor_client):
    for _ in range(51):
        make_intervention(status=Status.DRAFT, created_by=editor)
    section = sections(editor_client)["mijn-concepten"]
    assert (section["count"], len(section["entries"])) == (51, 10)
    address = "/beheer/lijst/mijn-concepten/"
    assert f'href="{address}"' in editor_client.get(START).content.decode()
    assert len(editor_client.get(address).context["section"]["entries"]) == 50
    for page in ("2", "99999999999999999999", "x\x80"):
        assert editor_client.get(address, {"pagina": page}).status_code == 200
