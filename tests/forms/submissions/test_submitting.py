"""Submitting an intervention: four steps behind a private link, and nothing public at the end."""

import re
from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import User
from django.test import Client

from elements.models import ContentVersion, Source
from interventions.models import Statement, Submission
from tests.factories import Status, make_intervention, make_source
from tests.forms.submissions.conftest import EMPOWERMENT, FIRST, SENDER, SOURCE, Sender

pytestmark = pytest.mark.django_db
UNREAD = "opgegeven door de indiener, nog niet gelezen"


def text_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


# --- The steps ------------------------------------------------------------------------------------


def test_the_invitation_says_how_long_who_decides_and_which_licence(client, settings):
    settings.REVIEW_WEEKS, settings.REVIEW_BY = 6, "de redactieraad"
    page = text_of(client.get("/aanmelden/").content.decode())
    assert "binnen 6 weken" in page
    assert "Er beslist de redactieraad" in page
    assert "CC BY 4.0" in page


def test_four_steps_make_an_intervention_that_waits_for_a_reviewer(sender):
    sender.submits(
        first={"website": "tuin.example", "target_group_text": "Iedereen"},
        approach={
            "goal": "Elkaar kennen",
            "started_year": "2014",
            "owner": "Stichting Tuin",
            "themes": ["jeugd"],
            "target_groups": ["ouderen"],
        },
        elements=EMPOWERMENT,
        sender={"is_owner": "ja"},
    )
    row = sender.row
    assert row.status == Status.SUBMITTED
    assert (row.name, row.slug, row.started_year) == ("Buurttuin", "buurttuin", 2014)
    assert row.website == "https://tuin.example"
    assert row.goal == "Elkaar kennen"
    assert [theme.slug for theme in row.themes.all()] == ["jeugd"]
    assert [group.slug for group in row.target_groups.all()] == ["ouderen"]
    statement = row.statements.get()
    assert statement.element.slug == "empowerment"
    assert statement.kind == Statement.Kind.INFERRED
    assert "Opgave van de indiener" in statement.basis
    assert statement.source == row.sources.get()
    assert row.sources.get().seen == UNREAD
    by = row.created_by
    assert [row.changed_by, row.submitted_by] == [by, by]
    assert by.username == "aanmeldformulier"
    submission = sender.submission
    assert (submission.name, submission.email) == ("Ine Diener", "indiener@voorbeeld.example")
    assert submission.is_owner is True
    assert submission.consented_at
    assert submission.answers == {}


def test_the_account_of_the_form_cannot_sign_in_and_may_only_submit(sender):
    sender.submits()
    account = User.objects.get(username="aanmeldformulier")
    assert not account.has_usable_password()
    assert not account.is_staff
    assert account.get_all_permissions() == {"interventions.submit_intervention"}


def test_an_account_of_that_name_that_was_made_by_hand_loses_its_rights(sender):
    User.objects.create_superuser("aanmeldformulier", password="lang-en-geheim")
    sender.submits()
    account = User.objects.get(username="aanmeldformulier")
    assert [account.has_usable_password(), account.is_staff, account.is_superuser] == [False] * 3


def test_nothing_of_it_is_public(sender, client):
    public = ["/", "/interventies/", "/bronnen/", "/over/", "/matrix/"]
    before = {address: client.get(address).content for address in public}
    stamp = ContentVersion.current().stamp
    sender.submits(elements=EMPOWERMENT)
    assert ContentVersion.current().stamp == stamp
    assert {address: client.get(address).content for address in public} == before
    assert client.get("/interventies/buurttuin/").status_code == 404
    assert "U meldt iets over" not in client.get("/klopt-dit-niet/?over=buurttuin").content.decode()


def test_the_first_step_gives_a_private_link_to_keep(sender):
    answer = sender.begins()
    assert answer["Location"] == f"{sender.address}?stap=2"
    page = sender.reads(2)
    assert "Bewaar dit adres" in page
    assert f"http://127.0.0.1:8000{sender.address}" in page


def test_the_sender_reads_until_when_the_answers_are_kept(sender):
    sender.begins()
    Submission.objects.update(started_at=datetime(2026, 3, 2, 23, 30, tzinfo=UTC))
    assert "vóór 2 mei 2026" in sender.reads(2)  # 60 days, and that is the next day in Amsterdam
    assert "vóór 2 mei 2026" in sender.reads(5)


def test_what_was_filled_in_is_there_on_another_device(sender):
    sender.begins()
    sender.fills(2, goal="Elkaar kennen", themes=["jeugd"])
    sender.fills(3, **SOURCE, **EMPOWERMENT)
    elsewhere = Sender(Client(), sender.address)
    assert 'value="Buurttuin"' in elsewhere.reads(1)
    second = elsewhere.reads(2)
    assert "Elkaar kennen</textarea>" in second
    assert re.search(r'value="jeugd"[^>]*checked', second)
    third = elsewhere.reads(3)
    assert "Buren beslissen zelf.</textarea>" in third
    assert 'value="De buurttuin in beeld"' in third


def test_without_a_step_the_link_leads_to_what_is_not_finished(sender):
    sender.begins()
    assert sender.client.get(sender.address)["Location"].endswith("?stap=3")
    sender.fills(3, **SOURCE)
    assert sender.client.get(sender.address)["Location"].endswith("?stap=4")
    sender.fills(4, **SENDER)
    assert sender.client.get(sender.address)["Location"].endswith("?stap=5")


def test_a_mistake_stands_at_its_field_and_above_and_the_rest_is_kept(sender):
    sender.begins()
    page = sender.fills(2, started_year="veertien", goal="Elkaar kennen").content.decode()
    assert '<a href="#id_started_year">Schrijf een jaar met vier cijfers' in page
    assert 'id="id_started_year_error"' in page
    assert 'aria-invalid="true"' in page
    assert "Elkaar kennen</textarea>" in sender.reads(2)


@pytest.mark.parametrize(
    ("step", "values", "message"),
    [
        (1, {"name": "", "summary": "Iets"}, "Vul in hoe de interventie heet."),
        (1, {"name": "A", "summary": ""}, "Vertel in een paar zinnen wat er gebeurt."),
        (1, {**FIRST, "website": "javascript:alert(1)"}, "Dit is geen adres van een website."),
        (1, {**FIRST, "name": "ﷺ" * 100}, "Deze naam is te lang."),
        (2, {"started_year": "3"}, "Schrijf een jaar vanaf 1900."),
        (2, {"themes": ["bestaat-niet"]}, "Kies uit de lijst."),
        (3, {}, "Noem minstens één bron"),
        (3, {**SOURCE, "source_1_date": "gisteren"}, "Schrijf een datum als 10 februari 2014"),
        (3, {**SOURCE, "how_empowerment": "Zo", "where_empowerment": "2"}, "Vul bron 2 in"),
        (4, {"consent": "on"}, "Vul uw mailadres in."),
        (4, {"email": "geen", "consent": "on"}, "Dit is geen mailadres."),
        (4, {"email": "a@voorbeeld.example"}, "Zonder uw toestemming"),
    ],
)
def test_each_step_says_what_is_wrong(sender, step, values, message):
    sender.begins()
    answer = sender.fills(step, **values)
    assert answer.status_code == 200
    assert message in answer.content.decode()


def test_what_is_missing_is_named_before_sending_and_nothing_is_sent(sender):
    sender.begins()
    page = text_of(sender.reads(5))
    assert "U kunt nog niet versturen" in page
    assert "Over u : Vul uw mailadres in." in page
    sender.sends()
    assert sender.submission.submitted_at is None


def test_taking_back_consent_stops_the_sending(sender):
    sender.begins()
    sender.fills(3, **SOURCE)
    sender.fills(4, **SENDER)
    page = sender.fills(4, email="indiener@voorbeeld.example").content.decode()
    assert 'value="indiener@voorbeeld.example"' in page
    sender.sends()
    assert sender.submission.submitted_at is None


def test_who_sends_it_in_is_not_kept_without_consent(sender):
    sender.begins()
    sender.fills(4, **{**SENDER, "consent": ""})
    row = sender.submission
    assert (row.name, row.email, row.organisation) == ("", "", "")
    sender.fills(4, **SENDER)
    assert sender.submission.email == SENDER["email"]
    sender.fills(4, **{**SENDER, "consent": ""})
    assert sender.submission.email == ""


def test_only_what_is_asked_is_required(sender):
    sender.begins()
    sender.fills(3, source_1_url="tuin.example/boek")
    sender.fills(4, email="a@voorbeeld.example", consent="on")
    sender.sends()
    source = sender.row.sources.get()
    assert (source.title, source.url) == ("tuin.example/boek", "https://tuin.example/boek")


# --- Names and sources ----------------------------------------------------------------------------


def test_a_name_that_is_public_leads_to_its_page_and_may_be_another(sender):
    make_intervention(name="Dé Buurttuin", slug="de-buurttuin", aliases="Groen doen")
    for name in ("de buurttuin", "Groen Doen"):
        page = sender.begins(name=name).content.decode()
        assert "staat al een beschrijving" in page
        assert 'href="/interventies/de-buurttuin/"' in page
        assert 'href="/klopt-dit-niet/?over=de-buurttuin"' in page
    assert Submission.objects.count() == 0
    sender.submits(first={"name": "De buurttuin", "other": "on"})
    assert sender.row.name == "De buurttuin (aanmelding)"


@pytest.mark.parametrize("status", [one for one in Status if one != Status.PUBLISHED])
def test_a_name_that_is_not_public_is_never_told(sender, status):
    make_intervention(name="Buurttuin", slug="buurttuin", status=status)
    sender.submits()
    row = sender.row
    assert (row.name, row.slug) == ("Buurttuin (aanmelding)", "buurttuin-aanmelding")
    assert "(aanmelding)" not in sender.reads()
    again = Sender()
    again.submits()
    assert again.row.name == "Buurttuin (aanmelding 2)"
    assert "(aanmelding" not in again.reads()


def test_a_slug_that_is_taken_gets_a_number_and_no_letters_make_one_too(sender):
    make_intervention(name="Iets anders", slug="buurttuin", status=Status.DRAFT)
    sender.submits()
    assert sender.row.slug == "buurttuin-2"
    other = Sender()
    other.submits(first={"name": "花园"})
    assert other.row.slug == "aanmelding"


def test_a_source_that_was_read_is_used_again_and_an_unread_one_is_not(sender):
    shown = make_source(url="https://tuin.example/boek")
    sender.submits()
    assert sender.row.sources.get() == shown
    Source.objects.filter(pk=shown.pk).update(seen=UNREAD)
    other = Sender()
    other.submits(first={"name": "Tweede tuin"})
    assert other.row.sources.get() != shown


def test_a_source_of_a_sender_is_public_when_a_published_text_uses_it(sender, client):
    sender.submits()
    source = sender.row.sources.get()
    for seen in (UNREAD, "volledig"):
        Source.objects.filter(pk=source.pk).update(seen=seen)
        assert source.title not in client.get("/bronnen/").content.decode()
    make_intervention(sources=[source])
    assert source.title in client.get("/bronnen/").content.decode()
