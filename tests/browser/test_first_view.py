"""What a first visit costs, and what a page does besides being read: nothing."""

from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest

from tests.browser.addresses import PAGES, PUBLIC
from tests.browser.conftest import Visitor

pytestmark = pytest.mark.browser

MOST_BYTES = 60_000


@pytest.mark.parametrize("name", ["home", "browse", "intervention with much", "overview"])
def test_the_first_view_is_light(visitor, name):
    page = visitor.page()
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    files = []
    network.on("Network.loadingFinished", lambda event: files.append(event["encodedDataLength"]))
    page.goto(PAGES[name], wait_until="networkidle")
    assert len(files) >= 4, "the page, two style sheets and the script"
    assert sum(files) <= MOST_BYTES


@dataclass
class Visit:
    """What one page did while it was opened."""

    requests: list
    complaints: list[str]  # what the browser said in its console
    fonts: int
    html: str


@pytest.fixture(scope="module")
def visits(site, browser):
    """One walk along all pages, and the cookies that are left of it."""
    visitor = Visitor(site, browser)
    page = visitor.page()
    yield {name: visit(page, name) for name in PAGES}, page.context.cookies()
    visitor.leaves()


def visit(page, name) -> Visit:
    requests, complaints = [], []

    def hear(message):
        # That an error page has the status of an error is no complaint.
        if name in PUBLIC or message.location["url"] != page.url:
            complaints.append(message.text)

    listeners = {
        "request": lambda request: requests.append(request),  # Playwright marks what it is given
        "console": hear,
        "pageerror": lambda error: complaints.append(str(error)),
    }
    for event, listener in listeners.items():
        page.on(event, listener)
    html = page.goto(PAGES[name]).text()
    fonts = page.evaluate("document.fonts.size")
    for event, listener in listeners.items():
        page.remove_listener(event, listener)
    return Visit(requests, complaints, fonts, html)


def where(visits, test) -> dict:
    """What the test finds, by the name of the page; pages with nothing are left out."""
    found = {name: test(visit) for name, visit in visits[0].items()}
    return {name: result for name, result in found.items() if result}


def test_no_page_asks_another_host(visits, site):
    def others(visit):
        hosts = {urlsplit(request.url).netloc for request in visit.requests}
        return hosts - {urlsplit(site).netloc}

    assert where(visits, others) == {}


def test_no_cookie_is_set_but_that_of_the_forms(visits):
    """Which pages set it, and that no other does, is in `guards/test_headers.py`."""
    assert {cookie["name"] for cookie in visits[1]} == {"csrf"}


def test_no_page_loads_a_font(visits):
    asked = where(
        visits, lambda visit: [r.url for r in visit.requests if r.resource_type == "font"]
    )
    assert asked == {}
    assert where(visits, lambda visit: visit.fonts) == {}


def test_no_page_makes_the_browser_complain(visits):
    assert where(visits, lambda visit: visit.complaints) == {}


def test_no_page_has_style_or_script_in_its_html(visits):
    assert where(visits, lambda visit: inline_code(visit.html)) == {}


def inline_code(html: str) -> list[str]:
    """The tags with a style or script of their own; data such as JSON-LD is allowed."""
    reader = TagReader()
    reader.feed(html)
    return reader.found


class TagReader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if (
            tag == "style"
            or (tag == "script" and not {"src", "type"} & {*attributes})
            or any(name == "style" or name.startswith("on") for name in attributes)
            or (attributes.get("href") or "").lower().startswith("javascript:")
        ):
            self.found.append(self.get_starttag_text())
