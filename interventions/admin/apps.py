from importlib import import_module

from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    """Django's admin as the editors' desk: our site, furnished with our pages."""

    default_site = "interventions.admin.site.DeskSite"

    def ready(self):
        super().ready()  # finds Django's own pages for users and groups
        import_module("interventions.admin.registry")  # replaces those, adds ours
