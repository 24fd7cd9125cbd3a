"""A sender gives a description sheet, and types less; nothing is said in the sender's name."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from interventions.forms.submissions import worksheet
from interventions.models import Attempt, DescriptionSheet, Proposal, SheetFile, Submission
from tests.described import MAIL, PERSON, PHONE, field, found, passage
from tests.forms.submissions.conftest import FIRST, SENDER, Sender, guarded
from tests.forms.submissions.test_twice import handed_out

pytestmark = pytest.mark.django_db
START = "/aanmelden/"
GOAL = "„Buren leren elkaar kennen in de tuin.” (bron: Stichting De Tuin, 2015, bladzijde 5)"
TITLE = "Werkblad beschrijving interventie: Buurttuin"
LONG = "Buren helpen elkaar met de tuin. " * 100


@pytest.fixture
def read(monkeypatch) -> list[str]:
    """The names of the files that were read; each says the same. The reader has its own tests."""
    names = []

    def answer(data: bytes, name: str) -> dict:
        names.append(name)
        return found(
            fields={"samenvatting": field("Samenvatting", passage("Samenvatting", LONG, 3))}
        )

    monkeypatch.setattr(worksheet, "read_description", answer)
    return names


def document(name: str = "tuin.docx", data: bytes = b"PK tuin") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


@pytest.fixture
def begun(read) -> Sender:
    """Somebody who gave a sheet and typed nothing."""
    sender = Sender()
    assert sender.begins(name="", summary="", document=document()).status_code == 302
    return sender


def test_names_and_addresses_are_filled_in_and_texts_are_only_shown(begun):
    answers = begun.submission.answers
    assert answers == {
        "name": "Buurttuin",
        "website": "https://www.tuin.example",
        "owner": "Stichting De Tuin",
        "source_1_title": TITLE,
        "source_1_date": "2015-05",
    }
    page = begun.reads(1)
    assert page.count("Uit uw werkblad. Pas het aan als het niet klopt.") == 2
    assert "Uit uw werkblad: kop ‘Samenvatting’, bladzijde 3" in page
    steps = [begun.reads(number) for number in (1, 2, 3, 4)]
    assert "kop ‘1.3.1 Opzet’, bladzijde 6" in steps[1]
    assert "Deelnemers beslissen zelf" in steps[2] or "deelnemers beslissen zelf" in steps[2]
    assert "Er is altijd soep." in steps[2]
    for page in (*steps, begun.client.get(f"{begun.address}?stap=werkblad").content.decode()):
        assert not [word for word in (MAIL, PHONE) if word in page]


def test_what_was_typed_goes_before_what_the_sheet_says(read, sender):
    sender.begins(**FIRST, website="anders.example", document=document())
    assert sender.submission.answers["website"] == "https://anders.example"
    assert sender.submission.answers["summary"] == FIRST["summary"]


@pytest.mark.parametrize(
    ("data", "says"),
    [(b"Dit is gewone tekst.", "Word"), (b"", "leeg"), (b"x" * 6_000_000, "groter dan 5 MB")],
)
def test_a_file_that_is_refused_leaves_what_was_typed(sender, data, says):
    typed = {"name": "", "summary": "Wij tuinieren.", "actie": "lees"}
    answer = sender.begins(**typed, document=document(data=data))
    page = answer.content.decode()
    assert "Vul in hoe de interventie heet." not in page
    assert answer.status_code == 200
    assert "Wij tuinieren." in page
    assert says in page[page.index('id="fouten"') :]
    assert not Submission.objects.exists()


def test_enter_in_a_question_goes_on_without_a_document(sender):
    """A browser presses the first button of the form, which is that of the document."""
    assert sender.begins(**FIRST, actie="lees").status_code == 302


def test_who_presses_the_button_of_the_document_is_asked_for_it(sender):
    page = sender.begins(name="", actie="lees").content.decode()
    assert "Kies een bestand." in page
    assert FIRST["summary"] in page
    assert not Submission.objects.exists()


def test_a_file_is_kept_when_something_else_is_wrong(read, client):
    values = {"name": "Tuin", "website": "geen adres", "document": document()}
    page = guarded(client, START, values).content.decode()
    assert "geen adres" in page
    assert "Dit is geen adres van een website" in page
    submission = Submission.objects.get()
    assert submission.description_sheet.kept.data
    address = f"{START}{submission.token}/?stap=1"
    assert f'action="{address}"' in page
    right = {**FIRST, "website": "www.tuin.example"}
    assert client.post(address, right)["Location"].endswith("?stap=2")


def test_a_passage_is_taken_over_as_a_quote_and_again_changes_nothing(begun):
    typed = {"goal": "", "conditions": "Een tuin.", "neem": "goal:1"}
    answer = begun.fills(2, **typed)
    assert answer["Location"].endswith("?stap=2#id_goal")
    assert begun.submission.answers["goal"] == GOAL
    assert begun.submission.answers["conditions"] == "Een tuin."
    begun.fills(2, goal=f"Onze woorden.\r\n\r\n{GOAL}", neem="goal:1")
    assert begun.submission.answers["goal"] == f"Onze woorden.\n\n{GOAL}"
    for button in ("goal:2", "goal:1\x00", "niets", ""):
        assert begun.fills(2, goal="Zo.", neem=button).status_code in (200, 302, 400)
    assert GOAL not in begun.submission.answers["goal"]


def test_a_passage_that_is_too_long_is_cut_and_says_so(begun):
    begun.fills(1, name="Tuin", neem="summary:1")
    said = begun.submission.answers["summary"]
    assert said.startswith("„Buren helpen elkaar met de tuin. Buren")
    assert "tuin. […]” (bron: " in said
    assert len(said) <= 600
    page = begun.fills(1, name="Tuin", summary="x" * 580, neem="summary:1").content.decode()
    assert "Hier past deze passage niet meer bij." in page
    assert "x" * 580 in page


def test_what_is_wrong_elsewhere_stays_as_it_was_typed(begun):
    page = begun.fills(2, started_year="vorig jaar", neem="goal:1").content.decode()
    assert 'value="vorig jaar"' in page
    assert GOAL in page


def test_a_sentence_about_an_element_is_the_senders_word_once_it_is_taken_over(begun):
    assert "checked" not in begun.reads(3)
    begun.fills(3, source_1_title=TITLE, source_1_date="2015-05", neem="how_empowerment:1")
    answers = begun.submission.answers
    assert answers["how_empowerment"].startswith("„Empowerment: deelnemers beslissen zelf")
    assert answers["where_empowerment"] == "1"


def test_the_key_enter_goes_on_and_takes_nothing_over(begun):
    page = begun.reads(2)
    form = page[page.index('<form class="kb-form"') :]
    first = form[form.index("<button") : form.index("</button>")]
    assert "name=" not in first
    assert "Bewaar en ga verder" in first


def test_twice_is_once(read, client):
    form = handed_out(START, {**FIRST})
    answers = [client.post(START, {**form, "document": document()}) for _ in range(2)]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert (DescriptionSheet.objects.count(), Attempt.objects.count(), len(read)) == (1, 2, 1)
    client.post(START, {**form, "document": document(data=b"PK anders")})
    assert DescriptionSheet.objects.count() == 2


def test_reading_has_a_quota_of_its_own(read, client, settings):
    settings.SHEET_QUOTA = {"per_address": 1, "overall": 10}
    guarded(client, START, {**FIRST, "document": document()})
    values = {"name": "Andere tuin", "summary": "Wij tuinieren.", "document": document()}
    answer = guarded(client, START, values)
    assert (answer.status_code, len(read)) == (429, 1)
    assert "Wij tuinieren." in answer.content.decode()
    assert guarded(client, START, values | {"document": ""}).status_code == 302


def test_a_robot_has_nothing_read_and_a_person_is_asked_again(read, client, settings):
    form = handed_out(START, {**FIRST, "document": document()})
    settings.FORM_SECONDS = 60
    page = client.post(START, form).content.decode()
    assert "Kies uw werkblad nog eens." in page
    assert FIRST["summary"] in page
    assert read == []


def test_a_sheet_can_come_later_and_go_again(read, sender):
    sender.begins()
    address = f"{sender.address}?stap=werkblad"
    assert "Dan hoeft u minder te typen" in sender.reads(2)
    assert "Kies een bestand." in guarded(sender.client, address, {}).content.decode()
    answer = guarded(sender.client, address, {"document": document(f"Werkblad {PERSON}.docx")})
    assert answer["Location"].endswith("?stap=1")
    assert f"Werkblad {PERSON}.docx" in sender.client.get(address).content.decode()
    for _ in range(2):
        assert sender.client.post(address, {"actie": "weg"}).status_code == 302
    assert not DescriptionSheet.objects.exists()
    assert not SheetFile.objects.exists()
    assert "Lees mijn werkblad" in sender.client.get(address).content.decode()
    assert sender.submission.answers["name"] == FIRST["name"]


def test_who_has_no_link_finds_no_sheet(begun):
    wrong = f"{START}{begun.address.split('/')[2]}x/?stap=werkblad"
    assert Client().get(wrong).status_code == 404
    assert Client().post(wrong, {"actie": "weg"}).status_code == 404
    assert DescriptionSheet.objects.exists()


def test_what_is_handed_in_belongs_to_the_text_with_one_source(begun):
    begun.fills(1, **FIRST)
    begun.fills(3, source_1_title=TITLE, source_1_date="2015-05", neem="how_empowerment:1")
    begun.fills(4, **SENDER)
    assert begun.sends().status_code == 302
    row, sheet = begun.row, DescriptionSheet.objects.get()
    assert (sheet.intervention, sheet.submission, sheet.read_by) == (row, begun.submission, None)
    assert [*row.sources.all()] == [sheet.source]
    assert row.statements.get().source == sheet.source
    assert {"doel", "aanpak"} < {*Proposal.objects.of_sheets().values_list("fact", flat=True)}
    address = f"{begun.address}?stap=werkblad"
    assert begun.client.post(address, {"actie": "weg"}).status_code == 302
    assert DescriptionSheet.objects.get().kept


def test_nobody_is_named_in_an_answer_for_the_site(begun):
    for said in (f"Bel {PHONE}.", f"Mail {MAIL.upper()}", "Bel 06 - 0123 01 23."):
        page = begun.fills(2, goal=said).content.decode()
        assert "Dat mag niet op de site." in page
        assert said in page
    assert "goal" not in begun.submission.answers
    begun.fills(4, **SENDER | {"email": MAIL})
    assert begun.submission.email == MAIL
