"""A page of the list as plain values: a few small queries, and no row becomes an object.

It gives what `listed_document` gives of a row; a test compares the two.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Max

from interventions.models import Intervention, Place, Publication, Recognition, Statement
from interventions.models.recognition import expires_on
from interventions.models.statement import counts
from interventions.sheet import (
    RECOGNITIONS,
    SORTING,
    SOURCE_FIELDS,
    SOURCE_RELATIONS,
    document,
)
from interventions.showing.research import MANY, ONE, picture, slugs_of

# By the path of its bare value each fact of a recognition.
RECOGNISED = {
    f"{fact.field}__slug"
    if fact.model._meta.get_field(fact.field).is_relation
    else fact.field: fact
    for fact in RECOGNITIONS.facts
    if fact.key
}


def listed_documents(ids: Sequence[int], *, day: date) -> dict[int, dict]:
    """What a list shows of those of `ids` that are published, by id."""
    found = {fact.field: slugs_of(fact.field, ids) for fact in SORTING}
    dates = _dates(ids)  # of all sources of each
    elements, newest = _elements(ids, dates), _newest_recognitions(ids, day, dates)
    places = _municipalities(ids, dates)
    studies = {field: slugs_of(field, ids) for field in MANY}
    versions = versions_of("intervention", ids)
    rows = Intervention.objects.published().filter(pk__in=ids).order_by()
    return {
        pk: document.listed(
            slug=slug,
            name=name,
            summary=summary,
            elements=elements[pk],
            words={field: found[field][pk] for field in found},
            recognition=newest.get(pk),
            activity=document.activity(activity, since, source),
            research=picture(own[: len(ONE)], {field: studies[field][pk] for field in MANY}),
            municipalities=places[pk],
            source_dates=[*dates[pk], *own[len(ONE) :]],
            version=versions.get(pk),
            published_at=published_at,
            revised_at=revised_at,
        )
        for pk, slug, name, summary, activity, since, source, published_at, revised_at, *own in (
            rows.values_list(
                *("pk", "slug", "name", "summary", "activity", "activity_date"),
                *("activity_source__slug", "published_at", "revised_at", *ONE),
                *(f"{field}__date" for field in SOURCE_FIELDS),
            )
        )
    }


def versions_of(what: str, ids: Iterable[int]) -> dict[int, int]:
    """The number of the newest version of each of these: an `intervention` or an `element`."""
    rows = Publication.objects.filter(**{f"{what}__in": ids}).order_by()
    return dict(rows.values_list(what).annotate(newest=Max("number")))


def _dates(ids: Sequence[int]) -> dict[int, set[str]]:
    """The dates of the sources that stand in a list: of the intervention, or of a statement."""
    found = defaultdict(set)
    own = [
        (getattr(Intervention, name).through.objects.filter(intervention__in=ids), "intervention")
        for name in SOURCE_RELATIONS
    ]
    of_statements = Statement.extra_sources.through.objects.filter(
        statement__in=Statement.objects.public().filter(intervention__in=ids)
    )
    for rows, owner in (*own, (of_statements, "statement__intervention")):
        for pk, since in rows.values_list(owner, "source__date"):
            found[pk].add(since)
    return found


def _municipalities(ids: Sequence[int], dates: dict[int, set[str]]) -> dict[int, list[str]]:
    """Where each is or was done; `dates` gets those of the sources."""
    found = defaultdict(list)
    rows = Place.objects.filter(intervention__in=ids).order_by()
    for pk, slug, since in rows.values_list("intervention", "municipality__slug", "source__date"):
        dates[pk].add(since)
        found[pk].append(slug)
    return found


def _elements(ids: Sequence[int], dates: dict[int, set[str]]) -> dict[int, list[str]]:
    """The elements of each; `dates` gets those of the sources."""
    found = defaultdict(list)
    rows = (
        Statement.objects.public().filter(intervention__in=ids).order_by("element__position", "pk")
    )
    for pk, slug, kind, since in rows.values_list(
        "intervention", "element__slug", "kind", "source__date"
    ):
        dates[pk].add(since)
        if counts(kind):
            found[pk].append(slug)
    return found


def _newest_recognitions(
    ids: Sequence[int], day: date, dates: dict[int, set[str]]
) -> dict[int, dict]:
    """The newest recognition of each; `dates` gets those of the sources of all."""
    found: dict[int, dict] = {}
    rows = Recognition.objects.filter(intervention__in=ids).order_by("-date", "-pk")
    for pk, until, years, source_date, *values in rows.values_list(
        *("intervention", "valid_until", "level__valid_years", "source__date"), *RECOGNISED
    ):
        dates[pk].add(source_date)
        if pk not in found:
            told = zip(RECOGNISED.values(), values, strict=True)
            said = {fact.key: document.of_row(fact, value) for fact, value in told}
            expires = expires_on(said["datum"], until, years)
            found[pk] = document.recognition(said, expires, day)
    return found
