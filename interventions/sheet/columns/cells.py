"""How cells are read and written. A reader is never given an empty cell: empty is unknown."""

import datetime
import re
from collections.abc import Collection

from django.core.exceptions import ValidationError

from elements import dates
from interventions.sheet.columns.column import Find

YEAR = re.compile(r"[0-9]{4}")
LISTS = re.compile(r"[;|\n]")
DAY_FIRST = re.compile(r"(?:(\d{1,2})[-/.])?(\d{1,2})[-/.](\d{4})")
UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
ALONGSIDE = "|"
MOST_WORDS = 100  # in one cell


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
    if not YEAR.fullmatch(cell) or not 1900 <= int(cell) <= 2100:
        raise ValidationError("Schrijf een jaar van vier cijfers, zoals 2014.", code="year")
    return int(cell)


def partial_date(cell: str, find: Find) -> str:
    """`2014`, `2014-02`, `2014-02-10`, and the Dutch order `10-2-2014`, which Excel makes of it."""
    found = DAY_FIRST.fullmatch(cell)
    if found:
        numbers = [int(number) for number in reversed(found.groups()) if number]
        cell = "-".join([f"{numbers[0]:04}", *(f"{number:02}" for number in numbers[1:])])
    dates.validate_partial_date(cell)
    return cell


def day(cell: str, find: Find) -> datetime.date:
    value = partial_date(cell, find)
    if len(value) < 10:
        raise ValidationError("Schrijf de hele dag, zoals 2014-02-10.", code="day")
    return datetime.date.fromisoformat(value)


def one(words: str):
    """A reader of one word of a list, by name or slug; None where the word is to be left out."""
    return lambda cell, find: find(words, cell)


def many(words: str):
    """A reader of some words of a list. Raises ValidationError with every word that is unknown."""

    def read(cell: str, find: Find) -> list:
        found = _each(dict.fromkeys(parts(cell)), "woorden", lambda part: find(words, part))
        return list(dict.fromkeys(row for row in found if row is not None))

    return read


def alongside(reader):
    """A reader of a cell with one value per row; an empty part is an empty value."""

    def read(cell: str, find: Find) -> list:
        values = [part.strip() for part in cell.split(ALONGSIDE)]
        return _each(values, "waarden", lambda part: reader(part, find) if part else None)

    return read


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


# --- Writing --------------------------------------------------------------------------------------


def value_of(field: str):
    return lambda row: "" if getattr(row, field) is None else str(getattr(row, field))


def slug_of(field: str):
    return lambda row: getattr(row, field).slug if getattr(row, field) else ""


def slugs_of(field: str):
    return lambda row: "; ".join(sorted(each.slug for each in getattr(row, field).all()))


def of_rows(relation: str, write):
    """What `write` makes of each row of a relation, in its order."""

    def written(row) -> str:
        return f" {ALONGSIDE} ".join(write(each) for each in getattr(row, relation).all()).strip()

    return written
