"""What visitors read: plain words, and none of ours."""

import re
from functools import cache

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
PAGES = [
    "/",
    "/interventies/?element=empowerment&q=zwembad&doelgroep=x",
    "/interventies/abcd/",
    "/werkzame-elementen/",
    "/werkzame-elementen/empowerment/",
    "/matrix/",
    "/matrix/?rijen=thema",
    "/kiezen/",
    "/combinaties/",
    "/combinaties/?met=abcd&met=kan-wel&zonder=x",
    "/combinaties/?doelgroep=ouderen",
    "/vergelijken/",
    "/vergelijken/?interventie=abcd&interventie=kan-wel&lijst=abcd",
    "/zelfcheck/",
    "/zelfcheck/?ja=empowerment&beetje=outreachend&nee=samenwerken&doelgroep=ouderen",
    "/plan/",
    "/plan/?ja=empowerment&beetje=outreachend&nee=samenwerken&doelgroep=ouderen&punt=x",
    "/plan/?interventie=abcd",
    "/interventies/abcd/?lijst=abcd",
    "/samenvattingen/",
    "/begrippen/",
    "/over/",
    "/toegankelijkheid/",
    "/privacy/",
    "/bestaat-niet/",
]
OURS = re.compile(r"\b(matrix|facet\w*|slugs?|API|query|None|True|False|undefined)\b")
ENGLISH = re.compile(r"\b(the|search|home page|submit|filters|menu item|page not found)\b", re.I)


def visible(client, address):
    page = client.get(address).content.decode()
    page = re.sub(r'(?s)<script type="application/ld\+json">.*?</script>', "", page)  # data
    # Parameter names, and the titles and addresses of sources, are not our words.
    page = re.sub(r'(?s)<code>.*?</code>|<ul class="kb-references">.*?</ul>', "", page)
    page = re.sub(r"https?://[^\s<]+", "", page).replace("Open data en API", "")
    said = re.findall(r'(?:title|aria-label|placeholder|alt|content)="([^"]*)"', page)
    return " ".join([re.sub(r"<[^>]+>", " ", page), *said])


@pytest.mark.parametrize("address", PAGES)
def test_no_word_of_the_code_is_shown(client, address):
    assert OURS.findall(visible(client, address)) == []


@pytest.mark.parametrize("address", PAGES)
def test_no_english_is_shown(client, address):
    assert ENGLISH.findall(visible(client, address)) == []


@pytest.mark.parametrize("address", PAGES)
def test_nobody_is_called_he_or_jij(client, address):
    assert re.findall(r"\b(hij|jij|jouw|je)\b", visible(client, address)) == []


@pytest.mark.parametrize("address", PAGES)
def test_every_link_inside_the_site_arrives(client, address):
    page = client.get(address).content.decode()
    links = {link.replace("&amp;", "&") for link in re.findall(r'href="(/[^"]*)"', page)}
    for link in links - {link for link in links if link.startswith("/static/")}:
        path, _, anchor = link.partition("#")
        status, places = arrival(path)
        assert status == 200, link
        assert not anchor or anchor in places, link


@cache
def arrival(path: str) -> tuple[int, frozenset[str]]:
    """The status of a page, and the places in it to link to: most pages have the same links."""
    response = Client().get(path, follow=True)
    return response.status_code, frozenset(
        re.findall(r'id="([^"]*)"', response.getvalue().decode(errors="replace"))
    )


@pytest.mark.parametrize(
    "address",
    [
        "/interventies/",
        "/interventies/abcd/",
        "/vergelijken/?lijst=abcd&lijst=kan-wel",
        "/aanmelden/",
    ],
)
def test_a_setting_is_called_a_kind_of_place(client, address):
    page = client.get(address).content.decode()
    words = re.sub(r"<[^>]+>", " ", page)
    assert not re.search(r"\bsettings?\b", words, re.IGNORECASE)
    if address != "/aanmelden/":
        assert "Soort plek" in words
