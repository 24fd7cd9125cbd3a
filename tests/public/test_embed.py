"""The list that other sites may frame."""

import re
from html import unescape

import pytest
from django.conf import settings

from tests.guards.test_leaks import public_addresses, words_of

pytestmark = pytest.mark.django_db
ADDRESS = "/insluiten/"


def frameable(response) -> bool:
    return (
        "X-Frame-Options" not in response
        or "frame-ancestors 'none'" not in response["Content-Security-Policy"]
    )


def test_it_may_be_framed_by_everybody(client):
    for query in ("", "?element=empowerment", "?element=niets"):
        response = client.get(f"{ADDRESS}{query}")
        assert response.status_code == 200
        assert "X-Frame-Options" not in response
        policy = response["Content-Security-Policy"]
        assert "frame-ancestors *;" in f"{policy};"
        assert "default-src 'none'" in policy
        assert not response.cookies
    again = client.get(ADDRESS, headers={"if-none-match": client.get(ADDRESS)["ETag"]})
    assert (again.status_code, "X-Frame-Options" in again) == (304, False)


def test_no_other_page_may_be_framed(client):
    others = [a for a in public_addresses() if not a.startswith(ADDRESS)]
    assert len(others) > 40
    for address in (*others, "/bestaat-niet/", "/?a=%00", "/beheer/", "/beheer/login/"):
        response = client.get(address)
        assert not frameable(response), address
        words_of(response)  # else the file of a spreadsheet stays open


def test_it_shows_ten_with_links_that_leave_the_frame(client):
    page = client.get(ADDRESS).content.decode()
    links = re.findall(r"<a [^>]*>", page)
    assert len(re.findall("<li>", page)) == 10
    assert len(links) == 12
    for link in links:
        assert 'target="_top"' in link
        assert f'href="{settings.PUBLIC_URL}/' in link
    assert "Bekijk alle 14 interventies" in page
    assert not re.search("<header|<nav|<form|<script", page)


def test_it_takes_the_selection(client):
    page = client.get(f"{ADDRESS}?element=empowerment&thema=jeugd").content.decode()
    assert re.findall(r'target="_top">([^<]+)</a> <span>', page) == ["Thuis op Straat"]
    assert "Bekijk alle" not in page
    assert "bestaat niet" in client.get(f"{ADDRESS}?element=niets").content.decode()
    assert "Geen interventie gevonden" in client.get(f"{ADDRESS}?q=zzzzzz").content.decode()


def test_the_list_gives_the_code_to_copy(client):
    page = client.get("/interventies/?element=empowerment&thema=jeugd&lijst=abcd").content.decode()
    code = unescape(re.search(r"<code>(.*?)</code>", page, re.DOTALL)[1])
    frame = re.fullmatch(r'<iframe src="([^"]+)" title="[^"]+" [^>]*loading="lazy"></iframe>', code)
    address = unescape(frame[1])
    assert address == f"{settings.PUBLIC_URL}{ADDRESS}?element=empowerment&thema=jeugd"
    assert client.get(address.removeprefix(settings.PUBLIC_URL)).status_code == 200
