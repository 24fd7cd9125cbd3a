"""The last page of an address, for when the database is away.

It is kept beside the page cache, where every process finds it: in a file, or in the same Redis. It
is shown with a notice, for a stated time, on the day that it was made, and only while nothing was
withdrawn since.
"""

import hashlib
import logging
import pickle
import random
import re
import time
import zlib
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from threading import Lock
from typing import NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.core.cache import BaseCache, caches
from django.core.cache.backends.filebased import FileBasedCache
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from redis.exceptions import RedisError

from elements import withdrawals
from elements.dates import AMSTERDAM, in_words, today
from interventions.finding.facets import FacetIndex
from interventions.finding.selection.filterset import KNOWN, badly_copied

log = logging.getLogger(__name__)

LONGEST = 24 * 3600  # seconds; no page is shown on another day
MOST_FILES = 5000  # pages; of a size that compresses to some ten kilobytes
MOST_ADDRESSES = 10_000
SELDOM = 60  # seconds between two lines in the log
SELDOM_COUNTED = 100  # pages between two counts of the files
TOP = re.compile(rb"</header>|<body[^>]*>(?!.*</header>)", re.DOTALL)  # where a notice goes
FAILURES = (OSError, RedisError, EOFError, pickle.PickleError, zlib.error)


@dataclass(frozen=True)
class Page:
    body: bytes
    stamp: UUID  # of the content that it shows
    withdrawn: int  # what the database said then was the last withdrawal
    day: str
    moment: float


class Files(FileBasedCache):
    """Django's, quicker: it counts its files now and then, and compresses lightly."""

    def _cull(self):
        if random.randrange(SELDOM_COUNTED) == 0:  # noqa: S311 - no secret
            super()._cull()  # type: ignore[misc]  # not in the stubs

    def _write_content(self, file, timeout, value):
        file.write(pickle.dumps(self.get_backend_timeout(timeout)))
        file.write(zlib.compress(pickle.dumps(value), 1))


class Heard(NamedTuple):
    """What this process last heard from the database: a page of this stamp was right then."""

    stamp: UUID | None = None
    withdrawn: int = 0
    moment: float = 0.0


_heard = Heard()
_said = 0.0  # when the log was told that the database is away
_kept: dict[bytes, str] = {}  # what was asked for -> the key of the page that is kept for it
_keeping = Lock()


def keep(request: HttpRequest, key: str, body: bytes, index: FacetIndex) -> None:
    """Keep a page that was just answered, unless it is the one that is kept already."""
    global _heard
    if not settings.STALE_SECONDS:
        return
    version = index.version
    _heard = Heard(version.stamp, version.withdrawn_number, time.time())
    asked = _digest(f"{request.path}?{request.META.get('QUERY_STRING', '')}")
    if _kept.get(asked) == key:
        return
    try:
        noted = withdrawals.last()
        if noted is None or noted[0] < version.withdrawn_number:
            withdrawals.note(version.withdrawn_number)
        page = Page(
            body,
            version.stamp,
            version.withdrawn_number,
            index.day.isoformat(),
            time.time(),
        )
        _store().set(_address(request), page, LONGEST)
    except (*FAILURES, withdrawals.NotNoted):
        return  # a page is worth more than its copy
    with _keeping:
        if len(_kept) >= MOST_ADDRESSES:
            _kept.clear()
        _kept[asked] = key


def _digest(text: str) -> bytes:
    """Of the same size for every address: one may take 8 kB, and 10,000 are remembered."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def page(request: HttpRequest, *, content_type: str | None) -> HttpResponse | None:
    """The page as it was kept, marked; nothing when it may not be shown."""
    if not settings.STALE_SECONDS:
        return None
    try:
        found = _store().get(_address(request))
    except FAILURES:
        return None
    if found is None or not _may_be_shown(found):
        return None
    _say()
    known = _known_at(found)
    age = max(0, int(time.time() - known))
    response = HttpResponse(_marked(found.body, known), content_type=content_type)
    response["Cache-Control"] = "no-store"
    response["Age"] = str(age)
    response["Cache-Status"] = f"kennisbank; hit; ttl=-{age}"  # RFC 9211: this long out of date
    return response


def _may_be_shown(found: Page) -> bool:
    if found.day != today().isoformat() or time.time() - _known_at(found) > settings.STALE_SECONDS:
        return False
    noted = withdrawals.last()
    if noted is None:
        return False
    # The same number may come back after a restored backup, so the moment counts too.
    number, moment = noted
    return found.withdrawn == number >= _heard.withdrawn and found.moment >= moment


def _known_at(found: Page) -> float:
    """The last moment at which the page was right."""
    return _heard.moment if found.stamp == _heard.stamp else found.moment


def _store() -> BaseCache:
    if withdrawals.is_shared():
        return caches["default"]
    return _files(str(withdrawals.folder() / "pages"))


@lru_cache(maxsize=1)
def _files(folder: str) -> Files:
    return Files(folder, {"MAX_ENTRIES": MOST_FILES})


def _address(request: HttpRequest) -> str:
    """A name for what is asked for: the same for parameters in another order, or of others."""
    pairs = [(name, value) for name, values in request.GET.lists() for value in values]
    is_exact = getattr(request, "reads_exactly", False) or badly_copied(request.GET)
    if not is_exact:
        pairs = [(name, value) for name, value in pairs if value and name in KNOWN]
    pairs.sort(key=lambda pair: pair[0])  # the visitor's list keeps its order
    said = repr((settings.BUILD, request.path, urlencode(pairs)))
    return f"stale-{hashlib.sha256(said.encode()).hexdigest()[:40]}"


def _marked(body: bytes, known: float) -> bytes:
    """With a notice on top when it is a page; a file goes out as it is."""
    if not body.lstrip()[:15].lower().startswith(b"<!doctype html"):
        return body
    notice = render_to_string("components/stale.html", {"when": _when(known)}, using="public")
    top = TOP.search(body)
    end = top.end() if top else 0
    return body[:end] + notice.encode() + body[end:]


def _when(moment: float) -> str:
    at = datetime.fromtimestamp(moment, AMSTERDAM)
    return f"{in_words(at.date())} om {at:%H:%M} uur"


def _say() -> None:
    global _said
    if time.monotonic() - _said > SELDOM:
        _said = time.monotonic()
        log.warning("The database does not answer: visitors get pages as they were.")
