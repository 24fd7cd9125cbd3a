"""The public page of an intervention in any state, for who may read it at the desk."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.urls import path
from django.utils import timezone

from interventions.desk.site import DESK_METHODS
from interventions.finding.selection import read_selection
from interventions.models import Intervention
from interventions.showing.methods import answers
from interventions.showing.portrait import portrait, traits_to_be


class PreviewPages:
    """For the ModelAdmin of Intervention."""

    def get_urls(self):
        page = self.admin_site.admin_view(self.preview_view)
        return [
            path("<int:pk>/voorbeeld/", page, name="interventions_intervention_preview"),
            *super().get_urls(),
        ]

    @answers(*DESK_METHODS)
    def preview_view(self, request, pk):
        row = Intervention.objects.for_detail().filter(pk=pk).first()
        if row is None:
            raise Http404
        if not self.has_view_or_change_permission(request, row):
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
