"""What stands where: nothing beside the screen, the first hit on the first screen, room to tap."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.addresses import PAGES
from tests.browser.conftest import NARROW, SMALL, WIDE, resize, unfold

pytestmark = pytest.mark.browser

TWO_CHOICES = "/interventies/?element=empowerment&doelgroep=bewoners-in-kwetsbare-positie"
INTERVENTIONS = [name for name in PAGES if name.startswith("intervention ")]
LEAST = 24  # pixels, WCAG 2.2, 2.5.8


def bottom(locator) -> float:
    box = locator.bounding_box()
    return box["y"] + box["height"]


# --- Nothing beside the screen --------------------------------------------------------------------


@pytest.mark.parametrize("name", PAGES)
def test_no_page_scrolls_sideways(look, name):
    page = look(name, WIDE)
    assert widest(page) <= WIDE[0]
    resize(page, NARROW)
    assert widest(page) <= NARROW[0]
    unfold(page)
    assert widest(page) <= NARROW[0]


def widest(page) -> int:
    return page.evaluate("document.documentElement.scrollWidth")


# --- The list -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("address", "chips"), [("browse", 0), (TWO_CHOICES, 2)])
def test_the_first_hit_stands_on_the_first_screen_of_a_phone(look, address, chips):
    page = look(address, SMALL)
    expect(page.locator(".kb-chip")).to_have_count(chips)
    assert bottom(page.locator(".kb-card__title").first) <= SMALL[1]


def test_a_phone_hides_the_filters_behind_a_button_that_counts(look):
    page = look("browse", SMALL)
    button = page.get_by_role("button", name=re.compile(r"^Toon \d+ interventies$"))
    expect(page.get_by_label("Empowerment")).to_be_hidden()
    expect(button).to_be_hidden()
    page.get_by_text("Filter", exact=True).click()
    expect(page.get_by_label("Empowerment")).to_be_visible()
    expect(button).to_be_visible()
    shown = page.locator(".kb-card").count()
    assert button.inner_text() == f"Toon {shown} interventies"


def test_a_wide_screen_shows_the_filters_at_once(look):
    page = look("browse", WIDE)
    expect(page.get_by_label("Empowerment")).to_be_in_viewport()
    expect(page.get_by_text("Filter", exact=True)).to_be_hidden()


# --- An intervention ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", INTERVENTIONS)
def test_an_intervention_in_short_fits_on_the_screen_of_a_phone(look, name):
    panel = look(name, SMALL).locator(".kb-short")
    assert panel.bounding_box()["height"] <= SMALL[1]


@pytest.mark.parametrize("name", INTERVENTIONS)
def test_an_intervention_says_first_what_it_is_then_how_it_goes_and_what_it_needs(look, name):
    page = look(name, SMALL)
    titles = ["In het kort", "Zo gaat het", "Wat is er nodig?", "Wat zegt onderzoek?"]
    headings = [page.get_by_role("heading", name=title, exact=True) for title in titles]
    tops = [heading.bounding_box()["y"] for heading in headings]
    assert tops == sorted(tops)


# --- The overview ---------------------------------------------------------------------------------


def test_a_phone_shows_the_overview_as_a_list_and_the_table_when_asked(look):
    page = look("overview", SMALL)
    expect(page.locator(".kb-matrix-list")).to_be_visible()
    expect(page.get_by_role("table")).to_be_hidden()
    page.get_by_text("Toon als tabel").click()
    expect(page.get_by_role("table")).to_be_visible()
    assert (
        page.locator(".kb-matrix-list").bounding_box()["y"]
        < page.get_by_role("table").bounding_box()["y"]
    )


def test_a_wide_screen_shows_the_overview_as_a_table(look):
    page = look("overview", WIDE)
    expect(page.get_by_role("table")).to_be_visible()
    expect(page.locator(".kb-matrix-list")).to_be_hidden()
    expect(page.get_by_text("Toon als tabel")).to_be_hidden()


def test_the_headers_of_the_table_stay_in_sight_and_no_row_is_hidden(look):
    page = look("overview", (1280, 500))
    region = page.get_by_role("region", name="Overzicht als tabel")
    assert region.evaluate("region => region.scrollHeight - region.clientHeight") <= 2
    page.get_by_role("rowheader", name="TijdVoorElkaar").scroll_into_view_if_needed()
    header = page.get_by_role("columnheader", name="Empowerment").bounding_box()
    assert header["y"] == pytest.approx(0, abs=2)
    resize(page, NARROW)
    unfold(page)
    region.evaluate("region => region.scrollTo(200, 0)")
    assert region.evaluate("region => region.scrollLeft") == 200
    name = page.get_by_role("rowheader", name="Thuis op Straat").bounding_box()
    assert name["x"] == pytest.approx(region.bounding_box()["x"], abs=2)


# --- Room to tap ----------------------------------------------------------------------------------

# All that is not a link in running text: menus, forms, and rows of links.
TARGETS = (
    "nav a, summary, form a:not(.kb-plan__how a), form input:not([type=hidden]), form button,"
    "form select, form label,"
    "header a, button, .kb-chip, .kb-tabs a, .kb-ready a, .kb-door, a.kb-el, .kb-cell[href],"
    ".kb-colhead, .kb-matrix-list a, .kb-tools a, .kb-card__title a, tbody th a"
)
# Of a box to tick the label counts: it ticks too.
SMALLER = """(targets, least) => targets
    .filter(target => target.checkVisibility() && !target.classList.contains("kb-vh"))
    .map(target => target.matches("[type=checkbox], [type=radio]") ? target.labels[0] : target)
    .map(target => [target, target.getBoundingClientRect()])
    .filter(([, box]) => Math.round(box.width) < least || Math.round(box.height) < least)
    .map(([target, box]) =>
        `${target.tagName} ${target.id || target.textContent.trim()} ${box.width}x${box.height}`)
"""


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize(
    "name",
    [
        "home",
        "browse with many choices",
        "browse with more pages",
        "intervention with much",
        "element that is a word of the field",
        "elements",
        "overview",
        "overview per theme",
        "help to choose",
        "combinations with what is done",
        "compare four with a list",
        "self-check with answers",
        "plan with answers",
        "browse with a list",
        "error 500",
    ],
)
def test_every_link_and_field_is_large_enough_to_tap(look, name, size):
    page = look(name, size)
    unfold(page)
    assert page.locator(TARGETS).evaluate_all(SMALLER, LEAST) == []


def test_on_a_phone_the_way_around_is_folded_and_research_is_in_the_first_view_but_one(visitor):
    page = visitor.opens("intervention with much", SMALL)
    around = page.get_by_role("navigation", name="Op deze pagina")
    expect(around.get_by_text("Op deze pagina").last).to_be_visible()
    expect(around.get_by_role("link", name="Bronnen")).to_be_hidden()
    research = page.locator(".kb-short .kb-state").first.bounding_box()
    assert research["y"] < 2 * SMALL[1]
    below = page.get_by_role("heading", name="Wat zegt onderzoek?").bounding_box()
    assert below["y"] < 8 * SMALL[1]


def test_what_is_put_on_the_list_is_said_and_stays_in_sight(visitor):
    for script in (True, False):
        page = visitor.opens("browse with a list", (390, 844), java_script_enabled=script)
        page.locator("a.kb-toggle:not(.kb-toggle--on)").nth(5).click()
        message = page.locator("#op-mijn-lijst")
        expect(message).to_be_focused()
        expect(message).to_be_in_viewport()
        expect(message).to_contain_text("staat nu op uw lijst.")
        page.mouse.wheel(0, 2000)
        expect(page.locator(".kb-list-bar")).to_be_in_viewport()


def test_every_button_keeps_our_colours(visitor):
    ours = {"rgb(7, 63, 68)", "rgb(11, 92, 98)", "rgb(238, 245, 245)", "rgb(255, 255, 255)"}
    page = visitor.opens("summary", (1280, 800))
    for kind in ("button--primary-action", "button--secondary-action", "button-link"):
        button = page.locator(f".utrecht-{kind}:visible").first
        for act in (button.hover, button.focus):
            act()
            style = (
                "e => ['color', 'backgroundColor', 'borderTopColor']"
                ".map(name => getComputedStyle(e)[name])"
            )
            assert set(button.evaluate(style)) <= ours, kind


@pytest.mark.parametrize(
    "name", ["overview", "compare four with a list", "combinations", "self-check with answers"]
)
def test_no_table_hides_its_rows(look, name):
    page = look(name, (1280, 800))
    hidden = "boxes => boxes.map(box => box.scrollHeight - box.clientHeight)"
    assert all(more <= 1 for more in page.locator(".kb-table").evaluate_all(hidden))
