import pytest
from django.core.exceptions import ValidationError

from elements.typed_dates import how_read, read_date, read_day
from tests.elements.written import READ, WRONG


@pytest.mark.parametrize(("text", "value"), READ.items())
def test_a_date_is_read_as_people_write_it(text, value):
    assert read_date(text) == value


@pytest.mark.parametrize("text", ["", " ", "\ufeff", "\u200b \u00a0"])
def test_nothing_is_no_date(text):
    assert (read_date(text), read_day(text), how_read(text)) == ("", None, "")


@pytest.mark.parametrize(("text", "sentence"), WRONG.items())
def test_what_is_no_date_is_said_in_a_sentence(text, sentence):
    with pytest.raises(ValidationError) as fault:
        read_date(text)
    assert (fault.value.messages, fault.value.code) == ([sentence], "partial_date")


@pytest.mark.parametrize(("text", "value"), READ.items())
def test_a_day_is_asked_for_where_less_is_said(text, value):
    if len(value) == 10:
        assert str(read_day(text)) == value
        return
    with pytest.raises(ValidationError) as fault:
        read_day(text)
    lacking = "Schrijf de dag erbij" if len(value) > 4 else "Schrijf de dag en de maand erbij"
    assert fault.value.messages[0].startswith(lacking)


@pytest.mark.parametrize("text", ["2014", "2014-02-10", " 2014-02 ", "10 februari 2014"])
def test_what_is_written_as_we_do_needs_no_words(text):
    assert how_read(text) == ""
