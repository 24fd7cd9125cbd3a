"""Twenty rows cost the queries that two cost."""

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from elements.models import Term
from interventions.models import OtherDatabank, RecognitionLevel, Setting, Synonym, Theme
from tests.desk.forms import change_page
from tests.factories import (
    Status,
    make_element,
    make_intervention,
    make_person,
    make_source,
    make_statement,
    make_target_group,
)

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def member(number):
    user = User.objects.create_user(f"lid-{number}")
    user.groups.add(*Group.objects.all())


def words(model):
    def make(number):
        source = {"source": make_source()} if model is Theme else {}
        model.objects.create(slug=f"w-{number}", name=f"W {number}", definition="Uitleg.", **source)

    return make


LISTS = {
    "interventions/intervention": lambda number: make_intervention(
        created_by=make_person(f"schrijver-{number}")
    ),
    "elements/source": lambda number: make_source(),
    "elements/element": lambda number: make_element(),
    "elements/term": lambda number: Term.objects.create(name=f"T {number}", definition="Uitleg."),
    "interventions/theme": words(Theme),
    "interventions/setting": words(Setting),
    "interventions/targetgroup": lambda number: make_target_group(broader=make_target_group()),
    "interventions/recognitionlevel": lambda number: RecognitionLevel.objects.create(
        slug=f"n-{number}", name=f"N {number}", meaning="Uitleg.", position=100 + number
    ),
    "interventions/synonym": lambda number: Synonym.objects.create(term=f"t{number}", word="w"),
    "interventions/otherdatabank": lambda number: OtherDatabank.objects.create(
        name=f"D {number}", address="https://voorbeeld.nl/?q={woorden}"
    ),
    "auth/user": member,
    "auth/group": lambda number: Group.objects.create(name=f"Groep {number}"),
}


def queries_of(client, address) -> int:
    client.get(address)  # what the process remembers from now on is not counted
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


@pytest.mark.parametrize("name", LISTS)
def test_a_list_costs_as_many_queries_with_twenty_rows_more(editor, admin_client, name):
    address, make = f"/beheer/{name}/?all=", LISTS[name]
    make(1), make(2)
    few = queries_of(admin_client, address)
    for number in range(3, 21):
        make(number)
    assert queries_of(admin_client, address) == few
    assert few < 15


@pytest.mark.parametrize("status", [Status.DRAFT, Status.PUBLISHED])
def test_a_page_costs_as_many_queries_with_twenty_statements_more(admin_client, status):
    row = make_intervention(status=status, statements=[{}, {}])
    few = queries_of(admin_client, change_page(row))
    for _ in range(18):
        made = make_statement(row, source=make_source())
        made.extra_sources.add(make_source())
    assert queries_of(admin_client, change_page(row)) == few


def test_a_list_is_cut_into_pages(admin_client):
    for _ in range(51):
        make_source()
    page = admin_client.get("/beheer/elements/source/").content.decode()
    assert 'href="?p=2"' in page


def test_search_finds_a_name_with_and_without_its_accents(editor_client):
    make_intervention(name="Dé tuin")
    for query in ("dé tuin", "de tuin", "TUIN de"):
        page = editor_client.get("/beheer/interventions/intervention/", {"q": query})
        assert [row.name for row in page.context["cl"].result_list] == ["Dé tuin"]


def test_filters_narrow_the_list(editor_client):
    make_intervention(status=Status.DRAFT, name="Een concept")
    page = editor_client.get("/beheer/interventions/intervention/?status__exact=draft")
    found = [row.name for row in page.context["cl"].result_list]
    assert found == ["Een concept"]
