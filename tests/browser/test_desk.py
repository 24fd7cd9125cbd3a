"""The desk, walked by each role: axe finds nothing, wide and narrow, and nothing is in English."""

import re
from functools import cache

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import SMALL, WIDE, Visitor, resize, unfold
from tests.browser.desk import INTERVENTIONS, PASSWORD, ROLES, ROWS, addresses
from tests.browser.test_accessibility import FAULTS, OPTIONS

pytestmark = pytest.mark.browser

# Words of Django and its scripts that are not Dutch too, as 'Filter' and 'Status' are.
ENGLISH = re.compile(
    r"\b(Save|Delete|Deleted|Remove|Add|Added|Another|Change|Changed|History|Home|Search|Select|"
    r"Selected|Yes|Today|Tomorrow|Yesterday|Now|Noon|Midnight|Choose|Chosen|Cancel|Clear|Close|"
    r"Log (?:in|out)|Logged|Welcome|Please|This field|Required|Unknown|None|All|Any date|Go|Run|"
    r"Action|Hide|Show|Password|Username|User|Users|View|Submit|Currently|Hold down|"
    r"True|False|Skip to|Toggle|Upload|Next|Previous|First|Last|page|Results?|Hours?|Are you)\b"
)
# All that is read: text, and the attributes that are names.
WORDS = """() => [document.title, document.body.innerText,
    ...[...document.querySelectorAll('[aria-label],[title],[placeholder],[alt]')].flatMap(one =>
        ['aria-label', 'title', 'placeholder', 'alt'].map(name => one.getAttribute(name) || '')),
    ...[...document.querySelectorAll('input[type=submit], input[type=button]')]
        .map(one => one.value),
].join('\\n')"""
# What editors wrote: names of sources may be in any language.
CONTENT = """() => document.querySelectorAll('option, textarea, tbody, .desk-text')
    .forEach(one => one.remove())"""
LINKS = """() => [...document.querySelectorAll('a[href]')].map(one => new URL(one.href))
    .filter(url => url.origin === location.origin && url.pathname.startsWith('/beheer/'))
    .map(url => url.pathname)"""
# How the page is made, without its words: each element with its classes and the attributes that it
# has, and rows that are made alike once.
BUILT = """() => [...document.querySelectorAll('body *')].map(one => [
        one.tagName, one.className, one.getAttribute('role'), one.type,
        one.textContent.trim() ? 1 : 0, one.hidden, one.disabled, ...one.getAttributeNames(),
    ].join())
    .filter((line, at, all) => line !== all[at - 1]).join('\\n')"""
# No pages of the desk: files, and the preview, which is the public page.
FILES = re.compile(r"/voorbeeld/|\.(csv|xlsx|pdf|json|ods)$|/download|/bestand|/sjabloon|jsi18n")


def kind_of(address: str) -> str:
    """Pages with the same address but for a number are one kind."""
    return re.sub(r"\d+", "N", address)


def sign_in(visitor: Visitor, person: str):
    page = visitor.page()
    page.add_init_script(Axe().axe_script)
    page.goto("/beheer/login/")
    page.get_by_label("Gebruikersnaam").fill(f"test-{person}")
    page.locator("input[type=password]").first.fill(PASSWORD)
    page.locator("#login-form [type=submit]").click()
    page.wait_for_url("**/beheer/")
    return page


def walk(page, person: str):
    """Open every page of the desk that this person can get to, one of each kind."""
    queue = addresses(person)
    named, seen, visited = {*queue}, set(), set()
    while queue:
        address = queue.pop(0)
        if address in visited or (address not in named and kind_of(address) in seen):
            continue
        visited.add(address)
        seen.add(kind_of(address))
        response = page.goto(address)
        yield address, response.status
        queue += [link for link in page.evaluate(LINKS) if worth(link, seen)]


def worth(link: str, seen: set[str]) -> bool:
    return kind_of(link) not in seen and not FILES.search(link) and "logout" not in link


def faults_of(page) -> list[str]:
    """What axe has against the page on both screens, what sticks out, and English words."""
    unfold(page)
    found = []
    to_judge = is_new(page)
    for name, size in (("wide", WIDE), ("narrow", SMALL)):
        resize(page, size)
        if to_judge:
            found += [f"{name}: {fault}" for fault in page.evaluate(FAULTS, OPTIONS)]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{name}: wider than the screen")
    page.evaluate(CONTENT)
    words = {match.group(0) for match in ENGLISH.finditer(page.evaluate(WORDS))}
    return found + [f"English: {word}" for word in sorted(words)]


@cache
def judged() -> set[str]:
    """The pages that axe has looked at, on this walk or on one before it."""
    return set()


def is_new(page) -> bool:
    """Whether axe can find something here that it could not find on a page before: it has an eye
    for elements and not for words, and takes a second for each.
    """
    built = page.evaluate(BUILT)
    if built in judged():
        return False
    judged().add(built)
    return True


@pytest.mark.parametrize("person", ROLES)
def test_every_page_of_the_desk_is_accessible_and_dutch(visitor, person):
    page = sign_in(visitor, person)
    found, walked = {}, []
    for address, status in walk(page, person):
        walked.append(address)
        if status != 200:
            found[address] = [f"answers {status}"]
        elif faults := faults_of(page):
            found[address] = faults
    assert found == {}
    assert len(walked) > 25
    assert len(judged()) > 25
    assert f"{INTERVENTIONS}{ROWS['copy']}/vergelijken/" in walked


def test_english_words_are_found(visitor):
    page = sign_in(visitor, "redacteur")
    page.evaluate("document.querySelector('h1').append(' Please wait')")
    page.evaluate("document.querySelector('a').setAttribute('title', 'Log out')")
    assert [fault for fault in faults_of(page) if fault.startswith("English")] == [
        "English: Log out",
        "English: Please",
    ]
