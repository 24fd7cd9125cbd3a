"""Twenty rows cost the queries that two cost, on every public page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from elements.models import Element, Term
from interventions.models import Recognition, RecognitionLevel, Theme
from tests.factories import make_intervention, make_source, make_target_group
from tests.guards.test_leaks import body_of, public_addresses

pytestmark = pytest.mark.django_db


def grow(rows: int) -> None:
    """So many more of everything that a page can list."""
    level = RecognitionLevel.objects.get(slug="goed-beschreven")
    for number in range(rows):
        source = make_source()
        row = make_intervention(
            sources=[source],
            target_groups=[make_target_group()],
            activity="loopt",
            activity_source=source,
            statements=[{"element": element} for element in Element.objects.all()],
        )
        row.themes.set(Theme.objects.all())
        for statement in row.statements.all():
            statement.extra_sources.add(make_source())
        Recognition.objects.create(intervention=row, level=level, date="2026", source=source)
        term = Term.objects.create(name=f"woord {row.pk} {number}", definition="Een woord.")
        term.sources.add(source)


def costs(client) -> dict[str, int]:
    found = {}
    for address in ("/interventies/?q=buurt", "/combinaties/", "/zoeksuggesties?q=buurt"):
        client.get(address)  # the first of a version builds the index and the vocabulary
    for address in public_addresses():
        with CaptureQueriesContext(connection) as queries:
            body_of(client.get(address))
        found[address] = len(queries)
    return found


def test_no_page_asks_more_of_the_database_when_there_is_more(client, monkeypatch):
    monkeypatch.setattr("interventions.showing.cards._kept", lambda stamp: {})
    grow(15)  # enough for a second page with some of everything
    few = costs(client)
    grow(18)
    many = costs(client)
    assert len(few) > 40
    assert {address: many[address] for address in few if many[address] > few[address]} == {}
    wide = ("/export/interventies.xlsx", "/export/interventies.json")
    whole = {address for address in many if address.startswith(wide)}
    assert max(many[address] for address in many.keys() - whole) < 24
    assert max(many[address] for address in whole) < 28  # five sheets, or what every word is called
