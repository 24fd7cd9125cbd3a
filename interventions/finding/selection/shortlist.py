"""The visitor's own list (*mijn lijst*), carried by every link.

It is one parameter of the selection, `lijst`, and stands nowhere else: no cookie, no session.
Addresses without a list stay as they are.
"""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict

from interventions.finding.selection.fields import MOST_SHORTLISTED

PARAMETER = "lijst"


def shortlist_of(request: HttpRequest | None) -> tuple[str, ...]:
    """The slugs on the list; empty on a page that read no selection, such as an error."""
    selection = getattr(request, "selection", None)
    return selection.shortlist if selection else ()


def carried(address: str, slugs: Sequence[str]) -> str:
    """The address with the list in it, before its anchor. One that has a list keeps its own."""
    start, mark, anchor = address.partition("#")
    path, _, query = start.partition("?")
    if not slugs or (PARAMETER in query and PARAMETER in QueryDict(query)):
        return address
    pairs = urlencode([(PARAMETER, slug) for slug in slugs])
    return f"{path}?{query}{'&' if query else ''}{pairs}{mark}{anchor}"


def toggled(slugs: Sequence[str], slug: str) -> tuple[str, ...] | None:
    """The list with this one put on or taken off; None when it is full."""
    if slug in slugs:
        return tuple(other for other in slugs if other != slug)
    return (*slugs, slug) if len(slugs) < MOST_SHORTLISTED else None
