"""The ground: the elements, the sources and the glossary."""

from django.contrib import admin, messages

from elements.models import ElementChange
from interventions.desk.element_changes import PAGES, changes_panel
from interventions.desk.forms import SourceForm
from interventions.desk.notices import notice_panel
from interventions.desk.pages import ContentAdmin
from interventions.desk.versions import versions_page
from interventions.workflow.bibliography import public_sources
from interventions.workflow.elements import PROPOSE, propose_addition


class ElementAdmin(ContentAdmin):
    """A new element is known to the desk only: who saves it, proposes it."""

    own_pages = (("<int:pk>/versies/", versions_page, "versions"), *PAGES)
    has_versions = True
    list_display = ("position", "short_name", "name", "state", "source")
    list_display_links = ("short_name",)
    list_select_related = ("source",)
    search_fields = ("name", "short_name", "summary")
    fieldsets = (
        (None, {"fields": ("name", "short_name", "slug", "is_jargon")}),
        ("Tekst", {"fields": ("summary", "description", "practice", "policy_summary")}),
        ("Bron", {"fields": ("general_claim", "source", "section")}),
        ("Alleen voor de redactie", {"fields": ("cues",)}),
    )

    @admin.display(description="stand")
    def state(self, element):
        return element.standing or "in gebruik"

    def has_change_permission(self, request, obj=None):
        """Who may add one, also goes on with it until it is public."""
        is_new = obj is not None and not obj.is_public
        return super().has_change_permission(request, obj) or (
            is_new and self.has_add_permission(request)
        )

    def has_delete_permission(self, request, obj=None):
        """Nobody deletes what has been public."""
        is_new = obj is not None and not obj.is_public
        return is_new and super().has_delete_permission(request, obj)

    def changelist_view(self, request, extra_context=None):
        context = changes_panel(ElementChange.objects.filter(element=None), request.user)
        context["may_order"] = request.user.has_perm(PROPOSE)
        return super().changelist_view(request, {**context, **(extra_context or {})})

    def after_change(self, request, form):
        propose_addition(form.instance, by=request.user)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context |= notice_panel(obj if obj and obj.is_public else None, request.user)
        if obj:
            context |= changes_panel(obj.changes, request.user)
            waits = any(row.agreed_at is None for row, _, _ in context["changes"])
            context["may_retire"] = obj.is_in_use and not waits and request.user.has_perm(PROPOSE)
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
        }.get(self.value() or "", queryset)


class SourceAdmin(ContentAdmin):
    """A source is public from the moment at which something public uses it."""

    own_pages = (("<int:pk>/versies/", versions_page, "versions"),)
    form = SourceForm
    prepopulated_fields = {"slug": ("title",)}
    list_display = ("title", "publisher", "date", "kind")
    list_filter = ("kind", UseFilter)
    search_fields = ("title", "authors", "publisher", "date", "url")
    ordering = ("title",)
    fieldsets = (
        (
            None,
            {
                "fields": ("title", "slug", "authors", "publisher", "date", "url", "kind", "seen"),
                "description": "Laat leeg wat de bron zelf niet zegt.",
            },
        ),
        ("Het artikel", {"fields": ("is_founding",)}),
    )

    def after_change(self, request, form):
        """A name without a sign can have been meant otherwise."""
        if "authors" in form.changed_data and form.instance.authors:
            read = "; ".join(form.instance.authors.splitlines())
            messages.info(request, f"Zo zijn de auteurs gelezen: {read}.")


class TermAdmin(ContentAdmin):
    own_pages = (("<int:pk>/versies/", versions_page, "versions"),)
    list_display = ("name", "definition")
    search_fields = ("name", "definition")
    ordering = ("name",)
    fieldsets = ((None, {"fields": ("name", "slug", "definition", "sources")}),)
