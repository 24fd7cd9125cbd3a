"""Taking a summary along by copying it: what a word processor gets."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
DOSSIER = "/samenvattingen/dossier/?interventie=abcd&interventie=kan-wel"
READ = """async kind => {
    const [item] = await navigator.clipboard.read();
    return (await item.getType(kind)).text();
}"""


def test_a_copied_dossier_has_its_headings_sources_and_whole_addresses(visitor, site):
    page = visitor.opens(DOSSIER, permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Kopieer tekst met bronnen").click()
    expect(page.get_by_text("De tekst is gekopieerd.")).to_be_visible()
    text, rich = (page.evaluate(READ, f"text/{kind}") for kind in ("plain", "html"))
    assert "Bronnen" in text
    assert rich.count("<h2") > 2
    addresses = re.findall(r'<a\b[^>]*\shref="([^"]*)"', rich)
    assert addresses
    assert [one for one in addresses if not one.startswith(("http://", "https://"))] == []
    assert any(one.startswith(f"{site}/samenvattingen/dossier/") for one in addresses)
