"""The desk as a place: its name, its door and the order of its start page."""

from django.contrib.admin import AdminSite
from django.contrib.admin.forms import AdminAuthenticationForm
from django.http import Http404
from django.shortcuts import redirect
from django.utils.text import slugify

from interventions.methods import answers

# For pages that Django gives no `model_admin` or `admin_site` to know them by.
DESK_METHODS = ("GET", "HEAD", "POST")


class SignInForm(AdminAuthenticationForm):
    """One answer for a wrong name, a wrong password and an account without access."""

    error_messages = {
        **AdminAuthenticationForm.error_messages,
        "invalid_login": (
            "Dit klopt niet. Controleer de gebruikersnaam en het wachtwoord: "
            "hoofdletters tellen mee. Of uw account heeft geen toegang tot het beheer."
        ),
    }


class DeskSite(AdminSite):
    site_header = "Werkzame elementen: beheer"
    site_title = "Beheer van Werkzame elementen"
    index_title = "Beheer"
    login_form = SignInForm
    enable_nav_sidebar = False  # the start page is the menu

    def __init__(self, name="admin"):
        super().__init__(name)
        self.desk = {}
        # Many at once would pass by the content version and the pages that say what is in use.
        self.disable_action("delete_selected")

    @answers(*DESK_METHODS)
    def login(self, request, extra_context=None):
        return super().login(request, extra_context)

    def furnish(self, desk: dict) -> None:
        """Register every page of the desk, in the order in which the start page names them."""
        self.desk = desk
        for admins in desk.values():
            for model, model_admin in admins.items():
                if self.is_registered(model):
                    self.unregister(model)  # Django's own page
                self.register(model, model_admin)

    def get_app_list(self, request, app_label=None):
        """What this person may see, under the headings of the desk instead of one per app."""
        apps = super().get_app_list(request, app_label)
        entries = {entry["model"]: entry for app in apps for entry in app["models"]}
        return [
            {"name": name, "app_label": slugify(name), "models": models}
            for name, admins in self.desk.items()
            if (models := [entries[model] for model in admins if model in entries])
        ]

    def app_index(self, request, app_label, extra_context=None):
        """The start page is enough: a heading of the desk is not one of Django's apps."""
        return redirect("admin:index")

    def autocomplete_view(self, request):
        """No field of the desk completes what is typed, so this address would be a side door."""
        raise Http404
