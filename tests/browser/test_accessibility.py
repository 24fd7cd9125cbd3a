"""axe finds nothing, on any kind of page, wide and narrow, closed and unfolded."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.addresses import PAGES
from tests.browser.conftest import NARROW, WIDE, Visitor, open_page, resize, unfold

pytestmark = pytest.mark.browser

LEVELS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
OPTIONS = {
    "runOnly": {"type": "tag", "values": LEVELS},
    "rules": {"target-size": {"enabled": True}},  # the rule of WCAG 2.2 is off by itself
    "resultTypes": ["violations"],
}
# One line for each element that axe has something against. The rest of its long answer, about all
# that is well, costs more to hand over than to find: so not `Axe.run`.
FAULTS = """async options => (await axe.run(options)).violations.flatMap(rule =>
    rule.nodes.map(node => `${rule.id}: ${node.target} ${node.failureSummary}`))"""
RULES = """async options => Object.values(await axe.run(options)).flat()
    .map(rule => rule?.id).filter(Boolean)"""


@pytest.fixture(scope="module")
def look(site, browser):
    """Opens pages in one window, with axe in each."""
    visitor = Visitor(site, browser)
    page = visitor.page()
    page.add_init_script(Axe().axe_script)

    def look(name, size):
        resize(page, size)
        return open_page(page, name)

    yield look
    visitor.leaves()


def faults(page) -> list[str]:
    return page.evaluate(FAULTS, OPTIONS)


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
    looked_at = look("browse", WIDE).evaluate(RULES, OPTIONS)
    assert {"target-size", "color-contrast", "region", "heading-order"} <= {*looked_at}
