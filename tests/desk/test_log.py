"""One log of the whole desk, for who manages the accounts."""

import csv
from datetime import date, timedelta
from io import StringIO

import pytest
from axes.models import AccessLog
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from elements import dates
from elements.models import Source
from interventions import workflow
from interventions.desk.happened.kinds import KINDS
from interventions.models import (
    Intervention,
    OutboxMessage,
    Proposal,
    Report,
    StatusChange,
    Synonym,
    Theme,
)
from interventions.workflow import notices
from interventions.workflow.checks import confirm
from tests.conftest import signed_in
from tests.desk.forms import change_page, post_form
from tests.desk.signing_in import LOGIN, PASSWORD
from tests.desk.test_history import save
from tests.factories import Status, make_intervention, make_source, reviewed

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
LOG, FILE = "/beheer/logboek/", "/beheer/logboek.csv"


def lines(client, **filters) -> list[dict]:
    answer = client.get(LOG, filters)
    assert answer.status_code == 200
    return answer.context["lines"]


def said(client, **filters) -> list[tuple[str, str, str]]:
    """(who, about what, what happened), newest first."""
    return [(one["who"], one["what"], "; ".join(one["said"])) for one in lines(client, **filters)]


def table(answer) -> list[list[str]]:
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(StringIO(text)))


def nothing_happened() -> None:
    """Only what a test does stands in the log."""
    StatusChange.objects.all().delete()
    for model in (Intervention, Source, Theme):
        model.history.all().delete()


@pytest.fixture
def draft(editor):
    return make_intervention(status=Status.DRAFT, name="Buurttuin")


# --- What stands in it ----------------------------------------------------------------------------


def test_a_step_and_the_version_that_it_makes_are_one_line(
    administrator_client, editor, reviewer, draft
):
    nothing_happened()
    workflow.publish(reviewed(draft, editor=editor, reviewer=reviewer), by=reviewer)
    newest = lines(administrator_client)[0]
    assert newest["who"] == "beoordelaar"
    assert newest["what"] == "Buurttuin"
    assert newest["said"][-2:] == [
        "Publiceren: van ‘in beoordeling’ naar ‘gepubliceerd’",
        "Versie 1 gepubliceerd",
    ]
    assert newest["kinds"] == ["Stappen", "Versies"]
    assert newest["url"].endswith(f"/intervention/{draft.pk}/history/")
    texts = {one["what"] for one in lines(administrator_client, soort="teksten")}
    assert "Buurttuin" not in texts  # the steps saved the row, and nobody wrote anything


def test_a_save_is_one_line_whatever_boxes_it_had(administrator_client, reviewer, draft):
    source = make_source()
    draft.sources.add(source)
    save(
        signed_in(reviewer),
        draft,
        goal="Beter.",
        **{
            "statements-0-element": "1",
            "statements-0-source": source.pk,
            "statements-0-explanation": "Samen.",
        },
    )
    found = said(administrator_client, wie=reviewer.pk, soort="teksten")
    assert len(found) == 1
    assert found[0][:2] == ("beoordelaar", "Buurttuin")
    assert "Gewijzigd" in found[0][2]
    assert "Uitspraak toegevoegd" in found[0][2]


def test_a_working_copy_is_named_as_one_until_it_is_published(
    administrator_client, editor, reviewer
):
    live = Intervention.objects.get(slug="abcd")
    copy = workflow.revise(live, by=editor)
    assert said(administrator_client, wie=editor.pk) == [
        ("redacteur", "ABCD (werkkopie)", "Werkkopie maken")
    ]
    workflow.publish(reviewed(copy, editor=editor, reviewer=reviewer), by=reviewer, note="Korter.")
    found = [what for _, what, _ in said(administrator_client)]
    assert "(bestaat niet meer)" not in found
    assert "ABCD (werkkopie)" not in found
    assert lines(administrator_client, soort="stappen")[0]["notes"] == ["Korter."]


def test_that_a_text_was_read_again_is_a_kind_apart(administrator_client, reviewer):
    confirm(Intervention.objects.get(slug="abcd"), by=reviewer)
    expected = [("de software", "ABCD", "Nagekeken: de tekst klopt nog")]
    client = signed_in(reviewer)
    assert said(administrator_client, soort="nagekeken")[0][1:] == expected[0][1:]
    assert client.get(LOG).status_code == 403
    assert said(administrator_client, soort="teksten")[:1] != expected


def test_what_is_gone_keeps_its_name(administrator_client, reviewer):
    theme = Theme.objects.create(name="Ontmoeten", slug="ontmoeten", definition="Uitleg.")
    page = change_page(theme).replace("/change/", "/delete/")
    assert signed_in(reviewer).post(page, {"post": "yes"}).status_code == 302
    newest = lines(administrator_client)[0]
    assert (newest["who"], newest["what"]) == ("beoordelaar", "Ontmoeten")
    assert "Verwijderd" in newest["said"]
    assert newest["url"] == ""


def test_words_without_a_history_of_their_own_are_in_it(administrator_client, reviewer):
    word = Synonym.objects.first()
    client = signed_in(reviewer)
    save(client, word, word="heel-ander-woord")
    assert said(administrator_client, wie=reviewer.pk)[0][1] == str(Synonym.objects.get(pk=word.pk))


def test_who_gave_whom_which_role(administrator, administrator_client):
    person = User.objects.create_user("nieuw", is_staff=True)
    form = {
        "username": "nieuw",
        "first_name": "Noor",
        "last_name": "",
        "email": "noor@kb.example",
        "is_active": "on",
        "is_staff": "on",
        "groups": [Group.objects.get(name="Redacteur").pk],
    }
    assert post_form(administrator_client, person, form).status_code == 302
    who, what, happened = said(administrator_client, soort="accounts")[0]
    assert (who, what) == ("beheerder", "nieuw")
    assert "rollen: was geen, werd Redacteur" in happened
    assert "noor@kb.example" not in happened


def test_signing_in_failing_to_and_leaving_are_in_it(administrator_client):
    person = User.objects.create_user("noor", password=PASSWORD, is_staff=True)
    door = Client()
    for secret in ("fout", PASSWORD):
        door.post(LOGIN, {"username": "noor", "password": secret})
    assert door.get("/beheer/").status_code == 200
    door.post("/beheer/logout/")
    door.post(LOGIN, {"username": "noor", "password": "fout"})
    door.post(LOGIN, {"username": "mijn geheime wachtwoord", "password": "x"})
    found = said(administrator_client, soort="aanmelden")[:4]
    assert found == [
        ("onbekend", "", "Aanmelden mislukt"),
        ("noor", "", "Aanmelden mislukt"),
        ("noor", "", "Afgemeld"),
        ("noor", "", "Aangemeld"),
    ]
    assert "geheime" not in administrator_client.get(LOG).content.decode()
    assert len(said(administrator_client, soort="aanmelden", wie=person.pk)) == 3


def test_an_own_new_password_is_in_it(administrator_client, editor):
    editor.set_password(PASSWORD)
    editor.save()
    new = "heel-ander-en-nieuw"
    form = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert signed_in(editor).post("/beheer/password_change/", form).status_code == 302
    assert said(administrator_client, soort="accounts") == [
        ("redacteur", "redacteur", "Eigen wachtwoord gewijzigd.")
    ]


def test_letters_are_in_it_and_who_they_went_to_is_not(administrator_client):
    OutboxMessage.objects.create(
        key="een", to="kanarie@elders.example", subject="Uw aanmelding", due_at=timezone.now()
    )
    page = administrator_client.get(LOG).content.decode()
    assert "Brief klaargezet, nu: wacht" in page
    assert "kanarie" not in page


def test_a_reader_is_nobody_and_what_a_reader_typed_is_not_in_it(administrator_client):
    report = Report.objects.create(
        page="/kanarie/", text="Ik ben Kanarievogel.", email="kanarie@elders.example"
    )
    Proposal.objects.create(
        intervention=Intervention.objects.get(slug="abcd"),
        fact="kosten",
        values={"costs": "Kanarie"},
        report=report,
        note="",
    )
    page = administrator_client.get(LOG).content.decode()
    assert "kanarie" not in page.lower()
    assert "kanarie" not in str(table(administrator_client.get(FILE))).lower()
    readers = [one["said"] for one in lines(administrator_client) if one["who"] == "een lezer"]
    assert readers == [["Voorstel gedaan: Kosten"], ["Melding binnengekomen"]]


def test_a_notice_placed_and_lifted(administrator_client, reviewer):
    row = Intervention.objects.get(slug="abcd")
    notice = notices.place(row, text="Wij zoeken dit uit.", by=reviewer)
    notices.lift(notice, by=reviewer)
    found = lines(administrator_client, soort="mededelingen")
    assert [one["said"] for one in found] == [["Mededeling geplaatst", "Mededeling weggehaald"]]
    assert found[0]["what"] == "ABCD"


# --- Filtering ------------------------------------------------------------------------------------


def moved(row, **ago) -> None:
    StatusChange.objects.filter(intervention=row).update(at=F("at") - timedelta(**ago))


def test_it_is_filtered_by_person_day_and_kind(administrator_client, editor, reviewer, draft):
    workflow.submit(draft, by=editor)
    start = dates.start_of(date(2026, 3, 2))
    StatusChange.objects.filter(intervention=draft).update(at=start)
    workflow.claim(draft, by=reviewer)
    step = ("redacteur", "Buurttuin", "Indienen: van ‘concept’ naar ‘ingediend’")
    assert said(administrator_client, wie=editor.pk, soort="stappen") == [step]
    assert said(administrator_client, van="2026-03-02", tot="2026-03-02") == [step]
    assert said(administrator_client, van="2-3-2026", tot="2-3-2026") == [step]
    assert said(administrator_client, tot="2026-03-01", wie=editor.pk) == []
    assert said(administrator_client, van="2026-03-03", wie=editor.pk) == []
    StatusChange.objects.filter(by=editor).update(at=start - timedelta(microseconds=1))
    assert said(administrator_client, van="2026-03-02", wie=editor.pk) == []


def test_what_nobody_did_is_of_the_software(administrator_client, editor, draft):
    nothing_happened()
    workflow.submit(draft, by=editor)
    Theme.objects.create(name="Ontmoeten", slug="ontmoeten", definition="Uitleg.")
    assert ("de software", "Ontmoeten", "Gemaakt") in said(administrator_client, wie="software")
    assert "redacteur" not in {one[0] for one in said(administrator_client, wie="software")}


def test_the_launch_content_is_of_the_software_that_loads_it(administrator_client):
    found = said(administrator_client, wie="software", soort="stappen")
    assert found[0][0] == "de software (de startinhoud)"


@pytest.mark.parametrize(
    ("filters", "sentence"),
    [
        ({"wie": "9" * 30}, "Deze persoon is er niet"),
        ({"wie": "0"}, "Deze persoon is er niet"),
        ({"wie": "niemand"}, "Deze persoon is er niet"),
        ({"van": "31-02-2026"}, "Dit is geen dag"),
        ({"tot": "9999-12-31"}, "Dit is geen dag"),
        ({"van": "0001-01-01"}, "Dit is geen dag"),
        ({"tot": "9" * 5000}, "Dit is geen dag"),
        ({"van": "2026-03-02", "tot": "2026-03-01"}, "De eerste dag ligt na de laatste"),
        ({"soort": "bestaat-niet"}, "Deze soort is er niet"),
        ({"na": "x"}, "Deze plek in het logboek is er niet"),
        ({"na": "9999999999999999-1-1"}, "Deze plek in het logboek is er niet"),
        ({"na": f"1-1-{'9' * 40}"}, "Deze plek in het logboek is er niet"),
    ],
)
def test_a_wrong_choice_is_a_sentence(administrator_client, filters, sentence):
    page = administrator_client.get(LOG, filters)
    assert page.status_code == 200
    assert sentence in page.content.decode()
    if "na" not in filters:
        refused = administrator_client.get(FILE, filters)
        assert refused.status_code == 400
        assert sentence in refused.content.decode()


@pytest.mark.parametrize("name", ["wie", "van", "tot", "soort", "na"])
def test_a_null_byte_is_refused(administrator_client, name):
    assert administrator_client.get(LOG, {name: "a\x00"}).status_code == 400


def test_a_good_choice_beside_a_wrong_one_counts(administrator_client, editor, draft):
    workflow.submit(draft, by=editor)
    found = said(administrator_client, wie=editor.pk, van="ooit")
    assert [who for who, *_ in found] == ["redacteur"]


def test_a_day_without_anything_says_so(administrator_client):
    page = administrator_client.get(LOG, {"van": "2001-01-01", "tot": "2001-01-01"})
    assert "Hier is niets van vastgelegd." in page.content.decode()


# --- Pages and file -------------------------------------------------------------------------------


def many_steps(row, by, number: int) -> None:
    """Some at the same moment, so that pages break in the middle of them."""
    now = timezone.now()
    steps = [
        StatusChange(intervention=row, verb="claim", from_status="a", to_status="b", by=by)
        for _ in range(number)
    ]
    StatusChange.objects.bulk_create(steps)
    for place, step in enumerate(steps):
        step.at = now - timedelta(minutes=place // 3)
    StatusChange.objects.bulk_update(steps, ["at"])


def test_its_pages_have_everything_once(administrator_client, editor, reviewer, draft):
    nothing_happened()
    for row in (draft, make_intervention(status=Status.DRAFT)):
        many_steps(row, editor, 120)
        many_steps(row, reviewer, 120)
    whole = table(administrator_client.get(FILE, {"soort": "stappen"}))[1:]
    found, after, pages = [], "", 0
    while True:
        page = administrator_client.get(LOG, {"soort": "stappen", "na": after})
        assert page.context["faults"] == []
        found += [(one["who"], one["what"], one["at"]) for one in page.context["lines"]]
        pages += 1
        after = page.context["older"]
        if not after:
            break
    assert pages > 2
    assert len(found) == len(whole)
    assert [who for who, *_ in found] == [row[1] for row in whole]
    assert [at for *_, at in found] == sorted((at for *_, at in found), reverse=True)


def test_the_file_has_the_same_and_no_formula(administrator_client, editor, draft):
    Intervention.objects.filter(pk=draft.pk).update(name="=1+1")
    workflow.submit(draft, by=editor, note="@SUM(A1)\nTweede regel")
    shown = said(administrator_client, wie=editor.pk)
    answer = administrator_client.get(FILE, {"wie": editor.pk})
    assert answer["Content-Disposition"].startswith('attachment; filename="logboek-')
    head, *rows = table(answer)
    assert head[:5] == ["Wanneer", "Wie", "Soort", "Wat", "Waarover"]
    assert len(rows) == len(shown) == 1
    assert rows[0][4].lstrip("'\t ") == "=1+1"
    assert not rows[0][4].startswith("=")
    assert not rows[0][6].startswith("@")


def test_taking_the_file_is_in_the_log(administrator_client, editor):
    table(administrator_client.get(FILE, {"wie": editor.pk}))
    assert said(administrator_client, soort="uitvoer") == [
        ("beheerder", "", f"Logboek opgehaald: wie={editor.pk}")
    ]
    assert administrator_client.head(FILE).status_code == 200
    assert LogEntry.objects.count() == 1


def test_twenty_lines_cost_the_queries_of_two(administrator_client, editor, reviewer):
    def grow(number: int) -> None:
        for _ in range(number):
            row = make_intervention(status=Status.DRAFT)
            workflow.submit(row, by=editor)
            workflow.claim(row, by=reviewer)
            notices.place(make_intervention(), text="Even geduld.", by=reviewer)
            Report.objects.create(text="Nee.")
            AccessLog.objects.create(username="noor")
            OutboxMessage.objects.create(
                key=f"{row.pk}", to="a@kb.example", subject="x", due_at=timezone.now()
            )

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            administrator_client.get(LOG)
        return len(found)

    grow(2)
    few = queries()
    grow(20)
    assert queries() <= few


# --- Who ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", [LOG, FILE])
def test_only_who_manages_accounts_reads_it(
    client, editor_client, reviewer_client, administrator_client, address
):
    assert client.get(address).status_code == 302
    assert editor_client.get(address).status_code == 403
    assert reviewer_client.get(address).status_code == 403
    assert administrator_client.get(address).status_code == 200
    assert administrator_client.post(address).status_code == 405


def test_the_start_page_leads_there_for_who_may(administrator_client, reviewer_client):
    assert LOG in administrator_client.get("/beheer/").content.decode()
    assert LOG not in reviewer_client.get("/beheer/").content.decode()


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_be_chosen(administrator_client, kind):
    page = administrator_client.get(LOG, {"soort": kind})
    assert page.status_code == 200
    assert {kind_label for one in page.context["lines"] for kind_label in one["kinds"]} <= {
        KINDS[kind].label
    }
