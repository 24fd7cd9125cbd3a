"""One site with the launch content and one browser for all tests of this folder.

The site is a process of its own (`server.py`) with a base of its own. So no test here asks for
`db`, which could not work: Playwright keeps an event loop in this thread, and Django refuses its
base where one runs. The browser ends with the folder, so tests elsewhere may ask for it again.
"""

import json
import os
import subprocess
import sys
from collections import defaultdict
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.addresses import PAGES, status_of
from tests.chromium import chromium
from tests.run import ROOT

WIDE, SMALL, NARROW = (1280, 800), (390, 844), (320, 640)
SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="package")
def folder(tmp_path_factory):
    """What the site of these tests writes: its base, its log."""
    return tmp_path_factory.mktemp("site")


@pytest.fixture(scope="package")
def site(folder):
    """The address of the site. Its publisher is filled in: that gives the most links to look at."""
    environment = {
        "PATH": os.environ["PATH"],
        "TMPDIR": str(folder),  # its own places to make a PDF in: other tests run beside it
        "ENVIRONMENT": "development",
        "DJANGO_SETTINGS_MODULE": "tests.browser.settings",
        "DATABASE_URL": f"sqlite:///{folder}/base.sqlite3",
        "PUBLISHER_NAME": "Kennisbank voor buurt en wijk",
        "CONTACT_EMAIL": "redactie@kennisbank-voor-buurt-en-wijk.example",
        "PRIVACY_EMAIL": "privacy@kennisbank-voor-buurt-en-wijk.example",
        "SUPERVISION_TEXT": "De redactie kijkt alles na.",
    }
    log = folder / "log.txt"
    with (
        log.open("w") as errors,
        subprocess.Popen(
            [sys.executable, "-m", "tests.browser.server"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        ) as process,
    ):
        address = process.stdout.readline().strip()
        assert address, f"The site did not start:\n{log.read_text()}"
        yield address
        process.stdin.close()


@pytest.fixture(scope="package")
def browser(site):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=SWITCHES)
        yield browser
        browser.close()


def open_page(page: Page, name: str) -> Page:
    """Go to a page of `PAGES`, or to an address of the site."""
    response = page.goto(PAGES.get(name, name))
    assert response.status == status_of(name), f"{name}: {response.status}"
    return page


@dataclass
class Visitor:
    """Somebody who was never here before: each page opens without history, cache or cookies."""

    site: str
    browser: Browser
    contexts: list = field(default_factory=list)

    def page(self, size: tuple[int, int] = WIDE, **options) -> Page:
        """An empty page; `options` are those of a Playwright context."""
        context = self.browser.new_context(
            base_url=self.site,
            viewport={"width": size[0], "height": size[1]},
            reduced_motion="reduce",  # a page that still scrolls stands nowhere
            **options,
        )
        context.set_default_timeout(10_000)
        self.contexts.append(context)
        return context.new_page()

    def opens(self, name: str, size: tuple[int, int] = WIDE, **options) -> Page:
        return open_page(self.page(size, **options), name)

    def leaves(self) -> None:
        for context in self.contexts:
            context.close()


@pytest.fixture
def visitor(site, browser):
    visitor = Visitor(site, browser)
    yield visitor
    visitor.leaves()


@pytest.fixture(scope="package")
def look(site, browser):
    """Opens pages in one window that all tests share, for tests that look and touch nothing."""
    visitor = Visitor(site, browser)
    page = visitor.page()

    def look(name: str, size: tuple[int, int] = WIDE) -> Page:
        resize(page, size)
        return open_page(page, name)

    yield look
    visitor.leaves()


def resize(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})


def unfold(page: Page) -> None:
    """Open everything that unfolds."""
    page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")


# --- The content ----------------------------------------------------------------------------------


@pytest.fixture(scope="package")
def names_with():
    """The names of the interventions of the launch content that realise an element, by its slug."""

    def records(name):
        return json.loads((ROOT / "fixtures" / f"{name}.json").read_text())

    names = {record["slug"]: record["name"] for record in records("interventions")}
    found = defaultdict(set)
    for record in records("statements"):
        found[record["element"]].add(names[record["intervention"]])
    return found
