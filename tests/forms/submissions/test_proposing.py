"""Filling in one fact of an intervention, without an account, with the source that says so."""

import re

import pytest
from django.test import Client

from elements.models import ContentVersion
from interventions import workflow
from interventions.models import Intervention, Proposal, Report
from interventions.sheet import FACTS
from interventions.sheet.proposed import held, proposable
from tests.factories import Status, make_intervention
from tests.forms.submissions.conftest import STAMP, guarded

pytestmark = pytest.mark.django_db
OVER = "/klopt-dit-niet/?over="
LINK = re.compile(r'href="([^"]*[?;&]feit=[^"]*)"')
HOW = {"source_title": "Jaarverslag 2025", "source_url": "https://tuin.example/verslag"}
# What a visitor can say of each fact: that the list is whole, a test below says.
SAID = {
    "naam": {"name": "Andere naam"},
    "aliassen": {"aliases": "De tuin\nOude tuin"},
    "samenvatting": {"summary": "Buren tuinieren nu anders."},
    "doel": {"goal": "Buren leren elkaar kennen."},
    "doelgroepTekst": {"target_group_text": "Voor buren."},
    "aanpak": {"approach": "Eerst praten, dan doen."},
    "randvoorwaarden": {"conditions": "Een stuk grond."},
    "tijd": {"duration": "Een jaar."},
    "rolGemeente": {"municipal_role": "De gemeente geeft grond."},
    "onderzoeksbeeld": {
        "research_kind": "effectonderzoek",
        "research_outcome": "ongunstig",
        "research_year": "2019",
        "research_line": "Er was geen verschil met andere buurten.",
        "effect_not_studied_on": "",
    },
    "onderzoek": {"research": "Een evaluatie uit 2019."},
    "aandachtspunten": {"cautions": "Zonder trekker stopt het."},
    "kosten": {"costs": "500 euro per jaar."},
    "materialen": {"materials": "Een handleiding."},
    "eigenaar": {"owner": "Stichting Tuin"},
    "startjaar": {"started_year": "2001"},
    "website": {"website": "https://nieuw.example"},
    "contact": {"contact_organisation": "Stichting Tuin", "contact_url": ""},
    "databankStatus": {"databank_status": "opgenomen", "databank_status_date": "2014-02"},
    "uitvoering": {"activity": "gestopt", "activity_date": "2020"},
    "doelgroepen": {"target_groups": ["jongeren"]},
    "themas": {"themes": []},
    "settings": {"settings": []},
    "plaatsen": {"municipality": "Ergens", "since": "2010", "until": "2014"},
}


@pytest.fixture
def row() -> Intervention:
    return make_intervention(slug="buurttuin", name="Buurttuin", status=Status.PUBLISHED)


def about(key: str, slug: str = "buurttuin") -> str:
    return f"{OVER}{slug}&feit={key}"


def words_of(key: str) -> dict:
    """What to send about a fact, with words of the taxonomy that are there."""
    relations = {"doelgroepen": "target_groups", "themas": "themes", "settings": "settings"}
    if key not in relations:
        return SAID[key]
    name = relations[key]
    model = Intervention._meta.get_field(name).related_model
    return {name: [model.objects.first().slug]}


def sent(key: str, **values):
    return guarded(Client(), about(key), {**words_of(key), **HOW, **values})


def test_what_can_be_proposed_is_listed_here():
    keys = {fact.key for fact in FACTS if proposable(fact.key)} | {"plaatsen"}
    assert keys == SAID.keys()


@pytest.mark.parametrize("key", SAID)
def test_each_fact_has_a_short_form_and_arrives_as_a_proposal(key, row):
    stamp, before = ContentVersion.current().stamp, held(row, key)
    answer = sent(key, email="weet@voorbeeld.example")
    assert answer.status_code == 302, answer.content.decode()
    found = Proposal.objects.get()
    assert (found.intervention, found.fact, found.status) == (row, key, "open")
    assert found.before == before
    assert (found.source_title, found.source_url) == (HOW["source_title"], HOW["source_url"])
    assert found.report == Report.objects.get()
    assert found.report.email == "weet@voorbeeld.example"
    assert "Jaarverslag 2025" in found.report.evidence
    row.refresh_from_db()
    assert held(row, key) == before
    assert ContentVersion.current().stamp == stamp


@pytest.mark.parametrize("key", SAID)
def test_a_form_asks_for_nothing_but_that_fact(client, key, row):
    page = client.get(about(key)).content.decode()
    for name in words_of(key):
        assert f'name="{name}"' in page
    others = {name for other, said in SAID.items() if other != key for name in said}
    for name in others - {*words_of(key)}:
        assert f'name="{name}"' not in page
    assert "Hoe weet u dit?" in page
    assert 'name="wrong"' not in page


def test_every_link_to_fill_in_leads_to_the_form_of_that_fact(client):
    """Those on the page of an intervention of which nothing is known, and of the launch content."""
    make_intervention(slug="leeg", name="Leeg", status=Status.PUBLISHED)
    slugs = Intervention.objects.published().values_list("slug", flat=True)
    pages = [client.get(f"/interventies/{slug}/").content.decode() for slug in slugs]
    links = {link for page in pages for link in LINK.findall(page)}
    assert len(links) > 20
    for link in links:
        page = client.get(link.replace("&amp;", "&")).content.decode()
        assert "Hoe weet u dit?" in page, link


@pytest.mark.parametrize("key", SAID)
def test_without_a_source_nothing_is_sent(key, row):
    answer = sent(key, source_title=" ", source_url="")
    assert "Noem de titel of het adres van de bron." in answer.content.decode()
    assert not Report.objects.exists()


@pytest.mark.parametrize("key", SAID)
def test_an_empty_answer_is_nothing_to_send(key, row):
    answer = guarded(Client(), about(key), dict.fromkeys(SAID[key], "") | HOW)
    assert answer.status_code == 200
    assert "Dit klopt nog niet" in answer.content.decode()
    assert not Report.objects.exists()


def test_a_title_alone_is_a_source_and_so_is_an_address(row):
    assert sent("kosten", source_url="").status_code == 302
    assert sent("kosten", source_title="").status_code == 302
    assert Proposal.objects.count() == 2


def test_what_is_filled_in_stands_in_the_form_and_can_be_said_otherwise(client, row):
    Intervention.objects.filter(pk=row.pk).update(costs="Niets.")
    page = client.get(about("kosten")).content.decode()
    assert "Niets.</textarea>" in page
    assert "Stel andere woorden voor" in page
    assert sent("kosten").status_code == 302
    assert Proposal.objects.get().before == {"costs": "Niets."}


def test_what_stands_there_already_is_nothing_to_propose(row):
    Intervention.objects.filter(pk=row.pk).update(costs="Een regel.\nNog een.")
    answer = sent("kosten", costs="Een regel.\r\nNog een. ")
    assert "Dit staat er al zo." in answer.content.decode()
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    ("key", "values", "sentence"),
    [
        (
            "onderzoeksbeeld",
            {"research_kind": "ervaringen"},
            "Een uitkomst hoort alleen bij effectonderzoek.",
        ),
        ("onderzoeksbeeld", {"research_line": ""}, "Vat het onderzoek samen in een zin."),
        ("databankStatus", {"databank_status_date": ""}, "Zeg van wanneer de stand"),
        ("plaatsen", {"until": "2001"}, "Het laatste jaar ligt voor het eerste."),
        ("uitvoering", {"activity": "onbekend"}, "Kies uit de lijst."),
        ("onderzoeksbeeld", {"research_kind": "geen-gevonden"}, "Kies uit de lijst."),
        ("doelgroepen", {"target_groups": "bestaat-niet"}, "Kies uit de lijst."),
        ("uitvoering", {"activity_date": "2020-13"}, "2020-13"),
        ("startjaar", {"started_year": "9" * 5000}, "Dit klopt nog niet"),
        ("startjaar", {"started_year": "-1"}, "Schrijf een jaar vanaf 1900."),
        ("plaatsen", {"since": "9" * 30}, "Dit klopt nog niet"),
        ("kosten", {"costs": "x" * 9000}, "Dit klopt nog niet"),
        ("samenvatting", {"summary": "x" * 601}, "Dit klopt nog niet"),
        ("website", {"website": "geen adres"}, "Dit is geen adres van een website"),
        ("kosten", {"source_url": "javascript:alert(1)"}, "Dit is geen adres van een website"),
    ],
)
def test_what_cannot_be_is_a_sentence_and_keeps_what_was_typed(key, values, sentence, row):
    answer = sent(key, **values)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert sentence in page
    assert "Jaarverslag 2025" in page or "source_url" in values
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    "key",
    [
        "",
        "slug",
        "bronnen",
        "uitspraken",
        "desk_note",
        "nagelezenDoorEigenaar",
        "bestaat-niet",
        "x" * 3000,
    ],
)
def test_an_unknown_fact_leads_to_the_ordinary_form(client, key, row):
    answer = client.get(about(key))
    assert answer.status_code == 200
    page = answer.content.decode()
    assert 'name="wrong"' in page
    assert "Het onderdeel uit de link kennen wij niet" in page


def test_a_fact_of_an_element_or_of_what_is_not_public_leads_to_the_ordinary_form(client):
    make_intervention(slug="geheim", name="Geheim", costs="Geheime kosten.", status=Status.DRAFT)
    for slug in ("empowerment", "geheim", "bestaat-niet"):
        page = client.get(about("kosten", slug)).content.decode()
        assert 'name="wrong"' in page
        assert "Geheime kosten" not in page


def test_that_a_name_is_taken_by_a_text_that_is_not_public_is_not_told(row):
    make_intervention(slug="geheim", name="Geheime aanpak", status=Status.DRAFT)
    assert sent("naam", name="Geheime aanpak").status_code == 302


def test_what_was_typed_is_kept_when_the_page_is_withdrawn_meanwhile(client, row, reviewer):
    stamp = STAMP.search(client.get(about("kosten")).content.decode())[1]
    workflow.withdraw(row, by=reviewer, note="Weg.")
    answer = client.post(about("kosten"), {**SAID["kosten"], **HOW, "moment": stamp})
    assert answer.status_code == 302
    assert "500 euro per jaar.\nJaarverslag 2025" in Report.objects.get().text
    assert not Proposal.objects.exists()


def test_the_visitor_reads_back_what_was_sent(row):
    answer = sent("plaatsen")
    page = Client().get(answer["Location"]).content.decode()
    assert "Ergens, 2010 tot en met 2014" in page
    assert "Jaarverslag 2025" in page


def test_too_many_in_a_day_are_refused_and_kept_in_the_form(row, settings):
    settings.REPORT_QUOTA = {"per_address": 1, "overall": 10}
    assert sent("kosten").status_code == 302
    answer = sent("kosten")
    assert answer.status_code == 429
    assert "500 euro per jaar." in answer.content.decode()
    assert Proposal.objects.count() == 1
