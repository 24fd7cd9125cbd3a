from interventions.desk.pages import ContentAdmin


class SynonymAdmin(ContentAdmin):
    """Words that visitors type, for words of the knowledge base."""

    prepopulated_fields = {}
    list_display = ("word", "term", "kind")
    list_filter = ("kind",)
    search_fields = ("word", "term")
    ordering = ("term", "word")
    fieldsets = (
        (
            None,
            {
                "fields": ("word", "term", "kind"),
                "description": "Wie het zoekwoord typt, vindt ook wat bij het begrip hoort.",
            },
        ),
    )
