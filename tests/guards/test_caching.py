"""A page that has not changed is not made again, and one that has is never given again."""

import re
from datetime import timedelta
from threading import Event, Thread

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from elements.models import content_change
from interventions.finding.facets import building, facet_index
from interventions.models import Intervention
from interventions.workflow import withdraw
from tests.factories import make_intervention
from tests.guards.test_leaks import CANARY, public_addresses

pytestmark = pytest.mark.django_db
MEMORY = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
MACHINES = ("/export/", "/robots.txt", "/.well-known/security.txt", "/zoeksuggesties")
FILE = re.compile(r"\.(xlsx|pdf|docx)(\?|$)")  # what is in these, test_leaks reads
PRIVATE = ("/zelfcheck/", "/plan")  # somebody's answers: kept nowhere, not even for a moment


@pytest.fixture(autouse=True)
def page_cache(settings):
    settings.CACHES = MEMORY
    cache.clear()
    yield
    settings.CACHES = MEMORY
    cache.clear()


def test_every_public_page_has_an_etag_and_must_be_asked_for_anew(client):
    for address in public_addresses():
        if address.startswith(MACHINES):
            continue
        response = client.get(address)
        if response.status_code == 200 and not address.startswith(PRIVATE):
            assert response["Cache-Control"] == "no-cache", address
            # The canary is published nowhere here: as text it is fine, as a choice it is a fault.
            has_fault = f"={CANARY}" in address and f"q={CANARY}" not in address
            assert ("ETag" in response) != has_fault, address


def test_the_same_page_is_answered_with_304_without_rendering(client, monkeypatch):
    tag = client.get("/interventies/abcd/")["ETag"]
    monkeypatch.setattr("interventions.public.detail.render", None)
    for sent in (tag, f"W/{tag}", f'"other", {tag}'):
        response = client.get("/interventies/abcd/", HTTP_IF_NONE_MATCH=sent)
        assert response.status_code == 304
        assert response.content == b""
        assert response["ETag"] == tag
    monkeypatch.undo()
    assert client.get("/interventies/abcd/", HTTP_IF_NONE_MATCH='"other"').status_code == 200


def test_a_page_in_the_cache_costs_one_query(client):
    first = client.get("/interventies/?element=empowerment")
    with CaptureQueriesContext(connection) as queries:
        second = client.get("/interventies/?element=empowerment")
    assert second.content == first.content
    assert len(queries) == 1  # the version of the content


def test_order_and_unknown_parameters_do_not_matter(client):
    one = client.get("/interventies/?element=empowerment&thema=jeugd&thema=leefbaarheid")
    other = client.get(
        "/interventies/?thema=leefbaarheid&utm_source=x&thema=jeugd&element=empowerment"
    )
    assert one["ETag"] == other["ETag"]
    assert one.content == other.content
    assert b"utm_source" not in other.content


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/interventies/", "/interventies/?element=empowerment"),
        ("/interventies/?element=empowerment", "/interventies/?element=outreachend"),
        ("/interventies/?q=buurt", "/interventies/?q=wijk"),
        ("/interventies/?lijst=abcd", "/interventies/?lijst=kan-wel"),
        ("/matrix/", "/matrix/?rijen=thema"),
        ("/combinaties/", "/combinaties/?met=abcd"),
        ("/combinaties/?met=abcd", "/combinaties/?zonder=abcd"),
        ("/vergelijken/", "/vergelijken/?interventie=abcd"),
        ("/vergelijken/?lijst=abcd&lijst=kan-wel", "/vergelijken/?lijst=kan-wel&lijst=abcd"),
        ("/matrix/?rijen=doelgroep", "/matrix/?rijen=thema"),
        ("/interventies/abcd/", "/interventies/kan-wel/"),
        ("/over/", "/privacy/"),
    ],
)
def test_pages_that_differ_have_keys_that_differ(client, one, other):
    first, second = client.get(one), client.get(other)
    assert first["ETag"] != second["ETag"]
    assert first.content != second.content


@pytest.mark.parametrize(
    "address",
    [
        "/interventies/?element=bestaat-niet",
        "/matrix/?rijen=bestaat-niet",
        "/vergelijken/?interventie=bestaat-niet",
        "/combinaties/?met=bestaat-niet",
    ],
)
def test_no_page_with_faults_in_its_address_is_kept(client, address):
    response = client.get(address)
    assert response["Cache-Control"] == "no-cache"
    assert "ETag" not in response


def test_a_page_with_faults_in_its_address_is_made_anew(client):
    response = client.get("/interventies/?element=bestaat-niet")
    assert "ETag" not in response
    assert "bestaat-niet" in response.content.decode()
    assert "bestaat-niet" not in client.get("/interventies/").content.decode()


def test_a_new_day_makes_a_new_page(client, monkeypatch):
    tag = client.get("/")["ETag"]
    day = facet_index().day
    monkeypatch.setattr(
        "interventions.finding.facets.building.today", lambda: day + timedelta(days=1)
    )
    assert client.get("/", HTTP_IF_NONE_MATCH=tag).status_code == 200


def test_a_new_build_makes_a_new_page(client, settings):
    tag = client.get("/")["ETag"]
    settings.BUILD = "another"
    assert client.get("/", HTTP_IF_NONE_MATCH=tag).status_code == 200


def test_a_withdrawal_shows_at_once_everywhere(client, reviewer):
    pages = [a for a in public_addresses() if "abcd" not in a and not FILE.search(a)]
    tags = {address: client.get(address).get("ETag", "") for address in pages}
    withdraw(Intervention.objects.get(slug="abcd"), by=reviewer, note="Op verzoek.")
    for address, tag in tags.items():
        page = client.get(address, HTTP_IF_NONE_MATCH=tag)
        assert page.status_code != 304 or not tag
        assert "/interventies/abcd/" not in page.getvalue().decode(), address
    assert client.get("/interventies/abcd/").status_code == 410


def build_slowly(monkeypatch) -> tuple[Event, Event, Thread]:
    """Another thread that has begun to build, and goes on when told."""
    begun, go_on = Event(), Event()
    build = building.build
    index = build(building.today())

    def slow(day):
        begun.set()
        go_on.wait(10)
        return index

    monkeypatch.setattr(building, "build", slow)
    # The thread has a connection of its own, which sees nothing of this test: it gets what we see.
    monkeypatch.setattr(building.ContentVersion, "current", lambda version=index.version: version)
    thread = Thread(target=facet_index)
    thread.start()
    assert begun.wait(10)
    return go_on, thread


def test_the_old_index_answers_while_a_new_one_is_being_built(monkeypatch):
    old = facet_index()
    with content_change():
        pass
    go_on, thread = build_slowly(monkeypatch)
    assert facet_index() is old
    go_on.set()
    thread.join(10)
    assert facet_index() is not old


def test_an_index_from_before_a_withdrawal_is_never_used(monkeypatch):
    old = facet_index()
    make_intervention()
    with content_change(withdrawal=True):
        pass
    go_on, thread = build_slowly(monkeypatch)
    found = []
    waiting = Thread(target=lambda: found.append(facet_index()))
    waiting.start()
    waiting.join(0.2)
    assert found == []  # it waits
    go_on.set()
    waiting.join(10)
    thread.join(10)
    assert found[0] is not old
    assert len(found[0].ids) == len(old.ids) + 1


def test_a_cache_that_is_away_costs_no_page(client, settings):
    redis = "django.core.cache.backends.redis.RedisCache"
    settings.CACHES = {"default": {"BACKEND": redis, "LOCATION": "redis://127.0.0.1:1/0"}}
    response = client.get("/interventies/abcd/")
    assert response.status_code == 200
    assert "ETag" in response
