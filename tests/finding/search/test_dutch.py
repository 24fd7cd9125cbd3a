"""The word list: which words are Dutch, read where it lies."""

import pytest

from interventions.finding.search.dutch import FOLDER, WordFile, is_dutch, is_listed


def test_every_word_of_the_lists_is_found_and_in_order():
    for name in ("words.txt", "names.txt"):
        file = FOLDER / name
        words = file.read_text(encoding="ascii").split("\n")
        assert words[0] == words[-1] == ""
        assert words[1:-1] == sorted(set(words[1:-1]))
        page = WordFile(file)
        assert all(word in page for word in [*words[1:-1:97], words[1], words[-2]])
        assert not any(f"{word}q" in page for word in words[1:-1:997])


@pytest.mark.parametrize(
    "word", ["bewezen", "effectief", "kosten", "zwembad", "arnhem", "fotos", "buurtmoestuin"]
)
def test_a_word_a_name_and_a_compound_are_dutch(word):
    assert is_dutch(word)


@pytest.mark.parametrize("word", ["vrijwiligers", "jongren", "reminisentie", "kindren", ""])
def test_a_misspelt_word_is_not(word):
    assert not is_dutch(word)


@pytest.mark.parametrize("word", ["a\nb", "\x00", "é", "\n", "a" * 5000])
def test_what_can_be_no_word_is_in_no_list(word):
    assert not is_listed(word)
