"""Which entries have which stems: SQLite's FTS5 or PostgreSQL's tsvector, with the same answer.

Both are fed the stems of `tokens`, which are letters a to z and digits. Nothing of a query reaches
an engine but such stems, quoted.
"""

from collections.abc import Iterable
from typing import cast

from django.db import connection, connections, router
from django.db.models import Func, IntegerField, Value
from django.db.models.expressions import RawSQL

from interventions.models import SearchEntry

# A query in the form that both engines share: every group must match; a group matches when one of
# its alternatives does; an alternative matches when all of its stems do.
Alternative = tuple[str, ...]
Group = tuple[Alternative, ...]

SQL = {
    "sqlite": {
        "find": "SELECT rowid FROM search_index WHERE search_index MATCH %s",
        "put": "INSERT INTO search_index (rowid, stems) VALUES (%s, %s)",
        "drop": "DELETE FROM search_index WHERE rowid = %s",
        "empty": "DELETE FROM search_index",
    },
    "postgresql": {
        "find": "SELECT intervention_id FROM search_index WHERE stems @@ %s::tsquery",
        "put": (
            "INSERT INTO search_index (intervention_id, stems) "
            "VALUES (%s, array_to_tsvector(string_to_array(%s, ' ')))"
        ),
        "drop": "DELETE FROM search_index WHERE intervention_id = %s",
        "empty": "DELETE FROM search_index",
    },
}
SIGNS = {"sqlite": (" AND ", " OR ", '"{}"'), "postgresql": (" & ", " | ", "'{}'")}


def find(groups: Iterable[Group]) -> list[int]:
    """The ids of the entries that match every group, in no order; none without groups."""
    expression = _expression(groups)
    if not expression:
        return []
    with connections[router.db_for_read(SearchEntry)].cursor() as cursor:
        cursor.execute(_sql("find"), [expression])
        return [row[0] for row in cursor.fetchall()]


def matching(groups: Iterable[Group]) -> RawSQL:
    """The same as an expression, for a query that looks among them: to hand a thousand ids over
    costs more than to find them again. Raises ValueError without groups.
    """
    expression = _expression(groups)
    if not expression:
        raise ValueError("Without groups nothing matches.")
    return RawSQL(_sql("find"), [expression])  # noqa: S611 - our own text; what was asked is a value


class Weight(Func):
    """The weight of one stem in a SearchEntry; nothing when it does not have the stem.

    Not Django's own key of a JSON field: that takes a stem such as `2014` for a place in a list.
    """

    output_field = IntegerField()

    def __init__(self, stem: str):
        super().__init__("weights", Value(stem))

    def as_sqlite(self, compiler, connection, **context):
        template = """JSON_EXTRACT(%(expressions)s)"""
        path = self.copy()
        path.source_expressions[1] = Value(f'$."{cast(Value, self.source_expressions[1]).value}"')
        return super(Weight, path).as_sql(compiler, connection, template=template)

    def as_postgresql(self, compiler, connection, **context):
        template = "(%(expressions)s::text)::int"
        return super().as_sql(compiler, connection, template=template, arg_joiner=" ->> ")


def put(entries: Iterable[tuple[int, Iterable[str]]]) -> None:
    """Add the stems of these (id, stems), which are not in the table."""
    rows = [(pk, " ".join(sorted(stems))) for pk, stems in entries]
    with connection.cursor() as cursor:
        cursor.executemany(_sql("put"), rows)


def drop(pk: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_sql("drop"), [pk])


def empty() -> None:
    with connection.cursor() as cursor:
        cursor.execute(_sql("empty"))


def _sql(name: str) -> str:
    return SQL[connection.vendor][name]


def _expression(groups: Iterable[Group]) -> str:
    both, either, quoted = SIGNS[connection.vendor]

    def one(alternative: Alternative) -> str:
        return f"({both.join(quoted.format(stem) for stem in alternative)})"

    return both.join(f"({either.join(map(one, group))})" for group in groups if group)
