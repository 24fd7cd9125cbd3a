"""Build the index from what is published, once per version of the content and per day."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from threading import Lock

from django.db.models import QuerySet

from elements.dates import today
from elements.models import ContentVersion, Element
from elements.snapshot import snapshot
from interventions.facets.index import ALL, ARTICLE, GROUPS, UNKNOWN, FacetIndex, bit_set
from interventions.models import (
    Intervention,
    Recognition,
    RecognitionLevel,
    Setting,
    Statement,
    TargetGroup,
    Theme,
)

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
        places=place,
        positions={row[1]: position for position, row in enumerate(rows)},
        labels=labels,
        bits={facet: defaultdict(int, bits[facet]) for facet in GROUPS},
        element_bits=_element_sets(element_pairs, {*Statement.Kind}),
        covering=_element_sets(element_pairs, {Statement.Kind.NAMED, Statement.Kind.INFERRED}),
        naming=_element_sets(element_pairs, {Statement.Kind.NAMED}),
        valid=bit_set(place[pk] for pk in newest if newest[pk].is_valid(day)),
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
    return {slug: bit_set(positions) for slug, positions in found.items()}
