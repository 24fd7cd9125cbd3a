"""For the list of interventions: which file each is from, and handing in many at once.

Publishing goes one by one: somebody has read each.
"""

from django.contrib import admin, messages
from django.contrib.admin.filters import RelatedFieldListFilter
from django.core.exceptions import PermissionDenied, ValidationError

from interventions import workflow
from interventions.desk.own_pages import own_page


class BatchFilter(RelatedFieldListFilter):
    """From which file an intervention came. Also works while there is one import only."""

    def has_output(self):
        return bool(self.lookup_choices) or bool(self.lookup_val)


@admin.action(description="Indienen", permissions=["submit"])
def submit_selected(desk, request, queryset):
    """Each on its own: what is refused keeps no other from being handed in."""
    refused, total = [], 0
    for row in queryset:
        try:
            workflow.submit(row, by=request.user)
        except ValidationError as refusal:
            refused.append((row, refusal.messages))
        except PermissionDenied:
            refused.append((row, ["Dit mag u niet indienen."]))
        else:
            total += 1
    sentence = "1 interventie is" if total == 1 else f"{total} interventies zijn"
    if not refused:
        messages.success(request, f"{sentence} ingediend.")
        return None
    return own_page(
        desk,
        request,
        "interventions/intervention/submitted.html",
        title="Niet alles is ingediend",
        done=f"{sentence} ingediend.",
        refused=refused,
        back=request.get_full_path(),
    )
