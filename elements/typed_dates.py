"""Dates as people type them: one reader for the desk, the forms for everybody and the import."""

from datetime import date

from django.core.exceptions import ValidationError

from elements.dates import today
from elements.written_dates import EXAMPLES, UnclearDateError, in_words, written_date


def read_date(text: str) -> str:
    """The partial date that a text says (`written_date`); nothing of nothing.

    Raises ValidationError (`partial_date`) with what is wrong.
    """
    try:
        return written_date(text, today().year)
    except UnclearDateError as unclear:
        raise _fault(str(unclear)) from unclear


def read_day(text: str) -> date | None:
    """The day that a text says. Raises ValidationError: `day` where it says a month or a year."""
    found = read_date(text)
    if not found:
        return None
    if len(found) < 10:
        lacking = "de dag" if len(found) > 4 else "de dag en de maand"
        raise ValidationError(
            f"Schrijf {lacking} erbij: een hele datum, zoals 10 februari 2014.", code="day"
        )
    return date.fromisoformat(found)


def how_read(text: str) -> str:
    """What was made of a text that is a date in other writing than ours, to say at its name."""
    found = read_date(text)
    if not found or text.strip() in (found, in_words(found)):
        return ""
    return f"gelezen als {in_words(found)}"


def validate_partial_date(value: str) -> None:
    """Raise ValidationError (`partial_date`) unless it is empty or a date in our own writing."""
    if read_date(value) != value:
        raise _fault(EXAMPLES)


def _fault(sentence: str) -> ValidationError:
    return ValidationError(sentence, code="partial_date")
