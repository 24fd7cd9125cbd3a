"""What somebody types in a form of content stays in the browser until it is saved."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SMALL, resize
from tests.browser.desk import INTERVENTIONS, PASSWORD, ROWS
from tests.browser.test_accessibility import FAULTS, OPTIONS
from tests.browser.test_choosing import choose, chosen_in
from tests.browser.test_desk import sign_in

pytestmark = pytest.mark.browser
FORM = f"{INTERVENTIONS}{ROWS['sent_back']}/change/"
WORDS = "Een doel dat nog nergens staat."
OFFER = "Hier staat nog tekst van u van"
HOUR = 60 * 60 * 1000
KEPT = "Object.keys(localStorage).filter(key => key.startsWith('desk-text:')).length"


def until(page: Page, truth: str) -> None:
    """Wait for it; the policy of the site forbids Playwright's own way."""
    for _ in range(100):
        if page.evaluate(truth):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never {truth}")


def goal(page: Page):
    return page.get_by_label("Doel:", exact=True)


def write(page: Page, words: str = WORDS) -> None:
    goal(page).fill(words)
    until(page, f"{KEPT} > 0")


def offer(page: Page):
    return page.get_by_role("status").filter(has_text=OFFER)


def enter(page: Page, person: str) -> None:
    page.get_by_label("Gebruikersnaam").fill(f"test-{person}")
    page.locator("input[type=password]").fill(PASSWORD)
    page.locator("#login-form [type=submit]").click()


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Afmelden").click()
    page.get_by_role("heading", name="Afgemeld").wait_for()


@pytest.fixture
def form(visitor):
    """The form of a text; leaving it is always allowed."""
    page = sign_in(visitor, "redacteur")
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(FORM)
    return page


# --- Kept, and offered ----------------------------------------------------------------------------


def test_after_a_reload_the_text_is_offered_and_never_put_back_by_itself(form):
    write(form)
    form.reload()
    expect(offer(form)).to_be_visible()
    assert goal(form).input_value() != WORDS
    form.get_by_role("button", name="Terugzetten").click()
    assert goal(form).input_value() == WORDS
    expect(offer(form)).to_have_count(0)
    assert form.evaluate("document.activeElement.id") == "id_goal"


def test_what_is_thrown_away_is_not_offered_again(form):
    write(form)
    form.reload()
    form.get_by_role("button", name="Weggooien").click()
    assert form.evaluate(KEPT) == 0
    form.reload()
    expect(offer(form)).to_have_count(0)


def test_choices_and_new_boxes_come_back_too(form):
    choose(form, "themes", "jeugd")
    form.get_by_role("button", name="Uitspraak toevoegen").click()
    form.locator("#id_statements-2-explanation").fill("Een derde.")
    form.locator("#id_activity").select_option("gestopt")
    wanted = chosen_in(form, "themes")
    until(form, f"{KEPT} > 0")
    form.reload()
    form.get_by_role("button", name="Terugzetten").click()
    assert chosen_in(form, "themes") == wanted
    written = form.locator("[name^=statements-][name$=-explanation]").evaluate_all(
        "fields => fields.map(field => field.value)"
    )
    assert written.count("Een derde.") == 1
    assert form.locator("#id_activity").input_value() == "gestopt"


def test_a_save_clears_it(form):
    write(form, "Een doel dat wordt bewaard.")
    form.locator("[name=_continue]").click()
    form.locator(".messagelist .success").wait_for()
    assert form.evaluate(KEPT) == 0
    expect(offer(form)).to_have_count(0)


def test_a_source_that_is_added_on_the_spot_is_not_kept_any_more(form):
    with form.expect_popup() as opened:
        form.locator("#add_id_duration_source").click()
    popup = opened.value
    popup.get_by_label("Titel").fill("Een vers verslag")
    until(popup, f"{KEPT} == 1")
    popup.get_by_label("Soort").select_option("website")
    popup.get_by_label("Wat is gelezen").fill("volledig")
    with popup.expect_event("close"):
        popup.keyboard.press("Enter")
    assert "Een vers verslag" in chosen_in(form, "duration_source")
    until(form, "!Object.keys(localStorage).some(key => key.includes('/source/add/'))")


def test_a_save_that_fails_keeps_it(form):
    write(form)
    form.get_by_label("Naam: (verplicht)", exact=True).fill("")
    form.locator("[name=_save]").click()
    form.get_by_text("Dit is nog niet opgeslagen").wait_for()
    expect(offer(form)).to_have_count(0)  # it stands in the form
    form.goto(FORM)
    form.get_by_role("button", name="Terugzetten").click()
    assert goal(form).input_value() == WORDS
    assert form.get_by_label("Naam: (verplicht)", exact=True).input_value() == ""


def test_what_another_saved_meanwhile_is_not_undone_in_silence(form, visitor):
    write(form)
    other = sign_in(visitor, "beoordelaar")
    other.goto(FORM)
    goal(other).fill("Het doel van de ander.")
    other.locator("[name=_continue]").click()
    other.locator(".messagelist .success").wait_for()
    form.reload()
    expect(offer(form)).to_contain_text("bij het opslaan ziet u wat er verschilt")
    form.get_by_role("button", name="Terugzetten").click()
    form.locator("[name=_save]").click()
    expect(form.get_by_role("alert")).to_contain_text("Het doel van de ander.")
    assert goal(form).input_value() == WORDS


def test_two_tabs_each_keep_their_own(form):
    write(form)
    second = form.context.new_page()
    second.goto(FORM)
    goal(second).fill("Van het tweede tabblad.")
    until(second, f"{KEPT} == 2")
    second.locator("[name=_continue]").click()
    second.locator(".messagelist .success").wait_for()
    assert second.evaluate(KEPT) == 1
    form.reload()
    form.get_by_role("button", name="Terugzetten").click()
    assert goal(form).input_value() == WORDS


def test_the_offer_is_accessible_on_both_screens(form):
    write(form)
    form.reload()
    expect(offer(form)).to_be_visible()
    assert form.evaluate(FAULTS, OPTIONS) == []
    resize(form, SMALL)
    assert form.evaluate(FAULTS, OPTIONS) == []
    assert form.evaluate("document.documentElement.scrollWidth") == SMALL[0]


def test_a_remark_is_kept_beside_its_field(visitor):
    page = sign_in(visitor, "beoordelaar")
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"{INTERVENTIONS}{ROWS['in_review']}/vergelijken/")
    page.get_by_text("Opmerking maken").first.click()
    page.get_by_label("Uw opmerking").first.fill("Dit kan in één zin.")
    until(page, f"{KEPT} == 1")
    page.reload()
    page.get_by_role("button", name="Terugzetten").click()
    assert page.get_by_label("Uw opmerking").first.input_value() == "Dit kan in één zin."


# --- Never ----------------------------------------------------------------------------------------


def test_contact_details_passwords_and_codes_are_never_kept(form):
    write(form)
    form.get_by_label("Organisatie voor vragen:").fill("GEHEIM bij de buren")
    form.get_by_label("Pagina met contact:").fill("https://geheim.example/GEHEIM")
    form.evaluate("""() => ['password', 'email', 'tel', 'text'].forEach(type => {
        const field = Object.assign(document.createElement('input'), {type, name: `x-${type}`});
        if (type === 'text') field.autocomplete = 'one-time-code';
        document.querySelector('#intervention_form').append(field);
        field.value = 'GEHEIM';
        field.dispatchEvent(new Event('change', {bubbles: true}));
    })""")
    goal(form).fill(f"{WORDS} En meer.")
    until(form, "JSON.stringify(localStorage).includes('En meer.')")
    assert "GEHEIM" not in form.evaluate("JSON.stringify(localStorage)")


@pytest.mark.parametrize(
    "address",
    [f"{INTERVENTIONS}{ROWS['draft']}/mailadres/", "/beheer/password_change/", "/beheer/"],
)
def test_other_forms_keep_nothing(form, address):
    form.goto(address)
    for field in form.locator(
        "#content textarea, #content input:is([type=text], [type=password])"
    ).all():
        field.fill("GEHEIM")
    form.goto("/beheer/")
    assert "GEHEIM" not in form.evaluate("JSON.stringify(localStorage)")


def test_the_form_works_where_the_browser_keeps_nothing(visitor):
    page = sign_in(visitor, "redacteur")
    faults = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('uit') }})"
    )
    page.goto(FORM)
    goal(page).fill("Ook zo opgeslagen.")
    page.locator("[name=_continue]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert goal(page).input_value() == "Ook zo opgeslagen."
    assert faults == []


# --- Who, and how long ----------------------------------------------------------------------------


def test_another_account_on_this_browser_is_offered_nothing(form):
    write(form)
    form.context.clear_cookies(name="session")
    form.goto(FORM)
    expect(offer(form)).to_have_count(0)
    enter(form, "beoordelaar")
    form.wait_for_url(f"**{FORM}")
    expect(goal(form)).to_be_visible()
    expect(offer(form)).to_have_count(0)
    assert WORDS not in form.content()


def test_signing_out_clears_it(form):
    write(form)
    sign_out(form)
    assert form.evaluate(KEPT) == 0


def test_signing_out_after_the_session_ended_clears_it_too(form):
    write(form)
    form.context.clear_cookies(name="session")
    form.get_by_role("button", name="Afmelden").click()
    form.get_by_label("Gebruikersnaam").wait_for()
    until(form, f"{KEPT} == 0")


def test_another_tab_keeps_nothing_after_signing_out(form):
    second = form.context.new_page()
    second.goto("/beheer/")
    sign_out(second)
    goal(form).fill(WORDS)
    goal(form).dispatch_event("change")
    form.evaluate("window.dispatchEvent(new Event('pagehide'))")
    assert form.evaluate(KEPT) == 0


def test_after_seven_days_it_is_gone(form):
    write(form)
    form.clock.install()
    form.clock.fast_forward(167 * HOUR)
    form.goto(FORM)
    expect(offer(form)).to_be_visible()
    form.clock.fast_forward(2 * HOUR)
    form.goto("/beheer/")
    until(form, f"{KEPT} == 0")


# --- A form sent in vain --------------------------------------------------------------------------


def test_a_session_that_ends_gives_the_form_back_with_the_text(form):
    write(form)
    form.context.clear_cookies(name="session")
    form.locator("[name=_save]").click()
    expect(form.get_by_role("alert")).to_contain_text(WORDS)
    form.get_by_role("link", name="Opnieuw aanmelden").click()
    enter(form, "redacteur")
    form.wait_for_url(f"**{FORM}")
    form.get_by_role("button", name="Terugzetten").click()
    assert goal(form).input_value() == WORDS


def test_signing_in_elsewhere_gives_the_form_back_with_the_text(form):
    write(form)
    form.context.clear_cookies(name="session")
    second = form.context.new_page()
    second.goto("/beheer/login/")
    enter(second, "redacteur")
    second.wait_for_url("**/beheer/")
    form.locator("[name=_save]").click()
    expect(form.get_by_role("heading", level=1)).to_contain_text("dit formulier is verlopen")
    expect(form.get_by_role("alert")).to_contain_text(WORDS)
    form.get_by_role("link", name="Terug naar het formulier").click()
    form.get_by_role("button", name="Terugzetten").click()
    assert goal(form).input_value() == WORDS
    form.locator("[name=_continue]").click()
    expect(form.locator(".messagelist .success")).to_be_visible()
