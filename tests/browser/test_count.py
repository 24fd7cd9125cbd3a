"""The button among the filters says how many will follow, at every choice."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NARROW, SMALL, WIDE

pytestmark = pytest.mark.browser


def follows(page) -> None:
    """The number on the button is what the list then has."""
    button = page.locator("[data-count]")
    expect(button).to_have_text(re.compile(r"^Toon \d+ interventies?$"))
    said = int(re.search(r"\d+", button.inner_text())[0])
    button.click()
    expect(page.locator(".kb-sentence")).to_have_text(
        re.compile(rf"^U ziet (alle )?{said} " if said else "^Geen interventie gevonden")
    )
    expect(page.locator("[data-count]")).to_have_text(re.compile(rf"^Toon {said} "))


@pytest.mark.parametrize("size", [WIDE, SMALL, NARROW], ids=["wide", "small", "narrow"])
def test_the_button_tells_the_truth_at_every_choice(visitor, size):
    page = visitor.opens("browse", size)
    button = page.locator("[data-count]")
    expect(button).to_have_text(f"Toon {button.get_attribute('data-total')} interventies")
    if size != WIDE:
        page.get_by_text("Filter", exact=True).click()
    page.get_by_label(re.compile("^Ouderen")).check()
    expect(button).to_have_text("Toon 1 interventie")
    page.get_by_label(re.compile("^Kinderen en jongeren")).check()
    expect(button).to_have_text("Toon 4 interventies")
    follows(page)
    if size != WIDE:
        page.get_by_text("Filter (2 gekozen)").click()
    page.locator("#zoek").fill("zwembad")
    expect(button).to_have_text("Toon 0 interventies")


def test_a_count_that_does_not_come_is_not_made_up(visitor):
    page = visitor.opens("browse", WIDE)
    page.route("**/api/v1/interventies*", lambda route: route.abort())
    page.get_by_label(re.compile("^Ouderen")).check()
    expect(page.locator("[data-count]")).to_have_text("Toon resultaten")


def test_the_filters_are_skipped_by_a_link(visitor):
    page = visitor.opens("browse", WIDE)
    page.locator("#zoek").focus()
    for _ in range(2):
        page.keyboard.press("Tab")
    link = page.get_by_role("link", name="Naar de resultaten")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#resultaten")).to_be_focused()
