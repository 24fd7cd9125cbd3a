"""The published versions at the desk: to read, and to bring back as a working copy."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse

from interventions.desk.site import DESK_METHODS
from interventions.models import Publication
from interventions.showing.methods import answers
from interventions.workflow import TRANSITIONS, bring_back


class VersionPages:
    """For the ModelAdmin of Intervention."""

    def get_urls(self):
        page = self.admin_site.admin_view(self.versions_page)
        name = "interventions_intervention_versions"
        return [path("<int:pk>/versies/", page, name=name), *super().get_urls()]

    @answers(*DESK_METHODS)
    def versions_page(self, request, pk):
        """Every version; a POST with the number of one brings it back."""
        intervention = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_view_permission(request, intervention):
            raise PermissionDenied
        versions = Publication.objects.for_intervention(intervention).select_related("by")
        may_bring_back = request.user.has_perm(TRANSITIONS["revise"].permission)
        faults = []
        if request.method == "POST":
            if not may_bring_back:
                raise PermissionDenied
            chosen = {str(version.number): version for version in versions}
            version = chosen.get(request.POST.get("number", ""))
            try:
                if version is None:
                    raise ValidationError("Kies een versie die er is.", code="no_version")
                copy = bring_back(version, by=request.user)
            except ValidationError as refusal:
                faults = refusal.messages
            else:
                messages.success(
                    request, f"Dit is een werkkopie met de tekst van versie {version.number}."
                )
                url = reverse("admin:interventions_intervention_change", args=[copy.pk])
                return HttpResponseRedirect(url)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"Versies van {intervention}",
            "intervention": intervention,
            "versions": versions,
            "copy": intervention.working_copies.first(),
            "may_bring_back": may_bring_back,
            "faults": faults,
        }
        request.current_app = self.admin_site.name
        template = "admin/interventions/intervention/versions.html"
        return TemplateResponse(request, template, context)
