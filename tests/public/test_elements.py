import re

import pytest

from elements.models import Element

pytestmark = pytest.mark.django_db
PUBLIC = [
    "/",
    "/interventies/",
    "/interventies/?element=empowerment",
    "/interventies/thuis-op-straat/",
    "/interventies/bronmethodiek/",
    "/werkzame-elementen/",
    "/werkzame-elementen/samenwerken/",
    "/werkzame-elementen/outreachend/",
    "/matrix/",
    "/matrix/?rijen=doelgroep",
    "/kiezen/",
    "/samenvattingen/",
]


def page_of(client, slug):
    response = client.get(f"/werkzame-elementen/{slug}/")
    assert response.status_code == 200
    return response.content.decode()


def test_the_list_has_the_seven_in_order(client):
    page = client.get("/werkzame-elementen/").content.decode()
    places = [page.index(f">{element.name}<") for element in Element.objects.all()]
    assert len(places) == 7
    assert places == sorted(places)


def test_interventions_stand_article_first_then_other_sources_then_the_editors(client):
    page = page_of(client, "empowerment")
    names = re.findall(r'utrecht-heading-3"><a href="/interventies/[^"]+">([^<]+)</a>', page)
    assert names == [
        "Buurtsportvereniging",
        "Thuis op Straat",
        "TijdVoorElkaar",
        "Kan wél!",
        "Buurtgerichte sociale activering",
    ]


def test_the_general_claim_is_shown_as_what_it_is(client):
    page = page_of(client, "outreachend")
    assert "Een uitspraak over alle interventies tegelijk." in page
    assert "tegelijk." not in page_of(client, "empowerment")


def test_an_element_shows_practice_policy_and_source(client):
    page = page_of(client, "samenwerken")
    assert "Betrek hen het liefst vanaf de start." in page
    assert "Vragen van de redactie bij een opdracht of subsidie" in page
    assert "Movisie (10 februari 2014)" in page


@pytest.mark.parametrize("address", PUBLIC)
@pytest.mark.parametrize("slug", ["outreachend", "empowerment"])
def test_jargon_never_stands_without_its_first_sentence(client, address, slug):
    element = Element.objects.get(slug=slug)
    page = client.get(address).content.decode()
    text = re.sub(r"<[^>]+>", " ", page)
    assert element.short_name not in text or element.first_sentence in text
    if address in ("/", "/interventies/", "/matrix/", "/kiezen/", "/werkzame-elementen/"):
        assert element.short_name in text


def test_an_unknown_element_is_404(client):
    assert client.get("/werkzame-elementen/bestaat-niet/").status_code == 404


def test_with_many_interventions_the_strongest_stand_first_and_the_rest_is_in_the_list(
    client, monkeypatch
):
    monkeypatch.setattr("interventions.public.elements.MOST_SHOWN", 4)
    page = page_of(client, "empowerment")
    names = re.findall(r'utrecht-heading-3"><a href="/interventies/[^"]+">([^<]+)</a>', page)
    assert names == ["Buurtsportvereniging", "Thuis op Straat", "TijdVoorElkaar", "Kan wél!"]
    assert "5 interventies, waarvan 3 in het artikel" in page
    assert "Hier staan de eerste 4." in page
