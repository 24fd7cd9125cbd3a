"""From where one comes to a plan, with what is known, and where one begins without."""

import re

import pytest

from tests.public.plan.reading import order, page_of, ticked, words

pytestmark = pytest.mark.django_db
SAID = (
    "?ja=outreachend&nee=empowerment&doelgroep=kinderen-en-jongeren&doelgroep=ouderen"
    "&thema=leefbaarheid&punt=outreachend%3A2&interventie=kan-wel&lijst=abcd"
)


def links_to_a_plan(client, address):
    page = client.get(address).content.decode()
    return [found.replace("&amp;", "&") for found in re.findall(r'href="(/plan/[^"]*)"', page)]


def test_the_self_check_leads_to_a_plan_with_all_that_was_said(client):
    assert f"/plan/{SAID}" in links_to_a_plan(client, f"/zelfcheck/{SAID}")
    assert links_to_a_plan(client, "/zelfcheck/") == []


def test_the_plan_leads_to_the_self_check_and_to_its_files_with_all_that_was_said(client):
    page = page_of(client, SAID).replace("&amp;", "&")
    for address in (
        f"/zelfcheck/{SAID}#vragen",
        f"/plan.docx{SAID}",
        f"/plan.pdf{SAID}",
        f"/plan.docx{SAID}&deel=checklist",
        f"/plan.docx{SAID}&deel=logboek",
    ):
        assert f'href="{address}"' in page, address


def test_the_form_of_a_plan_gives_the_same_plan(client):
    page = page_of(client, SAID)
    fields = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page)
    for name, options in re.findall(r'<select [^>]*name="([^"]+)">(.*?)</select>', page, re.DOTALL):
        chosen = re.findall(r'<option value="([^"]*)" selected>', options)
        fields += [(name, value) for value in chosen]
    fields += [("punt", value) for value in ticked(page)]
    response = client.get("/plan/", fields)
    assert response.status_code == 302
    assert response["Location"] == f"/plan/{SAID}"


def test_an_intervention_leads_to_a_plan_on_the_elements_that_it_has(client):
    (link,) = links_to_a_plan(client, "/interventies/abcd/")
    assert link == "/plan/?interventie=abcd"
    page = page_of(client, "?interventie=abcd")
    assert "Plan op de elementen van ABCD" in page
    absent = "Procesbegeleider, Outreachend, Laagdrempelig, Empowerment en Samenwerken"
    assert f"Bij ABCD vonden wij {absent} niet. Niet genoemd betekent niet" in page
    beside = page_of(client, "?interventie=abcd&interventie=eigen-kracht-conferentie")
    assert "vonden wij Outreachend, Laagdrempelig, Empowerment en Samenwerken niet." in beside


def test_one_that_is_only_a_contrast_leads_to_no_plan_and_is_not_said_to_lack_elements(client):
    assert links_to_a_plan(client, "/interventies/eigen-kracht-conferentie/") == []
    page = page_of(client, "?interventie=eigen-kracht-conferentie")
    assert order(page) == []
    assert "Dat betekent niet dat ze er niet zijn." in words(page)


def test_a_list_leads_to_a_plan_and_a_plan_of_nothing_says_where_to_begin(client):
    assert links_to_a_plan(client, "/vergelijken/?lijst=abcd&lijst=kan-wel") == [
        "/plan/?lijst=abcd&lijst=kan-wel"
    ]
    page = page_of(client)
    assert {"/zelfcheck/", "/interventies/"} <= {*re.findall(r'kb-door" href="([^"]+)"', page)}
    assert "Een plan is geen erkenning" in words(page)
