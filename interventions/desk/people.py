"""Accounts and roles. No role can raise itself, and nobody deletes a person.

Superusers are made on the command line: no form of the desk has a field for it, or for separate
permissions, so a forged one changes nothing either.
"""

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, UserCreationForm
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import Http404
from django.shortcuts import redirect

from elements import dates
from elements.fields import LineInput, MailInput
from interventions.desk.actions import ReadOnly
from interventions.desk.fields import in_words
from interventions.desk.own_pages import own_page
from interventions.desk.pages import DeskAdmin
from interventions.desk.roles import ROLES
from interventions.desk.signing_in import second_factor
from interventions.desk.site import DESK_METHODS
from interventions.models.accounts import RIGHTS, is_person
from interventions.showing.methods import answers


class PasswordForm(AdminPasswordChangeForm):
    """Only a new password: who may not enter is switched off, with a field of its own."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("usable_password", None)


def refuse_own_name(name: str) -> None:
    if name.casefold() in RIGHTS:
        raise ValidationError(
            "Deze naam is van een account van de software zelf. Kies een andere naam.",
            code="own_name",
        )


def reset_second_step(desk, request, id):
    """Somebody lost the telephone: take the app and the codes away, and sign them out."""
    person = desk.get_object(request, id)
    if person is None:
        raise Http404
    if person == request.user or not desk.has_change_permission(request, person):
        raise PermissionDenied
    if request.method == "POST":
        second_factor.reset(person)
        desk.log_change(request, person, "Tweede stap weggehaald.")
        messages.success(
            request, f"De tweede stap van {person} is weggehaald, en {person} is afgemeld."
        )
        return redirect("admin:auth_user_change", person.pk)
    title = "Tweede stap weghalen"
    return own_page(desk, request, "auth/user/second_step.html", title=title, original=person)


class PersonAdmin(DeskAdmin, UserAdmin):
    own_pages = (("<id>/tweede-stap/", reset_second_step, "second_step"),)
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
        ("Aanmelden", {"fields": ("second_step", "last_login", "date_joined")}),
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
    formfield_overrides = {
        models.CharField: {"form_class": LineInput},
        models.EmailField: {"form_class": MailInput},
    }
    add_form_template = None
    change_password_form = PasswordForm
    readonly_fields = ("second_step", "last_login", "date_joined", "of_the_software")
    filter_horizontal = ()
    list_display = ("username", "first_name", "last_name", "active", "staff", "roles")
    active = in_words("is_active", "actief")
    staff = in_words("is_staff", "toegang tot het beheer")
    list_filter = ("is_active", "is_staff", "groups")

    @answers(*DESK_METHODS)
    def user_change_password(self, request, id, form_url=""):
        return super().user_change_password(request, id, form_url)

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description="tweede stap")
    def second_step(self, person):
        if person.pk is None or not (app := second_factor.device_of(person)):
            return "nog niet ingesteld"
        left = second_factor.codes_left(person)
        since = dates.in_words(dates.day_of(app.created_at))
        return f"ingesteld op {since}; herstelcodes over: {left}"

    @admin.display(description="rollen")
    def roles(self, person):
        return ", ".join(sorted(group.name for group in person.groups.all()))

    def get_fieldsets(self, request, obj=None):
        own = obj is not None and not is_person(obj)
        if own:
            return ((None, {"fields": ("username", "of_the_software")}),)
        return super().get_fieldsets(request, obj)

    @admin.display(description="wat dit is")
    def of_the_software(self, person):
        return (
            "Dit account is van de software zelf. "
            "Niemand meldt zich ermee aan, en niemand geeft het een rol."
        )

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "username":
            field.validators.append(refuse_own_name)
        return field

    def get_readonly_fields(self, request, obj=None):
        """Nobody changes their own access."""
        own = self.form_of_access if obj == request.user else ()
        return (*super().get_readonly_fields(request, obj), *own)

    def construct_change_message(self, request, form, formsets, add=False):
        """For the log: of the access of somebody also what it was and what it became."""
        if add or not form.changed_data:
            return super().construct_change_message(request, form, formsets, add)
        plain = [name for name in form.changed_data if name not in self.form_of_access]
        said = [f"Gewijzigd: {', '.join(label_in(form, name) for name in plain)}"] if plain else []
        for name in self.form_of_access:
            if name in form.changed_data:
                was, now = form.initial.get(name), form.cleaned_data[name]
                said.append(f"{label_in(form, name)}: was {told(was)}, werd {told(now)}")
        return "; ".join(said) + "."

    def has_change_permission(self, request, obj=None):
        """Also guards the password: who sets a superuser's password is a superuser.

        Nobody changes an account of the software.
        """
        if obj is not None and (
            not is_person(obj) or (obj.is_superuser and not request.user.is_superuser)
        ):
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return False


def label_in(form, name: str) -> str:
    return str(form.fields[name].label).lower() if name in form.fields else name


def told(value) -> str:
    """Yes or no, or the names of roles."""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return ", ".join(sorted(str(one) for one in value or ())) or "geen"


class RoleAdmin(ReadOnly, DeskAdmin):
    """To read only: `roles.py` says what a role may do."""

    list_display = ("name", "meaning")
    search_fields = ("name",)
    ordering = ("name",)
    fields = readonly_fields = ("name", "meaning")

    @admin.display(description="wat deze rol doet")
    def meaning(self, group):
        role = ROLES.get(group.name)
        return role.meaning if role else ""
