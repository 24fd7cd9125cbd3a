"""Days in Amsterdam, and partial dates: `2014`, `2014-02` or `2014-02-10`.

Those are text, because a source may say no more.
"""

import re
from calendar import monthrange
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils import timezone

PATTERN = r"^([12][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?)?$"
WHOLE = re.compile(PATTERN)
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MONTHS = (  # noqa: SIM905 - reads better than twelve quoted words
    "januari februari maart april mei juni juli augustus september oktober november december"
).split()
IN_WORDS = re.compile(r"(?:([0-9]{1,2})\s+)?([A-Za-z]{3,9})\.?\s+([0-9]{4})")


def today() -> date:
    """Today in Amsterdam: the day on which recognitions lapse and pages are dated."""
    return day_of(timezone.now())


def day_of(moment: datetime) -> date:
    """The day in Amsterdam of a moment with a zone. Whatever a reader sees as a day goes by this:

    the database gives moments in UTC, where the day and at New Year the year begin later.
    """
    return moment.astimezone(AMSTERDAM).date()


def start_of(day: date) -> datetime:
    """The first moment of a day in Amsterdam, to compare moments with."""
    return datetime.combine(day, time(), tzinfo=AMSTERDAM)


def validate_partial_date(value: str) -> None:
    """Raise ValidationError (`partial_date`) unless the text is empty or a date that exists."""
    try:
        if not WHOLE.fullmatch(value):
            raise ValueError
        if value:
            last_day(value)
    except ValueError as error:
        raise ValidationError(
            "Schrijf een datum als 2014, 2014-02 of 2014-02-10.", code="partial_date"
        ) from error


def last_day(value: str) -> date:
    """The last day of the year, the month or the day that the partial date names.

    Raises ValueError when there is no such day.
    """
    parts = [int(part) for part in value.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return date(year, month, parts[2] if len(parts) > 2 else monthrange(year, month)[1])


def years_later(value: str, years: int) -> str:
    """The partial date so many years later; 29 February becomes 28 February where it must."""
    year, rest = int(value[:4]) + years, value[4:]
    if rest == "-02-29" and monthrange(year, 2)[1] == 28:
        rest = "-02-28"
    return f"{year}{rest}"


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


def from_words(text: str) -> str:
    """The partial date that `10 februari 2014` or `feb. 2014` says; of any other text, the text."""
    found = IN_WORDS.fullmatch(text.strip())
    if not found:
        return text
    day, month, year = found.groups()
    number = next((n for n, name in enumerate(MONTHS, 1) if name.startswith(month.lower())), 0)
    number = 3 if month.lower() == "mrt" else number
    if not number:
        return text
    return f"{year}-{number:02}-{int(day):02}" if day else f"{year}-{number:02}"
