"""The published versions at the desk: to read, and to bring back.

Of an intervention that makes a working copy; of the rest a proposal, for a second person.
"""

from itertools import pairwise

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect

from elements.models import Element
from interventions.desk.beside import improve_address
from interventions.desk.improving import may_improve
from interventions.desk.own_pages import own_page
from interventions.models import Intervention, Version
from interventions.sheet.proposed import in_words
from interventions.sheet.subjects import SUBJECT
from interventions.workflow import TRANSITIONS, bring_back

BY_PROPOSAL = "dan vult u daarmee het formulier ‘Verbeteren’. Een ander publiceert die tekst."


def versions_page(desk, request, pk):
    """Every version; of an intervention, a POST with the number of one brings it back."""
    row = get_object_or_404(desk.get_queryset(request), pk=pk)
    if not desk.has_view_permission(request, row):
        raise PermissionDenied
    if not isinstance(row, Intervention):
        return _page(desk, request, row, **_by_proposal(request, row))
    versions = row.publications.select_related("by")
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
            text = f"Dit is een werkkopie met de tekst van versie {version.number}."
            messages.success(request, text)
            return redirect("admin:interventions_intervention_change", copy.pk)
    is_public = row.status == Intervention.Status.PUBLISHED
    return _page(
        desk,
        request,
        row,
        versions=versions,
        may_bring_back=may_bring_back,
        faults=faults,
        public="public:intervention-version" if is_public else "",
        copy=row.working_copies.first(),
        happens="dan komt er een werkkopie met die tekst. De openbare tekst blijft staan tot de "
        "werkkopie is gepubliceerd.",
    )


def _page(desk, request, row, **context):
    title = f"Versies van {row}"
    return own_page(desk, request, "versions.html", title=title, row=row, **context)


def _by_proposal(request, row) -> dict:
    is_element = isinstance(row, Element)
    found = [*(row.publications if is_element else row.versions).select_related("by")]
    if may_improve(row, request.user):
        for version in found[1:]:
            version.improve = improve_address(row, versie=version.number)
    if not is_element:
        for version, before in pairwise(found):
            version.changes = _changes(row, version, before)
    return {
        "versions": found,
        "by_proposal": not is_element,
        "public": "public:element-version" if is_element else "",
        "happens": BY_PROPOSAL,
    }


def _changes(row, version: Version, before: Version) -> list[tuple[str, str, str]]:
    """(label, before, after) of each field that a version changed."""
    subject = SUBJECT[type(row)]
    return [
        (
            subject.label_of(name),
            in_words(before.document, name, subject.model),
            in_words(version.document, name, subject.model),
        )
        for name in subject.fields
        if before.document.get(name) != version.document.get(name)
    ]
