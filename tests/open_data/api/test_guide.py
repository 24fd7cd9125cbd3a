"""The page about the API: its examples are run, and it is found from every page."""

import json
import re
import shlex
from html import unescape
from html.parser import HTMLParser

import pytest

from tests.guards.test_leaks import words_of
from tests.open_data.api.asking import API, ask, holds

pytestmark = pytest.mark.django_db


class Blocks(HTMLParser):
    """The text of every `pre` of a page."""

    def __init__(self):
        super().__init__()
        self.found, self.inside = [], False

    def handle_starttag(self, tag, attrs):
        if tag == "pre":
            self.inside = True
            self.found.append("")

    def handle_endtag(self, tag):
        self.inside = self.inside and tag != "pre"

    def handle_data(self, data):
        if self.inside:
            self.found[-1] += data


def test_every_example_of_the_page_is_what_is_answered(client, settings):
    blocks = Blocks()
    blocks.feed(client.get("/api/").content.decode())
    assert len(blocks.found) == 10
    for command, answer in zip(blocks.found[::2], blocks.found[1::2], strict=True):
        program, address = shlex.split(command)
        assert program == "curl"
        assert address.startswith(settings.PUBLIC_URL)
        part = json.loads(answer)
        path = address.removeprefix(f"{settings.PUBLIC_URL}{API}")
        assert holds(part, ask(client, path, part.get("status", 200))), address


def test_the_page_says_where_it_begins_and_what_can_be_asked(client, settings):
    page = unescape(client.get("/api/").content.decode())
    assert f"{settings.PUBLIC_URL}{API}</code>" in page
    assert f'href="{API}/openapi.json"' in page
    for name in ("perPagina", "zonder", "/werkzame-elementen/{slug}", "If-None-Match"):
        assert f"<code>{name}</code>" in page


def test_every_page_leads_to_it(client):
    for address in ("/", "/interventies/", "/over/"):
        assert 'href="/api/">Open data en API</a>' in client.get(address).content.decode()


def test_the_page_leads_to_every_file_of_linked_data_and_each_is_there(client):
    page = client.get("/api/").content.decode()
    found = re.findall(r'href="(/(?:data|export)/[^"]+)"', page)
    names = ("interventies", "werkzame-elementen", "catalogus")
    assert {f"/data/{name}.{ending}" for name in names for ending in ("ttl", "jsonld")} <= {*found}
    for address in found:
        response = client.get(address)
        assert response.status_code == 200, address
        words_of(response)  # else the file of a spreadsheet stays open
