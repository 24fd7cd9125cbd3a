"""What search engines and other sites read of a page: sitemap, JSON-LD, Open Graph, canonical."""

import json
import re
from html import unescape
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.utils.dateparse import parse_datetime

from elements.models import Element
from interventions.models import Intervention
from interventions.public import sitemap
from tests.factories import make_intervention

pytestmark = pytest.mark.django_db
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def addresses(client, path="/sitemap.xml") -> dict[str, str | None]:
    """path -> when it last changed, of a sitemap."""
    response = client.get(path)
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    return {
        entry.find(f"{SITEMAP}loc").text.removeprefix(settings.PUBLIC_URL): entry.findtext(
            f"{SITEMAP}lastmod"
        )
        for entry in ElementTree.fromstring(response.content)  # noqa: S314 - our own
    }


def test_every_address_of_the_sitemap_is_a_page_that_may_be_kept(client):
    found = addresses(client)
    assert len(found) == 18 + 7 * 3 + 14 * 2
    for path in found:
        response = client.get(path)
        assert response.status_code == 200, path
        page = response.content.decode()
        assert 'content="noindex' not in page, path
        assert f'<link rel="canonical" href="{settings.PUBLIC_URL}{path}">' in page, path


def test_the_sitemap_knows_when_a_page_changed(client):
    row = make_intervention(slug="nieuw")
    found = addresses(client)
    for path in ("/interventies/nieuw/", "/interventies/nieuw/versies/", "/interventies/"):
        assert parse_datetime(found[path]) == row.revised_at.replace(microsecond=0)
    assert found["/privacy/"] is None
    assert "/interventies/geheim/" not in found


def test_a_large_base_has_a_sitemap_in_parts(client, monkeypatch):
    everything = addresses(client)
    monkeypatch.setattr(sitemap, "MOST", 30)
    parts = addresses(client)
    assert [*parts] == ["/sitemap-1.xml", "/sitemap-2.xml", "/sitemap-3.xml"]
    found = [address for part in parts for address in addresses(client, part)]
    assert sorted(found) == sorted(everything)
    for number in ("0", "4", "9" * 40):
        assert client.get(f"/sitemap-{number}.xml").status_code == 404


def test_robots_are_told_where_the_sitemap_is(client):
    assert (
        f"Sitemap: {settings.PUBLIC_URL}/sitemap.xml" in client.get("/robots.txt").content.decode()
    )


def structured(client, path) -> dict:
    page = client.get(path).content.decode()
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return json.loads(block)


def test_the_page_of_an_intervention_says_what_it_is_about(client):
    row = Intervention.objects.get(slug="thuis-op-straat")
    found = structured(client, "/interventies/thuis-op-straat/")
    assert found["@context"] == "https://schema.org"
    assert found["@id"] == f"{settings.PUBLIC_URL}/interventies/thuis-op-straat/"
    assert (found["headline"], found["description"]) == (row.name, row.summary)
    assert (found["inLanguage"], found["version"]) == ("nl", 1)
    assert "publisher" not in found
    assert len(found["about"]) == row.statements.values("element").distinct().count()
    assert found["citation"]


def test_what_a_page_is_about_carries_its_permanent_address(client):
    start = f"{settings.PUBLIC_URL}/id"
    found = structured(client, "/interventies/eigen-kracht-conferentie/")
    assert found["identifier"] == f"{start}/interventie/eigen-kracht-conferentie"
    elements = {
        f"{start}/werkzaam-element/{element}"
        for element in Element.objects.values_list("slug", flat=True)
    }
    assert {one["identifier"] for one in found["about"]} <= elements
    row = Intervention.objects.get(slug="eigen-kracht-conferentie")
    claims = {one["@id"]: one for one in found["hasPart"]}
    assert len(claims) == row.statements.count() >= 1  # the opposite case is a statement too
    for address, claim in claims.items():
        assert claim["about"]["@id"] in elements
        place = client.get(address.removeprefix(settings.PUBLIC_URL))["Location"]
        assert claim["url"] == f"{settings.PUBLIC_URL}{place}"
    element = structured(client, "/werkzame-elementen/empowerment/")
    assert element["@id"] == element["identifier"] == f"{start}/werkzaam-element/empowerment"


def test_a_counterexample_is_not_what_it_is_about(client):
    row = Intervention.objects.get(slug="eigen-kracht-conferentie")
    contrast = row.statements.get(kind="contrast").element
    names = [
        one["name"]
        for one in structured(client, "/interventies/eigen-kracht-conferentie/")["about"]
    ]
    assert contrast.name not in names


def test_an_element_and_the_front_page_say_what_they_are(client):
    element = structured(client, "/werkzame-elementen/empowerment/")
    assert (element["@type"], element["name"]) == ("DefinedTerm", "Empowerment")
    assert structured(client, "/")["@type"] == "WebSite"


def test_no_text_can_end_the_block(client):
    name = "</script><script>alert(1)</script><!--"
    make_intervention(slug="kwaad", name=name)
    page = client.get("/interventies/kwaad/").content.decode()
    assert "<script>alert" not in page
    assert structured(client, "/interventies/kwaad/")["headline"] == name


@pytest.mark.parametrize(
    "path", ["/klopt-dit-niet/", "/klopt-dit-niet/x/", "/aanmelden/x/", "/niets"]
)
def test_what_is_for_one_visitor_is_not_shared(client, path):
    page = client.get(path).content.decode()
    assert "<title>" in page
    assert "og:" not in page
    assert "twitter:" not in page


def test_a_mail_about_a_page_has_its_name_and_a_sentence(client):
    page = client.get("/interventies/kan-wel/").content.decode()
    address = unescape(re.search(r'href="(mailto:[^"]+)">Mail deze pagina', page)[1])
    assert " " not in address
    asked = parse_qs(urlsplit(address).query)
    assert asked["subject"] == ["Kan wél!"]
    assert "Kijk eens naar deze pagina in de kennisbank" in asked["body"][0]
    assert asked["body"][0].endswith("/interventies/kan-wel/")


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/", "website"), ("/interventies/abcd/", "article"), ("/matrix/?rijen=thema", "website")],
)
def test_a_page_says_how_to_share_it(client, path, kind):
    page = client.get(path).content.decode()
    found = dict(re.findall(r'<meta property="og:(\w+)" content="([^"]*)">', page))
    canonical = re.search(r'<link rel="canonical" href="([^"]*)">', page)[1]
    assert found["type"] == kind
    assert found["locale"] == "nl_NL"
    assert found["url"] == canonical == f"{settings.PUBLIC_URL}{path.partition('?')[0]}"
    assert f"<title>{found['title']} | Werkzame elementen</title>" in page
    assert f'<meta name="description" content="{found["description"]}">' in page
    assert re.fullmatch(r"https?://.+/img/share[.\w]*\.png", found["image"])
    assert '<meta name="twitter:card" content="summary_large_image">' in page
    assert len(unescape(found["description"])) > 20
