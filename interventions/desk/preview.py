"""The public page of an intervention in any state, for who may read it at the desk."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from interventions.finding.selection import read_selection
from interventions.models import Intervention
from interventions.showing.portrait import portrait, traits_to_be


def preview_page(desk, request, pk):
    row = Intervention.objects.for_detail().filter(pk=pk).first()
    if row is None:
        raise Http404
    if not desk.has_view_or_change_permission(request, row):
        raise PermissionDenied
    request.selection = read_selection(request.GET)
    request.page_query = ""
    as_if_published(row)
    context = portrait(row, request.selection, traits=traits_to_be(row))
    context["back"] = "../change/"
    response = render(request, "public/intervention_preview.html", context)
    response["Cache-Control"] = "no-store"
    return response


def as_if_published(row: Intervention) -> None:
    """Give the row the dates that it would have if it went public now; nothing is saved."""
    now = timezone.now()
    if row.status == Intervention.Status.PUBLISHED:
        return
    public = row.replaces or row
    row.published_at = public.published_at or now
    row.revised_at = now if public.published_at else row.published_at
    row.reviewed_at = now
