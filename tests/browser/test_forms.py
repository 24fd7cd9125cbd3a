"""The forms for everybody, filled in without script; with it, axe looks at every page."""

import re
import sqlite3
from contextlib import closing

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import NARROW, SMALL, WIDE
from tests.browser.test_accessibility import faults
from tests.run import ROOT

pytestmark = pytest.mark.browser
SHEET = ROOT / "tests" / "intake" / "descriptions" / "files" / "werkblad-2015-buurttuin.docx"
SIZES = pytest.mark.parametrize("size", [WIDE, SMALL], ids=["wide", "small"])
# axe is a script itself, so it cannot look where none runs.
SCRIPT = pytest.mark.parametrize("script", [False, True], ids=["no script", "axe"])


def is_well(page, script: bool) -> None:
    """axe finds nothing, and nothing is wider than the screen."""
    if script:
        page.evaluate(Axe().axe_script)
        assert faults(page) == []
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= page.viewport_size["width"]


def test_the_passages_of_a_sheet_stand_below_the_questions(visitor):
    """Narrow, with all of them unfolded; the key Enter takes none of them over."""
    page = visitor.opens("submit", NARROW)
    page.get_by_label("Uw werkblad").set_input_files(SHEET)
    page.get_by_role("button", name="Lees mijn werkblad").click()
    expect(page.get_by_label("Hoe heet de interventie?")).to_have_value("Buurttuin Zaaigoed")
    page.get_by_label("Wat gebeurt er?").fill("Buren maken samen een tuin.")
    page.get_by_label("Hoe heet de interventie?").press("Enter")
    for step in (2, 3):
        expect(page.get_by_text(f"Stap {step} van 4")).to_be_visible()
        page.evaluate("document.querySelectorAll('details').forEach(one => (one.open = true))")
        is_well(page, True)
        take = page.get_by_role("button", name="Neem dit over").first
        take.focus()
        page.keyboard.press("Enter")
        expect(page.locator("textarea:target")).to_have_value(re.compile("„.+” \\(bron: "))
        go_on(page)


def go_on(page) -> None:
    page.get_by_role("button", name="Bewaar en ga verder").click()


@SIZES
@SCRIPT
def test_an_intervention_is_submitted_in_four_steps(visitor, size, script):
    page = visitor.opens("submit", size, java_script_enabled=script)
    go_on(page)
    expect(page.get_by_role("alert")).to_contain_text("Vul in hoe de interventie heet.")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("alert")).to_be_in_viewport()
    is_well(page, script)
    page.get_by_label("Hoe heet de interventie?").fill(f"Buurttuin {size[0]} {script}")
    page.get_by_label("Wat gebeurt er?").fill("Buren maken samen een tuin.")
    go_on(page)

    expect(page.get_by_text("Bewaar dit adres.")).to_be_visible()
    link = page.locator(".kb-keep a").inner_text()
    is_well(page, script)
    page.get_by_label("Wat is het doel?").fill("Elkaar leren kennen.")
    page.get_by_role("group", name="Thema's").get_by_label("Jeugd").check()
    go_on(page)

    is_well(page, script)
    page.get_by_label("Titel").first.fill("De buurttuin in beeld")
    page.get_by_label("Datum").first.fill("gisteren")
    page.get_by_text("5. Empowerment").click()
    element = page.get_by_role("group", name="Empowerment")
    element.get_by_label("Hoe doet de interventie dit?").fill("Buren beslissen zelf.")
    go_on(page)
    page.get_by_role("alert").get_by_role("link").click()
    is_well(page, script)
    expect(element.get_by_label("Hoe doet de interventie dit?")).to_have_value(
        "Buren beslissen zelf."
    )
    page.get_by_label("Datum").first.fill("2014")
    go_on(page)

    is_well(page, script)
    page.get_by_label("Ja", exact=True).check()
    page.get_by_label("Uw mailadres").fill("indiener@voorbeeld.example")
    page.get_by_label("Ik geef hiervoor toestemming").check()
    page.get_by_role("link", name="Vorige stap").click()
    page.get_by_role("link", name="Over u").click()
    go_on(page)
    expect(page.get_by_role("alert")).to_contain_text("Vul uw mailadres in.")
    page.get_by_label("Uw mailadres").fill("indiener@voorbeeld.example")
    page.get_by_label("Ik geef hiervoor toestemming").check()
    go_on(page)

    is_well(page, script)
    expect(page.get_by_text("Buren beslissen zelf. (bron 1)")).to_be_visible()
    page.get_by_role("button", name="Versturen").click()
    expect(page.get_by_role("status")).to_contain_text("Ontvangen")
    is_well(page, script)
    path = "/aanmelden/" + link.partition("/aanmelden/")[2]
    page.goto(path)
    expect(page.get_by_role("status")).to_contain_text("Ontvangen")


def test_the_link_goes_on_in_another_browser(visitor):
    page = visitor.opens("submit", java_script_enabled=False)
    page.get_by_label("Hoe heet de interventie?").fill("Buurttuin elders")
    page.get_by_label("Wat gebeurt er?").fill("Buren maken samen een tuin.")
    go_on(page)
    path = page.url.partition("?")[0]
    other = visitor.page(SMALL, java_script_enabled=False)
    other.goto(f"{path}?stap=1")
    expect(other.get_by_label("Hoe heet de interventie?")).to_have_value("Buurttuin elders")
    other.get_by_label("Wat gebeurt er?").fill("Anders.")
    go_on(other)
    expect(other.get_by_role("heading", level=1, name="De aanpak")).to_be_visible()


@SIZES
@SCRIPT
def test_a_mistake_is_reported_from_the_page_itself(visitor, size, script):
    page = visitor.opens("/interventies/abcd/", size, java_script_enabled=script)
    page.get_by_role("main").get_by_role("link", name="Klopt er iets niet?").click()
    expect(page.get_by_text("U meldt iets over ABCD, versie 1.")).to_be_visible()
    page.get_by_role("button", name="Verstuur de melding").click()
    expect(page.get_by_role("alert")).to_contain_text("Schrijf op wat er niet klopt.")
    is_well(page, script)
    page.get_by_label("Wat klopt er niet?").fill("De eigenaar heet nu anders.")
    page.get_by_role("button", name="Verstuur de melding").click()
    expect(page.get_by_role("status")).to_contain_text("Open")
    is_well(page, script)


def test_the_hidden_field_is_out_of_the_way(visitor):
    page = visitor.opens("submit")
    trap = page.get_by_label("Laat dit leeg")
    box = trap.locator("xpath=ancestor::div[contains(@class, 'kb-vh')]").bounding_box()
    assert max(box["width"], box["height"]) <= 1
    page.get_by_label("Hoe heet de interventie?").focus()
    page.keyboard.press("Shift+Tab")
    expect(trap).not_to_be_focused()


@SIZES
@SCRIPT
def test_a_selection_is_followed_with_a_button_and_stopped_with_another(
    visitor, folder, size, script
):
    page = visitor.opens("/volgen/?element=empowerment", size, java_script_enabled=script)
    page.get_by_role("button", name="Houd mij op de hoogte").click()
    expect(page.get_by_role("alert")).to_contain_text("Vul uw mailadres in.")
    is_well(page, script)
    address = f"lezer-{size[0]}-{script}@voorbeeld.example".lower()
    page.get_by_label("Uw mailadres").fill(address)
    page.get_by_role("button", name="Houd mij op de hoogte").click()
    expect(page.get_by_role("heading", name="Kijk in uw mail")).to_be_visible()
    is_well(page, script)

    page.goto(link_mailed_to(address, folder))
    is_well(page, script)
    page.get_by_role("button", name="Ja, houd mij op de hoogte").click()
    expect(page.get_by_text("U bent aangemeld")).to_be_visible()
    is_well(page, script)
    page.get_by_role("button", name="Stop met deze mail").click()
    expect(page.get_by_role("heading", name="U krijgt hierover geen mail meer")).to_be_visible()
    is_well(page, script)


def link_mailed_to(address: str, folder) -> str:
    """The private link in the outbox, read past Django: Playwright's loop is running."""
    with closing(sqlite3.connect(folder / "base.sqlite3")) as base:
        query = "SELECT body FROM interventions_outboxmessage WHERE [to] = ?"
        (body,) = base.execute(query, [address]).fetchone()
    return re.search(r"/volgen/[^/\s]+/", body)[0]
