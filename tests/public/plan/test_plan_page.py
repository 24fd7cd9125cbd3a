"""The page of a plan: nothing is kept, and it costs no more with more interventions."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from elements.models import Element
from tests.factories import make_intervention, make_source
from tests.public.plan.reading import order

pytestmark = pytest.mark.django_db
SOME = "?ja=empowerment&nee=samenwerken&doelgroep=ouderen&punt=empowerment:1&lijst=abcd"
NOINDEX = '<meta name="robots" content="noindex, follow">'


def test_nothing_that_is_asked_is_kept(client):
    client.get("/plan/")
    with CaptureQueriesContext(connection) as queries:
        response = client.get(f"/plan/{SOME}")
    assert response["Cache-Control"] == "no-store"
    assert "ETag" not in response
    assert not response.cookies
    assert all(query["sql"].lstrip('"').startswith("SELECT") for query in queries)
    assert client.head(f"/plan/{SOME}").status_code == 200


def test_search_engines_keep_the_plan_only_without_anything_asked(client):
    assert NOINDEX not in client.get("/plan/").content.decode()
    assert "/plan/</loc>" in client.get("/sitemap.xml").content.decode()
    for query in (SOME, "?interventie=abcd", "?punt=empowerment:1", "?lijst=abcd"):
        page = client.get(f"/plan/{query}").content.decode()
        assert NOINDEX in page, query
        assert '<link rel="canonical" href="http://127.0.0.1:8000/plan/">' in page


def test_with_nothing_published_the_page_still_answers(client, empty_base):
    page = client.get(f"/plan/{SOME}").content.decode()
    assert order(page) == []


def test_twenty_rows_cost_the_queries_of_two(client):
    source = make_source()
    both = Element.objects.filter(slug__in=["empowerment", "samenwerken"])

    def queries(rows):
        for _ in range(rows):
            make_intervention(
                statements=[{"element": element} for element in both],
                cautions="Let op.",
                cautions_source=source,
            )
        client.get("/plan/")
        with CaptureQueriesContext(connection) as found:
            client.get(f"/plan/{SOME}&interventie=kan-wel&interventie=woonatelier")
        return len(found)

    assert queries(2) == queries(20) < 20
