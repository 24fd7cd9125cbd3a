"""The site's own addresses, and those of pages that no visitor can call up at will."""

from functools import partial
from unittest.mock import patch

from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.urls import path

from config import errors
from config.urls import handler400, handler403, handler404, handler500, urlpatterns
from interventions.finding.selection import read_selection
from interventions.public import browse
from interventions.showing import caching
from interventions.showing.methods import answers, reads

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


@reads
def forbidden(request):
    raise PermissionDenied


@reads
def form_without_token(request):
    return errors.csrf_failure(request)


@answers("POST")
def only_posted_to(request):
    raise AssertionError("The middleware refuses a visit to this page.")


@reads
def broken(request):
    raise RuntimeError("This page always fails.")


@reads
def without_database(request):
    raise OperationalError("The database is away.")


@reads
def few_on_a_page(request):
    """The list, with so few on a page that there are several pages."""
    with patch.object(caching, "read_selection", partial(read_selection, page_size=4)):
        return browse.intervention_list(request)


urlpatterns = [
    path("weinig-per-pagina/", few_on_a_page),
    path("fout/403/", forbidden),
    path("fout/403-csrf/", form_without_token),
    path("fout/405/", only_posted_to),
    path("fout/500/", broken),
    path("fout/503/", without_database),
    *urlpatterns,
]
