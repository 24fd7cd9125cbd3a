"""A PDF prints a script as itself, or names the sign that it cannot print; Word keeps all."""

import io
import random
import re
import unicodedata
from datetime import date

import pytest
from pypdf import PdfReader

from interventions.public.summaries import blocks
from interventions.public.summaries.blocks import Section, Summary
from interventions.public.summaries.letters import shown
from interventions.public.summaries.pdf import summary_pdf
from tests.factories import make_intervention
from tests.public.summaries.word import read, words

PRINTED = [
    *("مرحبا", "می‌خواهم", "١٢٣", "שלום", "שָׁלוֹם", "😀", "👍🏽", "👨‍👩‍👧", "❤️", "🇳🇱", "1️⃣", "🏳️‍🌈"),
    *("नमस्ते", "ਪੰਜਾਬੀ", "தமிழ்", "สวัสดี", "ሰላም", "ⵣⴰ", "Հայ", "ქართული", "Ελλάδα", "Привіт"),
    *("≈≠≤", "→⇒", "∑∈", "★☎♻⚠", "⌘", "½€™", "Şükrü", "Łódź", "Ạ", "ẞ", "e\u0301", "✔✘", "①"),
]
NAMED = {
    "中": "[teken U+4E2D]",
    "中文": "[tekens U+4E2D, U+6587]",
    "かな": "[tekens U+304B hiragana letter ka, U+306A hiragana letter na]",
    "𓀀": "[teken U+13000 egyptian hieroglyph a001]",
    "\ue000": "[teken U+E000]",
    "\ufffd": "[teken U+FFFD replacement character]",
    "e\u0316": "e[teken U+0316 combining grave accent below]",
}
PLAIN = {"Ａ": "A", "㎡": "m2", "𝕏": "X", "ﻣﺮﺣﺒﺎ": "مرحبا", "a\u3000b": "a b"}
HIDDEN = ["\u200e", "\u202e", "\u2067", "\u2060", "\ufeff", "\u00ad", "\ufe0f", "\u200d", "\x07"]


def pdf_of(*texts: str) -> PdfReader:
    found = [one for text in texts for one in blocks.blocks_of(text)]
    facts = blocks.facts([("Kosten", text) for text in texts])
    table = blocks.table("Alles", ["A", "B"], [["a", text] for text in texts])
    section = Section("a", "Alles", [*found, facts, table])
    summary = Summary(texts[0], texts[0], texts[0], [section], [texts[0]], [texts[0]])
    return PdfReader(io.BytesIO(summary_pdf(summary, day=date(2026, 1, 1))))


def text_of(pdf: PdfReader) -> str:
    return " ".join("".join(page.extract_text() for page in pdf.pages).split())


def fonts_of(pdf: PdfReader) -> set[str]:
    """Their names, of all pages."""
    of_pages = [page["/Resources"].get("/Font", {}) for page in pdf.pages]
    fonts = [font.get_object() for found in of_pages for font in found.values()]
    return {font["/BaseFont"].partition("+")[2] for font in fonts}


@pytest.mark.parametrize("text", PRINTED)
def test_what_a_font_has_is_written_as_it_is(text):
    assert shown(f"Voor {text} na").replace("\ufe0f", "") == f"Voor {text} na".replace("\ufe0f", "")


@pytest.mark.parametrize(("text", "name"), NAMED.items())
def test_what_no_font_has_gets_a_name(text, name):
    assert shown(f"Voor {text} na") == f"Voor {name} na"


@pytest.mark.parametrize(("text", "plain"), PLAIN.items())
def test_a_special_form_is_the_plain_sign(text, plain):
    assert shown(text) == plain


@pytest.mark.parametrize("sign", HIDDEN, ids=ascii)
def test_what_shows_nothing_goes(sign):
    assert shown(f"sa{sign} men") == "sa men"


def test_every_script_is_set_in_a_font_that_has_it():
    pdf = pdf_of(" ".join(PRINTED))
    found = text_of(pdf)
    assert "[teken" not in found
    assert "?" not in found.replace("Zo leest u", "")
    for word in ("😀", "ሰላም", "ქართული", "Ελλάδα", "Привіт", "Հայ", "★", "Şükrü"):
        assert word in found
    names = " ".join(fonts_of(pdf))
    for script in ("Arabic", "Hebrew", "Devanagari", "Ethiopic", "Tamil", "Thai", "Emoji"):
        assert script in names, (script, names)


def test_the_names_stand_in_the_file():
    found = text_of(pdf_of("Voor 中文 na"))
    assert "Voor [tekens U+4E2D, U+6587] na" in found


@pytest.mark.parametrize("text", ["مرحبا بالعالم abc", "שלום עולם abc"])
def test_a_paragraph_that_is_read_from_the_right_stands_there(text):
    places: list[tuple[float, str]] = []

    def note(piece, of_page, of_text, font, size):
        if piece.strip():
            places.append((of_page[4] + of_text[4] * of_page[0], piece))

    section = Section("a", "Alles", [blocks.text(text), blocks.text("Gewone tekst.")])
    made = summary_pdf(Summary("P", "", "", [section], [], []), day=date(2026, 1, 1))
    PdfReader(io.BytesIO(made)).pages[0].extract_text(visitor_text=note)
    starts = {piece.strip(): x for x, piece in places}
    latin = next(x for piece, x in starts.items() if "abc" in piece)
    usual = next(x for piece, x in starts.items() if "Gewone" in piece)
    assert latin > usual + 200  # the line ends at the right, its last word at its left


def test_any_mixture_of_signs_is_printed():
    chance = random.Random(2014)  # noqa: S311 - not a secret
    marks = [chr(one) for one in range(0x300, 0x1FFFF) if unicodedata.category(chr(one))[0] == "M"]
    known = "".join(PRINTED)
    texts = [
        "".join(
            chance.choice(
                (chr(chance.randrange(32, 0x20000)), chance.choice(known), chance.choice(marks))
            )
            for _ in range(400)
        )
        for _ in range(5)
    ]
    assert len(pdf_of(*texts).pages) > 0


@pytest.mark.django_db
def test_a_word_file_keeps_the_signs(client):
    text = " ".join([*PRINTED, "中文", "\ue000"])
    row = make_intervention(name="Proef", goal=text)
    assert text in words(read(client, f"interventies/{row.slug}.docx"))


@pytest.mark.django_db
def test_a_name_of_other_letters_is_the_title_of_the_file(client):
    row = make_intervention(name="Café مرحبا 😀 中")
    answer = client.get(f"/samenvattingen/interventies/{row.slug}.pdf")
    pdf = PdfReader(io.BytesIO(answer.content))
    assert re.fullmatch(r"Café مرحبا 😀 \[teken U\+4E2D\]", pdf.metadata.title)
