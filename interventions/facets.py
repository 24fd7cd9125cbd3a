"""The facet index: one bit set per facet value, in memory, over what is published.

Bit `i` of every set stands for the `i`-th intervention by name. Python's integers are the bit sets:
an AND of two of them answers 'which have both', `bit_count` answers 'how many'. Counts, totals and
the ids of a page come from here; the database is asked only for the rows shown.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from threading import Lock

from django.db.models import QuerySet

from elements.dates import today
from elements.models import ContentVersion, Element
from elements.snapshot import snapshot
from interventions.models import (
    Intervention,
    Recognition,
    RecognitionLevel,
    Setting,
    Statement,
    TargetGroup,
    Theme,
)

ALL, ARTICLE = "alle", "artikel"
UNKNOWN = "onbekend"
# The facets that are OR within; their names are those of the public parameters.
GROUPS = ("doelgroep", "thema", "setting", "erkenning", "uitvoering")
FACETS = ("element", *GROUPS)

Chosen = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Limits:
    """What is chosen, in the words of the contract; `text` is the bit set of a text search."""

    chosen: Chosen
    any_element: bool = False
    scope: str = ALL
    valid_only: bool = False
    text: int | None = None


@dataclass(frozen=True)
class FacetIndex:
    """The published interventions at one version of the content and on one day."""

    version: ContentVersion
    day: date
    ids: list[int]  # by position
    positions: dict[str, int]  # slug -> position
    labels: dict[str, dict[str, str]]  # facet -> slug -> name, in order
    bits: dict[str, dict[str, int]]  # facet of GROUPS -> slug -> bit set
    element_bits: dict[str, dict[str, int]]  # scope -> slug of the element -> bit set
    covering: dict[str, dict[str, int]]  # the same, without where it is named as a contrast
    naming: dict[str, dict[str, int]]  # the same, and without what only the editors read
    valid: int  # those whose newest recognition has not lapsed
    orders: dict[tuple[str, str], list[int]]  # (sort, scope) -> positions

    @property
    def everything(self) -> int:
        return (1 << len(self.ids)) - 1

    def hits(self, limits: Limits, *, without: str | None = None) -> int:
        """The bit set of what the limits allow, leaving the choices of one facet out if asked."""
        found = self.everything if limits.text is None else limits.text
        if limits.valid_only:
            found &= self.valid
        for facet in GROUPS:
            if limits.chosen.get(facet) and facet != without:
                found &= _any(self.bits[facet], limits.chosen[facet])
        if limits.chosen.get("element") and without != "element":
            found &= self._elements(limits)
        return found

    def _elements(self, limits: Limits) -> int:
        bits, slugs = self.element_bits[limits.scope], limits.chosen["element"]
        if limits.any_element:
            return _any(bits, slugs)
        found = self.everything
        for slug in slugs:
            found &= bits[slug]
        return found

    def counts(self, limits: Limits) -> dict[str, dict[str, int]]:
        """Per facet and value: how many hits it would give if it were added now.

        The own choices of an OR facet are left out; those of `element` with 'alle' are kept.
        """
        counts = {}
        for facet in FACETS:
            is_or = facet != "element" or limits.any_element
            base = self.hits(limits, without=facet if is_or else None)
            bits = self.element_bits[limits.scope] if facet == "element" else self.bits[facet]
            counts[facet] = {slug: (base & bits[slug]).bit_count() for slug in self.labels[facet]}
        return counts

    def bit_set(self, ids: Iterable[int]) -> int:
        """The bit set of these ids; ids that are not published are passed over."""
        place = {pk: position for position, pk in enumerate(self.ids)}
        return _bit_set(place[pk] for pk in ids if pk in place)

    def in_order(self, hits: int, sort: str, scope: str = ALL) -> Iterator[int]:
        """The ids of a bit set in one of the orders `naam`, `nieuwste` and `elementen`."""
        order = self.orders.get((sort, scope)) or range(len(self.ids))
        return (self.ids[position] for position in order if hits >> position & 1)


def _any(bits: dict[str, int], slugs: Iterable[str]) -> int:
    found = 0
    for slug in slugs:
        found |= bits[slug]
    return found


def _bit_set(positions: Iterable[int]) -> int:
    found = 0
    for position in positions:
        found |= 1 << position
    return found


# --- Building -------------------------------------------------------------------------------------

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
        return _latest
    try:
        if not _is_current(_latest, version, day):
            _latest = build(day)
        return _latest
    finally:
        _building.release()


def _is_current(index: FacetIndex | None, version: ContentVersion, day: date) -> bool:
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
        rows = list(
            Intervention.objects.published()
            .order_by_name()
            .values_list("pk", "slug", "activity", "revised_at")
        )
        place = {row[0]: position for position, row in enumerate(rows)}
        newest = _newest_recognitions(place)
        labels = _labels()
        element_pairs = _element_pairs(place)
        bits = {
            "doelgroep": _relation(place, "target_groups", TargetGroup),
            "thema": _relation(place, "themes", Theme),
            "setting": _relation(place, "settings", Setting),
        }
    bits["uitvoering"] = _sets((row[2], position) for position, row in enumerate(rows))
    bits["erkenning"] = _sets(
        (newest[pk].level.slug if pk in newest else UNKNOWN, position)
        for pk, position in place.items()
    )
    orders = {
        ("nieuwste", scope): sorted(range(len(rows)), key=lambda i: rows[i][3], reverse=True)
        for scope in (ALL, ARTICLE)
    }
    for scope in (ALL, ARTICLE):
        named = _named_elements(element_pairs, scope)
        orders["elementen", scope] = sorted(range(len(rows)), key=lambda i: -len(named[i]))
    return FacetIndex(
        version=version,
        day=day,
        ids=[row[0] for row in rows],
        positions={row[1]: position for position, row in enumerate(rows)},
        labels=labels,
        bits={facet: defaultdict(int, bits[facet]) for facet in GROUPS},
        element_bits=_element_sets(element_pairs, {*Statement.Kind}),
        covering=_element_sets(element_pairs, {Statement.Kind.NAMED, Statement.Kind.INFERRED}),
        naming=_element_sets(element_pairs, {Statement.Kind.NAMED}),
        valid=_bit_set(place[pk] for pk in newest if newest[pk].is_valid(day)),
        orders=orders,
    )


def _newest_recognitions(place: dict[int, int]) -> dict[int, Recognition]:
    newest = {}
    rows = Recognition.objects.filter(intervention__in=_published())
    for recognition in rows.select_related("level").order_by("date", "pk"):
        if recognition.intervention_id in place:
            newest[recognition.intervention_id] = recognition
    return newest


def _element_pairs(place: dict[int, int]) -> list[tuple[int, str, str, bool]]:
    """(position, element, kind, in the founding article) of every public statement."""
    rows = Statement.objects.filter(intervention__in=_published()).values_list(
        "intervention", "element__slug", "kind", "source__is_founding"
    )
    return [(place[pk], *rest) for pk, *rest in rows if pk in place]


def _element_sets(pairs: list, kinds: set[str]) -> dict[str, dict[str, int]]:
    """Per scope and element the bit set of those with a statement of one of these kinds."""
    return {
        scope: defaultdict(
            int,
            _sets(
                (element, position)
                for position, element, kind, founding in pairs
                if kind in kinds and (scope == ALL or founding)
            ),
        )
        for scope in (ALL, ARTICLE)
    }


def _named_elements(pairs: list, scope: str) -> dict[int, set[str]]:
    named = defaultdict(set)
    for position, element, kind, founding in pairs:
        if kind != Statement.Kind.INFERRED and (scope == ALL or founding):
            named[position].add(element)
    return named


def _relation(place: dict[int, int], field: str, model) -> dict[str, int]:
    slugs = dict(model.objects.values_list("pk", "slug"))
    through = getattr(Intervention, field).through
    column = model._meta.model_name
    rows = through.objects.filter(intervention__in=_published())
    return _sets(
        (slugs[value], place[pk])
        for pk, value in rows.values_list("intervention", column)
        if pk in place
    )


def _labels() -> dict[str, dict[str, str]]:
    return {
        "element": dict(Element.objects.values_list("slug", "short_name")),
        "doelgroep": dict(TargetGroup.objects.values_list("slug", "name")),
        "thema": dict(Theme.objects.values_list("slug", "name")),
        "setting": dict(Setting.objects.values_list("slug", "name")),
        "erkenning": {
            **dict(RecognitionLevel.objects.order_by("-position").values_list("slug", "name")),
            UNKNOWN: "Geen erkenning bekend",
        },
        "uitvoering": {
            value: label[0].upper() + label[1:] for value, label in Intervention.Activity.choices
        },
    }


def _published() -> QuerySet:
    return Intervention.objects.published().order_by().values("pk")


def _sets(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    found = defaultdict(list)
    for slug, position in pairs:
        found[slug].append(position)
    return {slug: _bit_set(positions) for slug, positions in found.items()}
