"""How cells are read and written. A reader is never given an empty cell: empty is unknown."""

import datetime
import re
from collections.abc import Collection
from contextlib import suppress
from functools import partial

from django.core.exceptions import ValidationError

from elements import dates
from elements.addresses import how_cleaned
from elements.models import Source
from elements.references import reference_with_address
from elements.text import fold, one_line
from elements.typed_dates import how_read, read_date, read_day
from interventions.sheet.columns.column import Find
from interventions.sheet.document import iso
from interventions.sheet.fact import Kind

YEAR = re.compile(r"[0-9]{4}")
LISTS = re.compile(r"[;|\n]")
ALONGSIDE = "|"
BETWEEN = "; "  # the words of one cell
NONE = "–"  # of one recognition, where another has a value
NO_VALUE = ("", NONE)
UNREAD = object()
MOST_WORDS = 100  # in one cell
UNKNOWN = "onbekend"
FIRST_YEAR = 1901  # that every spreadsheet program has days of


# --- Reading --------------------------------------------------------------------------------------


def text(model, name: str):
    """A reader of text for a field of a model: at most as long as the field, and valid in it."""
    field = model._meta.get_field(name)

    def read(cell: str, find: Find) -> str:
        cell = field.to_python(cell)  # one line, where the field holds one
        if field.max_length and len(cell) > field.max_length:
            raise ValidationError(
                f"Dit is te lang: {len(cell)} tekens. Er passen er {field.max_length}.",
                code="too_long",
            )
        field.run_validators(cell)
        return cell

    return read


def plain(cell: str, find: Find) -> str:
    return cell


def lines(cell: str, find: Find) -> str:
    """Names as the field has them, one per line."""
    return cell if "\n" in cell else "\n".join(parts(cell, "|"))


def year(cell: str, find: Find) -> int:
    cell = one_line(cell)
    if not YEAR.fullmatch(cell) or not 1900 <= int(cell) <= 2100:
        raise ValidationError("Schrijf een jaar van vier cijfers, zoals 2014.", code="year")
    return int(cell)


def partial_date(cell: str, find: Find) -> str:
    return read_date(cell)


def day(cell: str, find: Find) -> datetime.date | None:
    return read_day(cell)


def one(words: str):
    """A reader of one word of a list, by name or slug; None where the word is to be left out."""
    return lambda cell, find: find(words, cell)


def many(words: str):
    """A reader of some words of a list. Raises ValidationError with every word that is unknown.

    A line may be one word: names, and titles of sources, hold separators too.
    """

    def read(cell: str, find: Find) -> list:
        pieces: dict[str, object] = {}
        for line in parts(cell, "\n"):
            try:
                pieces[line] = find(words, line)
            except ValidationError:
                pieces |= dict.fromkeys(parts(line), UNREAD)

        def value(part: str):
            return find(words, part) if pieces[part] is UNREAD else pieces[part]

        found = _each(pieces, "woorden", value)
        return list(dict.fromkeys(row for row in found if row is not None))

    return read


def alongside(reader, words: str = ""):
    """A reader of a cell with one value per row; an empty part is an empty value.

    In a workbook for people each has a line. `words`: the list that a value is a word of; such a
    word may hold the separator.
    """

    def read(cell: str, find: Find) -> list:
        by_line = "\n" in cell or (ALONGSIDE in cell and words and _is_known(find, words, cell))
        pieces = cell.split("\n" if by_line else ALONGSIDE)
        return _each([part.strip() for part in pieces], "waarden", partial(value, find))

    def value(find: Find, part: str):
        return None if part in NO_VALUE else reader(part, find)

    return read


def _is_known(find: Find, words: str, text: str) -> bool:
    try:
        return find(words, text) is not None
    except ValidationError:
        return False


def _each(pieces: Collection[str], name: str, read) -> list:
    """What each piece says. Raises ValidationError with everything that is wrong."""
    if len(pieces) > MOST_WORDS:
        raise ValidationError(f"In deze cel staan meer dan {MOST_WORDS} {name}.", code="too_many")
    found, faults = [], []
    for piece in pieces:
        try:
            found.append(read(piece))
        except ValidationError as fault:
            faults.append(fault)
    if faults:
        raise ValidationError(faults)
    return found


def parts(cell: str, separators: str = "") -> list[str]:
    pieces = cell.split(separators) if separators else LISTS.split(cell)
    return [piece.strip() for piece in pieces if piece.strip()]


# --- How it was read ------------------------------------------------------------------------------

TELLS = {Kind.ADDRESS: how_cleaned, Kind.DATE: how_read, Kind.DAY: how_read}


def how_cell_was_read(kind: Kind | None, cell: str) -> list[str]:
    """What was made of each value of a good cell that was not as we write it."""
    if kind not in TELLS:
        return []
    told = []
    several = parts(cell, "\n" if "\n" in cell else ALONGSIDE)
    for piece in [cell] if kind is Kind.ADDRESS else several:
        with suppress(ValidationError):  # a line of a date that fills more
            told.append("" if piece in NO_VALUE else TELLS[kind](piece))
    return [*filter(None, told)]


# --- Writing --------------------------------------------------------------------------------------


def value_of(field: str):
    return lambda row: "" if getattr(row, field) is None else str(getattr(row, field))


def moment_of(field: str):
    """As a document has it."""
    return lambda row: iso(getattr(row, field)) or ""


def slug_of(field: str):
    return lambda row: getattr(row, field).slug if getattr(row, field) else ""


def slugs_of(field: str):
    return lambda row: BETWEEN.join(sorted(each.slug for each in getattr(row, field).all()))


def of_rows(relation: str, write):
    """What `write` makes of each row of a relation, in its order."""

    def written(row) -> str:
        return f" {ALONGSIDE} ".join(write(each) for each in getattr(row, relation).all()).strip()

    return written


# --- Showing --------------------------------------------------------------------------------------


def shown_date(value: str | datetime.date | None) -> str | datetime.date:
    """A whole day as a day, less of it in words."""
    if isinstance(value, str) and len(value) == 10:
        value = datetime.date.fromisoformat(value)
    if isinstance(value, datetime.date) and value.year >= FIRST_YEAR:
        return value
    return dates.in_words(value or "")


def date_of(field: str):
    return lambda row: shown_date(getattr(row, field))


def day_of(field: str):
    """The day of a moment."""
    return lambda row: shown_date(dates.day_of(getattr(row, field)))


def number_of(field: str):
    return lambda row: getattr(row, field) or ""


def label_of(field: str):
    """The words of a choice; nothing where it says that nothing is known."""
    return lambda row: (
        "" if getattr(row, field) == UNKNOWN else getattr(row, f"get_{field}_display")()
    )


def name_of(field: str):
    return lambda row: named(getattr(row, field))


def names_of(field: str):
    """A line for each, in the order of the alphabet."""
    return lambda row: "\n".join(sorted(map(named, getattr(row, field).all()), key=fold))


def named(row) -> str:
    """The name of a row of any list; of a source the full reference."""
    if row is None:
        return ""
    return reference_with_address(row) if isinstance(row, Source) else str(row)


def beside(relation: str, show):
    """What `show` makes of each row of a relation, a line each where there are more."""

    def shown(row):
        values = [show(each) for each in getattr(row, relation).all()]
        if len(values) < 2:
            return values[0] if values else ""
        words = [in_words(one) for one in values]
        return "\n".join(one or NONE for one in words) if any(words) else ""

    return shown


def in_words(value) -> str:
    return dates.in_words(value) if isinstance(value, datetime.date) else str(value)
