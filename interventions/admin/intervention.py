from django.contrib import admin
from django.core.exceptions import PermissionDenied

from interventions.admin.forms import InterventionForm
from interventions.admin.inlines import RecognitionInline, StatementInline
from interventions.admin.pages import DeskAdmin
from interventions.admin.verbs import VerbPages
from interventions.models import Intervention
from interventions.workflow import TRANSITIONS, allowed_verbs

Status = Intervention.Status
# Who may write, may write in these states; in every other state the desk only shows the text.
EDITABLE = (Status.DRAFT, Status.SENT_BACK)
UNKNOWN = "Laat leeg wat u niet weet. Vul niets in wat geen bron zegt."


class InterventionAdmin(VerbPages, DeskAdmin):
    """The description sheet, with what sources say. Nobody deletes an intervention."""

    form = InterventionForm
    inlines = (StatementInline, RecognitionInline)
    prepopulated_fields = {"slug": ("name",)}
    list_display = ("name", "status", "created_by", "created_at", "last_published")
    list_filter = ("status", "activity", "target_groups", "themes")
    list_select_related = ("created_by",)
    search_fields = ("name", "name_key", "aliases")
    ordering = ("name_key", "slug")
    fieldsets = (
        (
            "Naam",
            {"fields": ("name", "slug", "aliases", "variant_of"), "description": UNKNOWN},
        ),
        ("Beschrijving", {"fields": ("summary", "goal", "target_group_text", "approach")}),
        (
            "Uitvoering",
            {
                "fields": (
                    "duration",
                    "duration_source",
                    "municipal_role",
                    "municipal_role_source",
                    "conditions",
                    "costs",
                    "materials",
                )
            },
        ),
        ("Onderzoek", {"fields": ("research",)}),
        (
            "Eigenaar en databank",
            {
                "fields": (
                    "owner",
                    "website",
                    "started_year",
                    "databank_status",
                    "databank_status_date",
                )
            },
        ),
        ("Wordt dit nog gedaan?", {"fields": ("activity", "activity_date", "activity_source")}),
        ("Indeling", {"fields": ("target_groups", "themes", "settings")}),
        ("Bronnen", {"fields": ("sources",)}),
    )

    @admin.display(description="laatst gepubliceerd", ordering="revised_at", empty_value="nog niet")
    def last_published(self, intervention):
        return intervention.revised_at

    # --- Who may do what --------------------------------------------------------------------------

    def has_change_permission(self, request, obj=None):
        editable = obj is None or obj.status in EDITABLE
        return editable and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return False

    def get_readonly_fields(self, request, obj=None):
        """What has been public keeps its address."""
        fixed = ("slug",) if obj and obj.published_at else ()
        return (*super().get_readonly_fields(request, obj), *fixed)

    # --- Saving -----------------------------------------------------------------------------------

    def save_model(self, request, obj, form, change):
        if change:
            refuse_after_a_verb(obj)
        else:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)

    # --- The page ---------------------------------------------------------------------------------

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            context["verbs"] = allowed_verbs(obj, request.user)
            context["on_site"] = obj.status == Status.PUBLISHED
            context["history"] = history(obj)
        return super().render_change_form(request, context, add, change, form_url, obj)


def refuse_after_a_verb(intervention: Intervention) -> None:
    """Lock the row; raise PermissionDenied if a verb moved it while the form was being saved.

    Saving would else write the old status over the new one.
    """
    row = Intervention.objects.select_for_update().get(pk=intervention.pk)
    if row.status != intervention.status:
        raise PermissionDenied


def history(intervention: Intervention) -> list[dict]:
    """The transitions of one intervention, newest first, in the words of the desk."""
    return [
        {"change": change, "step": label_of(change.verb)}
        for change in intervention.status_changes.select_related("by")
    ]


def label_of(verb: str) -> str:
    transition = TRANSITIONS.get(verb)
    return transition.label if transition else verb
