"""Which elements a plan has and in which order, by what its address says."""

import re

import pytest

from elements.models import content_change
from tests.factories import make_intervention, use_elements
from tests.public.plan.reading import alone, order, page_of, ticked, words

pytestmark = pytest.mark.django_db
OF_ABCD = ["aansluiten", "gewoon-beginnen"]


def faults(page):
    """(parameter, value) of what the page says that it could not use."""
    return re.findall(r"<li><code>([^<]+)</code>: &#39;([^&]*)&#39;", page.replace("'", "&#39;"))


def test_an_answer_brings_all_elements_in_use_and_what_is_not_done_comes_first(client):
    page = page_of(client, "?ja=empowerment&nee=samenwerken&beetje=aansluiten&nee=laagdrempelig")
    assert order(page) == [
        *("laagdrempelig", "samenwerken", "aansluiten"),
        *("procesbegeleider", "outreachend", "gewoon-beginnen", "empowerment"),
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?interventie=abcd", OF_ABCD),
        ("?interventie=abcd&interventie=woonatelier", ["procesbegeleider", *OF_ABCD]),
        ("?lijst=abcd", OF_ABCD),
        ("?lijst=woonatelier&interventie=abcd", OF_ABCD),
        ("?lijst=abcd&interventie=bestaat-niet", OF_ABCD),
        ("?interventie=abcd&punt=empowerment:1", ["aansluiten", "empowerment", "gewoon-beginnen"]),
        ("?punt=samenwerken:2&punt=empowerment:1", ["empowerment", "samenwerken"]),
        ("?interventie=eigen-kracht-conferentie", []),  # only named as the opposite case
        ("?doelgroep=ouderen&thema=&setting=&ja=", []),
        ("", []),
    ],
)
def test_without_an_answer_it_has_what_the_named_or_listed_interventions_have(
    client, query, expected
):
    assert order(page_of(client, query)) == expected


def test_nothing_asked_leads_to_where_a_plan_begins(client):
    page = page_of(client)
    assert 'href="/zelfcheck/' in page
    assert 'href="/interventies/' in page


def test_a_tick_says_what_one_does_already_and_changes_no_answer(client):
    page = page_of(client, "?nee=empowerment&punt=empowerment:1&punt=samenwerken:2")
    assert ticked(page) == ["empowerment:1", "samenwerken:2"]
    assert order(page)[0] == "empowerment"


def test_the_first_step_is_the_first_point_that_is_not_ticked(client):
    element = alone(practice="- Begin klein.\n- Vraag het na.\n- Ga door.")
    at = f"punt={element.slug}:"
    for query, step in {
        f"?nee={element.slug}": "Begin klein.",
        f"?nee={element.slug}&{at}1": "Vraag het na.",
        f"?nee={element.slug}&{at}2": "Begin klein.",
        f"?nee={element.slug}&{at}2&{at}1": "Ga door.",
    }.items():
        assert f"Eerste kleine stap: {step}" in words(page_of(client, query)), query
    every = page_of(client, f"?{at}1&{at}2&{at}3")
    assert order(every) == [element.slug]
    assert "Eerste kleine stap" not in words(every)
    assert not re.search(r"compleet|volledig|u bent klaar|voldoet", words(every).lower())


@pytest.mark.parametrize(
    "value",
    [
        *("empowerment:99", "empowerment:0", "empowerment:-1", "empowerment:007", "empowerment:²"),
        *("empowerment:1:2", "empowerment:", "empowerment", ":", ":1", "bestaat-niet:1", "nan"),
        *("empowerment:NaN", "empowerment:1.0", "empowerment:" + "9" * 400, "EMPOWERMENT:1"),
    ],
)
def test_a_point_that_is_not_there_is_named_and_the_good_one_counts(client, value):
    page = page_of(client, f"?punt={value}&punt=empowerment:1")
    assert faults(page) == [("punt", value[:60])]
    assert "Dit punt bestaat niet." in page
    assert ticked(page) == ["empowerment:1"]


@pytest.mark.parametrize("parameter", ["ja", "nee", "doelgroep", "thema", "setting", "lijst"])
def test_an_unknown_value_is_named_and_the_good_ones_count(client, parameter):
    page = page_of(client, f"?{parameter}=bestaat-niet&beetje=empowerment")
    assert faults(page) == [(parameter, "bestaat-niet")]
    assert len(order(page)) == 7


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
@pytest.mark.parametrize("parameter", ["interventie", "lijst"])
def test_an_intervention_that_is_not_public_is_named_and_never_shown(client, parameter, status):
    element = alone()
    make_intervention(
        name="Verborgen", slug="geheim", status=status, statements=[{"element": element}]
    )
    page = page_of(client, f"?{parameter}=geheim&ja={element.slug}")
    assert (parameter, "geheim") in faults(page)
    assert "Verborgen" not in page


def test_as_many_points_as_there_are_can_be_ticked(client):
    element = alone(practice="\n".join(f"- Doe stap {n}." for n in range(1, 71)))
    page = page_of(client, "?" + "&".join(f"punt={element.slug}:{n}" for n in range(1, 71)))
    assert len(ticked(page)) == 70
    assert not faults(page)


def test_an_element_with_two_answers_has_the_first(client):
    page = page_of(client, "?nee=empowerment&ja=empowerment&lijst=abcd")
    assert faults(page) == [("nee", "empowerment")]
    assert order(page)[-1] == "empowerment"


def test_a_retired_element_stays_where_the_address_names_it_and_says_since_when(client):
    use_elements(6)
    for query in ("?ja=gewoon-beginnen", "?punt=gewoon-beginnen:1", "?beetje=gewoon-beginnen"):
        page = page_of(client, query)
        assert "gewoon-beginnen" in order(page)
        assert "niet meer in gebruik sinds" in page
    for query in ("?ja=empowerment", "?interventie=abcd"):
        page = page_of(client, query)
        assert order(page)
        assert "gewoon-beginnen" not in order(page)


def test_with_twelve_elements_all_are_in_the_plan(client):
    elements = use_elements(12)
    page = page_of(client, f"?ja={elements[11].slug}")
    assert order(page) == [element.slug for element in elements]


def test_an_element_of_which_nothing_is_known_says_so(client):
    element = alone(practice="", policy_summary="Beleid.", short_name="Kaal")
    page = words(page_of(client, f"?nee={element.slug}"))
    assert "Kaal" in page
    assert "Wij vonden nog geen interventie met dit element." in page


def test_answers_of_a_form_become_the_address_of_the_contract(client):
    beside = "doelgroep=ouderen&thema=jeugd&setting=online&punt=empowerment%3A2&interventie=abcd"
    sent = "?nee=empowerment&e-empowerment=ja&e-samenwerken=nee&e-aansluiten=onbekend"
    response = client.get(f"/plan/{sent}&beetje=aansluiten&{beside}&lijst=kan-wel")
    assert response.status_code == 302
    assert response["Location"] == (f"/plan/?ja=empowerment&nee=samenwerken&{beside}&lijst=kan-wel")


def test_the_self_check_hands_on_what_a_plan_asks_besides(client):
    beside = "thema=jeugd&setting=online&punt=empowerment%3A2&interventie=abcd"
    page = client.get(f"/zelfcheck/?ja=empowerment&{beside}").content.decode()
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]+)">', page)
    assert [*hidden] == [
        *(("thema", "jeugd"), ("setting", "online")),
        *(("punt", "empowerment:2"), ("interventie", "abcd")),
    ]
    response = client.get(f"/zelfcheck/?e-empowerment=nee&{beside}")
    assert response["Location"] == f"/zelfcheck/?nee=empowerment&{beside}#uitkomst"


def test_what_the_self_check_hands_on_does_not_limit_what_it_finds(client):
    def outcome(query):
        page = client.get(f"/zelfcheck/?nee=empowerment{query}").content.decode()
        return page[page.index('id="ontbreekt"') : page.index('id="vragen"')]

    assert outcome("&thema=jeugd&setting=online") == outcome("")


def test_a_point_that_was_retired_is_named_and_the_others_keep_their_numbers(client):
    element = alone(practice="- Begin klein.\n- Vraag het na.\n- Ga door.")
    with content_change():
        element.practice = "1. Begin klein.\n3. Ga door."
        element.save()
    page = page_of(client, f"?punt={element.slug}:2&punt={element.slug}:3")
    assert faults(page) == [("punt", f"{element.slug}:2")]
    assert "Dit punt is er niet meer." in page
    assert ticked(page) == [f"{element.slug}:3"]
    assert "Eerste kleine stap: Begin klein." in words(page)
