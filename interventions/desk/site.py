"""The desk as a place: its name, its door and the order of its start page."""

from functools import update_wrapper

from django.conf import settings
from django.shortcuts import redirect
from django.urls import path
from django.utils.text import slugify

from interventions.desk import once
from interventions.desk.choices import ChoicesView
from interventions.desk.happened import log
from interventions.desk.signing_in import lost, password, views
from interventions.desk.start import StartPage
from interventions.showing.methods import answers

# For pages that Django gives no `model_admin` or `admin_site` to know them by.
DESK_METHODS = ("GET", "HEAD", "POST")


class DeskSite(StartPage):
    site_header = "Werkzame elementen: beheer"
    site_title = "Beheer van Werkzame elementen"
    index_title = "Beheer"
    enable_nav_sidebar = False  # the start page is the menu

    def __init__(self, name="admin"):
        super().__init__(name)
        self.desk = {}
        # Many at once would pass by the content version and the pages that say what is in use.
        self.disable_action("delete_selected")

    def get_urls(self):
        return [
            path("tweede-stap/", views.second_step, name="second-step"),
            path("tweede-stap/instellen/", views.setup, name="second-step-setup"),
            path("tweede-stap/beheren/", self.admin_view(views.manage), name="second-step-manage"),
            path("logboek/", self.admin_view(log.log_page), name="log"),
            path("logboek.csv", self.admin_view(log.log_file), name="log-file"),
            path("wachtwoord-vergeten/", password.forgotten, name="password-forgotten"),
            path("wachtwoord-vergeten/verstuurd/", password.sent, name="password-sent"),
            path("nieuw-wachtwoord/", password.new_password, name="password-new"),
            # Without the way from a row to its page: that asks for no right to see the row.
            *(one for one in super().get_urls() if getattr(one, "name", "") != "view_on_site"),
        ]

    def has_permission(self, request):
        """In production a password alone opens nothing, whatever a session says."""
        allowed = super().has_permission(request)
        return allowed and (not settings.SECOND_FACTOR or request.user.otp_device is not None)

    def admin_view(self, view, cacheable=False):
        """Who was signed out while writing gets the text back; who presses twice, one answer."""
        inside = super().admin_view(view, cacheable)

        def page(request, *args, **kwargs):
            if self.has_permission(request):
                return once.answered(request, lambda: inside(request, *args, **kwargs))
            if texts := lost.typed(request):
                return lost.signed_out(request, texts)
            return inside(request, *args, **kwargs)

        return update_wrapper(page, inside)

    def each_context(self, request):
        return {**super().each_context(request), "second_factor": settings.SECOND_FACTOR}

    @answers(*DESK_METHODS)
    def login(self, request, extra_context=None):
        if request.method == "GET" and self.has_permission(request):
            return redirect("admin:index")
        return views.sign_in(request)

    def logout(self, request, extra_context=None):
        """The page after it lets the browser forget what this account typed."""
        said = {"signed_out": request.user.pk or "", **(extra_context or {})}
        return super().logout(request, said)

    def password_change(self, request, extra_context=None):
        return password.change(request)

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
        return ChoicesView.as_view(admin_site=self)(request)
