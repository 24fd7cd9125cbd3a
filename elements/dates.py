"""Days in Amsterdam, and partial dates: `2014`, `2014-02` or `2014-02-10`.

Those are text, because a source may say no more.
"""

import re
from calendar import monthrange
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.utils import timezone

from elements.written_dates import in_words as in_words  # ours, for everybody who has dates

PATTERN = r"^([12][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?)?$"
PARTIAL = re.compile(PATTERN)
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


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
