"""Newly published and changed interventions of a selection, as an Atom feed."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from itertools import islice
from typing import cast

from django.conf import settings
from django.db.models import Max, QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from elements.text import one_line, without_controls
from interventions.finding.selection import Selection, sentence, unused
from interventions.models import Intervention, Publication
from interventions.sheet.permanent import permanent
from interventions.showing.caching import cached
from interventions.showing.citation import NAME
from interventions.showing.methods import reads
from interventions.showing.prose import within

MOST = 50
ATOM = "application/atom+xml; charset=utf-8"
NEW, CHANGED = "Nieuw", "Gewijzigd"


def as_kind(kind: str) -> Callable:
    """What the view answers is no page but a text of this kind, also when it was kept."""

    def decorate(view):
        @wraps(view)
        def answer(request, *args, **kwargs):
            response = view(request, *args, **kwargs)
            if response.status_code == 200:
                response["Content-Type"] = kind
            return response

        return answer

    return decorate


class Feed(Atom1Feed):
    """One that says when its content changed, also without entries: the original says 'now'."""

    def latest_post_date(self) -> datetime:
        return self.feed["updated"]

    def add_item_elements(self, handler, item):
        """An entry is of one version; `about` (RFC 6903) says of which intervention."""
        super().add_item_elements(handler, item)
        handler.addQuickElement("link", "", {"rel": "about", "href": item["about"]})


@reads
@as_kind(ATOM)
@cached()
def intervention_feed(request):
    """The last versions of what is public, newest first; withdrawn ones are gone from it."""
    selection = request.selection.but(shortlist=())
    rows = list(_newest(selection))
    feed = Feed(
        updated=rows[0].at if rows else _last(),
        title="Werkzame elementen: nieuw en gewijzigd",
        subtitle=without_controls(
            f"{sentence(selection)} {unused(request.selection.faults)}".strip()
        ),
        link=_full(reverse("public:intervention-list") + selection.query),
        feed_url=_full(request.path + selection.query),
        description="",
        language="nl",
        author_name=settings.PUBLISHER["name"] or NAME,
    )
    for row in rows:
        slug, document = cast(Intervention, row.intervention).slug, row.document
        address = _full(reverse("public:intervention-version", args=[slug, row.number]))
        feed.add_item(
            title=one_line(f"{NEW if row.number == 1 else CHANGED}: {document['naam']}"),
            link=address,
            unique_id=address,
            about=permanent("intervention", slug),
            # The generator says that this is HTML.
            description=within(without_controls(row.note or document["samenvatting"])),
            pubdate=row.at,
            updateddate=row.at,
        )
    return HttpResponse(feed.writeString("utf-8"))


def _newest(selection: Selection) -> QuerySet[Publication]:
    """The last versions of what the selection finds: ids are read until there are enough."""
    public = Publication.objects.filter(intervention__in=Intervention.objects.published())
    rows = public.filter(is_quiet=False).order_by("-at", "-pk")
    ids = rows.values_list("pk", "intervention").iterator(chunk_size=500)
    wanted = set(selection.ids)
    found = islice((pk for pk, intervention in ids if intervention in wanted), MOST)
    return rows.filter(pk__in=list(found)).select_related("intervention")


def _last() -> datetime:
    """When anything was last published; long ago when nothing ever was."""
    last = Intervention.objects.published().aggregate(last=Max("news_at"))["last"]
    return last or datetime.fromtimestamp(0, UTC)


def _full(path: str) -> str:
    return f"{settings.PUBLIC_URL}{path}"
