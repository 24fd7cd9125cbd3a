"""The same selection as the facet index finds, asked of the database: to compare the two."""

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import QueryDict

from elements.dates import today
from interventions.finding.search import search
from interventions.finding.selection import read_selection
from interventions.models import Intervention, Recognition, Statement

# Written out on purpose, and not read from the table of facets.
COLUMNS = {
    "doelgroep": "target_groups__slug",
    "thema": "themes__slug",
    "setting": "settings__slug",
    "gemeente": "places__municipality__slug",
    "onderzoek": "research_kind",
    "uitvoering": "activity",
}
UNSAID = {"onderzoek": ""}  # how a column says 'onbekend', where it does not say so itself


def select_rows(data: QueryDict) -> QuerySet:
    """What the parameters select, unordered."""
    selection = read_selection(data)
    rows = Intervention.objects.published()
    for facet, slugs in selection.chosen.items():
        if facet == "element":
            rows = with_elements(rows, slugs, selection.any_element, selection.article_only)
        elif facet == "erkenning":
            rows = recognised(rows, slugs)
        else:
            values = [UNSAID.get(facet, slug) if slug == "onbekend" else slug for slug in slugs]
            chosen = Intervention.objects.filter(**{f"{COLUMNS[facet]}__in": values})
            rows = rows.filter(pk__in=chosen.values("pk"))
    if selection.text:
        rows = rows.filter(pk__in=search(selection.text).ids)
    return rows.filter(pk__in=valid()) if selection.valid_only else rows


def with_elements(rows: QuerySet, slugs, any_element: bool, article_only: bool) -> QuerySet:
    statements = Statement.objects.exclude(kind="contrast")
    if article_only:
        statements = statements.filter(source__is_founding=True)
    for wanted in [slugs] if any_element else [[slug] for slug in slugs]:
        found = statements.filter(element__slug__in=wanted)
        rows = rows.filter(pk__in=found.values("intervention"))
    return rows


def recognised(rows: QuerySet, slugs) -> QuerySet:
    newest = Recognition.objects.filter(intervention=OuterRef("pk")).order_by("-date", "-pk")
    rows = rows.annotate(newest_level=Subquery(newest.values("level__slug")[:1]))
    unknown = Q(newest_level=None) if "onbekend" in slugs else Q(pk__in=[])
    return rows.filter(unknown | Q(newest_level__in=slugs))


def valid() -> list[int]:
    """Told in Python, by the model: validity depends on the level and on partial dates."""
    rows = Recognition.objects.select_related("level").order_by("date", "pk")
    newest = {row.intervention_id: row for row in rows}
    return [pk for pk, row in newest.items() if row.is_valid(today())]
