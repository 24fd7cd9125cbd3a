"""An address in a text is a link up to where a reader would end it."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elements.links import Address, pieces
from interventions.showing.prose import inline

WIKI = "https://nl.wikipedia.org/wiki/Wijk_(stad)"
UNSEEN = ["\u200b", "\u200c", "\u200d", "\u200e", "\u00ad", "\u2060", "\ufeff", "\u202c", "\u2069"]


def links(text: str) -> list[str]:
    return [unescape(one) for one in re.findall(r'href="([^"]+)"', inline(text))]


@pytest.mark.parametrize(
    "address", [WIKI, "https://a.nl", "http://a.nl/b/?c=1&d=e#f", "https://a.nl/~b/"]
)
@pytest.mark.parametrize(
    ("before", "after"),
    [
        *(
            ("", end)
            for end in (".", ",", ":", ";", "!", "?", "...", "…", "?!", ".”", " ", "\n", "*")
        ),
        *(
            ("", end)
            for end in ("–", "—", " –", "-", "– en", "—en", "…en", "\u00a0en", "\u3000", "。")
        ),
        *[
            ("(", ")"),
            ("(zie ", ")."),
            ("[", "]"),
            ("{", "}"),
            ("<", ">"),
            ("(", ".)"),
            ("((", "))"),
        ],
        *[
            ('"', '"'),
            ("'", "'"),
            ("“", "”"),
            ("„", "”"),
            ("‘", "’"),
            ("«", "»"),
            ("‹", "›"),
            ("`", "`"),
        ],
        *[
            ("'", "',"),
            ("‘", "’."),
            ("„", "“"),
            ("'", "'-pagina"),
            ("", "'s"),
            ("", "|"),
            ("", "😀"),
        ],
        *(("", one) for one in UNSEEN),
        *(("", f"{one}.") for one in UNSEEN),
    ],
)
def test_an_address_ends_where_a_reader_ends_it(address, before, after):
    assert links(f"Zie {before}{address}{after}") == [address]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "https://nl.wikipedia.org/wiki/'s-Hertogenbosch.",
            ["https://nl.wikipedia.org/wiki/'s-Hertogenbosch"],
        ),
        ("https://a.nl/(b)_(c)).", ["https://a.nl/(b)_(c)"]),
        ("https://a.nl/b(zie ook", ["https://a.nl/b"]),
        ("https://a.nl/?b[]=1&b[]=2]", ["https://a.nl/?b[]=1&b[]=2"]),
        (
            "https://a.nl,https://b.nl;https://c.nl",
            ["https://a.nl", "https://b.nl", "https://c.nl"],
        ),
        ("https://a.nl en (https://b.nl)", ["https://a.nl", "https://b.nl"]),
        (
            "https://web.archive.org/web/2014/https://a.nl/b.",
            ["https://web.archive.org/web/2014/https://a.nl/b"],
        ),
        ("https://a.nl/wi\u00adjk\u200bteam", ["https://a.nl/wijkteam"]),
        ("HTTPS://A.NL/b", ["HTTPS://A.NL/b"]),
        ("https://münchen.de/straße", ["https://münchen.de/straße"]),
        ("https://ar.wikipedia.org/wiki/مدينة،", ["https://ar.wikipedia.org/wiki/مدينة"]),
        ("https:// http://. https://) ftp://a.nl javascript:alert(1)", []),
    ],
)
def test_odd_addresses(text, found):
    assert links(text) == found


@given(st.text(alphabet="htps:/a.()[]'\"’–… \u200b", max_size=60) | st.text())
def test_no_sign_of_a_text_is_lost(text):
    found = [one.text if isinstance(one, Address) else one for one in pieces(text)]
    assert "".join(found) == text
    assert all(found)
