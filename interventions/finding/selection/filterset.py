"""The selection parameters, declared once. Names and rules: the public contract."""

import django_filters
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import QueryDict

from interventions.finding.facets import ALL, ARTICLE, FACETS, UNKNOWN, FacetIndex, facet_index
from interventions.finding.search import search
from interventions.finding.selection.fields import (
    OneOfField,
    PageField,
    ShortlistField,
    SlugsField,
    TextField,
)
from interventions.finding.selection.selection import PAGE_SIZE, SORTS, Selection
from interventions.models import Intervention, Recognition, Statement


class SlugsFilter(django_filters.Filter):
    field_class = SlugsField


class OneOfFilter(django_filters.Filter):
    field_class = OneOfField


class TextFilter(django_filters.Filter):
    field_class = TextField


class PageFilter(django_filters.Filter):
    field_class = PageField


class ShortlistFilter(django_filters.Filter):
    field_class = ShortlistField


class SelectionFilterSet(django_filters.FilterSet):
    """Reads the parameters; as `qs` it is the same selection in SQL."""

    q = TextFilter(method="filter_text")
    element = SlugsFilter(method="filter_elements")
    combineer = OneOfFilter(choices=("alle", "een"), method="pass_over")
    doelgroep = SlugsFilter(method="filter_relation")
    thema = SlugsFilter(method="filter_relation")
    setting = SlugsFilter(method="filter_relation")
    erkenning = SlugsFilter(method="filter_recognition")
    geldig = OneOfFilter(choices=("ja",), method="filter_valid")
    uitvoering = SlugsFilter(method="filter_activity")
    bron = OneOfFilter(choices=(ALL, ARTICLE), method="pass_over")
    sorteer = OneOfFilter(choices=SORTS, method="pass_over")
    pagina = PageFilter(method="pass_over")
    lijst = ShortlistFilter(method="pass_over")

    relations = {"doelgroep": "target_groups", "thema": "themes", "setting": "settings"}

    def __init__(self, data: QueryDict, queryset: QuerySet, *, index: FacetIndex):
        super().__init__(data, queryset)
        self.index = index
        for name, form_field in self.form.fields.items():
            form_field.parameter = name
            if name in FACETS:
                form_field.choices = tuple(index.labels[name])
            elif name == "lijst":
                form_field.choices = index.positions

    @property
    def values(self) -> dict:
        self.form.is_valid()  # always true: the fields keep what they cannot use as faults
        return self.form.cleaned_data

    def selection(self, page_size: int) -> Selection:
        values = self.values
        faults = [fault for field in self.form.fields.values() for fault in field.faults]
        return Selection(
            index=self.index,
            text=values["q"],
            chosen={facet: values[facet] for facet in FACETS if values[facet]},
            any_element=values["combineer"] == "een",
            scope=values["bron"] or ALL,
            valid_only=values["geldig"] == "ja",
            sort=values["sorteer"],
            page=values["pagina"],
            page_size=page_size,
            shortlist=values["lijst"],
            faults=tuple(faults),
        )

    # --- The same in SQL ---

    def filter_text(self, rows, name, text):
        return rows.filter(pk__in=search(text).ids)

    def filter_elements(self, rows, name, slugs):
        statements = Statement.objects.all()
        if self.values["bron"] == ARTICLE:
            statements = statements.filter(source__is_founding=True)
        if self.values["combineer"] == "een":
            found = statements.filter(element__slug__in=slugs)
            return rows.filter(pk__in=found.values("intervention"))
        for slug in slugs:
            found = statements.filter(element__slug=slug)
            rows = rows.filter(pk__in=found.values("intervention"))
        return rows

    def filter_relation(self, rows, name, slugs):
        relation = self.relations[name]
        chosen = Intervention.objects.filter(**{f"{relation}__slug__in": slugs})
        return rows.filter(pk__in=chosen.values("pk"))

    def filter_recognition(self, rows, name, slugs):
        newest = Recognition.objects.filter(intervention=OuterRef("pk")).order_by("-date", "-pk")
        rows = rows.annotate(newest_level=Subquery(newest.values("level__slug")[:1]))
        unknown = Q(newest_level=None) if UNKNOWN in slugs else Q(pk__in=[])
        return rows.filter(unknown | Q(newest_level__in=slugs))

    def filter_valid(self, rows, name, value):
        # Validity depends on the level and on partial dates: told in Python, once, in the model.
        newest = {
            recognition.intervention_id: recognition
            for recognition in Recognition.objects.select_related("level").order_by("date", "pk")
        }
        valid = [pk for pk, row in newest.items() if row.is_valid(self.index.day)]
        return rows.filter(pk__in=valid)

    def filter_activity(self, rows, name, slugs):
        return rows.filter(activity__in=slugs)

    def pass_over(self, rows, name, value):
        """Parameters that say how to show or combine, and select nothing by themselves."""
        return rows


MOST_REMEMBERED = 200
_remembered: dict = {}  # stamp -> (day, query, page size) -> selection


def read_selection(data: QueryDict, *, page_size: int = PAGE_SIZE) -> Selection:
    """The selection that a query string asks for, on the content as it is now. Never raises.

    The last ones asked for are remembered, as long as the index lives: a selection does not change,
    and reading one costs as much as the rest of an answer from the page cache.
    """
    index = facet_index()
    if index.version.stamp not in _remembered:
        _remembered.clear()
    kept = _remembered.setdefault(index.version.stamp, {})
    if len(kept) >= MOST_REMEMBERED:
        kept.clear()
    key = (index.day, data.urlencode(), page_size)
    if key in kept:
        return kept[key]
    rows = Intervention.objects.none()
    selection = SelectionFilterSet(data, rows, index=index).selection(page_size)
    if not selection.text:  # what a text finds can be as long as the base
        kept[key] = selection
    return selection


def select_rows(data: QueryDict) -> QuerySet:
    """The same selection as a query on the database, unordered."""
    rows = Intervention.objects.published()
    return SelectionFilterSet(data, rows, index=facet_index()).qs
