"""Choosing by typing in a form of the desk: with the keyboard, read aloud, without script."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SMALL, WIDE, resize
from tests.browser.desk import INTERVENTIONS, PASSWORD, ROWS
from tests.browser.test_accessibility import FAULTS, OPTIONS
from tests.browser.test_desk import sign_in

pytestmark = pytest.mark.browser
FORM = f"{INTERVENTIONS}{ROWS['draft']}/change/"
BLOCKED = "violates the following Content Security Policy"


def field_of(page: Page, name: str):
    """What one types in, or opens, of a field with choices by typing."""
    return page.locator(f"#id_{name} + .select2").locator("input, [role=combobox]").last


def choose(page: Page, name: str, words: str) -> None:
    """Find a row by typing and take the first, with the keyboard alone."""
    field_of(page, name).focus()
    if not page.locator(f"#id_{name}").evaluate("field => field.multiple"):
        page.keyboard.press("Enter")
    with page.expect_response("**/beheer/autocomplete/?term=*"):
        page.keyboard.type(words)
    page.locator(".select2-results__option--highlighted").wait_for()
    expect(page.locator(".loading-results")).to_have_count(0)
    page.keyboard.press("Enter")


def chosen_in(page: Page, name: str) -> list[str]:
    return page.locator(f"#id_{name} option:checked").all_inner_texts()


@pytest.fixture
def form(visitor):
    page = sign_in(visitor, "redacteur")
    page.blocked = []
    page.on("console", lambda said: BLOCKED in said.text and page.blocked.append(said.text))
    page.goto(FORM)
    return page


def test_the_page_holds_few_options(form):
    assert form.locator("option").count() < 100


def test_sources_are_chosen_stand_as_a_list_and_go_with_the_keyboard_alone(form):
    items = form.get_by_role("list", name="Gekozen: Bronnen").get_by_role("listitem")
    before = items.count()
    choose(form, "sources", "tos nederlands")
    expect(items).to_have_count(before + 1)
    expect(items.filter(has_text="Thuis Op Straat")).to_have_count(1)
    button = form.get_by_role("button", name="Haal weg: Interventie Thuis Op Straat")
    button.focus()
    form.keyboard.press("Enter")
    expect(items).to_have_count(before)
    assert form.evaluate("document.activeElement.closest('.field-sources') !== null")
    assert form.blocked == []


def test_one_source_is_chosen_and_taken_away_with_the_keyboard_alone(form):
    choose(form, "duration_source", "tos nederlands")
    assert "Thuis Op Straat" in chosen_in(form, "duration_source")[0]
    field_of(form, "duration_source").focus()
    form.keyboard.press("Delete")
    assert chosen_in(form, "duration_source") == [""]
    assert form.blocked == []


def test_what_is_chosen_is_saved(form):
    choose(form, "themes", "jeugd")
    wanted = chosen_in(form, "themes")
    assert len(wanted) == 1
    form.locator("[name=_continue]").click()
    form.locator(".messagelist .success").wait_for()
    assert chosen_in(form, "themes") == wanted


def test_a_new_box_chooses_by_typing_too(form):
    form.get_by_role("button", name="Uitspraak toevoegen").click()
    choose(form, "statements-2-source", "tos nederlands")
    assert "Thuis Op Straat" in chosen_in(form, "statements-2-source")[0]


def test_axe_finds_nothing_in_open_lists_on_both_screens(form):
    for size in (WIDE, SMALL):
        resize(form, size)
        for name in ("sources", "duration_source"):
            field_of(form, name).click()
            form.locator(".select2-results__option--highlighted").wait_for()
            assert form.evaluate(FAULTS, OPTIONS) == []
            assert form.evaluate("document.documentElement.scrollWidth") == size[0]
            form.keyboard.press("Escape")


def test_the_words_of_the_lists_are_dutch(form):
    field_of(form, "sources").focus()
    form.keyboard.type("zzzzzz")
    expect(form.get_by_text("Geen resultaten gevonden")).to_be_visible()


def test_the_form_is_filled_in_without_script(visitor):
    page = visitor.page(java_script_enabled=False)
    page.goto(f"/beheer/login/?next={FORM}")
    page.get_by_label("Gebruikersnaam").fill("test-redacteur")
    page.locator("input[type=password]").fill(PASSWORD)
    page.locator("#login-form [type=submit]").click()
    page.get_by_role("link", name="open het formulier met alle keuzes erin").click()
    page.locator("#id_duration_source").select_option(index=3)
    page.get_by_role("group", name="Doelgroepen").get_by_role("checkbox").nth(2).check()
    page.locator("[name=_continue]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert page.locator("#id_duration_source option[selected]").count() == 1
    assert page.locator("[name=target_groups]:checked").count() == 1
