"""The feed of new and changed interventions."""

from datetime import timedelta
from html import unescape
from xml.etree import ElementTree

import pytest
from django.conf import settings

from interventions.models import Intervention, Publication
from interventions.workflow import publish, revise, withdraw
from tests.factories import make_element, make_intervention, reviewed

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
ADDRESS = "/feeds/interventies.atom"


def entries(client, query="") -> list[dict[str, str]]:
    response = client.get(f"{ADDRESS}{query}")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(response.content)  # noqa: S314 - our own
    return [
        {
            **{one.tag.removeprefix(ATOM): one.text for one in entry},
            "link": entry.find(f"{ATOM}link").get("href"),
            "about": entry.find(f"{ATOM}link[@rel='about']").get("href"),
            "summary type": entry.find(f"{ATOM}summary").get("type"),
        }
        for entry in feed.iter(f"{ATOM}entry")
    ]


def test_the_feed_has_what_was_published_last_first(client):
    make_intervention(name="De nieuwste", slug="de-nieuwste", summary="Zo begint het.")
    first = entries(client)[0]
    version = Publication.objects.get(intervention__slug="de-nieuwste")
    assert first["title"] == "Nieuw: De nieuwste"
    assert first["summary"] == "Zo begint het."
    assert first["link"] == f"{settings.PUBLIC_URL}/interventies/de-nieuwste/versies/1/"
    assert first["id"] == first["link"]
    assert first["about"] == f"{settings.PUBLIC_URL}/id/interventie/de-nieuwste"
    assert first["updated"][:19] == version.at.isoformat()[:19]
    assert client.get(first["link"].removeprefix(settings.PUBLIC_URL)).status_code == 200


def test_a_change_tells_the_note_of_the_editor(client, editor, reviewer):
    live = Intervention.objects.get(slug="abcd")
    copy = reviewed(revise(live, by=editor), editor=editor, reviewer=reviewer)
    publish(copy, by=reviewer, note="De eigenaar is veranderd.")
    first = entries(client)[0]
    assert first["title"] == "Gewijzigd: ABCD"
    assert first["summary"] == "De eigenaar is veranderd."
    assert first["link"].endswith("/interventies/abcd/versies/2/")


def test_it_takes_the_selection(client):
    found = {entry["title"] for entry in entries(client, "?element=empowerment&thema=jeugd")}
    assert found == {"Nieuw: Thuis op Straat"}
    assert entries(client, "?q=zzzzzz") == []
    assert len(entries(client, "?element=bestaat-niet")) == 14
    feed = client.get(f"{ADDRESS}?element=bestaat-niet").content.decode()
    assert "Een keuze in het adres bestaat niet en is niet gebruikt.</subtitle>" in feed
    assert {one["title"] for one in entries(client, "?q=thuis+op+straat")} >= found


def test_what_is_withdrawn_vanishes(client, reviewer):
    assert "Nieuw: ABCD" in {entry["title"] for entry in entries(client)}
    withdraw(Intervention.objects.get(slug="abcd"), by=reviewer, note="Op verzoek.")
    assert "ABCD" not in client.get(ADDRESS).content.decode()


def test_it_holds_fifty_of_the_selection(client):
    element = make_element()
    for number in range(52):
        row = make_intervention(statements=[{"element": element}])
        at = row.published_at + timedelta(hours=number)
        Publication.objects.filter(intervention=row).update(at=at)
    moments = [entry["updated"] for entry in entries(client, f"?element={element.slug}")]
    assert len(moments) == 50
    assert moments == sorted(moments, reverse=True)


def test_text_that_is_no_xml_is_no_500(client):
    make_intervention(name="Rare\ufffe\uffffnaam", summary="Een \x01 teken.")
    first = entries(client)[0]
    assert (first["title"], first["summary"]) == ("Nieuw: Rarenaam", "Een  teken.")
    assert entries(client, "?q=%EF%BF%BEzzzzzz") == []


def test_a_reader_shows_text_as_it_was_written(client):
    make_intervention(name="Kunst & <b>co</b>", summary="<script>alert(1)</script> & meer: 1 < 2")
    first = entries(client)[0]
    assert first["title"] == "Nieuw: Kunst & <b>co</b>"
    assert first["summary type"] == "html"
    assert unescape(first["summary"]) == "<script>alert(1)</script> & meer: 1 < 2"
    assert "<" not in first["summary"]


def test_the_list_leads_to_its_feed(client):
    page = client.get("/interventies/?element=empowerment&lijst=abcd").content.decode()
    assert f'type="application/atom+xml" title="Nieuw en gewijzigd" href="{ADDRESS}?' in page
    assert f'<a class="utrecht-link utrecht-link--html-a" href="{ADDRESS}?element=empow' in page
