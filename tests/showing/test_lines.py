"""What the lines of a text say: which are items of a list, and what stands beside them."""

import re

import pytest

from elements.blocks import in_plain_text
from elements.text import list_lines
from interventions.showing.prose import prose, within


def shape(text: str) -> str:
    return re.sub(r' class="[^"]*"', "", prose(text)).replace("\n", "")


@pytest.mark.parametrize(
    "mark",
    [
        "- ",
        "-\t",
        "-\u00a0",
        "– ",
        "— ",
        "‑ ",
        "− ",
        "* ",
        "• ",
        "· ",
        "•",
        "•\t",
        "◦ ",
        "▪ ",
        "● ",
        "\uf0b7\t",
    ],
)
def test_lines_with_a_mark_are_a_list_and_the_others_stand_beside_it(mark):
    found = "<p>Vooraf</p><ul><li>een</li><li>twee</li></ul><p>Daarna</p>"
    for gap in ("\n", "\n\n", "\r\n", "\n \n", "\r"):
        assert shape(gap.join(["Vooraf", f"{mark}een", f"{mark}twee", "Daarna"])) == found, gap
    assert shape(f"  {mark}een\n\u200b{mark}twee") == "<ul><li>een</li><li>twee</li></ul>"


@pytest.mark.parametrize("end", [".", ")"])
def test_lines_with_a_number_are_a_list_that_keeps_its_number(end):
    lines = f"Vooraf:\n1{end} een\n2{end} twee\nDaarna"
    assert shape(lines) == "<p>Vooraf:</p><ol><li>een</li><li>twee</li></ol><p>Daarna</p>"
    assert shape(f"3{end} drie\n4{end} vier") == '<ol start="3"><li>drie</li><li>vier</li></ol>'
    assert shape(f"1{end} een\n\n2{end} twee") == "<ol><li>een</li><li>twee</li></ol>"
    assert (
        shape(f"1{end} een\n3{end} drie") == '<ol><li>een</li></ol><ol start="3"><li>drie</li></ol>'
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("- een", "<ul><li>een</li></ul>"),
        ("- een\n  en verder\n- twee", "<ul><li>een en verder</li><li>twee</li></ul>"),
        ("- een\n  - onder een", "<ul><li>een</li><li>onder een</li></ul>"),
        ("- een\n• twee", "<ul><li>een</li><li>twee</li></ul>"),
        ("- een\n1. twee", "<ul><li>een</li></ul><ol><li>twee</li></ol>"),
        ("Doel:\n– meedoen\nElke week.", "<p>Doel:</p><ul><li>meedoen</li></ul><p>Elke week.</p>"),
        ("1. januari\n2. februari", "<ol><li>januari</li><li>februari</li></ol>"),
        ("- <b>", "<ul><li>&lt;b&gt;</li></ul>"),
    ],
)
def test_what_is_meant_as_a_list_is_one(text, found):
    assert shape(text) == found


@pytest.mark.parametrize(
    "text",
    [
        *("-", "–", "•", "*", "- - -", "---", "1.", "–\n–"),
        *("a – b", "a - b", "koken – en eten", "10–20 uur", "10 - 20", "a • b", "2 * 3"),
        *("-5 graden", "–5 graden", "*nadruk*", "1.5 uur", "1,5 uur", "10.000 mensen", "1.een"),
        *("2014. Toen begon het.", "1. januari 2014", "op\n1. januari", "van 10\n– 20 uur"),
        *("De aanpak\n– zo blijkt –\nwerkt", "In groep\n8. Daarna niet meer", "van 2014\n- 2016"),
        "De aanpak werkt\n– zeggen zij – altijd",
    ],
)
def test_a_lone_dash_a_range_a_date_or_a_sum_is_no_list(text):
    assert shape(text) == f"<p>{' '.join(text.split())}</p>"


def test_within_another_element_one_paragraph_needs_no_tag():
    assert within("Een <zin>.") == "Een &lt;zin&gt;."
    assert "<ul" in within("- een")
    assert within("") == prose("") == ""


def test_plain_text_has_the_same_list():
    text = "Vooraf\n• een\n•twee\nDaarna\n3) drie\n4) vier"
    assert in_plain_text(text) == "Vooraf\n\n- een\n- twee\n\nDaarna\n\n3. drie\n4. vier"


def test_a_field_that_is_a_list_loses_every_kind_of_bullet():
    text = "- een\n• twee\n* drie\n– vier\nvijf\n-5\n\n\u200b-\u00a0zes"
    assert list_lines(text) == ["een", "twee", "drie", "vier", "vijf", "-5", "zes"]
