"""What was read in: each file with who, when, and how far its interventions are."""

from django.contrib import admin
from django.db.models import Count

from interventions.desk.fields import in_words
from interventions.desk.importing.uploading import UploadPages
from interventions.desk.pages import DeskAdmin


class ImportBatchAdmin(UploadPages, DeskAdmin):
    """To read, and the way to a new import. Nobody changes or deletes one."""

    list_display = ("file_name", "at", "by_whom", "progress")
    list_select_related = ("by",)
    search_fields = ("file_name",)
    ordering = ("-at", "-pk")
    fields = readonly_fields = ("file_name", "at", "by_whom", "progress")
    by_whom = in_words("by", "ingelezen door")

    def get_queryset(self, request):
        return super().get_queryset(request).with_progress()

    @admin.display(description="ingediend of verder")
    def progress(self, batch):
        return f"{batch.handed_in} van {batch.total}"

    # --- Who may ----------------------------------------------------------------------------------

    def has_add_permission(self, request):
        return request.user.has_perm("interventions.add_intervention")

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    # --- The page of one --------------------------------------------------------------------------

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["imported"] = obj.imported.select_related("intervention").annotate(
            suggested=Count("intervention__suggested_elements")
        )
        return super().render_change_form(request, context, add, change, form_url, obj)
