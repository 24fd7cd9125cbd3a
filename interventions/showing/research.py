"""What research says of many interventions at once, as plain values: two queries."""

from collections import defaultdict
from collections.abc import Collection
from typing import cast

from django.db.models import ManyToManyField

from interventions.models import Intervention
from interventions.sheet import Kind
from interventions.sheet.document import RESEARCH, parts

# The fields of the fact: with one value, and with several.
ONE = tuple(part.field for part in RESEARCH.parts if part.kind is not Kind.WORDS)
MANY = tuple(part.field for part in RESEARCH.parts if part.kind is Kind.WORDS)


def pictures(ids: Collection[int]) -> dict[int, dict | None]:
    """`onderzoeksbeeld` of each of these interventions, by id; None where nobody looked yet."""
    sources = {name: slugs_of(name, ids) for name in MANY}
    rows = Intervention.objects.filter(pk__in=ids).order_by().values_list("pk", *ONE)
    return {
        pk: picture(said, {name: found[pk] for name, found in sources.items()})
        for pk, *said in rows
    }


def picture(said: list, sources: dict[str, list[str]]) -> dict | None:
    """`onderzoeksbeeld` from the values of the fields, in the order of `ONE`."""
    return parts(RESEARCH, {**dict(zip(ONE, said, strict=True)), **sources})


def slugs_of(relation: str, ids: Collection[int]) -> dict[int, list[str]]:
    """The slugs of the rows of a relation, by id of the intervention. One query."""
    through = getattr(Intervention, relation).through
    field = cast(ManyToManyField, Intervention._meta.get_field(relation))
    end = field.m2m_reverse_field_name()
    found: dict[int, list[str]] = defaultdict(list)
    rows = through.objects.filter(intervention__in=ids).order_by()
    for pk, slug in rows.values_list("intervention", f"{end}__slug"):
        found[pk].append(slug)
    return found
