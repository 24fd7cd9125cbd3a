"""The yardstick: the list of interventions as plain Django and django-filter would have it.

One GROUP BY per facet, a count and a slice. It is kept here to compare with, both for its results
and for its speed; the site does not use it.
"""

import django_filters
from django.core.paginator import Page, Paginator
from django.db.models import Count, OuterRef, Q, Subquery
from django.http import QueryDict

from elements.models import Element
from interventions.models import (
    Intervention,
    Recognition,
    RecognitionLevel,
    Setting,
    Statement,
    TargetGroup,
    Theme,
)
from interventions.models.intervention import InterventionQuerySet

PAGE_SIZE = 25
SEARCHED = ("name", "summary", "goal", "approach")
UNKNOWN = "onbekend"
# Facet -> the column that is grouped by.
COLUMNS = {
    "element": "statements__element__slug",
    "doelgroep": "target_groups__slug",
    "thema": "themes__slug",
    "setting": "settings__slug",
    "erkenning": "newest_level",
    "uitvoering": "activity",
}
HAVING = Statement.objects.exclude(kind=Statement.Kind.CONTRAST)  # of an element
ORDERS: dict[str, tuple[str, ...]] = {"nieuwste": ("-news_at", "name_key", "slug")}


class SlugFilter(django_filters.ModelMultipleChoiceFilter):
    """Several values of one relation, by their slug."""

    def __init__(self, model, **options):
        super().__init__(queryset=model.objects.all(), to_field_name="slug", **options)


class YardstickFilterSet(django_filters.FilterSet):
    q = django_filters.CharFilter(method="filter_text")
    element = SlugFilter(Element, method="filter_elements")
    doelgroep = SlugFilter(TargetGroup, field_name="target_groups__slug")
    thema = SlugFilter(Theme, field_name="themes__slug")
    setting = SlugFilter(Setting, field_name="settings__slug")
    erkenning = django_filters.MultipleChoiceFilter(method="filter_level", choices=())
    uitvoering = django_filters.MultipleChoiceFilter(
        field_name="activity", choices=Intervention.Activity.choices
    )

    def __init__(self, data, queryset):
        super().__init__(data, queryset)
        levels = RecognitionLevel.objects.values_list("slug", "name")
        self.form.fields["erkenning"].choices = [*levels, (UNKNOWN, "Niet bekend")]

    def filter_text(self, rows, name, text):
        found = Q()
        for field in SEARCHED:
            found |= Q(**{f"{field}__icontains": text})
        return rows.filter(found)

    def filter_elements(self, rows, name, elements):
        for element in elements:
            said = HAVING.filter(element=element)
            rows = rows.filter(pk__in=said.values("intervention"))
        return rows

    def filter_level(self, rows, name, slugs):
        unknown = Q(newest_level=None) if UNKNOWN in slugs else Q(pk__in=[])
        return rows.filter(unknown | Q(newest_level__in=slugs))


def rows_of(data: QueryDict) -> InterventionQuerySet:
    """What the parameters select, without order. Raises ValueError when one is not understood."""
    newest = Recognition.objects.filter(intervention=OuterRef("pk")).order_by("-date", "-pk")
    rows = Intervention.objects.published().annotate(
        newest_level=Subquery(newest.values("level__slug")[:1])
    )
    filters = YardstickFilterSet(data, rows.order_by())
    if not filters.is_valid():
        raise ValueError(filters.errors.as_json())
    return filters.qs


def page_of(data: QueryDict) -> Page:
    """One page of what is selected; its paginator knows the total."""
    order = ORDERS.get(data.get("sorteer", ""), ("name_key", "slug"))
    rows = rows_of(data).distinct().for_cards().order_by(*order)
    return Paginator(rows, PAGE_SIZE).page(data.get("pagina", 1))


def counts_of(data: QueryDict) -> dict[str, dict[str, int]]:
    """Per facet and value how many there are, without the facet's own choices unless it is AND."""
    counts = {}
    for facet, column in COLUMNS.items():
        others = data.copy()
        if facet != "element":
            others.pop(facet, None)
        # The choices are filtered in a subquery: a join of theirs would narrow what is counted.
        chosen = Intervention.objects.filter(pk__in=rows_of(others).values("pk"))
        if facet == "erkenning":
            chosen = rows_of(others)
        if facet == "element":
            chosen = chosen.filter(statements__in=HAVING)
        groups = chosen.order_by().values_list(column).annotate(total=Count("pk", distinct=True))
        counts[facet] = {
            slug or UNKNOWN: total for slug, total in groups if slug or facet == "erkenning"
        }
    return counts
