"""Dates and addresses in the forms for everybody: read as people write them, and said how."""

from html import unescape

import pytest
from django.test import Client

from elements.models import Source
from interventions.models import Proposal, Report
from tests.elements.pasted import PAGE, SAID
from tests.elements.written import READ, WRONG
from tests.factories import Status, make_intervention
from tests.forms.submissions.conftest import FIRST, SOURCE, guarded

pytestmark = pytest.mark.django_db
FACT = "/klopt-dit-niet/?over=buurttuin&feit="
HOW = {"source_title": "Jaarverslag 2025", "source_url": "https://tuin.example/verslag"}
WORDS = {"2014": "2014", "2014-02": "februari 2014", "2014-02-10": "10 februari 2014"}


@pytest.mark.parametrize(("text", "value"), READ.items())
def test_the_date_of_a_source_is_read_and_shown_before_sending(sender, text, value):
    sender.begins()
    assert sender.fills(3, **{**SOURCE, "source_1_date": text}).status_code == 302
    assert sender.submission.answers["source_1_date"] == value
    page = sender.reads(5)
    if value in WORDS:
        assert f", {WORDS[value]}" in page
    sender.fills(4, email="a@voorbeeld.example", consent="on")
    sender.sends()
    assert Source.objects.get(title=SOURCE["source_1_title"]).date == value


@pytest.mark.parametrize(("text", "sentence"), WRONG.items())
def test_what_is_no_date_is_said_at_its_field(sender, text, sentence):
    sender.begins()
    answer = sender.fills(3, **{**SOURCE, "source_1_date": text})
    assert answer.status_code == 200
    assert sentence in unescape(answer.content.decode())
    assert "source_1_date" not in sender.submission.answers


def test_a_step_that_comes_back_says_how_a_date_was_read(sender):
    sender.begins()
    page = sender.fills(3, source_1_date="feb 2014", how_empowerment="Zo").content.decode()
    assert "of 10 februari 2014. Gelezen als februari 2014</p>" in page


def test_what_was_said_of_an_answer_goes_with_it(sender):
    sender.begins(website=f"{PAGE}\u200b")
    assert "onzichtbaar teken" in sender.reads(5)
    sender.fills(1, **FIRST, website=PAGE)
    assert "onzichtbaar teken" not in sender.reads(5)
    assert PAGE in sender.reads(5)


@pytest.mark.parametrize(("text", "said"), SAID.items())
def test_an_address_is_cleaned_and_said_before_sending(sender, text, said):
    sender.begins(website=text)
    sender.fills(3, source_1_title="Een boek", source_1_url=text)
    sender.fills(4, email="a@voorbeeld.example", consent="on")
    page = sender.reads(5)
    assert page.count(f"W{said[1:]}") == 2
    sender.sends()
    assert (sender.row.website, sender.row.sources.get().url) == (PAGE, PAGE)


@pytest.mark.parametrize("text", ["https://a.nl/een pagina", "javascript:alert(1)", "a\u200b"])
def test_what_is_no_address_is_still_refused(sender, text):
    answer = sender.begins(website=text)
    assert answer.status_code == 200
    assert "Dit is geen adres van een website." in answer.content.decode()


@pytest.mark.parametrize("text", ["feb. 2014", "02/2014", "februari  2014."])
def test_the_date_of_a_fact_is_read_and_said_after_sending(text):
    row = make_intervention(slug="buurttuin", status=Status.PUBLISHED)
    values = {"activity": "gestopt", "activity_date": text, **HOW}
    client = Client()
    answer = guarded(client, f"{FACT}uitvoering", values, follow=True)
    assert Proposal.objects.get(intervention=row).values["activity_date"] == "2014-02"
    assert "gelezen als februari 2014" in answer.content.decode()
    assert "(datum): februari 2014" in Report.objects.get().text


@pytest.mark.parametrize("text", ["31 februari 2014", "2014-13", "gisteren"])
def test_an_impossible_date_of_a_fact_is_said_at_its_field(text):
    make_intervention(slug="buurttuin", status=Status.PUBLISHED)
    values = {"activity": "gestopt", "activity_date": text, **HOW}
    answer = guarded(Client(), f"{FACT}uitvoering", values)
    assert WRONG[text] in unescape(answer.content.decode())
    assert not Proposal.objects.exists()


def test_the_addresses_of_a_fact_and_of_its_source_are_cleaned_and_said():
    make_intervention(slug="buurttuin", status=Status.PUBLISHED)
    values = {**HOW, "website": f"<{PAGE}>", "source_url": f"{PAGE}\u00ad"}
    answer = guarded(Client(), f"{FACT}website", values, follow=True)
    proposal = Proposal.objects.get()
    assert (proposal.values["website"], proposal.source_url) == (PAGE, PAGE)
    page = answer.content.decode()
    assert f"Website: we haalden aanhalingstekens of haken uit het adres: {PAGE}" in page
    assert f"Adres van de bron: we haalden een onzichtbaar teken uit het adres: {PAGE}" in page
