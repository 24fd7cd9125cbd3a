"""The ground: the seven elements, the sources and the glossary."""

from django.contrib import admin
from django.db import transaction

from elements.models import content_change
from interventions import workflow
from interventions.desk.forms import ElementForm, SourceForm
from interventions.desk.notices import notice_panel
from interventions.desk.pages import ContentAdmin
from interventions.desk.versions import versions_page
from interventions.showing.bibliography import public_sources


class ElementAdmin(ContentAdmin):
    """Each save that changes the text is a numbered version, public at once."""

    own_pages = (("<int:pk>/versies/", versions_page, "versions"),)
    has_versions = True
    form = ElementForm
    names_in = "statements__element"
    list_display = ("position", "short_name", "name", "source")
    list_display_links = ("short_name",)
    list_select_related = ("source",)
    search_fields = ("name", "short_name", "summary")
    fieldsets = (
        (None, {"fields": ("position", "name", "short_name", "slug", "is_jargon")}),
        ("Tekst", {"fields": ("summary", "description", "practice", "policy_summary")}),
        ("Bron", {"fields": ("general_claim", "source", "section")}),
        ("Deze wijziging", {"fields": ("change_note",)}),
    )

    def get_fieldsets(self, request, obj=None):
        """Who only reads has no change to tell about."""
        fieldsets = super().get_fieldsets(request, obj)
        return fieldsets if self.has_change_permission(request, obj) else fieldsets[:-1]

    def after_change(self, request, form):
        note = form.cleaned_data["change_note"].strip()
        workflow.record_element(form.instance, by=request.user, note=note)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context |= notice_panel(obj, request.user)
        return super().render_change_form(request, context, add, change, form_url, obj)


class UseFilter(admin.SimpleListFilter):
    """Whether the public sees a source: it does when something public uses it."""

    title = "gebruikt in een openbare tekst"
    parameter_name = "openbaar"

    def lookups(self, request, model_admin):
        return [("ja", "Ja"), ("nee", "Nee")]

    def queryset(self, request, queryset):
        public = public_sources().values("pk")
        return {
            "ja": queryset.filter(pk__in=public),
            "nee": queryset.exclude(pk__in=public),
        }.get(self.value(), queryset)


class SourceAdmin(ContentAdmin):
    """A source is public from the moment at which something public uses it."""

    form = SourceForm
    prepopulated_fields = {"slug": ("title",)}
    list_display = ("title", "publisher", "date", "kind")
    list_filter = ("kind", UseFilter)
    search_fields = ("title", "author", "publisher", "url")
    ordering = ("title",)
    fieldsets = (
        (
            None,
            {
                "fields": ("title", "slug", "author", "publisher", "date", "url", "kind", "seen"),
                "description": "Laat leeg wat de bron zelf niet zegt.",
            },
        ),
        ("Het artikel", {"fields": ("is_founding",)}),
    )

    def changing(self, obj):
        """What nothing public uses changes no public page.

        The row is locked: nobody publishes a text that uses it meanwhile.
        """
        is_public = public_sources().filter(pk=obj.pk).exists()
        return content_change() if is_public else transaction.atomic()


class TermAdmin(ContentAdmin):
    list_display = ("name", "definition")
    search_fields = ("name", "definition")
    ordering = ("name",)
    fieldsets = ((None, {"fields": ("name", "slug", "definition", "sources")}),)
