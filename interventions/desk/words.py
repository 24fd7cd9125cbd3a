from elements.inputs import AddressLineInput
from interventions.desk.forms import SlugForm
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


class OtherDatabankForm(SlugForm):
    class Meta:
        field_classes = {"address": AddressLineInput}


class OtherDatabankAdmin(ContentAdmin):
    """Where the page links to when it finds nothing."""

    form = OtherDatabankForm
    prepopulated_fields = {}
    list_display = ("position", "name", "address")
    list_display_links = ("name",)
    search_fields = ("name", "address")
    fieldsets = (
        (
            None,
            {
                "fields": ("position", "name", "address"),
                "description": "Wie hier niets vindt, ziet een link naar dezelfde zoekvraag bij "
                "deze databanken. Er gaat pas iets naar hen toe als de bezoeker op de link klikt.",
            },
        ),
    )
