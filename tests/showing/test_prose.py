"""Plain text becomes HTML that says the same, and never more."""

import re
from html import unescape

from hypothesis import example, given
from hypothesis import strategies as st

from elements.models import Term
from elements.text import first_sentence, fold, list_lines
from interventions.showing.prose import TermLinker, inline, prose

TAGS = {"p", "ul", "li", "a"}


def linker(*names):
    return TermLinker(Term(name=name, slug=fold(name).replace(" ", "-")) for name in names)


def words_of(html):
    return unescape(re.sub(r"<[^>]+>", " ", html)).split()


@given(st.text() | st.text(alphabet="<>/&\"'=-\n wmoascript"))
@example("wmo <b>vet</b>")
def test_no_text_makes_a_tag_of_its_own(text):
    html = str(prose(text, linker("script", "a", "wmo")))
    assert set(re.findall(r"</?([a-zA-Z]+)", html)) <= TAGS
    assert not re.search(r"<(?!/?(?:p|ul|li|a)\b)", html)


@given(st.text(alphabet="ab -\n<>&\"'", max_size=60))
def test_no_word_is_lost(text):
    dashes = re.sub(r"(?m)^\s*- ", "", text)
    assert "".join(words_of(prose(text))).replace("-", "") == "".join(dashes.split()).replace(
        "-", ""
    )


def test_blank_lines_make_paragraphs_and_dashes_a_list():
    html = prose("Een.\n\n- twee\n- drie\n\nVier\nvijf.")
    assert re.sub(r' class="[^"]+"', "", html) == (
        "<p>Een.</p>\n<ul><li>twee</li><li>drie</li></ul>\n<p>Vier vijf.</p>"
    )


def test_only_web_addresses_become_links():
    html = inline("Zie https://a.nl/b?c=1. Niet javascript:alert(1) of ftp://a.nl.")
    assert re.findall(r'href="([^"]+)"', html) == ["https://a.nl/b?c=1"]
    assert html.endswith("ftp://a.nl.")


def test_a_term_is_linked_where_it_is_first_used_over_all_texts_of_a_page():
    link = linker("eigen kracht", "Wmo")
    first, second = prose("De Wmo en eigen kracht.", link), prose("Wmo", link)
    assert '<a class="kb-term" href="/begrippen/#wmo">Wmo</a>' in first
    assert "#eigen-kracht" in first
    assert "<a" not in second


def test_a_term_inside_a_word_or_an_address_is_not_linked():
    html = prose("Burgerkrachtig https://a.nl/wmo/ wmo-raad", linker("burgerkracht", "wmo"))
    assert "burgerkracht" not in re.sub(r"Burgerkrachtig", "", html)
    assert html.count("kb-term") == 1
    assert '">wmo</a>-raad' in html


def test_folding_forgets_case_accents_and_space():
    assert fold("  Kan   WÉL! ") == "kan wel!"
    assert fold("ideeën") == fold("IDEEEN")


def test_the_first_sentence_ends_at_its_full_stop():
    assert first_sentence("Meedoen moet makkelijk zijn. En meer.") == "Meedoen moet makkelijk zijn."
    assert first_sentence("Zonder punt") == "Zonder punt"


def test_list_lines_lose_their_dash():
    assert list_lines("- een\n- twee\n\ndrie") == ["een", "twee", "drie"]
