"""The published versions at the desk: to read, and to bring back.

Of an intervention that makes a working copy; of an element it is a new version, public at once.
"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect

from elements.models import Element
from interventions.desk.own_pages import own_page
from interventions.models import Intervention
from interventions.workflow import TRANSITIONS, bring_back


def versions_page(desk, request, pk):
    """Every version; a POST with the number of one brings it back."""
    row = get_object_or_404(desk.get_queryset(request), pk=pk)
    if not desk.has_view_permission(request, row):
        raise PermissionDenied
    versions = row.publications.select_related("by")
    may_bring_back = _may_bring_back(desk, request, row)
    faults = []
    if request.method == "POST":
        if not may_bring_back:
            raise PermissionDenied
        chosen = {str(version.number): version for version in versions}
        version = chosen.get(request.POST.get("number", ""))
        try:
            if version is None:
                raise ValidationError("Kies een versie die er is.", code="no_version")
            found = bring_back(version, by=request.user)
        except ValidationError as refusal:
            faults = refusal.messages
        else:
            what = "een werkkopie met " if found != row else ""
            messages.success(request, f"Dit is {what}de tekst van versie {version.number}.")
            return redirect(f"admin:{desk.opts.app_label}_{desk.opts.model_name}_change", found.pk)
    return own_page(
        desk,
        request,
        "versions.html",
        title=f"Versies van {row}",
        row=row,
        versions=versions,
        may_bring_back=may_bring_back,
        faults=faults,
        **_of_element(row) if isinstance(row, Element) else _of_intervention(row),
    )


def _may_bring_back(desk, request, row) -> bool:
    if isinstance(row, Intervention):
        return request.user.has_perm(TRANSITIONS["revise"].permission)
    return desk.has_change_permission(request, row)


def _of_element(row: Element) -> dict:
    return {
        "public": "public:element-version",
        "happens": "dan staat die tekst meteen op de site, als een nieuwe versie.",
    }


def _of_intervention(row: Intervention) -> dict:
    is_public = row.status == Intervention.Status.PUBLISHED
    return {
        "public": "public:intervention-version" if is_public else "",
        "copy": row.working_copies.first(),
        "happens": "dan komt er een werkkopie met die tekst. De openbare tekst blijft staan tot de "
        "werkkopie is gepubliceerd.",
    }
