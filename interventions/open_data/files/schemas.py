"""A Table Schema (Frictionless) of each CSV file, made from the columns that write it.

What holds for a value holds for a cell: a mark against formulas may stand before it
(`columns/guard.py`), and a cell of several has its separator between them.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any, cast

from django.db.models import Field, SlugField

from elements import dates
from elements.models import Element
from interventions.models.intervention import YEARS
from interventions.open_data.files.overview import ADDRESS, GROUPED, KEY
from interventions.open_data.files.rows import INTERVENTION_COLUMNS, STATEMENT_ROWS
from interventions.sheet import STATEMENTS, Kind
from interventions.sheet.columns import Column
from interventions.sheet.columns.guard import guarded
from interventions.sheet.document import KINDS
from interventions.sheet.permanent import permanent
from interventions.showing.matrix import Cell

Part = dict[str, Any]

PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"
SLUG = "'?[-a-zA-Z0-9_]+"
OF_VALUE: dict[Kind | None, str] = {
    **dict.fromkeys((Kind.SOURCE, Kind.ELEMENT, Kind.LEVEL, Kind.WORD, Kind.WORDS), SLUG),
    Kind.ORIGINAL: SLUG,
    **dict.fromkeys((Kind.ADDRESS, Kind.PERMANENT), r"[a-zA-Z]+://\S+"),
    Kind.DATE: dates.PATTERN.strip("^$").removesuffix("?"),
    Kind.DAY: "[0-9]{4}-[0-9]{2}-[0-9]{2}",
    Kind.YEAR: "[0-9]{4}",
}
URI: Part = {"type": "string", "format": "uri"}
TYPES: dict[Kind | None, Part] = {
    Kind.DAY: {"type": "date"},
    Kind.MOMENT: {"type": "datetime"},
    Kind.PERMANENT: URI,
}
LIMITS = {"minimum": YEARS[0].limit_value, "maximum": YEARS[1].limit_value}
# How a cell of several is made of its values, by what stands between them.
SEVERAL = {"; ": "{0}(;'? ?{0})*", " | ": r"({0})?( ?\|'? ?({0})?)*"}
SAID = {
    "\n": "Elke waarde staat op een eigen regel in de cel.",
    "; ": "Tussen meer waarden staat een puntkomma.",
    " | ": "Tussen meer waarden staat een streep ( | ); kolommen die bij elkaar horen hebben één "
    "volgorde.",
}
NULL = re.compile(r"(^|[.:] )?`null`")  # what an answer of the API has where a cell is empty


def interventions_schema() -> Part:
    return _of_columns("Interventies", INTERVENTION_COLUMNS, ["slug"])


def statements_schema() -> Part:
    same = [fact.key for fact in STATEMENTS.facts if fact.field in STATEMENTS.identity]
    return _of_columns("Uitspraken", STATEMENT_ROWS, ["interventie", *same])


def overview_schema(elements: Sequence[Element], by: str) -> Part:
    """Of the overview with these elements (`is_overview`)."""
    is_count = by in GROUPED
    states = {"type": "string", "constraints": {"enum": [state.label for state in Cell]}}
    counts = {"type": "integer", "constraints": {"minimum": 0}}
    fields = [
        _named(GROUPED.get(by, "Interventie"), "De naam.", {"type": "string"}),
        _named(KEY, "Het kenmerk in het adres.", _text_like(SLUG)),
        *([_named("Interventies", "Hoeveel er zijn.", counts)] if is_count else []),
        *(
            _named(
                element.short_name,
                f"Het werkzame element {permanent('element', element.slug)}.",
                counts if is_count else states,
            )
            for element in elements
        ),
        *([] if is_count else [_named(ADDRESS, "Het adres dat blijft.", URI)]),
    ]
    return _schema("Overzicht", fields, [KEY])


def _schema(title: str, fields: Iterable[Part], key: list[str]) -> Part:
    return {
        "$schema": PROFILE,
        "title": title,
        "fields": list(fields),
        "missingValues": [""],
        "primaryKey": key,
    }


def _of_columns(title: str, columns: Sequence[Column], keys: list[str]) -> Part:
    headings = {column.key: column.heading for column in columns}
    return _schema(title, map(_field, columns), [headings[key] for key in keys])


def _field(column: Column) -> Part:
    shape = _shape(column)
    if _is_required(column):
        shape = {**shape, "constraints": {"required": True, **shape.get("constraints", {})}}
    about = NULL.sub(
        lambda found: f"{found[1]}Leeg" if found[1] is not None else "leeg", column.about
    )
    return _named(column.heading, f"{about} {SAID.get(column.separator, '')}".strip(), shape)


def _named(heading: str, about: str, shape: Part) -> Part:
    told = {"description": about} if about else {}
    return {"name": guarded(heading), "title": heading, **told, **shape}


def _shape(column: Column) -> Part:
    field = column.model._meta.get_field(column.field) if column.model else None
    if column.separator:
        value = OF_VALUE.get(column.kind)
        several = SEVERAL.get(column.separator)
        return _text_like(several.format(value) if value and several else "")
    if choices := getattr(field, "choices", None):
        values = [KINDS.get(value, value) for value, _ in choices if value]
        return {"type": "string", "constraints": {"enum": values}}
    if column.kind is Kind.YEAR:
        return {"type": "year", "constraints": LIMITS}
    if column.kind in TYPES:
        return TYPES[column.kind]
    return _text_like(SLUG if isinstance(field, SlugField) else OF_VALUE.get(column.kind, ""))


def _text_like(pattern: str) -> Part:
    of_text: Part = {"type": "string"}
    return {**of_text, "constraints": {"pattern": f"^{pattern}$"}} if pattern else of_text


def _is_required(column: Column) -> bool:
    """Whether a row has it always: what the database asks of a field that is no relation."""
    if column.separator:
        return False
    if column.model is None:
        return column.kind in (Kind.MOMENT, Kind.ORIGINAL)
    field = cast(Field, column.model._meta.get_field(column.field))
    return not (field.blank or field.null or field.many_to_many)
