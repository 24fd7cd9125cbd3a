"""How interventions are sorted: by target group, theme, setting, municipality and recognition."""

from interventions.desk.pages import ContentAdmin


class TargetGroupAdmin(ContentAdmin):
    list_display = ("name", "broader", "definition")
    list_select_related = ("broader",)
    search_fields = ("name", "definition")
    ordering = ("name",)
    fieldsets = ((None, {"fields": ("name", "slug", "definition", "broader")}),)


class ThemeAdmin(ContentAdmin):
    list_display = ("name", "definition", "source")
    list_select_related = ("source",)
    search_fields = ("name", "definition")
    ordering = ("name",)
    fieldsets = ((None, {"fields": ("name", "slug", "definition", "source", "note")}),)


class SettingAdmin(ContentAdmin):
    list_display = ("name", "definition")
    search_fields = ("name", "definition")
    ordering = ("name",)
    fieldsets = ((None, {"fields": ("name", "slug", "definition")}),)


class MunicipalityAdmin(ContentAdmin):
    list_display = ("name", "former_names", "code")
    search_fields = ("name", "former_names", "code")
    ordering = ("name",)
    fieldsets = ((None, {"fields": ("name", "slug", "former_names", "code")}),)


class LevelAdmin(ContentAdmin):
    list_display = ("position", "name", "valid_years", "meaning")
    list_display_links = ("name",)
    search_fields = ("name", "meaning")
    fieldsets = (
        (None, {"fields": ("position", "name", "slug", "meaning", "valid_years")}),
        ("Waar dit staat", {"fields": ("sources", "note")}),
    )
