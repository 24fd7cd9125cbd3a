"""A stable name leads to what the asker wants, and says nothing of what is not public."""

import pytest

from interventions.models import Intervention
from interventions.workflow import withdraw
from tests.factories import Status, make_intervention

pytestmark = pytest.mark.django_db
PAGE, TURTLE, JSON_LD = "text/html", "text/turtle", "application/ld+json"
NAMES = {
    "/id/interventie/abcd": ("/interventies/abcd/", "/data/interventies/abcd"),
    "/id/werkzaam-element/empowerment": (
        "/werkzame-elementen/empowerment/",
        "/data/werkzame-elementen",
    ),
    "/id/begrip/interventie": ("/begrippen/#interventie", "/data/werkzame-elementen"),
}


def asked(client, address, accept=None):
    headers = {"accept": accept} if accept is not None else {}
    return client.get(address, headers=headers)


@pytest.mark.parametrize(("address", "places"), NAMES.items())
@pytest.mark.parametrize(
    ("accept", "ending"),
    [
        (None, ""),
        ("", ""),
        ("*/*", ""),
        (PAGE, ""),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", ""),
        ("image/png", ""),
        (f"{TURTLE};q=0", ""),
        ("onzin;;q=a", ""),
        (TURTLE, ".ttl"),
        (JSON_LD, ".jsonld"),
        (f"{TURTLE}, */*;q=0.1", ".ttl"),
        (f"{TURTLE};q=0.5, {JSON_LD};q=0.9", ".jsonld"),
        (f"{PAGE};q=0.3, {TURTLE};q=0.7", ".ttl"),
        (f"{PAGE};q=0.7, {TURTLE};q=0.3", ""),
        (f"{TURTLE}; charset=utf-8", ".ttl"),
        (f'{JSON_LD};profile="http://www.w3.org/ns/json-ld#compacted", */*;q=0.1', ".jsonld"),
        (f"{PAGE}, {TURTLE};charset=utf-8;q=0.9", ""),
        ("application/rdf+xml", ""),
    ],
)
def test_a_name_leads_to_what_is_wanted_most(client, address, places, accept, ending):
    response = asked(client, address, accept)
    page, data = places
    assert response.status_code == 303
    assert response["Location"] == (f"{data}{ending}" if ending else page)
    assert "Accept" in response["Vary"]
    assert response["Access-Control-Allow-Origin"] == "*"
    assert client.get(response["Location"]).status_code == 200


@pytest.mark.parametrize("kind", ["interventie", "werkzaam-element", "begrip"])
@pytest.mark.parametrize("accept", [PAGE, TURTLE])
def test_a_name_of_nothing_is_404(client, kind, accept):
    assert asked(client, f"/id/{kind}/bestaat-niet", accept).status_code == 404


@pytest.mark.parametrize("accept", [PAGE, TURTLE, JSON_LD])
def test_what_is_withdrawn_is_410_without_a_word(client, reviewer, accept):
    withdraw(Intervention.objects.get(slug="abcd"), by=reviewer, note="Op verzoek.")
    for address in ("/id/interventie/abcd", "/data/interventies/abcd.ttl"):
        response = asked(client, address, accept)
        assert response.status_code == 410
        assert response.content == b""
        assert response["Access-Control-Allow-Origin"] == "*"


HIDDEN = [one for one in Status if one not in (Status.PUBLISHED, Status.WITHDRAWN)]


@pytest.mark.parametrize("status", HIDDEN)
def test_what_was_never_public_is_the_same_as_nothing(client, status):
    make_intervention(slug="geheim", status=status)
    for place in ("/id/interventie/{}", "/data/interventies/{}.ttl"):
        hidden, nothing = client.get(place.format("geheim")), client.get(place.format("niets"))
        assert hidden.status_code == nothing.status_code == 404
        assert hidden.content.replace(b"geheim", b"niets") == nothing.content
