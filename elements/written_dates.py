"""What people write for a date, without a word of Django: for whoever reads a text or a field."""

import re
import unicodedata
from calendar import monthrange
from datetime import date

from elements.text import fold, one_line

MONTHS = (  # noqa: SIM905 - reads better than twelve quoted words
    "januari februari maart april mei juni juli augustus september oktober november december"
).split()
LONGEST = 60
FIRST, LAST = 1800, 2100  # years that a source, a recognition or a check can be of
# A year of two digits is read where one year fits: from this one, to so many years from now.
OLDEST, AHEAD = 1950, 10
MIDNIGHT = re.compile(r"[t ]0{1,2}:00(?::00(?:\.0{1,6})?)?z?$")  # a program puts it behind a day
ORDINAL = re.compile(r"(?<=[0-9])(?:e|de|ste)(?![a-z])")
PART = re.compile(r"'?[0-9]+|[a-z]+")
SHAPE = re.compile(r"0(?:[ /.-]*0){0,9}")  # with each part as a 0
BEFORE = ("op", "in", "de")
DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
SPELLINGS = {"mrt": 3}  # that do not start as the month does

EXAMPLES = "Schrijf een datum als 10 februari 2014, 10-02-2014, februari 2014 of 2014."
WHOLE_YEAR = "Schrijf het jaar erbij, met vier cijfers: 10-02-2014, februari 2014 of 2014."


class UnclearDateError(ValueError):
    """Says in a sentence what is wrong with what should have been a date."""


def written_date(text: str, this_year: int) -> str:
    """The partial date that a text says; nothing of nothing. A year of two digits goes by the
    present year.

    It takes the day first or the year first, months in figures or words, and forgives capitals,
    points, spaces and what nobody sees. Raises UnclearDateError.
    """
    plain = _plain(text)
    if not plain:
        return ""
    if len(plain) > LONGEST or not SHAPE.fullmatch(PART.sub("0", plain)):
        raise UnclearDateError(EXAMPLES)
    parts = PART.findall(plain)
    while parts[0] in BEFORE and parts[1:]:
        del parts[0]
    weekday = _weekday(parts[0])
    if weekday and parts[1:]:
        del parts[0]
    year, month, day = _in_order(parts)
    found = _existing(_year(year, this_year), month, day)
    if weekday and day and weekday != DAYS[date.fromisoformat(found).weekday()]:
        raise UnclearDateError(f"{in_words(found)} is geen {weekday}.")
    return found


def in_words(value: str | date) -> str:
    """A day or a partial date as `10 februari 2014`, `februari 2014` or `2014`; nothing of none."""
    if not value:
        return ""
    parts = str(value).split("-")
    words = [parts[0]]
    if len(parts) > 1:
        words.append(MONTHS[int(parts[1]) - 1])
    if len(parts) > 2:
        words.append(str(int(parts[2])))
    return " ".join(reversed(words))


def _plain(text: str) -> str:
    """Small letters, single spaces, one kind of dash and apostrophe, and nothing unseen."""
    seen = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    plain = fold(one_line(seen)).strip(" .,;:'").replace(", ", " ")
    if seen.strip() and not plain:
        raise UnclearDateError(EXAMPLES)
    return ORDINAL.sub("", MIDNIGHT.sub("", plain))


def _weekday(part: str) -> str:
    fits = (name for name in DAYS if part in (name, name[:2]))
    return next(fits, "")


def _in_order(parts: list[str]) -> tuple[str, str, str]:
    """Year, month and day as they are written, empty where they are not."""
    first, last = _is_year(parts[0]), _is_year(parts[-1])
    if not first and not last and len(parts) == 3 and parts[1].isalpha():
        last = parts[2].isdigit()  # '10-feb-14', as Excel writes it
    if len(parts) > 3 or (first and last and len(parts) > 1):
        raise UnclearDateError(EXAMPLES)
    if not first and not last:
        for part in parts:
            if part.isalpha():
                _month(part)  # then that is what is wrong
        raise UnclearDateError(WHOLE_YEAR)
    year, month, day = [*(parts if first else parts[::-1]), "", ""][:3]
    return (year, day, month) if day.isalpha() else (year, month, day)  # 'februari 10, 2014'


def _is_year(part: str) -> bool:
    return part.startswith("'") or (part.isdigit() and len(part) > 2)


def _year(part: str, this_year: int) -> int:
    """Raises UnclearDateError where no year, or more than one, can be meant."""
    digits = part.removeprefix("'")
    if len(digits) == 2:
        fits = [
            year
            for year in (1900 + int(digits), 2000 + int(digits))
            if OLDEST <= year <= this_year + AHEAD
        ]
        if len(fits) == 1:
            return fits[0]
    if len(digits) < 4:
        raise UnclearDateError(WHOLE_YEAR)
    if len(digits) > 5:
        raise UnclearDateError(EXAMPLES)
    if not FIRST <= int(digits) <= LAST:
        raise UnclearDateError(f"Het jaar {digits} kan niet kloppen. Schrijf een jaar als 2014.")
    return int(digits)


def _month(part: str) -> int:
    if part.isdigit():
        number = int(part)
        if not 1 <= number <= 12:
            raise UnclearDateError(
                f"Maand {number} bestaat niet. Schrijf eerst de dag: 31-12-2014."
            )
        return number
    if part in SPELLINGS:
        return SPELLINGS[part]
    for number, name in enumerate(MONTHS, 1):
        if len(part) > 2 and name.startswith(part):
            return number
    raise UnclearDateError(f"'{part}' kennen wij niet in een datum. {EXAMPLES}")


def _existing(year: int, month: str, day: str) -> str:
    """The partial date of these. Raises UnclearDateError when there is no such."""
    if not month:
        return str(year)
    number = _month(month)
    found = f"{year}-{number:02}"
    if not day:
        return found
    if not day.isdigit():
        raise UnclearDateError(EXAMPLES)
    days = monthrange(year, number)[1]
    if not 1 <= int(day) <= days:
        name = in_words(found)
        raise UnclearDateError(f"{int(day)} {name} bestaat niet: {name} heeft {days} dagen.")
    return f"{found}-{int(day):02}"
