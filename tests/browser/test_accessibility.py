"""axe finds nothing, on any kind of page, wide and narrow, closed and unfolded."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.addresses import PAGES
from tests.browser.conftest import NARROW, WIDE, resize, unfold

pytestmark = pytest.mark.browser

AXE = Axe()
LEVELS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
OPTIONS = {
    "runOnly": {"type": "tag", "values": LEVELS},
    "rules": {"target-size": {"enabled": True}},  # the rule of WCAG 2.2 is off by itself
    "resultTypes": ["violations"],
}


def faults(page) -> list[str]:
    """What axe finds, one line per element."""
    page.evaluate("scrollTo(0, 0)")
    found = AXE.run(page, options=OPTIONS).response["violations"]
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_on_a_wide_and_on_a_narrow_screen(look, name):
    page = look(name, WIDE)
    found = [f"wide: {fault}" for fault in faults(page)]
    resize(page, NARROW)
    assert found + [f"narrow: {fault}" for fault in faults(page)] == []


@pytest.mark.parametrize("name", ["browse with many choices", "overview"])
def test_axe_finds_nothing_in_what_unfolds_on_a_narrow_screen(look, name):
    page = look(name, NARROW)
    unfold(page)
    assert page.locator(".kb-menu--small").get_by_role("link", name="Hulp bij kiezen").is_visible()
    assert faults(page) == []


def test_axe_looks_at_the_rules_of_wcag_2_2_and_at_good_practice(look):
    response = AXE.run(look("browse"), options={**OPTIONS, "resultTypes": []}).response
    looked_at = {
        rule["id"]
        for part in ("passes", "incomplete", "inapplicable", "violations")
        for rule in response[part]
    }
    assert {"target-size", "color-contrast", "region", "heading-order"} <= looked_at
