"""What was published stays readable: the versions, one of them, and what changed between two."""

import pytest
from django.test import Client

from elements.models import Element
from interventions.models import Intervention, Publication
from interventions.workflow import publish, record_element, revise, withdraw
from tests.factories import make_element, make_intervention, make_source, reviewed

pytestmark = pytest.mark.django_db
LIST = "/interventies/abcd/versies/"


@pytest.fixture
def second(editor, reviewer) -> Intervention:
    """ABCD with a second version: a new goal, a statement more and one less, another theme."""
    live = Intervention.objects.get(slug="abcd")
    copy = revise(live, by=editor)
    copy.goal = "Samen met bewoners een buurt maken waar het goed wonen is."
    copy.save()
    copy.statements.filter(element__slug="gewoon-beginnen").delete()
    copy.statements.create(
        element=Element.objects.get(slug="empowerment"),
        source=make_source(title="Een nieuwe bron"),
        explanation="Bewoners beslissen zelf.",
    )
    copy.themes.remove(copy.themes.get(slug="leefbaarheid"))
    reviewed(copy, editor=editor, reviewer=reviewer)
    return publish(copy, by=reviewer, note="Het doel is opnieuw opgeschreven.")


def text(response) -> str:
    return response.content.decode()


def test_the_launch_content_has_version_one_of_everything(client):
    assert Publication.objects.count() == 14 + 7
    page = text(client.get(LIST))
    assert "Versie 1" in page
    assert "Startinhoud van de kennisbank." in page
    assert 'href="/interventies/abcd/versies/1/"' in page


def test_list_has_every_version_with_date_and_note(client, second):
    page = text(client.get(LIST))
    assert page.index("Versie 2") < page.index("Versie 1<")
    assert "Het doel is opnieuw opgeschreven." in page
    assert "?van=1&amp;tot=2" in page
    assert "/interventies/abcd/versies/" in text(client.get("/interventies/abcd/"))


def test_old_version_shows_its_own_text_and_leads_to_the_newest(client, second):
    old, new = text(client.get(f"{LIST}1/")), text(client.get(f"{LIST}2/"))
    assert "Dit is <strong>versie 1</strong> van ABCD" in old
    assert 'href="/interventies/abcd/">Bekijk de huidige</a>' in old
    assert "Van binnenuit werken aan een buurt" in old
    assert "Van binnenuit werken aan een buurt" not in new
    assert "Samen met bewoners een buurt maken" in new
    assert "Samen met bewoners een buurt maken" not in old
    assert "Bewoners beslissen zelf." in new
    assert "Een nieuwe bron" in new


def test_differences_name_every_part_that_changed_and_no_other(client, second):
    page = text(client.get(f"{LIST}?van=1&tot=2"))
    changes = page[page.index('<dl class="kb-changes">') : page.index("Alle versies</h2>")]
    assert "Doel <span" in changes
    assert "Uitspraak: Empowerment" in changes
    assert "Uitspraak: Gewoon beginnen" in changes
    assert "Leefbaarheid" in changes
    assert "Een nieuwe bron" in changes
    for other in ("Naam <span", "Aanpak <span", "Samenvatting <span", "Uitspraak: Aansluiten"):
        assert other not in changes
    assert "<ins>" in changes
    assert "<del>" in changes


def test_a_sentence_that_was_rewritten_is_shown_whole(client, editor, reviewer):
    live = make_intervention(goal="Van binnenuit werken aan een wijk.")
    copy = revise(live, by=editor)
    copy.goal = "Een nieuw doel voor elke straat."
    copy.save()
    publish(reviewed(copy, editor=editor, reviewer=reviewer), by=reviewer, note="Anders.")
    page = client.get(f"{live.get_absolute_url()}versies/?van=1&tot=2").content.decode()
    assert "weg: </span>Van binnenuit werken aan een wijk.</del>" in page
    assert "erbij: </span>Een nieuw doel voor elke straat.</ins>" in page


def test_from_new_to_old_is_the_other_way_round(client, second):
    page = text(client.get(f"{LIST}?van=2&tot=1"))
    assert "Van versie 2 naar versie 1" in page
    assert "Leefbaarheid</ins>" in page


def test_two_equal_versions_are_said_to_be_equal(client, second):
    assert "Deze twee versies zijn gelijk." in text(client.get(f"{LIST}?van=2&tot=2"))


@pytest.mark.parametrize(
    "query", ["?van=9&tot=1", "?van=1", "?van=x&tot=", "?van=1&tot=%F0%9F%98%80"]
)
def test_unknown_numbers_are_named_and_the_list_is_there(client, query):
    response = client.get(f"{LIST}{query}")
    assert response.status_code == 200
    assert "Kies hieronder twee versies die er zijn." in text(response)
    assert "ETag" not in response or query == "?van=1"


@pytest.mark.parametrize("number", ["0", "2", "9" * 30])
def test_a_version_that_is_not_there_is_not_found(client, number):
    assert client.get(f"{LIST}{number}/").status_code == 404
    assert client.get(f"/werkzame-elementen/empowerment/versies/{number}/").status_code == 404


def test_what_is_not_public_has_no_versions(client):
    row = make_intervention(status="draft")
    for address in ("", "1/"):
        assert client.get(f"/interventies/{row.slug}/versies/{address}").status_code == 404


def test_withdrawn_takes_its_versions_along(client, second, reviewer):
    withdraw(second, by=reviewer, note="De eigenaar vroeg hierom.")
    for address in (LIST, f"{LIST}1/", f"{LIST}2/", f"{LIST}?van=1&tot=2"):
        response = client.get(address)
        assert response.status_code == 410
        assert "De eigenaar vroeg hierom." in text(response)
        assert "Van binnenuit werken" not in text(response)


def test_element_has_versions_too(client, reviewer):
    element = Element.objects.get(slug="empowerment")
    element.summary = "Mensen krijgen zelf grip. Nieuw."
    element.save()
    record_element(element, by=reviewer, note="Korter.")
    page = text(client.get("/werkzame-elementen/empowerment/versies/"))
    assert "Versie 2" in page
    assert "Korter." in page
    old = text(client.get("/werkzame-elementen/empowerment/versies/1/"))
    assert "Mensen krijgen zelf grip. Nieuw." not in old
    assert "Mensen krijgen zelf grip. Nieuw." in text(
        client.get("/werkzame-elementen/empowerment/versies/2/")
    )
    changed = text(client.get("/werkzame-elementen/empowerment/versies/?van=1&tot=2"))
    assert "Samenvatting <span" in changed


def test_element_without_a_version_says_so():
    element = make_element()
    page = text(Client().get(f"/werkzame-elementen/{element.slug}/versies/"))
    assert "Van deze tekst is nog geen versie bewaard." in page
