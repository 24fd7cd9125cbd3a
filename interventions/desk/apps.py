from importlib import import_module

from django.contrib.admin.apps import SimpleAdminConfig


class DeskConfig(SimpleAdminConfig):
    """Django's admin as the editors' desk: our site, with our pages and nobody else's.

    A package that brings pages for the admin, such as those of the second factor, finds no place.
    """

    default_site = "interventions.desk.site.DeskSite"

    def ready(self):
        super().ready()
        import_module("interventions.desk.registry")
