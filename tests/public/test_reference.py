import re
from datetime import datetime

import pytest
from django.test import override_settings
from django.utils import timezone

from tests.factories import make_intervention, make_source

pytestmark = pytest.mark.django_db
PAGES = [
    "/",
    "/interventies/",
    "/interventies/abcd/",
    "/werkzame-elementen/",
    "/werkzame-elementen/empowerment/",
    "/matrix/",
    "/kiezen/",
    "/combinaties/",
    "/vergelijken/",
    "/zelfcheck/",
    "/plan/",
    "/samenvattingen/",
    "/begrippen/",
    "/bronnen/",
    "/over/",
    "/toegankelijkheid/",
    "/privacy/",
]
FILLED = {
    "name": "Gemeente Voorbeeld",
    "contact_email": "kennis@voorbeeld.example",
    "privacy_email": "privacy@voorbeeld.example",
    "security_email": "veilig@voorbeeld.example",
    "security_policy": "https://voorbeeld.example/melden",
    "supervision": "De gemeenteraad ziet toe.",
    "licence_name": "CC BY 4.0",
    "licence_url": "https://creativecommons.org/licenses/by/4.0/deed.nl",
}


def test_the_glossary_has_its_terms_with_sources(client):
    page = client.get("/begrippen/").content.decode()
    assert len(re.findall(r"<dt>", page)) == 12
    assert 'id="sleutelpersoon"' in page
    assert "/bronnen/#regelhulp-wmo" in page


def test_every_source_is_listed_with_what_was_read_and_where_it_is_used(client):
    page = client.get("/bronnen/").content.decode()
    assert page.count("Gelezen: ") == 82
    entry = page[page.index('id="rsiv-woonatelier"') :]
    assert "/interventies/woonatelier/" in entry[: entry.index("</li>")]


def test_every_link_to_a_source_arrives(client):
    anchors = set(re.findall(r'<li id="([^"]+)"', client.get("/bronnen/").content.decode()))
    for address in PAGES:
        for slug in re.findall(r'"/bronnen/#([^"]+)"', client.get(address).content.decode()):
            assert slug in anchors


@pytest.mark.parametrize("address", PAGES)
def test_every_page_has_title_description_heading_and_tools(client, address):
    page = client.get(address).content.decode()
    assert re.search(r"<title>[^|<]+ \| Werkzame elementen</title>", page)
    assert re.search(r'<meta name="description" content="[^"]{20,}">', page)
    assert page.count("<h1") == 1
    assert "Mail deze pagina" in page
    assert "Print of bewaar als pdf" in page
    assert 'rel="canonical" href="http' in page


def test_titles_differ_from_page_to_page(client):
    titles = [re.search("<title>(.*?)</title>", client.get(a).content.decode())[1] for a in PAGES]
    assert len(set(titles)) == len(PAGES)


@pytest.mark.parametrize("address", PAGES)
def test_no_page_calls_an_element_proven_or_strong(client, address):
    page = client.get(address).content.decode()
    page = re.sub(r'(?s)<ul class="kb-references">.*?</ul>', "", page)  # titles are not our words
    words = re.sub(r"<[^>]+>|https?://\S+", " ", page).lower()
    for sentence in re.split(r"[.!?]\s", words):
        if "bewezen" in sentence:
            assert "niet" in sentence or "geen" in sentence, sentence


@pytest.mark.parametrize(
    "address",
    [
        *PAGES,
        "/data/catalogus.ttl",
        "/api/v1/openapi.json",
        "/.well-known/security.txt",
    ],
)
def test_no_visitor_reads_that_a_setting_is_still_empty(client, address):
    response = client.get(address)
    assert response.status_code == 200
    text = b"".join(response).decode().lower()
    assert "nog niet ingevuld" not in text
    for label in ("uitgever", "contact", "toezicht", "verantwoordelijk"):
        assert not re.search(rf">\s*{label}:\s*\.?\s*<", text), f"nothing behind '{label}:'"


@pytest.mark.parametrize("address", ["/over/", "/privacy/", "/toegankelijkheid/"])
def test_a_visitor_can_always_write_to_the_editors(client, address):
    assert "Schrijf de redactie</a>" in client.get(address).content.decode()


def test_filled_settings_reach_the_pages(client, monkeypatch):
    from django.template import engines  # noqa: PLC0415 - engines exist once settings are read

    monkeypatch.setitem(engines["public"].env.globals, "publisher", FILLED)
    about = client.get("/over/").content.decode()
    assert "Gemeente Voorbeeld" in about
    assert "De gemeenteraad ziet toe." in about
    assert "mailto:kennis@voorbeeld.example" in about


def test_robots_are_kept_out_of_queries_exports_and_pdfs(client):
    response = client.get("/robots.txt")
    assert response["Content-Type"].startswith("text/plain")
    lines = response.content.decode().splitlines()
    for rule in ("/*?", "/export/", "/*.pdf$", "/*.docx$", "/beheer/"):
        assert f"Disallow: {rule}" in lines


def test_security_txt_expires_ahead_of_now(client):
    text = client.get("/.well-known/security.txt").content.decode()
    moment = datetime.fromisoformat(re.search(r"Expires: (\S+)", text)[1])
    assert 30 < (moment - timezone.now()).days < 366
    assert "Contact: http" in text
    assert "/klopt-dit-niet/" in text
    assert "Policy:" not in text
    with override_settings(PUBLISHER=FILLED):
        text = client.get("/.well-known/security.txt").content.decode()
    assert "Contact: mailto:veilig@voorbeeld.example\n" in text
    assert "Policy: https://voorbeeld.example/melden\n" in text


def test_what_the_articles_are_and_are_not_is_on_the_about_page(client):
    page = client.get("/over/").content.decode()
    assert (
        "De teksten zijn gemaakt uit openbare bronnen. Movisie en de eigenaren hebben ze niet "
        "goedgekeurd, tenzij dat erbij staat." in page
    )


def test_a_source_that_many_use_names_the_first_and_counts_the_others(client, monkeypatch):
    monkeypatch.setattr("interventions.public.reference.MOST_NAMED", 2)
    source = make_source(title="Het boek van velen")
    for _ in range(5):
        make_intervention(sources=[source])
    page = client.get("/bronnen/").content.decode()
    item = page.partition(f'<li id="{source.slug}">')[2].partition("</li>")[0]
    assert item.count('href="/interventies/') == 2
    assert " en nog 3." in item
