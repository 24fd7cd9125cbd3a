"""What is not public is in no answer; more content costs no more queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from interventions.models import Intervention
from tests.factories import Status, in_state
from tests.guards.test_leaks import BOOK, CANARY, COPIES, HIDDEN, QUERIES, canary, copied, hide
from tests.guards.test_queries import grow
from tests.open_data.api.asking import ADDRESSES, API

pytestmark = pytest.mark.django_db
OWN = f"/interventies/{CANARY}"
ALL = [
    *ADDRESSES,
    OWN,
    "/interventies/versie",  # of the canary
    f"/combinaties?met={CANARY}",
    f"/combinaties?zonder={CANARY}",
    *(f"/interventies{query}" for query in QUERIES),
]


def answers(client) -> dict[str, tuple[int, str]]:
    found = {}
    for address in ALL:
        response = client.get(f"{API}{address}")
        found[address] = (response.status_code, response.content.decode())
    return found


def test_a_published_row_is_seen_by_this_test(client):
    canary(Status.PUBLISHED)
    seen = answers(client)
    for address in ("/interventies", OWN, "/combinaties", "/openapi.json"):
        assert CANARY in seen[address][1], address
    assert f"{CANARY} uitleg" in seen[OWN][1]
    assert f'"variantVan":"{CANARY}"' in seen["/interventies/versie"][1]


@pytest.mark.parametrize("status", HIDDEN)
def test_a_row_in_any_other_state_changes_no_answer(client, status):
    row = canary(status)
    with_row = answers(client)
    hide(row)
    without_row = answers(client)
    for address, (found, text) in with_row.items():
        if address == OWN and status == Status.WITHDRAWN:
            assert found == 410
            assert CANARY not in text
        else:
            assert (found, text) == without_row[address], address
            assert CANARY not in text or f"={CANARY}" in address, address
        assert BOOK not in text, address


def test_a_working_copy_changes_no_answer(client, editor):
    before = answers(client)
    copy = copied(Intervention.objects.get(slug="abcd"), editor)
    for status in COPIES:
        in_state(copy, status)
        assert answers(client) == before, status


def costs(client) -> dict[str, int]:
    found = {}
    for address in (*ADDRESSES, "/interventies?perPagina=100"):
        client.get(f"{API}{address}")  # the first of a version builds the index
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{API}{address}")
        found[address] = len(queries)
    return found


def test_no_answer_asks_more_of_the_database_when_there_is_more(client):
    grow(4)
    few = costs(client)
    grow(6)
    many = costs(client)
    assert {address: many[address] for address in few if many[address] > few[address]} == {}
    assert max(many.values()) <= 18


def test_an_answer_that_has_not_changed_costs_one_query(client):
    tag = client.get(f"{API}/interventies")["ETag"]
    with CaptureQueriesContext(connection) as queries:
        assert client.get(f"{API}/interventies", HTTP_IF_NONE_MATCH=tag).status_code == 304
    assert len(queries) == 1  # the version of the content
