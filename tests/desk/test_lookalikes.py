"""Names that look the same are one name, whatever stands between their letters."""

from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from interventions.models import Intervention, Proposal, Theme
from tests.desk.filled import opened
from tests.desk.forms import change_page
from tests.desk.improving import improve
from tests.factories import Status, make_intervention

pytestmark = pytest.mark.django_db
NAME = "Café d'Hoek-huis voor 't dorp"
LOOKALIKES = (
    "Café d’Hoek-huis voor ’t dorp",  # the apostrophe of a telephone
    "Cafe\u0301 d'Hoek-huis voor 't dorp",  # an accent of its own
    "Café d'Hoek\u2011huis voor 't dorp",  # a hyphen at which no line breaks
    "Café d'Hoek–huis voor 't dorp",
    "Café\u00a0d'Hoek-huis voor 't dorp",
    "Café  d'Hoek-huis  voor 't dorp ",
    "Ca\u00adfé d'Hoek-huis voor 't dorp",  # where a word may break
    "Café\u200b d'Hoek-huis voor 't dorp\ufeff",
    "Café d´Hoek-huis voor `t dorp",
    "CAFÉ D'HOEK-HUIS VOOR 'T DORP",
)


@pytest.mark.parametrize("other", LOOKALIKES)
def test_another_intervention_cannot_take_a_name_that_looks_the_same(editor_client, other):
    make_intervention(name=NAME)
    row = make_intervention(status=Status.DRAFT)
    form = opened(editor_client, row)
    form["name"] = [other]
    answer = editor_client.post(change_page(row), form)
    assert answer.status_code == 200
    assert "Een andere interventie heeft deze naam al." in answer.content.decode()


@pytest.mark.parametrize("other", LOOKALIKES[:9])
def test_nor_can_a_word_of_a_list(reviewer_client, other):
    Theme.objects.create(slug="hoek", name=NAME, definition="Een hoek.")
    theme = Theme.objects.get(slug="jeugd")
    answer = improve(reviewer_client, theme, name=other)
    assert answer.status_code == 200
    assert "name" in answer.context["form"].errors
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("other", LOOKALIKES)
def test_search_finds_it_by_each(client, other):
    row = make_intervention(name=NAME)
    page = client.get("/interventies/", {"q": other}).content.decode()
    assert row.get_absolute_url() in page


def test_what_is_stored_has_nothing_that_nobody_sees():
    row = make_intervention(
        name="Ca\u00adfe\u0301  de\u200b\u00a0Hoek", website="https://voor\u00adbeeld.nl/\u200b"
    )
    row.refresh_from_db()
    assert (row.name, row.website) == ("Café de Hoek", "https://voorbeeld.nl/")


def test_a_name_of_before_is_compared_as_it_is_seen():
    row = make_intervention(name="D'Hoek")
    Intervention.objects.filter(pk=row.pk).update(name="D’Hoek", name_key="d’hoek")
    before = import_module("interventions.migrations.0015_names_as_seen")
    state = MigrationLoader(connection).project_state([("interventions", "0014_line_ends")])
    before.compare_names_as_seen(state.apps, None)
    row.refresh_from_db()
    assert row.name_key == "d'hoek"
