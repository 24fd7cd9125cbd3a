"""Accounts and roles. No role can raise itself, and nobody deletes a person.

Superusers are made on the command line: no form of the desk has a field for it, or for separate
permissions, so a forged one changes nothing either.
"""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, UserCreationForm

from interventions.admin.pages import DeskAdmin
from interventions.admin.roles import ROLES
from interventions.admin.site import DESK_METHODS
from interventions.methods import answers


class PasswordForm(AdminPasswordChangeForm):
    """Only a new password: who may not enter is switched off, with a field of its own."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("usable_password", None)


class PersonAdmin(DeskAdmin, UserAdmin):
    empty_value_display = "–"
    form_of_access = ("is_active", "is_staff", "groups")
    fieldsets = (
        (None, {"fields": ("username",)}),
        ("Wie is dit", {"fields": ("first_name", "last_name", "email")}),
        (
            "Toegang",
            {
                "fields": form_of_access,
                "description": "Een account wordt niet verwijderd: zet het uit. "
                "Zo blijft bekend wie wat heeft gedaan. "
                "Uw eigen toegang past een andere beheerder aan.",
            },
        ),
        ("Wanneer", {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (
            None,
            {
                "fields": ("username", "password1", "password2"),
                "description": "Hierna vult u de naam in en kiest u de rol.",
            },
        ),
    )
    add_form = UserCreationForm
    add_form_template = None
    change_password_form = PasswordForm
    readonly_fields = ("last_login", "date_joined")
    filter_horizontal = ()
    list_display = ("username", "first_name", "last_name", "is_active", "is_staff", "roles")
    list_filter = ("is_active", "is_staff", "groups")

    @answers(*DESK_METHODS)
    def user_change_password(self, request, id, form_url=""):
        return super().user_change_password(request, id, form_url)

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description="rollen")
    def roles(self, person):
        return ", ".join(sorted(group.name for group in person.groups.all()))

    def get_readonly_fields(self, request, obj=None):
        """Nobody changes their own access."""
        own = self.form_of_access if obj == request.user else ()
        return (*super().get_readonly_fields(request, obj), *own)

    def has_change_permission(self, request, obj=None):
        """Also guards the password: who sets a superuser's password is a superuser."""
        beyond = obj is not None and obj.is_superuser and not request.user.is_superuser
        return super().has_change_permission(request, obj) and not beyond

    def has_delete_permission(self, request, obj=None):
        return False


class RoleAdmin(DeskAdmin):
    """To read only: `roles.py` says what a role may do."""

    list_display = ("name", "meaning")
    search_fields = ("name",)
    ordering = ("name",)
    fields = readonly_fields = ("name", "meaning")

    @admin.display(description="wat deze rol doet")
    def meaning(self, group):
        role = ROLES.get(group.name)
        return role.meaning if role else ""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
