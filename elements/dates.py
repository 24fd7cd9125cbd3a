"""Days in Amsterdam, and partial dates: `2014`, `2014-02` or `2014-02-10`.

Those are text, because a source may say no more.
"""

import re
from calendar import monthrange
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.utils import timezone

PATTERN = r"^([12][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?)?$"
PARTIAL = re.compile(PATTERN)
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MONTHS = (  # noqa: SIM905 - reads better than twelve quoted words
    "januari februari maart april mei juni juli augustus september oktober november december"
).split()


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
