"""Answer a page that has not changed without making it again.

Every public page is a function of the content, the day, the build and what its address asks for.
That is its ETag and its key in the page cache. Withdrawing renews the content's stamp, so that no
older page is ever given.
"""

import hashlib
from collections.abc import Callable
from contextlib import suppress
from functools import partial, wraps
from operator import itemgetter
from urllib.parse import urlencode

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, DataError, IntegrityError, InterfaceError
from django.http import HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.utils.cache import patch_cache_control
from django.utils.http import parse_etags
from prometheus_client import Counter
from redis.exceptions import RedisError

from interventions.finding.facets import FacetIndex
from interventions.finding.selection import Selection, read_selection
from interventions.showing import stale

PAGES = Counter(
    "kb_pages", "Pages that may be kept: kept, made, or as the visitor has it.", ["how"]
)
NO_LIMIT = 10**9
KEPT_FOR = 24 * 3600  # seconds; a new stamp makes every key new long before


def cached(*, also: tuple[str, ...] = (), page_size: int | None = None) -> Callable:
    """Cache a view that reads the selection, and the parameters in `also`; others are left out.

    The view finds what was read in `request.selection`, and what its address comes down to in
    `request.page_query`. A page with faults in its address is made anew each time, and so is
    anything but a 200. A view that finds faults of its own says so in `request.has_faults`.
    """

    def decorate(view):
        @wraps(view)
        def answer(request, *args, **kwargs):
            if getattr(request, "copied_on", ""):  # a static copy: all of it on one page
                request.selection = read_selection(request.GET, page_size=NO_LIMIT)
                request.page_query = ""
                return view(request, *args, **kwargs)
            return or_stale(request, partial(of_now, request, *args, **kwargs))

        def of_now(request, *args, **kwargs):
            sizes = {"page_size": page_size} if page_size else {}
            request.selection = read_selection(request.GET, **sizes)
            others = _others(request, also)
            request.page_query = page_query(request.selection, others)
            key = page_key(request.path, request.selection, others)
            if request.selection.faults:
                return _revalidated(view(request, *args, **kwargs))
            make = partial(view, request, *args, **kwargs)
            return by_key(request, key, make, index=request.selection.index)

        return answer

    return decorate


def or_stale(
    request, answer: Callable[[], HttpResponseBase], *, content_type: str | None = None
) -> HttpResponseBase:
    """What `answer` gives; when the database is away, the page as it was last kept, marked.

    Raises DatabaseError or InterfaceError when there is none that may be shown.
    """
    try:
        return answer()
    except (DatabaseError, InterfaceError) as error:
        is_away = not isinstance(error, DataError | IntegrityError)
        kept = stale.page(request, content_type=content_type) if is_away else None
        if kept is None:
            raise
        return kept


def by_key(
    request,
    key: str,
    make: Callable[[], HttpResponseBase],
    *,
    content_type: str | None = None,
    index: FacetIndex | None = None,
) -> HttpResponseBase:
    """304 when the visitor has what this key stands for, else what was kept or what `make` gives.

    Only a 200 is kept, and no stream. `content_type` is that of what `make` gives (default: HTML).
    With the `index` that it was made of it is also kept for when the database is away.
    """
    if key in {tag.strip('W/"') for tag in parse_etags(_asked(request))}:
        PAGES.labels("not modified").inc()
        return _revalidated(HttpResponseNotModified(), key)
    body = _kept(key)
    PAGES.labels("made" if body is None else "kept").inc()
    if body is not None:
        if index:
            stale.keep(request, key, body, index)
        return _revalidated(HttpResponse(body, content_type=content_type), key)
    response = make()
    if response.status_code != 200:
        return response
    if getattr(request, "has_faults", False):  # in parameters that only the view reads
        return _revalidated(response)
    if isinstance(response, HttpResponse):
        _keep(key, response.content)
        if index:
            stale.keep(request, key, response.content, index)
    return _revalidated(response, key)


def page_key(path: str, selection: Selection, others: list[tuple[str, str]]) -> str:
    """The key of a page: equal for addresses that ask for the same, in whatever order."""
    index = selection.index  # an older one, for a moment, when a new one is being built
    asked = sorted(selection.pairs(), key=itemgetter(0))  # the visitor's list keeps its order
    parts = (settings.BUILD, index.version.stamp, index.day, path, asked, others)
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:40]


def page_query(selection: Selection, others: list[tuple[str, str]]) -> str:
    """What of a query string matters to the page, `?` included; nothing when nothing does."""
    pairs = [*others, *selection.pairs()]
    return f"?{urlencode(pairs)}" if pairs else ""


def _kept(key: str) -> bytes | None:
    """The page as it was kept; nothing when the cache does not answer: then it is made."""
    with suppress(RedisError):  # the log has it (config/shared_cache.py)
        return cache.get(key)
    return None


def _keep(key: str, body: bytes) -> None:
    with suppress(RedisError):
        cache.set(key, body, KEPT_FOR)


def _others(request, names: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(name, value) for name in names for value in request.GET.getlist(name)]


def _asked(request) -> str:
    return request.META.get("HTTP_IF_NONE_MATCH", "")


def _revalidated(response: HttpResponseBase, key: str = "") -> HttpResponseBase:
    """May be kept, but has to be asked for anew each time."""
    patch_cache_control(response, no_cache=True)
    if key:
        response["ETag"] = f'"{key}"'
    return response
