"""*Mijn lijst*: one parameter that every link and form carries, and nothing when it is empty."""

import re
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from interventions.finding.facets import facet_index
from interventions.finding.selection.shortlist import carried, toggled
from tests.factories import Status, make_intervention
from tests.guards.test_leaks import public_addresses

pytestmark = pytest.mark.django_db
MACHINES = ("/robots.txt", "/.well-known/", "/zoeksuggesties", "/sitemap.xml")
LIST = "lijst=abcd&lijst=kan-wel"
PAGES = [
    "/",
    "/interventies/",
    "/interventies/?element=empowerment&q=buurt",
    "/interventies/?element=procesbegeleider&thema=jeugd",
    "/interventies/thuis-op-straat/",
    "/interventies/eigenwijzebuurten/",  # links a word of the glossary
    "/matrix/",
    "/matrix/?rijen=thema",
    "/kiezen/",
    "/vergelijken/",
    "/vergelijken/?interventie=abcd&interventie=woonatelier&interventie=kan-wel",
    "/combinaties/?met=woonatelier",
    "/combinaties/?doelgroep=ouderen",
    "/zelfcheck/",
    "/zelfcheck/?ja=empowerment&nee=samenwerken",
    "/plan/",
    "/plan/?ja=empowerment&nee=samenwerken",
    "/werkzame-elementen/",
    "/werkzame-elementen/empowerment/",
    "/samenvattingen/",
    "/begrippen/",
    "/bronnen/",
    "/over/",
]


# Nobody goes on from a file, and the list in a frame is for other sites.
FILE = re.compile(r"\.[a-z]{2,4}(\?|$)|^/insluiten/")


def with_list(address, query=LIST):
    return f"{address}{'&' if '?' in address else '?'}{query}"


def page_of(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def links_on(page):
    """The links to pages of our own, as they are followed."""
    found = re.findall(r'<a\b[^>]*?\shref="([^"]*)"[^>]*>(.*?)</a>', page, re.S)
    return [
        (address.replace("&amp;", "&"), re.sub("<[^>]+>", "", text))
        for address, text in found
        if address.startswith(("/", "?")) and not FILE.search(address)
    ]


@pytest.mark.parametrize("address", PAGES)
def test_every_link_carries_the_list(client, address):
    links = links_on(page_of(client, with_list(address)))
    assert len(links) > 10
    for link, text in links:
        assert link.count("?") == 1, link
        listed = parse_qs(urlsplit(link).query).get("lijst", [])
        if "mijn lijst" in text:  # it changes the list
            assert len(listed) in (1, 3), link
        else:
            assert listed == ["abcd", "kan-wel"], (link, text)


@pytest.mark.parametrize("address", PAGES)
def test_every_form_carries_the_list(client, address):
    page = page_of(client, with_list(address))
    for form in re.findall(r"(?s)<form\b.*?</form>", page):
        assert re.findall(r'type="hidden" name="lijst" value="([^"]+)"', form) == [
            "abcd",
            "kan-wel",
        ]


def test_no_public_page_writes_a_link_that_a_list_would_break(client):
    for address in public_addresses():
        if address.startswith(MACHINES) or FILE.search(address) or "lijst=" in address:
            continue
        response = client.get(with_list(address))
        if not response["Content-Type"].startswith("text/html"):
            continue
        for link, _ in links_on(response.content.decode()):
            assert link.count("?") < 2, (address, link)


@pytest.mark.parametrize("address", PAGES)
def test_without_a_list_no_address_speaks_of_one(client, address):
    page = page_of(client, address)
    rest = re.sub(r'<a class="kb-toggle" href="[^"]*"', "", page)
    assert "lijst=" not in rest
    assert 'name="lijst"' not in page
    assert "kb-list-bar" not in page


@pytest.mark.parametrize("address", PAGES)
def test_the_bar_counts_and_leads_to_what_can_be_done(client, address):
    page = page_of(client, with_list(address))
    bar = re.search(r'(?s)<nav class="kb-list-bar".*?</nav>', page)[0].replace("&amp;", "&")
    assert "Mijn lijst (2)" in bar
    assert f'href="/vergelijken/?{LIST}"' in bar
    assert f'href="/combinaties/?met=abcd&met=kan-wel&{LIST}"' in bar
    mail = unquote(re.search(r'href="mailto:([^"]+)"', bar)[1])
    assert mail.endswith(f"/vergelijken/?{LIST}")
    assert "Kijk eens naar deze interventies" in mail
    assert "ABCD en Kan wél!" in mail
    assert re.search(
        r'<p [^>]*id="op-mijn-lijst" tabindex="-1">Kan wél! staat nu op uw lijst\.', bar
    )


def test_a_card_puts_on_the_list_and_takes_off_and_stays_on_its_page(client):
    page = page_of(client, "/interventies/?element=empowerment&sorteer=nieuwste&lijst=kan-wel")
    links = {text: link for link, text in links_on(page) if "mijn lijst" in text}
    off = "/interventies/?element=empowerment&sorteer=nieuwste#kaart-kan-wel"
    assert links["Haal van mijn lijst: Kan wél!"] == off
    on = "/interventies/?element=empowerment&sorteer=nieuwste&lijst=kan-wel&lijst=tijdvoorelkaar"
    assert links["Zet op mijn lijst: TijdVoorElkaar"] == f"{on}#op-mijn-lijst"


def test_the_first_on_the_list_starts_it(client):
    page = page_of(client, "/interventies/abcd/")
    toggle = re.search(r'<a class="kb-toggle" href="([^"]+)" rel="nofollow">', page)[1]
    assert toggle == "/interventies/abcd/?lijst=abcd#op-mijn-lijst"
    page = page_of(client, toggle)
    assert 'kb-toggle--on" href="/interventies/abcd/" rel="nofollow">' in page


def test_a_full_list_takes_no_more(client):
    rows = [make_intervention() for _ in range(20)]
    page = page_of(client, "/interventies/abcd/?" + "&".join(f"lijst={row.slug}" for row in rows))
    assert "Mijn lijst (20)" in page
    assert "Uw lijst is vol" in page
    assert "Zet op mijn lijst" not in page


def test_more_than_twenty_are_cut_and_said(client):
    rows = [make_intervention() for _ in range(22)]
    page = page_of(client, "/interventies/?" + "&".join(f"lijst={row.slug}" for row in rows))
    assert "Mijn lijst (20)" in page
    assert "Uw lijst kan hoogstens 20 interventies hebben." in page


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("status", [Status.DRAFT, Status.WITHDRAWN])
def test_what_is_not_published_is_on_no_list(client, address, status):
    make_intervention(slug="geheim", status=status)
    page = page_of(client, with_list(address, "lijst=geheim"))
    assert "kb-list-bar" not in page
    assert 'value="geheim"' not in page


def test_the_list_keeps_the_order_of_the_visitor(client):
    page = page_of(client, "/over/?lijst=woonatelier&lijst=abcd&lijst=woonatelier")
    assert "Mijn lijst (2)" in page
    assert "?lijst=woonatelier&amp;lijst=abcd" in page


def test_an_address_carries_the_list_once_and_before_its_anchor():
    assert carried("/a/#b", ["x"]) == "/a/?lijst=x#b"
    assert carried("/a/?c=d#b", ["x", "y"]) == "/a/?c=d&lijst=x&lijst=y#b"
    assert carried("/a/?lijst=z", ["x"]) == "/a/?lijst=z"
    assert carried("/a/#b", []) == "/a/#b"


def test_twice_toggled_is_as_before():
    assert toggled(toggled(("a",), "b"), "b") == ("a",)
    assert toggled(("a",), "a") == ()
    assert toggled(tuple(map(str, range(20))), "x") is None
    assert len(facet_index().positions) == 14
