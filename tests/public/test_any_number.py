"""The pages count the elements that there are: with six, seven, eight and twelve of them."""

import io
import re

import pytest
from django.test import Client
from pypdf import PdfReader

from elements.models import Element
from tests.factories import use_elements

pytestmark = pytest.mark.django_db
WORDS = {6: "zes", 7: "zeven", 8: "acht", 12: "twaalf"}
ASKED = "/samenvattingen/zeven-elementen"


def page_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def names_in(page: str, elements: list[Element]) -> list[str]:
    """The short names of these elements that a page has, in order of the elements."""
    return [row.short_name for row in elements if re.search(rf"\b{row.short_name}\b", page)]


@pytest.mark.parametrize("count", WORDS)
def test_every_page_has_the_elements_in_use_and_says_how_many(client, count):
    elements = use_elements(count)
    names = [row.short_name for row in elements]
    word = WORDS[count]
    for address, sentence in {
        "/": f"De {word} werkzame elementen</h2>",
        "/werkzame-elementen/": f"De {word} werkzame elementen</h1>",
        f"{ASKED}/": f"De {word} werkzame elementen in het kort</h1>",
        "/samenvattingen/": f"De {word} elementen in het kort",
        "/zelfcheck/": f"naast de {word} elementen.",
        f"/werkzame-elementen/{elements[-1].slug}/": f"Element {count} van {count}",
    }.items():
        assert sentence in page_of(client, address), address
    facets = page_of(client, "/interventies/").partition('id="f-doelgroep-')[0]
    for page in (
        page_of(client, "/"),
        facets,
        page_of(client, "/matrix/"),
        page_of(client, "/matrix/?rijen=thema"),
        page_of(client, "/matrix/zelden/?thema=wijkontwikkeling").partition("<table>")[2],
        page_of(client, "/combinaties/"),
        page_of(client, "/vergelijken/?interventie=abcd&interventie=kan-wel"),
        page_of(client, "/aanmelden/") + client.get("/export/matrix.csv").getvalue().decode(),
    ):
        assert names_in(page, elements) == names
    asked = re.findall(r'name="e-([^"]+)" value="ja"', page_of(client, "/zelfcheck/"))
    assert asked == [row.slug for row in elements]
    printed = " ".join(words_of_pdf(client).split())
    assert [row.name for row in elements if row.name not in printed] == []
    found = client.get("/api/v1/combinaties").json()
    assert found["elementen"] == [row.slug for row in elements]
    assert found["grootte"] > 0


def words_of_pdf(client) -> str:
    reader = PdfReader(io.BytesIO(client.get(f"{ASKED}.pdf").getvalue()))
    return "\n".join(page.extract_text() for page in reader.pages)


def described_choices(client) -> list[str]:
    """What the description of the API says that `element` may be."""
    operation = client.get("/api/v1/openapi.json").json()["paths"]["/interventies"]["get"]
    (found,) = [one for one in operation["parameters"] if one["name"] == "element"]
    return found["schema"]["items"]["enum"]


def test_a_retired_element_is_a_choice_only_where_the_address_names_it(client):
    use_elements(6)
    row = Element.objects.get(slug="gewoon-beginnen")
    holder = row.statements.filter(intervention__status="published").first().intervention
    choices = {
        "/interventies/": 'id="f-element-gewoon-beginnen"',
        "/matrix/": 'href="/werkzame-elementen/gewoon-beginnen/"',
        "/matrix/?rijen=doelgroep": 'href="/werkzame-elementen/gewoon-beginnen/"',
        "/combinaties/": 'id="element-gewoon-beginnen"',
        "/api/v1/interventies": '"gewoon-beginnen":',
        "/export/matrix.csv": "Gewoon beginnen",
    }
    for address, choice in choices.items():
        named = f"{address}{'&' if '?' in address else '?'}element=gewoon-beginnen"
        assert choice not in client.get(address).getvalue().decode(), address
        assert choice in client.get(named).getvalue().decode(), named
    assert 'name="e-gewoon-beginnen"' not in page_of(client, "/zelfcheck/")
    assert 'name="e-gewoon-beginnen"' in page_of(client, "/zelfcheck/?ja=gewoon-beginnen")
    assert described_choices(client) == [one.slug for one in Element.objects.in_use()]
    assert "Gewoon beginnen" in page_of(client, f"/interventies/{holder.slug}/")
    document = client.get(f"/api/v1/interventies/{holder.slug}").json()
    assert "gewoon-beginnen" in document["elementen"]
    assert "gewoon-beginnen" in [said["element"] for said in document["uitspraken"]]
    day = row.retired_on.isoformat()
    assert client.get("/api/v1/werkzame-elementen/gewoon-beginnen").json()["uitGebruikSinds"] == day
    for address in ("/werkzame-elementen/", "/samenvattingen/werkzame-elementen/"):
        page = page_of(client, f"{address}gewoon-beginnen/").lower()
        assert "niet meer in gebruik sinds" in page
    data = client.get("/data/werkzame-elementen.ttl").getvalue().decode()
    assert data.count("Niet meer in gebruik sinds") == 1
