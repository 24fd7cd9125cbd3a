"""Every page that search engines may keep, with the day of its last change."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from xml.sax.saxutils import escape

from django.conf import settings
from django.db.models import Max
from django.http import Http404, HttpResponse
from django.urls import reverse

from elements.models import Element
from interventions.models import Intervention, Publication
from interventions.public.feed import as_kind
from interventions.showing.caching import cached
from interventions.showing.methods import reads

XML = "application/xml; charset=utf-8"
SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"
MOST = 45_000  # a file may hold 50,000
# Pages that change with any of the content, and pages of text that change with the site alone.
CHANGING = (
    *("public:home", "public:intervention-list", "public:element-list", "public:matrix"),
    *("public:term-list", "public:source-list", "summaries:summary-list", "summaries:all"),
)
STANDING = (
    *("public:choose", "public:combinations", "public:self-check", "public:plan", "public:about"),
    "api:guide",
    *("public:accessibility", "public:privacy", "submissions:submission-start"),
)
# Not its summary, whose canonical address is that of the page itself.
OF_INTERVENTION = ("public:intervention-detail", "public:intervention-versions")
OF_ELEMENT = ("public:element-detail", "summaries:element", "public:element-versions")


@reads
@as_kind(XML)
@cached()
def sitemap(request):
    """All addresses, or the addresses of the parts when they do not fit in one file."""
    parts = -(-_total(request.selection.index) // MOST)
    if parts <= 1:
        return _answer("urlset", "url", _addresses())
    names = (reverse("public:sitemap-part", args=[number]) for number in range(1, parts + 1))
    return _answer("sitemapindex", "sitemap", ((name, None) for name in names))


@reads
@as_kind(XML)
@cached()
def sitemap_part(request, number):
    if not 1 <= number <= -(-_total(request.selection.index) // MOST):
        raise Http404
    return _answer("urlset", "url", islice(_addresses(), (number - 1) * MOST, number * MOST))


def _total(index) -> int:
    things = len(OF_INTERVENTION) * len(index.ids) + len(OF_ELEMENT) * len(index.labels["element"])
    return len(CHANGING) + len(STANDING) + things


def _addresses() -> Iterator[tuple[str, datetime | None]]:
    """(path, when it last changed) of every page; None when only a new build changes it."""
    published = Intervention.objects.published()
    changed = dict(
        Publication.objects.filter(intervention=None)
        .order_by()
        .values_list("element__slug")
        .annotate(last=Max("at"))
    )
    last = published.aggregate(last=Max("revised_at"))["last"]
    moments = [moment for moment in (last, *changed.values()) if moment]
    yield from ((reverse(name), max(moments, default=None)) for name in CHANGING)
    yield from ((reverse(name), None) for name in STANDING)
    for slug in Element.objects.public().values_list("slug", flat=True):
        yield from ((reverse(name, args=[slug]), changed.get(slug)) for name in OF_ELEMENT)
    rows = published.order_by("pk").values_list("slug", "revised_at")
    for slug, moment in rows.iterator(chunk_size=2000):
        yield from ((reverse(name, args=[slug]), moment) for name in OF_INTERVENTION)


def _answer(root: str, entry: str, addresses) -> HttpResponse:
    lines = [f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{SCHEMA}">']
    for path, moment in addresses:
        date = f"<lastmod>{moment.isoformat(timespec='seconds')}</lastmod>" if moment else ""
        lines.append(f"<{entry}><loc>{escape(settings.PUBLIC_URL + path)}</loc>{date}</{entry}>")
    lines.append(f"</{root}>\n")
    return HttpResponse("\n".join(lines))
