"""Everything can be done with the keyboard, and one always sees where one is."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NARROW, SMALL, WIDE

pytestmark = pytest.mark.browser

LOW = (1280, 500)  # so low that the table of the overview has to scroll
MOST_STOPS = 400

# Where the focus is: its place in the document, what it is, and whether one can see it.
FOCUSED = """() => {
    const element = document.activeElement, style = getComputedStyle(element);
    const box = element.getClientRects()[0] ?? element.getBoundingClientRect();
    const points = [.5, .1, .9].flatMap(x => [.5, .1, .9].map(y =>
        [box.left + x * box.width, box.top + y * box.height]));
    return {
        place: [...document.querySelectorAll("*")].indexOf(element),
        what: `${element.tagName} ${element.id || element.textContent.trim()}`,
        ringed: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
            && !/transparent|, 0\\)/.test(style.outlineColor),
        seen: points.some(([x, y]) => {
            const top = document.elementFromPoint(x, y);
            return top !== null && (element.contains(top) || top.contains(element)
                && getComputedStyle(element).display === "inline");
        }),
    }
}"""
# The places of all that can have the focus. Of a group of radio buttons only the chosen one can.
FOCUSABLE = """() => {
    const all = [...document.querySelectorAll("*")];
    return all.filter(element => element.matches(
            "a[href], button, input:not([type=hidden], [type=radio]:not(:checked)), select,"
            + "summary, [tabindex='0']")
        && !element.disabled && element.checkVisibility())
        .map(element => all.indexOf(element));
}"""


def stops(page, key) -> list[dict]:
    """Every stop of the Tab key, until it leaves the page."""
    found = []
    for _ in range(MOST_STOPS):
        page.keyboard.press(key)
        stop = page.evaluate(FOCUSED)
        if stop["what"].startswith("BODY") or (found and stop["place"] == found[0]["place"]):
            return found
        found.append(stop)
    raise AssertionError(f"The Tab key does not get out: {found[-3:]}")


def tab_to(page, locator) -> None:
    """Press Tab until the element has the focus."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if locator.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError("The Tab key does not get there.")


@pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("home", WIDE),
        ("browse with many choices", WIDE),
        ("browse with many choices", SMALL),
        ("intervention with much", WIDE),
        ("overview", LOW),
        ("overview", SMALL),
    ],
)
def test_the_tab_key_passes_everything_in_order_and_always_in_sight(look, name, size, key):
    page = look(name, size)
    found = stops(page, key)
    assert sorted(stop["place"] for stop in found) == page.evaluate(FOCUSABLE)
    assert [stop["place"] for stop in found] == sorted(
        (stop["place"] for stop in found), reverse=key == "Shift+Tab"
    )
    assert [stop["what"] for stop in found if not stop["ringed"]] == []
    assert [stop["what"] for stop in found if not stop["seen"]] == []


@pytest.mark.parametrize("name", ["home", "browse", "intervention with much", "overview"])
def test_the_first_stop_leads_past_the_header_to_the_content(visitor, name):
    page = visitor.opens(name)
    skip = page.get_by_role("link", name="Direct naar de inhoud")
    expect(skip).not_to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_the_menu_of_a_phone_opens_with_a_key_and_its_links_can_be_reached(visitor, key):
    page = visitor.opens("home", SMALL)
    menu = page.locator(".kb-menu--small")
    expect(menu.get_by_role("link").first).to_be_hidden()
    tab_to(page, menu.locator("summary"))
    page.keyboard.press(key)
    for name in (
        "Interventies",
        "Werkzame elementen",
        "Overzicht",
        "Hulp bij kiezen",
        "Voor beleid",
    ):
        page.keyboard.press("Tab")
        expect(menu.get_by_role("link", name=name)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Voor beleid")).to_be_visible()


def test_filters_work_with_keys_alone_and_leave_a_short_address(visitor, site, names_with):
    page = visitor.opens("browse")
    tab_to(page, page.get_by_label("Empowerment"))
    page.keyboard.press("Space")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url == f"{site}/interventies/?element=empowerment"
    assert {*page.locator(".kb-card__title a").all_inner_texts()} == names_with["empowerment"]


def test_a_plan_is_brought_up_to_date_with_keys_alone_and_stays_where_it_was(visitor):
    page = visitor.opens("plan with answers")
    box = page.get_by_label("Betrek hen het liefst vanaf de start.")
    tab_to(page, box)
    page.keyboard.press("Space")
    tab_to(page, page.get_by_role("button", name="Werk mijn plan bij : Samenwerken"))
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "&punt=samenwerken%3A2" in page.url
    assert page.url.endswith("#punten-samenwerken")
    expect(box).to_be_checked()
    expect(box).to_be_in_viewport()


def test_the_table_of_the_overview_scrolls_with_keys(visitor):
    page = visitor.opens("overview", NARROW)
    page.get_by_text("Toon als tabel").click()
    region = page.get_by_role("region", name="Overzicht als tabel")
    tab_to(page, region)
    page.keyboard.press("ArrowRight")
    page.wait_for_function("region => region.scrollLeft > 0", arg=region.element_handle())
