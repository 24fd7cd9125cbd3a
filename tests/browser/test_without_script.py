"""Script only saves a click: every page works without it."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SMALL, WIDE

pytestmark = pytest.mark.browser


@pytest.fixture
def opens(visitor):
    """Opens pages in a browser that runs no script."""

    def opens(name, size=WIDE):
        return visitor.opens(name, size, java_script_enabled=False)

    return opens


def test_filters_work_without_script(opens, names_with):
    page = opens("browse")
    page.get_by_label("Empowerment").check()
    page.get_by_role("button", name="Toon").click()
    expect(page.get_by_role("status")).to_contain_text("met Empowerment")
    assert "element=empowerment" in page.url
    assert {*page.locator(".kb-card__title a").all_inner_texts()} == names_with["empowerment"]


def test_filters_unfold_on_a_phone_without_script(opens):
    page = opens("browse", SMALL)
    expect(page.get_by_label("Empowerment")).to_be_hidden()
    page.get_by_text("Filter", exact=True).click()
    expect(page.get_by_label("Empowerment")).to_be_visible()


def test_search_works_without_script(opens):
    page = opens("home")
    page.get_by_label("Waar zoekt u een aanpak voor?").fill("straat")
    page.get_by_role("button", name="Zoek").click()
    expect(page.get_by_role("status")).to_contain_text("met de tekst 'straat'")
    expect(page.get_by_role("link", name="Thuis op Straat", exact=True)).to_be_visible()


def test_the_self_check_works_without_script(opens):
    page = opens("self-check")
    question = page.get_by_role("group", name="Samenwerken met belanghebbende partijen")
    question.get_by_label("Nee").check()
    page.get_by_role("button", name="Toon mijn uitkomst").click()
    expect(page.get_by_role("heading", name="Hier kunt u mee beginnen")).to_be_visible()
    assert page.url.endswith("/zelfcheck/?nee=samenwerken#uitkomst")


def test_a_list_is_made_compared_and_combined_without_script(opens):
    page = opens("browse")
    page.get_by_role("link", name="Zet op mijn lijst : ABCD").click()
    page.get_by_role("link", name="Zet op mijn lijst : Kan wél!").click()
    bar = page.get_by_role("navigation", name="Mijn lijst")
    expect(bar).to_contain_text("Mijn lijst (2)")
    bar.get_by_role("link", name="Vergelijk").click()
    expect(page.get_by_role("columnheader", name="Kan wél!")).to_be_visible()
    page.get_by_label("Interventie", exact=True).select_option(label="Woonatelier")
    page.get_by_role("button", name="Zet ernaast").click()
    expect(page.get_by_role("columnheader")).to_have_count(4)
    page.get_by_role("navigation", name="Mijn lijst").get_by_role("link", name="Combineer").click()
    expect(page.get_by_label("ABCD").first).to_be_checked()
    expect(page.get_by_role("heading", name="Wat u al doet")).to_be_visible()


def test_the_menu_works_without_script(opens):
    page = opens("home", SMALL)
    page.get_by_text("Menu", exact=True).click()
    page.locator(".kb-menu--small").get_by_role("link", name="Overzicht").click()
    expect(page.get_by_role("heading", level=1, name="Overzicht")).to_be_visible()


def test_the_button_to_print_only_shows_where_it_works(opens, visitor):
    button = {"name": "Print of bewaar als pdf"}
    expect(opens("overview").get_by_role("button", **button)).to_be_hidden()
    expect(visitor.opens("overview").get_by_role("button", **button)).to_be_visible()


def test_wide_screens_show_filters_and_table_without_script(opens):
    expect(opens("browse").get_by_label("Empowerment")).to_be_visible()
    expect(opens("overview").get_by_role("table")).to_be_visible()
