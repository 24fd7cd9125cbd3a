"""A spreadsheet at the desk: from the file to concepts, and nothing before the button."""

import datetime

import pytest
from django.utils import timezone

from elements.models import Source
from interventions.models import ImportBatch, Intervention, Statement, Upload
from tests.conftest import person_of, signed_in
from tests.factories import Status, make_intervention
from tests.intake.sheets import (
    CHOICES,
    SAMPLE,
    UPLOAD,
    choose,
    csv_file,
    faults_of,
    preview,
    refusal,
    take_good,
    workbook_of,
    xlsx_file,
)

pytestmark = pytest.mark.django_db
BATCHES = "/beheer/interventions/importbatch/"


def counts() -> tuple[int, int, int]:
    return Intervention.objects.count(), Source.objects.count(), ImportBatch.objects.count()


# --- The sample, from the file to the concepts ----------------------------------------------------


def test_sample_becomes_eight_concepts_that_keep_what_it_says(editor_client, editor):
    before = counts()
    address, found = preview(editor_client, SAMPLE.read_bytes(), "sample.csv")
    assert (found.rows, found.good, len(found.faults)) == (8, 4, 6)
    assert {(word.words, word.value) for word in found.unknown} == set(CHOICES)
    assert editor_client.post(address, {"step": "all"}).context["refusal"]
    assert counts() == before
    assert choose(editor_client, address, CHOICES).status_code == 302
    assert editor_client.get(address).context["found"].faults == []
    assert counts() == before
    response = editor_client.post(address, {"step": "all"}, follow=True)
    assert "Ingelezen als concept: 8 interventies." in response.content.decode()
    batch = ImportBatch.objects.get()
    assert (batch.file_name, batch.by, batch.rows) == ("sample.csv", editor, 8)
    rows = [one.intervention for one in batch.imported.order_by("line")]
    assert [one.line for one in batch.imported.order_by("line")] == list(range(2, 10))
    assert {row.status for row in rows} == {Status.DRAFT}
    assert {(row.created_by, row.changed_by) for row in rows} == {(editor, editor)}
    assert not Statement.objects.filter(intervention__in=rows).exists()
    assert Upload.objects.get().tables == []
    row = Intervention.objects.get(name="Resto VanHarte")
    source = row.sources.get()
    assert (source.title, source.url, source.date) == (
        "Resto VanHarte",
        "https://www.movisie.nl/interventie/resto-vanharte",
        "2015-12-01",
    )
    assert row.goal.startswith("Mensen die weinig contacten hebben")
    assert (row.slug, row.owner, row.summary) == ("resto-vanharte", "Stichting VanHarte", "")
    assert [one.slug for one in row.themes.all()] == ["kwetsbare-groepen"]
    assert [one.element.slug for one in row.suggested_elements.all()] == [
        "laagdrempelig",
        "samenwerken",
    ]
    assert not row.recognitions.exists()
    assert "Erkenning in het bestand, zonder datum en bron: Goed beschreven" in row.desk_note
    assert "Beoordeeld in december 2015." in row.desk_note
    carer = Intervention.objects.get(name="MantelZorgen in de Praktijk")
    assert "Thema's in het bestand: mantelzorg" in carer.desk_note


def rest_of(result) -> str:
    """Where the rows with a fault wait, by the page that says what was made."""
    return f"{BATCHES}{result.context['rests'][0].pk}/voorbeeld/"


def test_the_good_rows_are_taken_and_the_rest_comes_back_as_xlsx(editor_client):
    address, _ = preview(editor_client, SAMPLE.read_bytes(), "mijn lijst.csv")
    response = take_good(editor_client, address)
    assert response["Content-Disposition"] == "attachment; filename*=UTF-8''rest-mijn_lijst.xlsx"
    heading, *rows = workbook_of(response)["Interventies"]
    assert heading[:3] == ("fout", "name", "url")
    assert [row[1] for row in rows] == [
        "Resto VanHarte",
        "Dorpsagenda met dorpswaardering",
        "MantelZorgen in de Praktijk",
        "Home-Start",
    ]
    assert rows[2][0].splitlines() == [
        "target_groups: 'mantelzorgers' staat niet in de lijst met doelgroepen.",
        "theme: 'mantelzorg' staat niet in de lijst met thema's.",
    ]
    assert ImportBatch.objects.get().imported.count() == 4
    address, found = preview(editor_client, response.content, "rest.xlsx")  # what came back goes in
    assert found.sheets[0].passed_over == ["fout"]
    assert len(found.unknown) == 6
    choose(editor_client, address, CHOICES)
    assert editor_client.post(address, {"step": "all"}).status_code == 302
    assert ImportBatch.objects.count() == 2


def test_dutch_headings_and_names_in_xlsx_with_semicolons(editor_client):
    row = {
        "Naam": "Buurttuin",
        "Thema's": "Jeugd; Sport en bewegen",
        "Doelgroepen": "ouderen",
        "Startjaar": 2014.0,
        "Datum van de pagina": datetime.date(2015, 12, 1),
        "Adres van de pagina": "https://voorbeeld.nl/tuin",
    }
    data = xlsx_file([*row], [*row.values()])
    address, found = preview(editor_client, data, "tuin.xlsx")
    assert found.faults == []
    editor_client.post(address, {"step": "all"})
    row = Intervention.objects.get(name="Buurttuin")
    assert sorted(one.slug for one in row.themes.all()) == ["jeugd", "sport-en-bewegen"]
    assert row.started_year == 2014
    assert row.sources.get().date == "2015-12-01"


# --- What exists already --------------------------------------------------------------------------


def test_an_existing_name_is_a_fault_unless_it_is_to_be_updated(editor_client):
    data = csv_file(["naam", "doel", "elementen"], ["KAN WEL!", "Een nieuw doel.", "aansluiten"])
    address, found = preview(editor_client, data)
    assert faults_of(found) == [(2, "naam", "KAN WEL!", "exists")]
    choose(editor_client, address, {}, existing="on")
    found = editor_client.get(address).context["found"]
    assert found.faults == []
    live = Intervention.objects.get(slug="kan-wel", replaces=None)
    assert editor_client.post(address, {"step": "all"}).status_code == 302
    copy = live.working_copies.get()
    assert (copy.status, copy.name, copy.goal) == (Status.DRAFT, "Kan wél!", "Een nieuw doel.")
    assert copy.summary == live.summary  # an empty cell changes nothing
    assert copy.statements.count() == live.statements.count() > 0
    live.refresh_from_db()
    assert (live.status, live.goal != copy.goal) == (Status.PUBLISHED, True)
    assert copy.imports.get().line == 2
    address, found = preview(editor_client, data, existing="on")
    assert faults_of(found) == [(2, "naam", "KAN WEL!", "has_copy")]


def test_a_concept_is_never_updated_from_a_file(editor_client):
    make_intervention(status=Status.DRAFT, name="Buurttuin")
    data = csv_file(["naam"], ["buurttuin"])
    _, found = preview(editor_client, data, existing="on")
    assert faults_of(found) == [(2, "naam", "buurttuin", "exists_as_concept")]


def test_the_rest_waits_with_its_choices(editor_client):
    address, _ = preview(editor_client, SAMPLE.read_bytes(), "lijst.csv")
    known = ("theme", "eenzaamheid")
    choose(editor_client, address, {known: CHOICES[known]})
    rest = rest_of(editor_client.post(address, {"step": "good"}, follow=True))
    found = editor_client.get(rest).context["found"]
    assert (found.rows, found.good) == (3, 0)
    assert editor_client.post(rest, {"step": "good"}).context["refusal"]
    assert known not in {(word.words, word.value) for word in found.unknown}
    choose(editor_client, rest, CHOICES)
    assert editor_client.post(rest, {"step": "all"}).status_code == 302
    assert ImportBatch.objects.count() == 2


def test_what_was_made_is_said_and_linked_to(editor_client):
    address, _ = preview(editor_client, SAMPLE.read_bytes(), "lijst.csv")
    result = editor_client.post(address, {"step": "good"}, follow=True)
    page = result.content.decode()
    assert "Ingelezen als concept: 4 interventies." in page
    made = [one.intervention for one in ImportBatch.objects.get().imported.all()]
    assert len(made) == 4
    for row in made:
        assert f'href="/beheer/interventions/intervention/{row.pk}/change/"' in page


@pytest.mark.parametrize("again", ["good", "all", "choose", "drop", "rest", None])
def test_who_presses_twice_or_goes_back_gets_the_result(editor_client, again):
    address, _ = preview(editor_client, SAMPLE.read_bytes(), "lijst.csv")
    first = editor_client.post(address, {"step": "good"})
    send = editor_client.post if again else editor_client.get
    second = send(address, {"step": again} if again else {})
    assert second.status_code == 302
    assert second["Location"] == first["Location"]
    assert ImportBatch.objects.count() == 1
    assert "is al ingelezen" in editor_client.get(second["Location"]).content.decode()


def test_a_file_with_statements_only_also_says_what_was_made(editor_client):
    address, _ = preview(editor_client, csv_file(["naam"], ["Tuin"]))
    editor_client.post(address, {"step": "all"})
    row = Intervention.objects.get(name="Tuin")
    said = csv_file(
        ["interventie", "element", "soort", "uitleg", "bron"],
        ["Tuin", "empowerment", "genoemd", "Buren beslissen.", Source.objects.first().title],
    )
    address, found = preview(editor_client, said)
    assert found.faults == []
    page = editor_client.post(address, {"step": "all"}, follow=True).content.decode()
    assert "Ingelezen als concept: 1 uitspraak." in page
    assert f'href="/beheer/interventions/intervention/{row.pk}/change/"' in page


def test_choices_that_nobody_looked_at_are_kept_and_shown_first(editor_client):
    address, _ = preview(editor_client, SAMPLE.read_bytes(), "lijst.csv")
    word = {"words": ["theme"], "value": ["opvoeden"], "choice": ["jeugd"], "box": "1"}
    page = editor_client.post(address, {"step": "good", **word}, follow=True).content.decode()
    assert "Uw keuzes zijn bewaard." in page
    assert not ImportBatch.objects.exists()
    assert Upload.objects.get().choices == {"theme|opvoeden": "jeugd"}


def test_names_are_unique_but_addresses_are_not(editor_client):
    page = "https://voorbeeld.nl/twee"
    data = csv_file(["naam", "url"], ["Tuin", page], ["Keuken", page], ["tuin", page])
    address, found = preview(editor_client, data)
    assert faults_of(found) == [(4, "naam", "tuin", "twice")]
    editor_client.post(address, {"step": "good"})
    sources = {
        row.sources.get() for row in Intervention.objects.filter(name__in=("Tuin", "Keuken"))
    }
    assert {source.title for source in sources} == {"Tuin", "Keuken"}


def test_a_source_that_is_there_is_used_again(editor_client):
    known = Source.objects.get(slug="movisie-kan-wel")
    data = csv_file(["naam", "url"], [known.title, known.url])
    before = Source.objects.count()
    address, found = preview(editor_client, data, existing="on")
    assert found.drafts[0].page == known
    editor_client.post(address, {"step": "all"})
    assert Source.objects.count() == before


# --- Who may, and what waits ----------------------------------------------------------------------


def test_only_who_may_add_interventions_reads_files_in(
    client, editor_client, reviewer_client, administrator_client
):
    address, _ = preview(editor_client, csv_file(["naam"], ["Tuin"]))
    for page in (UPLOAD, f"{BATCHES}sjabloon/"):
        assert client.get(page).status_code == 302
        assert administrator_client.get(page).status_code == 403
        assert editor_client.get(page).status_code == reviewer_client.get(page).status_code == 200
    assert client.get(BATCHES).status_code == 302
    assert administrator_client.get(BATCHES).status_code == 200  # to see what was read in
    assert administrator_client.post(address, {"step": "all"}).status_code == 403
    assert reviewer_client.get(address).status_code == 404  # somebody else's file
    assert reviewer_client.post(address, {"step": "all"}).status_code == 404
    assert not Intervention.objects.filter(name="Tuin").exists()


def test_a_file_waits_thirty_days_and_goes_with_the_next(editor_client, editor):
    address, _ = preview(editor_client, csv_file(["naam"], ["Tuin"]))
    Upload.objects.update(at=timezone.now() - datetime.timedelta(days=29, hours=23))
    page = editor_client.get(address)
    assert page.status_code == 200
    assert "wacht hooguit 30 dagen" in page.content.decode()
    Upload.objects.update(at=timezone.now() - datetime.timedelta(days=30, minutes=1))
    assert editor_client.get(address).status_code == 404
    preview(editor_client, csv_file(["naam"], ["Keuken"]))
    assert Upload.objects.count() == 1


def test_a_file_can_be_thrown_away(editor_client):
    address, _ = preview(editor_client, csv_file(["naam"], ["Tuin"]))
    for _ in range(2):  # pressed twice
        page = editor_client.post(address, {"step": "drop"}, follow=True).content.decode()
        assert "is weggegooid. Er is niets ingelezen." in page
    assert editor_client.get(address)["Location"] == BATCHES
    assert Upload.objects.get().tables == []


def test_the_file_of_who_has_no_account_any_more_goes_on_with_a_colleague(
    editor, editor_client, reviewer_client
):
    address, _ = preview(editor_client, csv_file(["naam"], ["Tuin"]))
    editor.is_active = False
    editor.save()
    assert reviewer_client.post(address, {"step": "all"}).status_code == 302
    assert Intervention.objects.get(name="Tuin").created_by.username == "beoordelaar"


def test_two_people_read_in_the_same_name_and_the_second_hears_why(editor_client):
    other = signed_in(person_of("Beoordelaar"))
    first, _ = preview(editor_client, csv_file(["naam"], ["Tuin"]))
    second, _ = preview(other, csv_file(["naam"], ["Tuin"]))
    editor_client.post(first, {"step": "all"})
    page = other.post(second, {"step": "all"})
    assert page.context["refusal"] == "Er is niets ingelezen: er zijn nog fouten."
    assert Intervention.objects.filter(name="Tuin").count() == 1


def test_no_file_and_an_unknown_step_are_answered_with_a_sentence(editor_client):
    assert refusal(editor_client.post(UPLOAD, {})) == "Kies een bestand."
    address, _ = preview(editor_client, csv_file(["naam"], ["Tuin"]))
    for step in ("", "publish", "\x01"):
        assert editor_client.post(address, {"step": step}).status_code == 302
    assert editor_client.get(f"{BATCHES}geen-sleutel/voorbeeld/").status_code in (302, 404)
    assert not ImportBatch.objects.exists()
