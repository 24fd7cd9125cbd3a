import csv
import re

import pytest

from elements.models import Element
from interventions.models import Intervention
from tests.factories import make_intervention, make_source

pytestmark = pytest.mark.django_db
KINDS = ("contrast", "inferred")
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
    "/matrix/zelden/",
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
    if address in (
        "/",
        "/interventies/",
        "/matrix/",
        "/matrix/zelden/",
        "/kiezen/",
        "/werkzame-elementen/",
    ):
        assert element.short_name in text


def test_an_unknown_element_is_404(client):
    assert client.get("/werkzame-elementen/bestaat-niet/").status_code == 404


def test_with_many_interventions_the_strongest_stand_first_and_the_rest_is_in_the_list(
    client, monkeypatch
):
    monkeypatch.setattr("interventions.public.guide.MOST_SHOWN", 4)
    page = page_of(client, "empowerment")
    names = re.findall(r'utrecht-heading-3"><a href="/interventies/[^"]+">([^<]+)</a>', page)
    assert names == ["Buurtsportvereniging", "Thuis op Straat", "TijdVoorElkaar", "Kan wél!"]
    assert "5 interventies, waarvan 3 in het artikel" in page
    assert "Hier staan de eerste 4 van 5." in page


def test_who_is_only_a_contrast_stands_apart_below_and_is_not_counted(client):
    element = Element.objects.get(slug="procesbegeleider")
    page = page_of(client, "procesbegeleider")
    above, below = page.split("Ook genoemd, als tegenvoorbeeld")
    assert "/interventies/eigen-kracht-conferentie/" not in above
    assert "/interventies/eigen-kracht-conferentie/" in below
    assert "Genoemd als tegenvoorbeeld in" in below
    assert "3 interventies, waarvan 2 in het artikel" in above
    both = make_intervention(
        statements=[{"element": element, "kind": kind, "source": make_source()} for kind in KINDS]
    )
    above, below = page_of(client, "procesbegeleider").split("Ook genoemd, als tegenvoorbeeld")
    assert both.get_absolute_url() in above
    assert both.get_absolute_url() not in below
    assert "Ook genoemd, als tegenvoorbeeld" not in page_of(client, "empowerment")


def test_below_the_results_stands_who_is_only_a_contrast_and_how(client):
    def below(query):
        page = client.get(f"/interventies/?{query}").content.decode()
        return page.partition('id="tegenvoorbeeld"')[2]

    row = Intervention.objects.get(slug="eigen-kracht-conferentie")
    said = row.statements.get(kind="contrast").explanation
    found = below("element=procesbegeleider")
    assert "/interventies/eigen-kracht-conferentie/#element-procesbegeleider" in found
    assert said.split(".")[0] in found
    assert "eigen-kracht" in below("element=procesbegeleider&element=empowerment&bron=artikel")
    assert "eigen-kracht" in below("element=procesbegeleider&thema=eigen-regie-en-netwerk")
    both = make_intervention(
        statements=[
            {"element": Element.objects.get(slug="procesbegeleider"), "kind": kind}
            | {"source": make_source()}
            for kind in KINDS
        ]
    )
    assert both.get_absolute_url() not in below("element=procesbegeleider")
    assert not below("element=procesbegeleider&thema=jeugd")
    assert not below("element=empowerment")
    assert not below("thema=eigen-regie-en-netwerk")


def test_a_card_says_for_what_it_is_only_a_contrast(client):
    page = client.get("/interventies/?q=eigen+kracht").content.decode()
    assert "Alleen als tegenvoorbeeld genoemd bij" in page


def test_no_program_is_told_that_a_contrast_has_the_element(client):
    address = "/api/v1/interventies/eigen-kracht-conferentie"
    alone = client.get(address).json()
    assert alone["elementen"] == []
    assert [row["soort"] for row in alone["uitspraken"]] == ["contrast"]
    listed = client.get("/api/v1/interventies?perPagina=100").json()["resultaten"]
    assert [row["elementen"] for row in listed if row["slug"] == alone["slug"]] == [[]]
    body = b"".join(client.get("/export/interventies.csv").streaming_content)
    lines = body.decode("utf-8-sig").splitlines()
    rows = {row["Kenmerk"]: row for row in csv.DictReader(lines)}
    assert rows["eigen-kracht-conferentie"]["Elementen"] == ""


def test_the_page_says_that_no_source_tells_of_elements_only_when_that_is_so(client):
    none = "Wij vonden hierover nog niets in de bronnen."
    assert none not in client.get("/interventies/eigen-kracht-conferentie/").content.decode()
    assert none in client.get(make_intervention().get_absolute_url()).content.decode()
