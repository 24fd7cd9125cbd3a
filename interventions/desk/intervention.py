from django.contrib import admin, messages
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join

from elements import dates
from interventions.desk import asking, sheet
from interventions.desk.asked import requests_for
from interventions.desk.descriptions.passages import TICKED, settle_ticked
from interventions.desk.duplicates import lookalikes
from interventions.desk.entries import page
from interventions.desk.forms import InterventionForm
from interventions.desk.importing.submitting import BatchFilter, submit_selected
from interventions.desk.improving import CHOICE, PAGE, improving_panel
from interventions.desk.inlines import PlaceInline, RecognitionInline, StatementInline
from interventions.desk.notices import notice_panel
from interventions.desk.pages import DeskAdmin
from interventions.desk.preview import preview_page
from interventions.desk.returned import answer_remarks, returned_panel
from interventions.desk.review import compare_page, remark_page
from interventions.desk.role_addresses import address_panel, confirm_page, write_page
from interventions.desk.submissions import submission_panel
from interventions.desk.verbs import verb_page
from interventions.desk.versions import versions_page
from interventions.models import Intervention
from interventions.sheet.proposed import label_of_fact
from interventions.workflow import TRANSITIONS, allowed_verbs, guards
from interventions.workflow.writing import is_open_to, note_change

Status = Intervention.Status


class InterventionAdmin(DeskAdmin):
    """The description sheet, with what sources say. Nobody deletes an intervention."""

    own_pages = (
        ("<int:pk>/vergelijken/", compare_page, "compare"),
        ("opmerking/<int:pk>/", remark_page, "remark"),
        ("<int:pk>/voorbeeld/", preview_page, "preview"),
        ("<int:pk>/versies/", versions_page, "versions"),
        ("<int:pk>/mailadres/", write_page, "write_address"),
        ("<int:pk>/mailadres/bevestigen/", confirm_page, "confirm_address"),
        ("<int:pk>/stap/<slug:verb>/", verb_page, "verb"),
        *(PAGE, CHOICE),
    )
    actions = (submit_selected,)
    has_versions = True
    keeps_text = True

    form = InterventionForm
    inlines = (StatementInline, RecognitionInline, PlaceInline)
    prepopulated_fields = {"slug": ("name",)}
    list_display = ("name", "status", "is_copy", "in_review_with", "last_changed", "last_published")
    list_filter = ("status", "activity", "target_groups", "themes", ("imports__batch", BatchFilter))
    list_select_related = ("claimed_by",)
    search_fields = ("name", "name_key", "aliases")
    ordering = ("name_key", "slug")
    fieldsets = sheet.FIELDSETS

    @admin.display(description="werkkopie", empty_value="–")
    def is_copy(self, intervention):
        return "werkkopie" if intervention.replaces_id else None

    @admin.display(description="in beoordeling bij", ordering="claimed_by", empty_value="–")
    def in_review_with(self, intervention):
        return intervention.claimed_by

    @admin.display(description="gewijzigd", ordering="changed_at", empty_value="nog niet")
    def last_changed(self, intervention):
        return day_of(intervention.changed_at)

    @admin.display(description="gepubliceerd", ordering="revised_at", empty_value="nog niet")
    def last_published(self, intervention):
        return day_of(intervention.revised_at)

    # --- Who may do what --------------------------------------------------------------------------

    def has_change_permission(self, request, obj=None):
        may_write = super().has_change_permission(request, obj)
        return may_write and (obj is None or is_open_to(obj, request.user))

    def get_fieldsets(self, request, obj=None):
        """Who may write, also asks for the words that a list lacks."""
        fieldsets = super().get_fieldsets(request, obj)
        if not self.has_change_permission(request, obj):
            return fieldsets
        return [
            (name, {**options, "fields": asking.beside(map(str, options["fields"]))})
            for name, options in fieldsets
        ]

    def has_submit_permission(self, request):
        return request.user.has_perm(TRANSITIONS["submit"].permission)

    def has_delete_permission(self, request, obj=None):
        return False

    def get_readonly_fields(self, request, obj=None):
        """What has been public keeps its address, and so does its working copy."""
        fixed = ("slug",) if obj and (obj.published_at or obj.replaces_id) else ()
        return (*super().get_readonly_fields(request, obj), *fixed)

    def choosable(self, request):
        """A working copy has the name of what it is a copy of: it is nothing to choose."""
        return super().choosable(request).filter(replaces=None)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "variant_of":
            kwargs["queryset"] = self.choosable(request).only("name")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    # --- Saving -----------------------------------------------------------------------------------

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = request.user
            note_change(obj, by=request.user)
        super().save_model(request, obj, form, change)

    def save_content(self, request, form, formsets, change):
        if change:
            note_change(form.instance, by=request.user)
        super().save_content(request, form, formsets, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        settle_suggestions(form.instance, dropped=request.POST.getlist("drop"))
        asking.ask(request, form)
        if change:
            settle_ticked(request, Intervention.objects.get(pk=form.instance.pk))
            answer_remarks(request, form, formsets, self)
        if "_continue" not in request.POST and {"name", "aliases"} & {*form.changed_data}:
            self.warn_of_lookalikes(request, form.instance)

    def warn_of_lookalikes(self, request, intervention):
        """On the next page; who stays on the form reads it there."""
        found = lookalikes(intervention)
        if found:
            links = format_html_join(
                ", ", '<a href="{}">{}</a>', ((change_url(one.row), one.row) for one in found)
            )
            text = "‘{}’ lijkt op wat er al is: {}. Kijk of het niet dezelfde is."
            messages.warning(request, format_html(text, intervention, links))

    # --- The page ---------------------------------------------------------------------------------

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj and change:
            row = Intervention.objects.get(pk=obj.pk)
            context |= self.standing(request, row) | returned_panel(request, row, context, self)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def standing(self, request, row) -> dict:
        """Where the row stands, as it is in the database, whatever the form holds."""
        copy = row.working_copies.first()
        verbs = allowed_verbs(row, request.user)
        context = {
            "row": row,
            "verbs": [one for one in verbs if not (one.makes_copy and copy)],
            "on_site": row.status == Status.PUBLISHED,
            "live": row.replaces,
            "working_copy": copy,
            **submission_panel(row, request.user),
            **notice_panel(row, request.user),
            **address_panel(row, request.user),
            **improving_panel(row, request.user),
            "versions": page(row, "versions") if row.published_at else "",
            "to_choose": [(label_of_fact(one.fact), one.pk) for one in guards.to_choose(row)],
        }
        if self.has_change_permission(request, row):
            context |= {
                "completeness": sheet.completeness(row, request.user),
                "lookalikes": lookalikes(row),
                "requests": requests_for(row),
                "suggestions": row.suggested_elements.select_related("element"),
                "dropped": request.POST.getlist("drop"),
                "ticked": request.POST.getlist(TICKED),
            }
        return context


def day_of(moment) -> str | None:
    """Short enough for a column."""
    return moment and date_format(dates.day_of(moment), "j b Y")


def settle_suggestions(intervention: Intervention, *, dropped: list[str]) -> None:
    """A suggestion goes when somebody drops it, or made a statement of it."""
    stated = {*intervention.statements.values_list("element_id", flat=True)}
    for suggestion in intervention.suggested_elements.all():
        if str(suggestion.pk) in dropped or suggestion.element_id in stated:
            suggestion.delete()


def change_url(intervention: Intervention) -> str:
    return reverse("admin:interventions_intervention_change", args=[intervention.pk])
