from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from elements import dates
from elements.typed_dates import validate_partial_date


@pytest.mark.parametrize("value", ["", "2014", "2014-02", "2014-02-10", "2024-02-29"])
def test_a_date_may_say_no_more_than_is_known(value):
    validate_partial_date(value)


@pytest.mark.parametrize(
    "value",
    ["14", "2014-13", "2014-02-30", "2023-02-29", "2014-2-1", "2014\n", "x", "0014", "٢٠١٤"],
)
def test_anything_else_is_refused_with_a_code(value):
    with pytest.raises(ValidationError) as raised:
        validate_partial_date(value)
    assert raised.value.code == "partial_date"


@pytest.mark.parametrize(
    ("value", "last"),
    [
        ("2014", date(2014, 12, 31)),
        ("2014-02", date(2014, 2, 28)),
        ("2024-02", date(2024, 2, 29)),
        ("2014-02-10", date(2014, 2, 10)),
    ],
)
def test_a_period_lapses_at_its_end(value, last):
    assert dates.last_day(value) == last


def test_years_later_keeps_what_is_known():
    assert dates.years_later("2017-06", 5) == "2022-06"
    assert dates.years_later("2024-02-29", 1) == "2025-02-28"
    assert dates.years_later("2024-02-29", 4) == "2028-02-29"


@pytest.mark.parametrize(
    ("value", "words"),
    [("", ""), ("2014", "2014"), ("2014-02", "februari 2014"), ("2014-02-10", "10 februari 2014")],
)
def test_dates_are_written_in_dutch(value, words):
    assert dates.in_words(value) == words


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 3, 28, 23, 30, tzinfo=UTC), date(2026, 3, 29)),
        (datetime(2026, 7, 1, 21, 59, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 7, 1, 22, 0, tzinfo=UTC), date(2026, 7, 2)),
    ],
)
def test_a_day_is_one_in_amsterdam(time_machine, moment, day):
    time_machine.move_to(moment)
    assert dates.today() == dates.day_of(moment) == day
    assert dates.start_of(day) <= moment < dates.start_of(day + timedelta(days=1))
