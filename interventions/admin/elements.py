"""The ground: the seven elements, the sources and the glossary."""

from interventions.admin.forms import SourceForm
from interventions.admin.pages import ContentAdmin


class ElementAdmin(ContentAdmin):
    names_in = "statements__element"
    list_display = ("position", "short_name", "name", "source")
    list_display_links = ("short_name",)
    list_select_related = ("source",)
    search_fields = ("name", "short_name", "summary")
    fieldsets = (
        (None, {"fields": ("position", "name", "short_name", "slug", "is_jargon")}),
        ("Tekst", {"fields": ("summary", "description", "practice", "policy_summary")}),
        ("Bron", {"fields": ("general_claim", "source", "section")}),
    )


class SourceAdmin(ContentAdmin):
    form = SourceForm
    prepopulated_fields = {"slug": ("title",)}
    list_display = ("title", "publisher", "date", "kind")
    list_filter = ("kind",)
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


class TermAdmin(ContentAdmin):
    list_display = ("name", "definition")
    search_fields = ("name", "definition")
    ordering = ("name",)
    fieldsets = ((None, {"fields": ("name", "slug", "definition", "sources")}),)
