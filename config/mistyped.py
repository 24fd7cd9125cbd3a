"""The right address for one that was copied or typed with a slip.

A letter or a sentence leaves its quote, bracket or full stop behind the address, a telephone begins
it with a capital. It leads on only to what everybody may read, or could before it was withdrawn: of
all else the answer stays the 404 of what does not exist, so that no hidden name can be guessed.
"""

import html
import re
import unicodedata
from urllib.parse import unquote

from django.http import Http404, HttpRequest
from django.urls import Resolver404, ResolverMatch, resolve, reverse

from elements.models import Element, Term
from interventions.models import Intervention, Publication

OPEN = {"public", "summaries", "exports", "linked-data"}
LONGEST = 500  # no address of ours comes near it
HYPHENS = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2212"), "-")
AROUND = re.compile(r"^[\W_]+|[\W_]+$")


def right_address(request: HttpRequest) -> str | None:
    """Where the visitor meant to go, its query included; nothing when that is nowhere public."""
    if request.method not in ("GET", "HEAD") or len(request.path_info) > LONGEST:
        return None
    path = _plain(request.path_info)
    for candidate in (f"{path}/", path):
        try:
            match = resolve(candidate)
        except (Resolver404, Http404):
            continue
        if not OPEN.intersection(match.app_names) or not _is_open(match):
            continue
        address = reverse(match.view_name, kwargs=match.kwargs)
        if address != request.path:
            query = request.META.get("QUERY_STRING", "")
            return f"{address}?{query}" if query else address
    return None


def _plain(path: str) -> str:
    """The address in small letters, each part without what cannot stand around a name of ours."""
    text = html.unescape(unquote(path)).translate(HYPHENS).replace("\\", "/").lower()
    text = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    parts = (AROUND.sub("", part) for part in text.split("/"))
    return "".join(f"/{part}" for part in parts if part)


def _is_open(match: ResolverMatch) -> bool:
    slug, number = match.kwargs.get("slug"), match.kwargs.get("number")
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
