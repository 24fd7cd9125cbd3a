"""Sources, target groups and the like are found by typing; the page holds what is chosen."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from elements.models import Source, Term
from interventions import workflow
from interventions.models import Intervention, Municipality, TargetGroup, Theme
from tests.desk.filled import opened, typed
from tests.desk.forms import ADD, change_page, page_of
from tests.desk.test_side_doors import ROLES, SEES, client_of
from tests.factories import Status, make_intervention, make_source

pytestmark = pytest.mark.django_db
ADDRESS = "/beheer/autocomplete/"
# A field of a form, and the model that it points to.
FIELDS = {
    ("interventions", "intervention", "sources"): Source,
    ("interventions", "intervention", "duration_source"): Source,
    ("interventions", "intervention", "target_groups"): TargetGroup,
    ("interventions", "intervention", "themes"): Theme,
    ("interventions", "intervention", "variant_of"): Intervention,
    ("interventions", "statement", "source"): Source,
    ("interventions", "statement", "extra_sources"): Source,
    ("interventions", "recognition", "source"): Source,
    ("interventions", "place", "municipality"): Municipality,
    ("interventions", "theme", "source"): Source,
    ("elements", "element", "source"): Source,
    ("elements", "term", "sources"): Source,
}
WHOLE = {"keuzes": "alle"}


def ask(client, term="", field=("interventions", "intervention", "sources"), **more):
    names = dict(zip(("app_label", "model_name", "field_name"), field, strict=True))
    return client.get(ADDRESS, {"term": term, **names, **more})


def found(client, term="", **more) -> list[str]:
    answer = ask(client, term, **more)
    assert answer.status_code == 200
    return [one["text"] for one in json.loads(answer.content)["results"]]


def queries(ask) -> int:
    with CaptureQueriesContext(connection) as made:
        ask()
    return len(made)


# --- Finding --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "term",
    [
        "hérinneringen",
        "HERINNERINGEN",
        "zandbérgh",
        "1987",
        "zandbergh 1987",
        "kust\u2011pers",
        "van\u00a0zandbergh",
    ],
)
def test_a_source_is_found_by_title_author_publisher_and_year_whatever_the_signs(
    editor_client, term
):
    make_source(
        title="Herinneringen in de duinstraat",
        authors="van Zandbergh, Zoë",
        publisher="Kust-Pers",
        date="1987-05",
    )
    assert found(editor_client, term) == ["Herinneringen in de duinstraat, Kust-Pers, 1987"]


def test_an_accent_in_the_source_is_no_hindrance_either(editor_client):
    make_source(title="Één café voor élke buurt")
    assert found(editor_client, "een cafe elke") == ["Één café voor élke buurt"]


def test_every_word_has_to_be_there(editor_client):
    make_source(title="Tuinieren in Zutphenaar")
    assert found(editor_client, "tuinieren zutphenaar")
    assert found(editor_client, "tuinieren vlissingaar") == []


def test_a_municipality_is_found_by_its_former_name(editor_client):
    Municipality.objects.create(name="Nieuwstad", slug="nieuwstad", former_names="Oudendamme")
    place = ("interventions", "place", "municipality")
    assert found(editor_client, "oudendamme", field=place) == ["Nieuwstad"]


def test_twenty_come_at_a_time(editor_client):
    for number in range(25):
        make_source(title=f"Zeldzaamheid {number}")
    first = json.loads(ask(editor_client, "zeldzaamheid").content)
    second = json.loads(ask(editor_client, "zeldzaamheid", page=2).content)
    assert (len(first["results"]), first["pagination"]["more"]) == (20, True)
    assert (len(second["results"]), second["pagination"]["more"]) == (5, False)


def test_twenty_rows_cost_the_queries_of_two(editor_client):
    make_source(title="Zeldzaamheid 1")
    make_source(title="Zeldzaamheid 2")
    found(editor_client)
    few = queries(lambda: found(editor_client, "zeldzaamheid"))
    for number in range(18):
        make_source(title=f"Zeldzaamheid nog {number}")
    assert queries(lambda: found(editor_client, "zeldzaamheid")) == few


def test_a_working_copy_is_nothing_to_choose_as_original(editor, editor_client):
    workflow.revise(make_intervention(name="Pluktuin"), by=editor)
    original = ("interventions", "intervention", "variant_of")
    assert found(editor_client, "pluktuin", field=original) == ["Pluktuin"]


# --- Who may ask ----------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("field", FIELDS)
def test_who_may_see_the_rows_may_find_them(role, field):
    expected = 200 if FIELDS[field] in SEES[role] else 403
    assert ask(client_of(role), field=field).status_code == expected


def test_who_is_not_signed_in_finds_nothing():
    assert ask(Client(), "a").status_code == 302


@pytest.mark.parametrize(
    "field",
    [
        ("interventions", "intervention", "claimed_by"),
        ("interventions", "statement", "element"),
        ("interventions", "recognition", "level"),
        ("auth", "user", "groups"),
    ],
)
def test_no_other_rows_are_found(admin_client, field):
    assert ask(admin_client, field=field).status_code == 403


# --- The page -------------------------------------------------------------------------------------


def test_the_page_holds_what_is_chosen_and_no_other_source(editor_client):
    chosen, other = make_source(title="Gekozen verslag"), make_source(title="Ander verslag")
    row = make_intervention(status=Status.DRAFT, statements=[{"source": chosen}])
    row.sources.set([chosen])
    page = page_of(editor_client, row)
    assert page.count(f'value="{chosen.pk}" selected') == 2
    assert other.title not in page


@pytest.mark.parametrize("name", ["add", "change"])
def test_more_sources_make_no_larger_page_and_no_more_queries(editor_client, name):
    row = make_intervention(status=Status.DRAFT, statements=[{}])
    address = ADD if name == "add" else change_page(row)

    def options() -> int:
        return editor_client.get(address).content.decode().count("<option")

    options()
    few, cost = options(), queries(options)
    for _ in range(20):
        make_source()
    assert (options(), queries(options)) == (few, cost)


def test_what_was_chosen_comes_back_with_a_fault(editor_client):
    row, source = make_intervention(status=Status.DRAFT), make_source(title="Net gekozen")
    form = typed(opened(editor_client, row), name="", sources=[source.pk])
    page = editor_client.post(change_page(row), form).content.decode()
    assert f'<option value="{source.pk}" selected>{source}</option>' in page


@pytest.mark.parametrize(
    "address", [ADD, "/beheer/elements/term/add/", "/beheer/interventions/theme/add/"]
)
def test_without_script_every_choice_is_in_the_page_that_is_linked(reviewer_client, address):
    source = make_source(title="Een gloednieuw verslag")
    page = reviewer_client.get(address).content.decode()
    link = page[page.index("<noscript>") : page.index("</noscript>")]
    assert 'href="?keuzes=alle"' in link
    whole = reviewer_client.get(address, WHOLE).content.decode()
    assert f'<option value="{source.pk}">{source}</option>' in whole
    assert "<noscript>" not in whole


def test_the_page_with_every_choice_names_its_groups_of_checkboxes(editor_client):
    page = editor_client.get(ADD, WHOLE).content.decode()
    for name in ("Doelgroepen", "Thema&#x27;s", "Soort plek"):
        assert f"<legend>{name}</legend>" in page


def test_what_is_chosen_in_whole_lists_is_saved(reviewer_client):
    source = make_source()
    values = {"name": "Tuinkracht", "slug": "", "definition": "Kracht.", "sources": [source.pk]}
    answer = reviewer_client.post("/beheer/elements/term/add/?keuzes=alle", values)
    assert answer.status_code == 302
    assert [*Term.objects.get(name="Tuinkracht").sources.all()] == [source]
