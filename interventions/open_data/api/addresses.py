"""Where the API stands, and which version of it this is."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest

VERSION = "1.3.0"  # semantic: new fields raise the second number, a break is another address
PREFIX = "/api/v1"
METHODS = ("GET", "HEAD", "OPTIONS")


def is_api(request: HttpRequest) -> bool:
    """Whether the address is one of the API, also when nothing stands there."""
    return f"{request.path_info}/".startswith(f"{PREFIX}/")


def link(path: str, pairs: Sequence[tuple[str, str]] = ()) -> dict[str, str]:
    """The full address of a resource, as an entry of `_links`."""
    query = f"?{urlencode(pairs)}" if pairs else ""
    return {"href": f"{settings.PUBLIC_URL}{PREFIX}/{path}{query}"}
