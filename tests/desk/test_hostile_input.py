"""Whatever somebody who is signed in sends to the desk, the answer is a page and never a 500."""

import random
from itertools import chain, product

import pytest
from django.contrib.admin import site
from django.db import transaction
from django.test import Client

from tests.desk.forms import ADD, INTERVENTIONS, change_page, intervention_form, seal_of, verb_page
from tests.factories import Status, make_intervention

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
HUGE = "9" * 20
IDS = ["0", "-1", HUGE, "9" * 300, "abc", "1.5", "1e3", "²", "_3F", "__", "%", "None", "a/b", "é"]
PARAMETERS = [
    *("p", "o", "e", "q", "all", "_popup", "_to_field", "_facets", "_changelist_filters"),
    *("id__exact", "id__in", "pk", "status__exact", "status__in", "status__regex", "kind__exact"),
    *("themes__id__exact", "themes__isnull", "created_by__password__startswith", "name__regex"),
    *("activity__exact", "groups__id__exact", "is_active__exact", "bestaat_niet", "a__b__c"),
]
VALUES = [
    "1",
    "0",
    "-1",
    "abc",
    HUGE,
    "9" * 5000,
    "",
    "(",
    "id",
    "password",
    "1.2.3.-4",
    "a,b",
    "é'\"",
]
HOSTILE_FORMS = [
    {"statements-TOTAL_FORMS": "abc"},
    {"statements-TOTAL_FORMS": HUGE},
    {"statements-TOTAL_FORMS": "-1"},
    {"statements-INITIAL_FORMS": "7", "statements-TOTAL_FORMS": "7"},
    {"statements-INITIAL_FORMS": "1", "statements-TOTAL_FORMS": "1", "statements-0-id": HUGE},
    {"statements-INITIAL_FORMS": "1", "statements-TOTAL_FORMS": "1", "statements-0-id": "abc"},
    {"statements-TOTAL_FORMS": "1", "statements-0-element": HUGE, "statements-0-source": "a"},
    {"statements-TOTAL_FORMS": "1", "statements-0-extra_sources": [HUGE, "abc"]},
    {"sources": [HUGE, "abc", "-1"]},
    {"themes": HUGE},
    {"variant_of": HUGE},
    {"started_year": HUGE},
    {"activity": "bestaat niet"},
    {"slug": "a" * 5000, "name": "b" * 5000},
    {"_to_field": "password", "_popup": "1"},
    {"_saveasnew": "1"},
    {"website": "http://[", "duration_source": "1.5"},
]
LISTS = [f"/beheer/{model._meta.app_label}/{model._meta.model_name}/" for model in site._registry]


@pytest.fixture
def chief(admin_user):
    """A superuser: no permission stops what is sent before it does harm. Who asks gets an answer,
    also when nobody caught what happened.
    """
    client = Client(raise_request_exception=False)
    client.force_login(admin_user)
    return client


def wrong(answers, allowed=(200, 301, 302, 400, 403, 404, 405)):
    return [answer for answer in answers if answer[0] not in allowed]


def answers_to(chief, start, pairs):
    return [
        (chief.get(start, {name: value}).status_code, name, value[:30]) for name, value in pairs
    ]


@pytest.mark.parametrize("start", LISTS)
def test_hostile_parameters_of_a_list(chief, start):
    pairs = list(product(PARAMETERS, VALUES))
    some = [*product(PARAMETERS, [HUGE]), *random.Random(start).sample(pairs, 20)]  # noqa: S311
    assert wrong(answers_to(chief, start, some), (200, 302, 400)) == []


@pytest.mark.full
@pytest.mark.parametrize("start", LISTS)
def test_every_hostile_parameter_of_every_list(chief, start):
    pairs = product(PARAMETERS, VALUES)
    assert wrong(answers_to(chief, start, pairs), (200, 302, 400)) == []


@pytest.mark.parametrize("start", LISTS)
def test_hostile_ids(chief, start):
    forms = ("change/", "delete/", "password/")
    asked = product([chief.get], IDS, (*forms, "history/", "")), product([chief.post], IDS, forms)
    answers = [
        (ask(f"{start}{number}/{page}").status_code, number[:30], page)
        for ask, number, page in chain(*asked)
    ]
    assert wrong(answers) == []


@pytest.mark.parametrize("start", LISTS)
def test_hostile_actions_on_a_list(chief, start):
    model = next(model for model in site._registry if start.endswith(f"/{model._meta.model_name}/"))
    before = model.objects.count()
    answers = [
        (
            chief.post(
                start, {"action": action, "index": index, "_selected_action": chosen}
            ).status_code,
            action,
            index,
        )
        for action, index, chosen in product(
            ("delete_selected", "", "bestaat_niet"),
            ("0", "99", "a"),
            ([HUGE, "abc", ""], ["1", "2", "3"]),
        )
    ]
    assert wrong(answers) == []
    assert model.objects.count() == before


def test_a_search_that_is_too_long_is_refused_in_words(chief):
    page = chief.get(INTERVENTIONS, {"q": "buurt " * 900}).content.decode()
    assert "niet meer dan 200 tekens" in page
    assert chief.get(INTERVENTIONS, {"q": "a " * 100}).status_code == 200


@pytest.mark.parametrize("word", ["'", '"', "%", "_", "\\", '"buurt', "(", "kan wél", "%00x"])
def test_hostile_words_to_search_for(chief, word):
    assert chief.get(INTERVENTIONS, {"q": word}).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        *(f"/beheer/r/{kind}/{number}/" for kind in ("1", HUGE, "abc") for number in ("1", HUGE)),
        "/beheer/jsi18n/?language=" + "a" * 500,
        "/beheer/autocomplete/",
        "/beheer/autocomplete/?app_label=elements&model_name=element&field_name=source&term=a",
        f"/beheer/interventions/intervention/{HUGE}/stap/publish/",
        "/beheer/interventions/intervention/1/stap/" + "a" * 3000 + "/",
        "/beheer/bestaat/niet/",
    ],
)
def test_odd_addresses(chief, address):
    assert wrong([(chief.get(address).status_code,), (chief.post(address).status_code,)]) == []


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"term": "a" * 9000}, 200),
        ({"term": "% _ ' \\ \u200b \u0301" * 20}, 200),
        ({"page": "9" * 5000}, 404),
        ({"page": "-1"}, 404),
        ({"page": "twee"}, 404),
        ({"field_name": "bestaat_niet"}, 403),
        ({"field_name": "title"}, 403),
        ({"model_name": "bestaatniet"}, 403),
        ({"app_label": "bestaat.niet"}, 403),
        ({"field_name": "a\x00b"}, 400),
    ],
)
def test_hostile_questions_for_choices(chief, more, expected):
    known = {"app_label": "interventions", "model_name": "theme", "field_name": "source"}
    assert chief.get("/beheer/autocomplete/", {**known, **more}).status_code == expected


def test_hostile_forms(chief):
    row = make_intervention(status=Status.DRAFT, statements=[{}])
    seal = seal_of(chief, row)
    for hostile in HOSTILE_FORMS:
        for address, sealed in ((ADD, {}), (change_page(row), seal)):
            with transaction.atomic():  # what it saves is taken back
                answer = chief.post(address, {**intervention_form(), **sealed, **hostile})
                transaction.set_rollback(True)
            assert answer.status_code in (200, 302, 400), (address, hostile)
    empty = (chief.post(address, {}) for address in (ADD, change_page(row)))
    assert [answer.status_code for answer in empty] == [200, 409]


def test_a_form_that_claims_to_have_a_thousand_boxes_gets_forty(chief):
    answer = chief.post(ADD, {**intervention_form(), "statements-TOTAL_FORMS": "1000"})
    formset = answer.context["inline_admin_formsets"][0].formset
    assert len(formset.forms) == 40


@pytest.mark.parametrize(
    "query", [{"sources": HUGE}, {"variant_of": "abc"}, {"_to_field": "slug"}, {"themes": "a,b"}]
)
def test_hostile_beginnings_of_a_form(chief, query):
    assert chief.get(ADD, query).status_code in (200, 400)


def test_what_an_editor_types_is_shown_as_text(chief):
    evil = "<script>alert(1)</script>"
    row = make_intervention(status=Status.DRAFT, name=evil, summary=evil)
    chief.post(verb_page(row, "publish"), {"note": evil})
    for address in (INTERVENTIONS, change_page(row), verb_page(row, "withdraw"), "/beheer/"):
        assert evil not in chief.get(address, follow=True).content.decode()


def test_a_list_with_choices_that_make_no_sense_says_so_in_dutch(chief):
    address = f"{INTERVENTIONS}?themes__id__exact=abc"
    page = chief.get(address, follow=True)
    assert page.redirect_chain == [(f"{INTERVENTIONS}?e=1", 302)]
    page = chief.get(f"{address}&e=1").content.decode()
    assert "Dit adres klopt niet" in page
