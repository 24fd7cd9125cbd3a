import pytest

from elements.addresses import clean_address, how_cleaned
from tests.elements.pasted import KEPT, PAGE, SAID


@pytest.mark.parametrize(("text", "said"), SAID.items())
def test_what_is_not_part_of_an_address_goes_and_is_said(text, said):
    assert (clean_address(text), how_cleaned(text)) == (PAGE, said)


@pytest.mark.parametrize("text", ["", *KEPT])
def test_an_address_that_is_one_stays(text):
    assert (clean_address(text), how_cleaned(text)) == (text, "")


def test_in_a_host_every_dash_is_a_hyphen():
    assert clean_address("https://voor–beeld.nl/a–b") == "https://voor-beeld.nl/a–b"
    assert clean_address("www.voor—beeld.nl") == "www.voor-beeld.nl"


@pytest.mark.parametrize("text", ["\u200b", " ", "<>", '""'])
def test_of_nothing_nothing_is_said(text):
    assert (clean_address(text), how_cleaned(text)) == ("", "")


def test_a_space_within_stays_for_who_wrote_it():
    assert clean_address("https://voorbeeld.nl/een pagina") == "https://voorbeeld.nl/een pagina"
