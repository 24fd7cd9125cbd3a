"""A description sheet at the desk: read, set beside a text, and worked with."""

import json

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from elements.models import Source
from interventions import workflow
from interventions.desk.descriptions import forms
from interventions.intake.descriptions.proposing import set_beside, start_draft
from interventions.intake.received.limits import Refused
from interventions.models import DescriptionSheet, Intervention, Proposal, SheetFile, Statement
from tests.conftest import person_of, signed_in
from tests.described import MAIL, PERSON, PHONE, found, make_sheet
from tests.desk.filled import form_in
from tests.desk.forms import change_page
from tests.desk.improving import improve, publish
from tests.factories import Status, make_intervention

pytestmark = pytest.mark.django_db
LIST = "/beheer/interventions/descriptionsheet/"
ADD = f"{LIST}add/"
GOAL = "Buren leren elkaar kennen in de tuin."


@pytest.fixture
def told(monkeypatch) -> dict:
    """What the reader gives of any file; those that cannot be read are for its own tests."""
    given = found()
    monkeypatch.setattr(forms, "read_description", lambda data, name: given)
    return given


def page_of(sheet: DescriptionSheet) -> str:
    return f"{LIST}{sheet.pk}/change/"


def step_page(proposal: Proposal, verb: str = "accept") -> str:
    return f"/beheer/interventions/proposal/{proposal.pk}/stap/{verb}/"


def upload(client: Client, data: bytes = b"%PDF-1.7 tuin", name: str = "tuin.pdf", query: str = ""):
    return client.post(ADD + query, {"file": SimpleUploadedFile(name, data)})


def of(text: Intervention, fact: str, words: str = "") -> Proposal:
    return Proposal.objects.of_sheets().get(intervention=text, fact=fact, words__contains=words)


def press(client: Client, proposal: Proposal, verb: str = "accept", **values):
    """Open the page of a step and press the button, with what stands in its form unless told."""
    page = client.get(step_page(proposal, verb))
    assert page.status_code == 200
    form = page.context["form"]
    sent = {one.html_name: getattr(one.value(), "pk", one.value()) or "" for one in form}
    answer = client.post(
        step_page(proposal, verb), {"gelezen": page.context.get("seen", ""), **sent, **values}
    )
    proposal.refresh_from_db()
    return answer


@pytest.fixture
def draft(editor) -> Intervention:
    return start_draft(make_sheet(by=editor), "Buurttuin", by=editor)


# --- Reading one ----------------------------------------------------------------------------------


def test_an_editor_reads_one_and_sees_what_was_found(told, editor, editor_client):
    answer = upload(editor_client)
    sheet = DescriptionSheet.objects.get()
    assert answer["Location"] == page_of(sheet)
    page = editor_client.get(page_of(sheet)).content.decode()
    assert (sheet.read_by, sheet.intervention, sheet.source) == (editor, None, None)
    for words in (GOAL, "Kop ‘1.2 Doel’, bladzijde 5", "Er is altijd soep.", "3. Onderbouwing"):
        assert words in page
    assert 'value="Buurttuin"' in page
    assert not Intervention.objects.filter(name="Buurttuin").exists()


def test_a_concept_gets_its_name_and_source_and_nothing_else(told, editor, editor_client):
    upload(editor_client)
    sheet = DescriptionSheet.objects.get()
    answer = editor_client.post(page_of(sheet), {"stap": "concept", "name": "Buurttuin"})
    row = Intervention.objects.get(name="Buurttuin")
    assert answer["Location"] == change_page(row)
    assert (row.status, row.created_by, row.goal, row.owner) == (Status.DRAFT, editor, "", "")
    source = row.sources.get()
    assert source.title == "Werkblad beschrijving interventie: Buurttuin"
    assert source.authors == "Dubbel, Mira\nde Wit, Jan"
    assert (source.publisher, source.date, source.url) == ("Stichting De Tuin", "2015-05", "")
    assert (source.kind, source.seen) == (Source.Kind.METHOD, "volledig")
    goal, way = of(row, "doel"), of(row, "aanpak")
    assert (goal.values, goal.words, goal.place) == ({}, GOAL, "kop ‘1.2 Doel’, bladzijde 5")
    assert way.place == "kop ‘1.3 Aanpak’, bladzijde 6 tot en met 7"
    assert "1.3.2 Inhoud (bladzijde 7)\n- zaaien" in way.words
    assert of(row, "eigenaar").values == {"owner": "Stichting De Tuin"}
    assert of(row, "website").values == {"website": "https://www.tuin.example"}
    assert not Proposal.objects.filter(fact="naam").exists()


@pytest.mark.parametrize("name", ["", "   ", "★★★", "ABCD", "x" * 200])
def test_a_name_that_cannot_be_is_told_and_makes_nothing(name, editor, editor_client):
    sheet, before = make_sheet(by=editor), Intervention.objects.count()
    answer = editor_client.post(page_of(sheet), {"stap": "concept", "name": name})
    assert answer.status_code == 200
    assert "Er is nog geen concept gemaakt" in answer.content.decode()
    assert Intervention.objects.count() == before


def test_the_same_file_again_leads_to_what_is_there(told, editor_client, reviewer_client):
    upload(editor_client)
    answer = upload(reviewer_client, name="kopie.pdf")
    assert answer["Location"] == page_of(DescriptionSheet.objects.get())
    assert "al eens gelezen" in reviewer_client.get(answer["Location"]).content.decode()


def test_another_file_of_the_same_document_is_the_same_source(editor):
    first = start_draft(make_sheet(by=editor), "Buurttuin", by=editor)
    second = start_draft(make_sheet(b"anders", by=editor), "Andere tuin", by=editor)
    assert first.sources.get() == second.sources.get()


def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(monkeypatch, editor_client):
    def refuse(data, name):
        raise Refused("Dit is een scan. Vraag het bestand met tekst.")

    monkeypatch.setattr(forms, "read_description", refuse)
    about = make_intervention(name="Buurttuin")
    answer = upload(editor_client, query=f"?bij={about.pk}")
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "Dit is een scan. Vraag het bestand met tekst." in page
    assert change_page(about) in page
    assert not DescriptionSheet.objects.exists()


@pytest.mark.parametrize("sent", [{}, {"file": "geen bestand"}, {"file": b""}])
def test_no_file_is_told_at_the_field(sent, editor_client):
    file = sent.get("file")
    values = {"file": SimpleUploadedFile("a.pdf", file)} if file == b"" else sent
    page = editor_client.post(ADD, values).content.decode()
    assert "Kies een bestand." in page or "Dit bestand is leeg." in page


def test_one_that_is_of_no_use_is_thrown_away_with_who_it_names(editor, editor_client):
    sheet = make_sheet(by=editor)
    editor_client.post(page_of(sheet), {"stap": "weg"})
    assert not DescriptionSheet.objects.exists()
    assert not SheetFile.objects.exists()


def test_one_that_belongs_to_a_text_stays(draft, editor_client):
    sheet = draft.description_sheets.get()
    for step in ("weg", "concept", "bij", "zomaar"):
        editor_client.post(page_of(sheet), {"stap": step, "name": "Nog een", "intervention": 1})
    assert DescriptionSheet.objects.get().intervention == draft
    assert not Intervention.objects.filter(name="Nog een").exists()


# --- Beside a text that is there ------------------------------------------------------------------


def test_beside_a_text_only_what_differs_is_proposed(editor, editor_client):
    row = make_intervention(name="Buurttuin", goal=GOAL, owner="Een ander")
    sheet = make_sheet(by=editor)
    page = editor_client.get(f"{page_of(sheet)}?bij={row.pk}").content.decode()
    assert f'<option value="{row.pk}" selected>' in page
    answer = editor_client.post(page_of(sheet), {"stap": "bij", "intervention": row.pk})
    assert answer["Location"] == change_page(row)
    facts = {*Proposal.objects.of_sheets().values_list("fact", flat=True)}
    assert facts == {"aanpak", "eigenaar", "website", "uitspraken"}
    assert not row.sources.filter(kind=Source.Kind.METHOD).exists()
    assert "Hetzelfde als in de tekst: Naam, Doel" in editor_client.get(
        page_of(sheet)
    ).content.decode().replace("Doel, Naam", "Naam, Doel")


@pytest.mark.parametrize("chosen", ["", "0", "999999999999999999999", "x\x00", "-1"])
def test_no_text_is_told(chosen, editor, editor_client):
    sheet = make_sheet(by=editor)
    answer = editor_client.post(page_of(sheet), {"stap": "bij", "intervention": chosen})
    assert answer.status_code in (200, 400)
    assert not Proposal.objects.exists()


# --- Beside the field of a draft ------------------------------------------------------------------


def test_the_passage_stands_at_its_field_and_the_sentence_above_the_statements(
    draft, editor_client
):
    page = editor_client.get(change_page(draft)).content.decode()
    at_goal = page[page.index("field-goal") : page.index("field-target_group_text")]
    assert GOAL in at_goal
    assert "kop ‘1.2 Doel’, bladzijde 5" in at_goal
    assert step_page(of(draft, "doel")) in at_goal
    assert page.count("deelnemers beslissen zelf") == 1
    assert MAIL not in page


def test_own_words_and_a_tick_settle_a_passage(draft, editor, editor_client):
    goal, way = of(draft, "doel"), of(draft, "aanpak")
    sent = form_in(editor_client.get(change_page(draft)))
    sent |= {"summary": ["Een tuin."], "goal": ["Buren ontmoeten elkaar."]}
    sent["verwerkt"] = [goal.pk, way.pk]
    page = editor_client.post(change_page(draft), sent, follow=True).content.decode()
    goal.refresh_from_db()
    way.refresh_from_db()
    assert (goal.status, goal.decided_by) == ("accepted", editor)
    assert goal.values == {"goal": "Buren ontmoeten elkaar."}
    assert way.status == "open"  # nothing was written there
    assert "Hier is nog niets veranderd." in page


def test_a_passage_is_taken_over_as_a_quote_with_its_source_and_page(draft, editor_client):
    way = of(draft, "aanpak")
    page = editor_client.get(f"{step_page(way)}?als=citaat")
    assert press(editor_client, way, text=page.context["form"]["text"].value()).status_code == 302
    draft.refresh_from_db()
    assert draft.approach == (
        "„Iedere week is er een werkochtend.” (bron: Stichting De Tuin, 2015, bladzijde 6)\n\n"
        "- „zaaien\n- oogsten” (bron: Stichting De Tuin, 2015, bladzijde 7)"
    )
    assert way.status == "accepted"


def test_a_passage_without_words_of_an_editor_is_not_taken_over(draft, editor_client):
    goal = of(draft, "doel")
    answer = press(editor_client, goal, text="  ")
    assert "Schrijf eerst uw eigen woorden" in answer.content.decode()
    assert goal.status == "open"


def test_what_does_not_fit_is_told(draft, editor_client):
    summary = Proposal.objects.create(
        intervention=draft,
        sheet=draft.description_sheets.get(),
        fact="samenvatting",
        before={"summary": ""},
        words="Lang.",
    )
    answer = press(editor_client, summary, text="x" * 601)
    assert "Hier passen 600 tekens." in answer.content.decode()


def test_a_value_is_taken_over_as_it_is(draft, editor_client):
    assert press(editor_client, of(draft, "eigenaar")).status_code == 302
    draft.refresh_from_db()
    assert draft.owner == "Stichting De Tuin"


def test_a_passage_is_left_out_without_saying_why(draft, editor, editor_client):
    goal = of(draft, "doel")
    assert press(editor_client, goal, "leave_out").status_code == 302
    assert (goal.status, goal.decided_by, goal.note) == ("rejected", editor, "")
    page = editor_client.get(change_page(draft)).content.decode()
    assert GOAL not in page


def test_many_are_settled_at_once_and_the_page_says_what_each_became(draft, editor_client):
    sheet = draft.description_sheets.get()
    Intervention.objects.filter(pk=draft.pk).update(goal="Ontmoeten.")
    editor_client.post(page_of(sheet), {"stap": "verwerkt", "verwerkt": [of(draft, "doel").pk]})
    rest = [*Proposal.objects.of_sheets().open().values_list("pk", flat=True)]
    sent = {"stap": "niet", "verwerkt": [*rest, "x", "9" * 30], "note": "Oud."}
    editor_client.post(page_of(sheet), sent)
    page = editor_client.get(page_of(sheet)).content.decode()
    assert "Alles is verwerkt." in page
    assert "Ontmoeten." in page
    assert page.count("Oud.") == len(rest)


def test_a_working_copy_settles_what_is_about_its_public_text(editor, editor_client):
    row = make_intervention(name="Buurttuin")
    set_beside(make_sheet(by=editor), row, by=editor)
    copy = workflow.revise(row, by=editor)
    sent = form_in(editor_client.get(change_page(copy)))
    sent |= {"goal": ["Ontmoeten."], "verwerkt": [of(row, "doel").pk]}
    editor_client.post(change_page(copy), sent)
    assert of(row, "doel").status == "accepted"
    assert copy.sources.filter(kind=Source.Kind.METHOD).exists()
    assert not row.sources.filter(kind=Source.Kind.METHOD).exists()


# --- A public text --------------------------------------------------------------------------------


@pytest.fixture
def public(editor) -> Intervention:
    row = make_intervention(slug="buurttuin", name="Buurttuin")
    set_beside(make_sheet(by=editor), row, by=editor)
    return row


def test_of_a_public_text_it_becomes_a_proposal_that_another_publishes(
    public, editor, editor_client
):
    assert press(editor_client, of(public, "doel"), text="Ontmoeten.").status_code == 302
    own = Proposal.objects.get(proposed_by=editor)
    public.refresh_from_db()
    assert (own.status, own.values, public.goal) == ("open", {"goal": "Ontmoeten."}, "")
    assert publish(editor_client, own).status_code == 200
    assert publish(signed_in(person_of("Beoordelaar")), own).status_code == 302
    assert "Ontmoeten." in Client().get("/interventies/buurttuin/").content.decode()
    source = public.sources.get(kind=Source.Kind.METHOD)
    assert source == own.sheet.source
    assert source.seen == "volledig"


def test_improving_with_a_tick_settles_what_the_sheet_says(public, editor, editor_client):
    goal = of(public, "doel")
    page = editor_client.get(f"{change_page(public)[: -len('change/')]}verbeteren/")
    assert GOAL in page.content.decode()
    improve(editor_client, public, goal="Ontmoeten.", verwerkt=[goal.pk])
    goal.refresh_from_db()
    assert goal.status == "accepted"
    assert Proposal.objects.get(proposed_by=editor).sheet == goal.sheet


def test_withdrawing_closes_what_a_sheet_says(public, reviewer):
    workflow.withdraw(public, by=reviewer, note="De eigenaar vroeg hierom.")
    assert not Proposal.objects.of_sheets().open().exists()


# --- Elements -------------------------------------------------------------------------------------


def test_a_sentence_that_names_an_element_becomes_a_named_statement(draft, editor_client):
    sentence = of(draft, "uitspraken", "Empowerment")
    press(editor_client, sentence, explanation="De deelnemers beslissen.")
    said = draft.statements.get()
    assert (said.element.slug, said.kind, said.basis) == ("empowerment", "named", "")
    assert said.source == draft.sources.get()
    assert said.section.endswith("bladzijde 11")
    assert said.evidence == "Empowerment: deelnemers beslissen zelf over de tuin."
    assert said.explanation == "De deelnemers beslissen."


def test_without_a_sure_element_the_editor_chooses_and_it_is_a_reading(draft, editor_client):
    sentence = of(draft, "uitspraken", "soep")
    assert "Kies het element" in press(editor_client, sentence).content.decode()
    element = draft_element("laagdrempelig")
    assert press(editor_client, sentence, element=element.pk).status_code == 302
    said = draft.statements.get()
    assert (said.element, said.kind, said.basis) == (element, "inferred", said.section)
    assert "De uitleg bij" in editor_client.get(change_page(draft)).content.decode()


def draft_element(slug: str):
    return Statement._meta.get_field("element").related_model.objects.get(slug=slug)


def test_a_second_sentence_comes_with_the_first_or_is_told(draft, editor_client):
    for words in ("Empowerment", "soep"):
        sentence = of(draft, "uitspraken", words)
        press(editor_client, sentence, element=draft_element("empowerment").pk)
    said = draft.statements.get()
    assert said.evidence.endswith("tuin.\nEr is altijd soep.")
    assert said.kind == "named"
    long = Proposal.objects.create(
        intervention=draft,
        sheet=sentence.sheet,
        fact="uitspraken",
        values={**sentence.values, "evidence": "x" * 300},
    )
    answer = press(editor_client, long, element=said.element_id)
    assert "past deze zin niet meer bij" in answer.content.decode()
    assert long.status == "open"


def test_a_statement_about_a_public_text_needs_its_explanation_and_another(
    public, editor, editor_client
):
    sentence = of(public, "uitspraken", "Empowerment")
    assert "Zonder uitleg" in press(editor_client, sentence).content.decode()
    press(editor_client, sentence, explanation="Zij beslissen zelf.")
    own = Proposal.objects.get(proposed_by=editor)
    assert not public.statements.exists()
    assert publish(signed_in(person_of("Beoordelaar")), own).status_code == 302
    assert public.statements.get().explanation == "Zij beslissen zelf."


def test_open_passages_do_not_stop_handing_in_and_are_on_the_checklist(
    draft, editor, reviewer, reviewer_client
):
    Intervention.objects.filter(pk=draft.pk).update(summary="Een tuin.")
    draft.refresh_from_db()
    workflow.submit(draft, by=editor)
    workflow.claim(draft, by=reviewer)
    page = reviewer_client.get(f"/beheer/interventions/intervention/{draft.pk}/vergelijken/")
    assert "nog niet verwerkt" in page.content.decode()


# --- Who sees what --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Beheerder", ""])
def test_who_does_not_write_reads_no_sheet_in(name, draft):
    client = signed_in(person_of(name)) if name else Client()
    sheet = draft.description_sheets.get()
    for address in (ADD, f"{LIST}{sheet.pk}/bestand/"):
        assert client.get(address).status_code in (302, 403)
    assert upload(client).status_code in (302, 403)
    sent = {"stap": "niet", "verwerkt": [of(draft, "doel").pk]}
    assert client.post(page_of(sheet), sent).status_code in (302, 403)
    assert of(draft, "doel").status == "open"
    page = client.get(page_of(sheet)).content.decode()
    assert MAIL not in page


def test_what_is_not_there_is_not_found(editor_client):
    assert editor_client.get(f"{LIST}999999/change/").status_code == 404
    assert editor_client.get(f"{LIST}999999/bestand/").status_code == 404


def test_the_file_comes_back_as_it_was_and_is_kept_nowhere(draft, editor_client):
    sheet = draft.description_sheets.get()
    answer = editor_client.get(f"{LIST}{sheet.pk}/bestand/")
    assert answer.content == b"%PDF-1.7 tuin"
    assert answer["Content-Disposition"].startswith("attachment; filename*=UTF-8''buurttuin.pdf")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]


def test_who_can_be_contacted_stands_on_the_page_of_the_sheet_and_nowhere_else(
    draft, editor, editor_client
):
    sheet = draft.description_sheets.get()
    page = editor_client.get(page_of(sheet)).content.decode()
    for one in (MAIL, PHONE, "info@tuin.example"):
        assert page.count(one) == 1
    assert "Alleen om contact op te nemen." in page
    assert json.dumps(sheet.found).count(MAIL) == 0
    history = editor_client.get(f"{change_page(draft)[: -len('change/')]}history/")
    for text in (history.content.decode(), *map(str, LogEntry.objects.values_list())):
        assert MAIL not in text
        assert PHONE not in text


def test_once_the_file_is_gone_its_page_still_says_what_it_said(draft, editor_client):
    sheet = draft.description_sheets.get()
    sheet.kept.delete()
    page = editor_client.get(page_of(sheet)).content.decode()
    assert GOAL in page
    assert "bewaren wij niet meer" in page
    assert PERSON in page  # as author
    assert editor_client.get(f"{LIST}{sheet.pk}/bestand/").status_code == 404


# --- Where else it shows --------------------------------------------------------------------------


def test_it_waits_on_the_start_page_and_not_with_what_people_propose(draft, editor_client):
    start = editor_client.get("/beheer/lijst/werkbladen/").content.decode()
    assert page_of(draft.description_sheets.get()) in start
    assert "Buurttuin" not in editor_client.get("/beheer/lijst/na-te-lezen/").content.decode()
    listed = editor_client.get("/beheer/interventions/proposal/?van=werkblad")
    assert len(listed.context["cl"].result_list) == Proposal.objects.count()


def test_its_history_says_that_a_sheet_was_read_once(draft, editor_client):
    page = editor_client.get(f"{change_page(draft)[: -len('change/')]}history/").content.decode()
    assert page.count("Werkblad ingelezen") == 1
    assert "Voorstel gedaan" not in page


@pytest.mark.parametrize("page", ["form", "sheet"])
def test_many_passages_cost_the_queries_that_few_cost(page, draft, editor_client):
    sheet = draft.description_sheets.get()
    address = change_page(draft) if page == "form" else page_of(sheet)
    editor_client.get(address)
    with CaptureQueriesContext(connection) as few:
        editor_client.get(address)
    for number in range(20):
        Proposal.objects.create(
            intervention=draft,
            sheet=sheet,
            fact=("kosten", "uitspraken")[number % 2],
            values={"element": "empowerment"} if number % 2 else {},
            before={"costs": ""} if not number % 2 else {},
            words=f"Zin {number}.",
        )
    with CaptureQueriesContext(connection) as many:
        assert editor_client.get(address).status_code == 200
    assert len(many) == len(few)
