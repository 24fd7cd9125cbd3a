"""The form of an intervention in a browser: a source on the spot, and no text is ever lost."""

import pytest

from tests.browser.conftest import SMALL, resize
from tests.browser.desk import INTERVENTIONS, ROWS
from tests.browser.test_accessibility import FAULTS, OPTIONS
from tests.browser.test_choosing import choose
from tests.browser.test_desk import sign_in

pytestmark = pytest.mark.browser
FORM = f"{INTERVENTIONS}{ROWS['draft']}/change/"
BLOCKED = "violates the following Content Security Policy"


@pytest.fixture
def form(visitor):
    """The form of a draft; what the policy blocks is noted."""
    page = sign_in(visitor, "redacteur")
    page.blocked = []
    page.on("console", lambda said: BLOCKED in said.text and page.blocked.append(said.text))
    page.goto(FORM)
    return page


@pytest.fixture
def asked(form):
    """What the browser asks before it leaves; the answer is to stay."""
    found = []

    def stay(dialog):
        found.append(dialog.type)
        dialog.dismiss()

    form.on("dialog", stay)
    return found


def leave(page) -> None:
    page.get_by_role("link", name="Interventies", exact=True).click(no_wait_after=True)
    page.wait_for_timeout(400)


def test_a_source_is_added_on_the_spot_with_the_keyboard_alone(form):
    form.locator("#add_id_statements-0-source").focus()
    with form.expect_popup() as opened:
        form.keyboard.press("Enter")
    popup = opened.value
    popup.wait_for_load_state()
    assert popup.get_by_role("heading", level=1).inner_text() == "Bron toevoegen"
    assert popup.evaluate("document.activeElement.name") == "title"
    popup.keyboard.type("Een gloednieuw verslag")
    popup.get_by_label("Soort").select_option("website")
    popup.get_by_label("Wat is gelezen").fill("volledig")
    with popup.expect_event("close"):
        popup.keyboard.press("Enter")
    chosen = form.locator("#id_statements-0-source + .select2")
    assert chosen.inner_text().strip("× \n") == "Een gloednieuw verslag"
    assert form.blocked == []


@pytest.mark.parametrize(
    "change",
    [
        lambda page: page.get_by_label("Doel:", exact=True).fill("Nog niet opgeslagen."),
        lambda page: choose(page, "target_groups", "ouderen"),
        lambda page: page.locator("#id_activity").select_option("gestopt"),
        lambda page: page.get_by_role("button", name="Haal weg").first.click(),
        lambda page: (
            page.get_by_role("button", name="Uitspraak toevoegen").click(),
            page.locator("#id_statements-2-explanation").fill("Een tweede."),
        ),
    ],
)
def test_leaving_asks_first_when_something_was_typed(form, asked, change):
    change(form)
    leave(form)
    assert asked == ["beforeunload"]
    assert form.url.endswith(FORM)


def test_leaving_asks_nothing_when_nothing_was_typed(form, asked):
    leave(form)
    assert asked == []
    assert form.url.endswith(INTERVENTIONS)


def test_saving_asks_nothing(form, asked):
    form.get_by_label("Doel:", exact=True).fill("Opgeslagen.")
    form.locator("[name=_continue]").click()
    form.wait_for_load_state()
    assert asked == []
    leave(form)
    assert asked == []


def test_a_form_that_comes_back_with_a_fault_asks_too(form, asked):
    form.get_by_label("Naam: (verplicht)", exact=True).fill("")
    form.locator("[name=_save]").click()
    form.get_by_text("Dit is nog niet opgeslagen").wait_for()
    leave(form)
    assert asked == ["beforeunload"]


def test_both_texts_are_shown_accessibly_on_both_screens(form, visitor):
    other = sign_in(visitor, "beoordelaar")
    other.goto(FORM)
    other.get_by_label("Doel:", exact=True).fill("Het doel van de ander.")
    other.locator("[name=_continue]").click()
    other.wait_for_load_state()
    form.get_by_label("Doel:", exact=True).fill("Mijn doel.")
    form.locator("[name=_save]").click()
    alert = form.get_by_role("alert")
    alert.wait_for()
    for words in ("Het doel van de ander.", "Mijn doel.", "test-beoordelaar"):
        assert words in alert.inner_text()
    assert form.get_by_label("Doel:", exact=True).input_value() == "Mijn doel."
    assert form.evaluate(FAULTS, OPTIONS) == []
    resize(form, SMALL)
    assert form.evaluate(FAULTS, OPTIONS) == []
    assert form.evaluate("document.documentElement.scrollWidth") == SMALL[0]
