"""The whole road of one intervention, by everybody who walks it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.desk import INTERVENTIONS
from tests.browser.test_desk import sign_in

pytestmark = pytest.mark.browser
NAME, SLUG = "Soepgesprek in de straat", "soepgesprek-in-de-straat"
HOME = f"/interventies/{SLUG}/"
LISTS = (
    *("/interventies/?q=soepgesprek", "/matrix/", "/sitemap.xml", "/feeds/interventies.atom"),
    *("/export/interventies.json", "/data/interventies.ttl", "/api/v1/interventies?perPagina=100"),
)


def take(page, pk: str, verb: str, note: str = "") -> None:
    """Take a step at the desk: everything checked, the note written."""
    page.goto(f"{INTERVENTIONS}{pk}/stap/{verb}/")
    for box in page.locator(".desk-points input[type=checkbox]").all():
        box.check()
    page.locator("#id_note").fill(note)
    page.locator(".submit-row [type=submit]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def state_of(page, pk: str) -> str:
    page.goto(f"{INTERVENTIONS}{pk}/change/")
    return page.locator("body").inner_text()


def statuses(page, *addresses: str) -> list[int]:
    return [page.request.get(address).status for address in addresses]


def lists_with_it(page) -> list[str]:
    return [address for address in LISTS if SLUG in page.request.get(address).text()]


def go_on(page) -> None:
    page.get_by_role("button", name="Bewaar en ga verder").click()


def submitted(page) -> str:
    """Fill in the form for everybody; gives the private address."""
    page.goto("/aanmelden/")
    page.get_by_label("Hoe heet de interventie?").fill(NAME)
    page.get_by_label("Wat gebeurt er?").fill("Buren eten samen soep en praten over de straat.")
    go_on(page)
    page.get_by_label("Wat is het doel?").fill("Elkaar leren kennen.")
    go_on(page)
    page.get_by_label("Titel").first.fill("Verslag van het soepgesprek")
    page.get_by_text("5. Empowerment").click()
    element = page.get_by_role("group", name="Empowerment")
    element.get_by_label("Hoe doet de interventie dit?").fill("Buren kiezen zelf het gesprek.")
    go_on(page)
    page.get_by_label("Ja", exact=True).check()
    page.get_by_label("Uw mailadres").fill("indiener@voorbeeld.example")
    page.get_by_label("Ik geef hiervoor toestemming").check()
    go_on(page)
    page.get_by_role("button", name="Versturen").click()
    expect(page.get_by_role("status")).to_contain_text("Ontvangen")
    return page.url


def test_from_outside_to_a_page_that_is_withdrawn_and_comes_back(visitor):
    outside = visitor.page()
    private = submitted(outside)
    assert statuses(outside, HOME, f"/samenvattingen{HOME}") == [404, 404]

    # The reviewer takes it and asks a question.
    reviewer = sign_in(visitor, "beoordelaar")
    reviewer.goto(f"{INTERVENTIONS}?q=soepgesprek")
    link = reviewer.locator("#result_list tbody a", has_text=NAME).get_attribute("href")
    pk = re.search(r"/(\d+)/change/", link)[1]
    take(reviewer, pk, "claim")
    take(reviewer, pk, "send_back", "Hoe vaak per jaar is dit?")

    # The submitter answers.
    outside.goto(private)
    expect(outside.get_by_text("Hoe vaak per jaar is dit?")).to_be_visible()
    outside.get_by_role("link", name="Nakijken en versturen").click()
    outside.locator("textarea").last.fill("Vier keer per jaar.")
    outside.get_by_role("button", name="Opnieuw versturen").click()
    expect(outside.get_by_role("status")).to_contain_text("Ontvangen")

    # Nobody approves alone: an editor has to agree first.
    take(reviewer, pk, "claim")
    reviewer.goto(f"{INTERVENTIONS}{pk}/stap/publish/")
    expect(
        reviewer.get_by_text("Naast wie publiceert, staat nog niemand achter deze tekst.")
    ).to_be_visible()
    editor = sign_in(visitor, "redacteur")
    take(editor, pk, "agree")
    take(reviewer, pk, "publish", "Nieuw in de kennisbank.")
    outside.goto(HOME)
    expect(outside.get_by_role("heading", level=1)).to_have_text(NAME)
    outside.goto(private)
    expect(outside.get_by_role("link", name=f"Lees {NAME} op de site")).to_be_visible()

    # The editor revises; the public page stays until the copy is published.
    take(editor, pk, "revise")
    copy = re.search(r"/(\d+)/change/", editor.url)[1]
    assert copy != pk
    editor.locator("#id_goal").fill("Elkaar beter leren kennen.")
    editor.locator(".submit-row [name=_save]").first.click()
    take(editor, copy, "submit")
    outside.goto(HOME)
    expect(outside.get_by_text("Elkaar leren kennen.")).to_be_visible()
    take(reviewer, copy, "claim")
    reviewer.goto(f"{INTERVENTIONS}{copy}/vergelijken/")
    expect(reviewer.locator("ins", has_text="beter").first).to_be_visible()
    take(reviewer, copy, "publish", "Het doel is scherper.")
    outside.goto(HOME)
    expect(outside.get_by_text("Elkaar beter leren kennen.")).to_be_visible()
    outside.goto(f"{HOME}versies/?van=1&tot=2")
    expect(outside.locator("ins", has_text="beter")).to_be_visible()
    expect(outside.get_by_text("Het doel is scherper.")).to_be_visible()

    # Somebody says that it is not right; a notice stands there at once.
    outside.goto(HOME)
    outside.get_by_role("link", name="Klopt er iets niet?").first.click()
    outside.locator("[name=wrong]").fill("Wij stopten in 2020.")
    outside.get_by_role("button", name="Verstuur de melding").click()
    report = outside.url
    reviewer.goto("/beheer/interventions/report/?q=stopten")
    reviewer.locator("#result_list tbody a").first.click()
    number = re.search(r"/report/(\d+)/", reviewer.url)[1]
    reviewer.goto(f"/beheer/interventions/report/{number}/stap/oppakken/")
    reviewer.locator(".submit-row [type=submit]").click()
    reviewer.get_by_role("link", name=re.compile("mededeling", re.IGNORECASE)).first.click()
    reviewer.locator("textarea").first.fill("Wij zoeken uit of dit nog wordt gedaan.")
    reviewer.locator(".submit-row [type=submit]").click()
    for address in (HOME, f"/samenvattingen{HOME}"):
        outside.goto(address)
        expect(outside.get_by_text("Wij zoeken uit of dit nog wordt gedaan.")).to_be_visible()
    reviewer.goto(f"/beheer/interventions/report/{number}/stap/verwerkt/")
    reviewer.locator("textarea").first.fill("Wij passen dit aan. Dank u wel.")
    reviewer.locator(".submit-row [type=submit]").click()
    outside.goto(report)
    expect(outside.get_by_text("Wij passen dit aan. Dank u wel.")).to_be_visible()

    # Withdrawn: gone everywhere.
    assert lists_with_it(outside) == [*LISTS]
    take(reviewer, pk, "withdraw", "De eigenaar vroeg hierom.")
    gone = (HOME, f"{HOME}versies/", f"{HOME}versies/1/", f"/samenvattingen{HOME}")
    gone += (f"/samenvattingen/interventies/{SLUG}.pdf", f"/api/v1/interventies/{SLUG}")
    gone += (f"/id/interventie/{SLUG}", f"/data/interventies/{SLUG}.ttl")
    gone += (f"{HOME}versies/2/", f"{HOME}versies/?van=1&tot=2")
    assert statuses(outside, *gone) == [410] * len(gone)
    outside.goto(HOME)
    expect(outside.get_by_text("De eigenaar vroeg hierom.")).to_be_visible()
    assert lists_with_it(outside) == []

    # Its first version comes back, by the same road.
    editor.goto(f"{INTERVENTIONS}{pk}/versies/")
    editor.get_by_role("button", name="Haal versie 1 terug").click()
    copy = re.search(r"/(\d+)/change/", editor.url)[1]
    take(editor, copy, "submit")
    take(reviewer, copy, "claim")
    take(reviewer, copy, "publish", "Terug, met de eerste tekst.")
    assert statuses(outside, *gone) == [200] * len(gone)
    assert lists_with_it(outside) == [*LISTS]
    outside.goto(HOME)
    expect(outside.get_by_text("Elkaar leren kennen.")).to_be_visible()
    outside.goto(f"{HOME}versies/")
    expect(outside.get_by_role("link", name="Versie 3", exact=True)).to_be_visible()
    take(reviewer, pk, "withdraw", "De proef is klaar.")  # other tests share this base
