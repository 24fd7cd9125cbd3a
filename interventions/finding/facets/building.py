"""Build the index from what is published, once per version of the content and per day.

Every table is read as tuples, in pieces, straight into bit sets: a base of a hundred thousand never
stands in memory as rows.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import reduce
from operator import or_
from threading import Lock
from typing import Any, TypeGuard, cast

from django.db.models import ManyToManyField, Model, QuerySet

from elements.dates import today
from elements.models import ContentVersion, Element
from elements.snapshot import snapshot
from interventions.finding.facets.index import ALL, ARTICLE, FacetIndex
from interventions.finding.facets.table import ELEMENT, FACETS, GROUPS, UNKNOWN, Facet
from interventions.models import Intervention, Recognition, RecognitionLevel, Statement
from interventions.models.recognition import expires_on, is_past

Kind = Statement.Kind
SCOPES = (ALL, ARTICLE)

_latest: FacetIndex | None = None
_building = Lock()


def facet_index() -> FacetIndex:
    """The index of the content as it is now; built anew when content or day has changed.

    One thread builds. The others go on with the old index meanwhile, unless something was withdrawn
    since: then they wait, for what is withdrawn may not even be counted.
    """
    global _latest
    version, day = ContentVersion.current(), today()
    if _is_current(_latest, version, day):
        return _latest
    if not _building.acquire(blocking=not _is_usable(_latest, version)):
        return cast(FacetIndex, _latest)  # usable, so there is one
    try:
        if not _is_current(_latest, version, day):
            _latest = build(day)
        return _latest
    finally:
        _building.release()


def _is_current(
    index: FacetIndex | None, version: ContentVersion, day: date
) -> TypeGuard[FacetIndex]:
    return index is not None and (index.version.stamp, index.day) == (version.stamp, day)


def _is_usable(index: FacetIndex | None, version: ContentVersion) -> bool:
    """Whether nothing was withdrawn since; a number from the future is of another base."""
    return index is not None and (
        version.withdrawn_number <= index.version.number <= version.number
    )


def build(day: date) -> FacetIndex:
    """Read what is published, in one snapshot, and index it as it stands on `day`."""
    with snapshot():
        version = ContentVersion.current()
        ids: list[int] = []
        names: list[str] = []
        positions, places, news = {}, {}, array("d")
        published = Intervention.objects.published()
        for pk, slug, name, moment in _in_pieces(
            published.order_by_name(), "pk", "slug", "name", "news_at"
        ):
            places[pk] = positions[slug] = len(ids)
            ids.append(pk)
            names.append(name)
            news.append(moment.timestamp() if moment else 0)
        elements = list(Element.objects.public())
        labels = {name: facet.labels() for name, facet in FACETS.items() if facet is not ELEMENT}
        labels = {"element": {row.slug: row.short_name for row in elements}, **labels}
        statements = _statements(places)
        levels, valid = _recognitions(places, day)
        found = {"erkenning": levels}
        found |= {name: _values(FACETS[name], places) for name in GROUPS if name not in found}
    everything = (1 << len(ids)) - 1
    newest = array("L", sorted(range(len(ids)), key=news.__getitem__, reverse=True))
    orders: dict[tuple[str, str], Sequence[int]] = {("nieuwste", scope): newest for scope in SCOPES}
    for scope in SCOPES:
        named = _elements(statements, {Kind.NAMED}, scope)
        orders["elementen", scope] = _most_first(named.values(), len(ids))
    return FacetIndex(
        version=version,
        day=day,
        ids=ids,
        places=places,
        positions=positions,
        names=names,
        labels=labels,
        retired=frozenset(row.slug for row in elements if row.retired_on),
        bits={
            name: _complete(FACETS[name], values, labels[name], everything)
            for name, values in found.items()
        },
        element_bits={
            scope: _elements(statements, {Kind.NAMED, Kind.INFERRED}, scope) for scope in SCOPES
        },
        contrasting={scope: _elements(statements, {Kind.CONTRAST}, scope) for scope in SCOPES},
        naming={scope: _elements(statements, {Kind.NAMED}, scope) for scope in SCOPES},
        valid=valid,
        orders=orders,
    )


class BitSets:
    """Bit sets that are being filled: one per key, each with room for so many positions."""

    def __init__(self, length: int):
        self.held: dict[Any, bytearray] = defaultdict(lambda: bytearray(length // 8 + 1))

    def add(self, key, place: int) -> None:
        self.held[key][place >> 3] |= 1 << (place & 7)

    def fill(self, places: dict[int, int], rows: Iterable[tuple[int, object]]) -> None:
        """Add (id, key) of all that are published."""
        held = self.held
        for pk, key in rows:
            if pk in places:
                place = places[pk]
                held[key][place >> 3] |= 1 << (place & 7)

    def done(self) -> dict[Any, int]:
        """The same as integers; a key without a set has nobody."""
        return defaultdict(
            int, {key: int.from_bytes(held, "little") for key, held in self.held.items()}
        )


def _in_pieces(rows: QuerySet, *fields: str) -> Iterator[tuple]:
    return rows.values_list(*fields).iterator(chunk_size=2000)


def _statements(places: dict[int, int]) -> dict[tuple[str, bool, str], int]:
    """(kind, in the founding article, element) -> the bit set of those with such a statement."""
    found = BitSets(len(places))
    rows = Statement.objects.public().order_by()
    for pk, *key in _in_pieces(
        rows, "intervention", "kind", "source__is_founding", "element__slug"
    ):
        if pk in places:
            found.add(tuple(key), places[pk])
    return found.done()


def _elements(statements: dict, kinds: set[str], scope: str) -> dict[str, int]:
    """Per element the bit set of those with a statement of one of these kinds."""
    found: dict[str, int] = defaultdict(int)
    for (kind, in_article, element), bits in statements.items():
        if kind in kinds and (in_article or scope == ALL):
            found[element] |= bits
    return found


def _most_first(named: Iterable[int], length: int) -> array:
    """The positions in order of how many of these bit sets have them, most first."""
    sets = [bits.to_bytes(length // 8 + 1, "little") for bits in named]
    counts = bytearray(length)
    for place in range(length):
        byte, bit = place >> 3, 1 << (place & 7)
        for held in sets:
            if held[byte] & bit:
                counts[place] += 1
    return array("L", sorted(range(length), key=counts.__getitem__, reverse=True))


def _recognitions(places: dict[int, int], day: date) -> tuple[dict[str, int], int]:
    """The bit sets of the levels of the newest recognitions, and of those valid on `day`."""
    levels, valid, seen = BitSets(len(places)), BitSets(len(places)), bytearray(len(places))
    rows = Recognition.objects.order_by("-date", "-pk")
    for pk, since, until, level, years in _in_pieces(
        rows, "intervention", "date", "valid_until", "level__slug", "level__valid_years"
    ):
        place = places.get(pk)
        if place is None or seen[place]:
            continue
        seen[place] = 1
        levels.add(level, place)
        if level != RecognitionLevel.NONE and not is_past(expires_on(since, until, years), day):
            valid.add(True, place)
    return levels.done(), valid.done()[True]


def _values(facet: Facet, places: dict[int, int]) -> dict[str, int]:
    """Per value of a facet the bit set of those that have it."""
    found = BitSets(len(places))
    if facet.model:
        relation = cast(ManyToManyField, Intervention._meta.get_field(facet.fields[0]))
        ends = relation.m2m_field_name(), relation.m2m_reverse_field_name()
        through = cast(type[Model], relation.remote_field.through)
        found.fill(places, _in_pieces(through._default_manager.order_by(), *ends))
        slugs = dict(facet.model._default_manager.values_list("pk", "slug"))
        return {slugs[value]: bits for value, bits in found.done().items()}
    rows = _in_pieces(Intervention.objects.published().order_by(), "pk", *facet.fields)
    found.fill(places, ((pk, facet.value(*said)) for pk, *said in rows) if facet.value else rows)
    return found.done()


def _complete(facet: Facet, found: dict[str, int], labels: Iterable[str], everything: int) -> dict:
    """A bit set for every value; who has none has 'onbekend', where that is a choice."""
    bits = {value: found.get(value, 0) for value in labels}
    if facet.unknown:
        bits[UNKNOWN] |= everything & ~reduce(or_, bits.values())
    return bits
