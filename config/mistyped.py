"""The right address for one that was copied or typed with a slip.

A letter or a sentence leaves its quote, bracket or full stop behind the address, a telephone begins
it with a capital. It leads on only to what everybody may read, or could before it was withdrawn: of
all else the answer stays the 404 of what does not exist, so that no hidden name can be guessed.
"""

import html
import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import parse_qsl, unquote, urlencode

from django.http import Http404, HttpRequest
from django.urls import Resolver404, ResolverMatch, resolve, reverse

from elements.models import Element, Term
from interventions.models import Intervention, Publication, StatementNumber
from interventions.open_data.api.addresses import PREFIX

OPEN = {"public", "summaries", "exports", "linked-data", "submissions", "alerts", "api"}
LONGEST = 500  # no address of ours comes near it
HYPHENS = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2212"), "-")
AROUND = re.compile(r"^[\W_]+|[\W_]+$")
BETWEEN = re.compile(r"[\s_+]+")  # typed for a hyphen
ENDING = re.compile(r"(?:/index)?\.html?$")
MANY = {
    "interventie": "interventies",
    "werkzaam-element": "werkzame-elementen",
    "werkzame-element": "werkzame-elementen",
    "samenvatting": "samenvattingen",
    "versie": "versies",
    "begrip": "begrippen",
    "bron": "bronnen",
}


def right_address(request: HttpRequest) -> str | None:
    """Where the visitor meant to go, its query included; nothing when that is nowhere public."""
    if request.method not in ("GET", "HEAD") or len(request.path_info) > LONGEST:
        return None
    path, query = _apart(request.path_info)
    for candidate in _candidates(path):
        try:
            match = resolve(candidate)
        except (Resolver404, Http404):
            continue
        in_api = candidate.startswith(f"{PREFIX}/")  # which answers what is not there itself
        if in_api or not OPEN.intersection(match.app_names) or not _is_open(match):
            continue
        address = reverse(match.view_name, kwargs=match.kwargs)
        if address != request.path:
            query = "&".join(filter(None, (query, request.META.get("QUERY_STRING", ""))))
            return f"{address}?{query}" if query else address
    return None


def _apart(typed: str) -> tuple[str, str]:
    """The address in plain signs, and the query that was taken for a part of it. A tag ends it."""
    text = html.unescape(unquote(typed)).partition("<")[0]
    path, mark, query = text.partition("?")
    if not mark:
        path, _, query = text.partition("&")
    return path, urlencode(parse_qsl(query))


def _candidates(path: str) -> Iterator[str]:
    """What it can have been: as it was typed, with hyphens, and with a room by its own name."""
    parts = _plain(path)
    hyphened = [BETWEEN.sub("-", part) for part in parts]
    for meant in (parts, hyphened, [MANY.get(part, part) for part in hyphened]):
        address = "".join(f"/{part}" for part in meant)
        yield f"{address}/"
        yield address


def _plain(path: str) -> list[str]:
    """The parts in small letters, each without what cannot stand around a name of ours."""
    text = path.translate(HYPHENS).replace("\\", "/").lower()
    text = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    parts = (AROUND.sub("", part) for part in ENDING.sub("", text).split("/"))
    return [part for part in parts if part]


def _is_open(match: ResolverMatch) -> bool:
    slug, number = match.kwargs.get("slug"), match.kwargs.get("number")
    if "token" in match.kwargs:  # a private link
        return False
    if "uitspra" in match.route and number is not None:
        return StatementNumber.objects.public().filter(pk=number).exists()
    if slug is None:
        return number is None
    if "interventie" in match.route:
        if Intervention.objects.withdrawn().filter(slug=slug).exists():
            return True
        thing = Intervention.objects.published().filter(slug=slug).first()
        versions = Publication.objects.for_intervention
    elif "element" in match.route:
        thing = Element.objects.public().filter(slug=slug).first()
        versions = Publication.objects.for_element
    else:
        return "begrip" in match.route and Term.objects.filter(slug=slug).exists()
    if thing is None or number is None:
        return thing is not None
    return number in versions(thing).values_list("number", flat=True)
