"""A new password: for who knows the old one, and for who forgot it.

A link by mail opens a form for a new one, and signs nobody in. The key stands in the query of that
link: the log of requests keeps paths, and never a query.
"""

from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.admin import site
from django.contrib.admin.forms import AdminPasswordChangeForm
from django.contrib.auth.forms import PasswordResetForm
from django.contrib.auth.views import (
    PasswordChangeView,
    PasswordResetConfirmView,
    PasswordResetDoneView,
    PasswordResetView,
)
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.views.generic.base import ContextMixin, TemplateResponseMixin, View

from interventions.desk.signing_in.backend import may_enter
from interventions.desk.signing_in.lockout import address_of, too_often, tried
from interventions.desk.signing_in.noted import note
from interventions.desk.signing_in.views import form_page
from interventions.showing.methods import reads
from interventions.workflow.mail import queue
from interventions.workflow.quota import spend

QUOTA = {"per_address": 10, "overall": 200, "hours": 1}
QUARTER = 15 * 60
PERSON = "new_password_for"
SUBJECT = "Een nieuw wachtwoord voor het beheer van Werkzame elementen"
BODY = """Goedendag,

Iemand, waarschijnlijk u, heeft om een nieuw wachtwoord gevraagd voor uw account '{name}'.

Kies een nieuw wachtwoord op dit adres. Het werkt één uur lang:
{link}

Bij het aanmelden vragen wij daarna ook weer om de code van uw telefoon.

Hebt u hier niet om gevraagd? Dan hoeft u niets te doen. Uw wachtwoord blijft zoals het was.

Met vriendelijke groet,

de redactie van Werkzame elementen
{site}
"""


class ChangeForm(AdminPasswordChangeForm):
    """A wrong old password counts like one at the door: a session is no way to guess it."""

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_old_password(self):
        typed = self.cleaned_data["old_password"]
        if not tried(self.request, self.user.get_username(), self.user.check_password, typed):
            raise forms.ValidationError(
                self.error_messages["password_incorrect"], code="password_incorrect"
            )
        return typed


class ForgottenForm(PasswordResetForm):
    """Puts a mail in the outbox for who may enter the desk; of others it says nothing."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].label = "E-mailadres"

    def get_users(self, email):
        return (user for user in super().get_users(email) if may_enter(user))

    def send_mail(self, _subject, _body, context, _sender, to, **kwargs):  # type: ignore[override]  # we read two
        """One mail in a quarter of an hour: who asks again has one whose link still works."""
        user = context["user"]
        query = urlencode({"wie": context["uid"], "sleutel": context["token"]})
        quarter = int(timezone.now().timestamp()) // QUARTER
        values = {
            "name": user.get_username(),
            "link": f"{settings.PUBLIC_URL}{reverse('admin:password-new')}?{query}",
            "site": settings.PUBLIC_URL,
        }
        key = f"new-password-{user.pk}-{quarter}"
        queue(key=key, to=to, subject=SUBJECT, body=BODY.format(**values))


class DeskPage(TemplateResponseMixin, ContextMixin, View):
    """For Django's views: our templates, with what every page of the desk knows."""

    template_engine = "desk"

    def get_context_data(self, **kwargs):
        return {**site.each_context(self.request), **super().get_context_data(**kwargs)}


class Change(DeskPage, PasswordChangeView):
    form_class = ChangeForm
    template_name = "registration/password_change_form.html"
    success_url = reverse_lazy("admin:password_change_done")

    def form_valid(self, form):
        note(form.user, "Eigen wachtwoord gewijzigd.")
        return super().form_valid(form)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "request": self.request}


class Forgotten(DeskPage, PasswordResetView):
    form_class = ForgottenForm
    template_name = "signing_in/forgotten.html"
    success_url = reverse_lazy("admin:password-sent")
    title = "Wachtwoord vergeten"

    def form_valid(self, form):
        """The same for every address, known or not."""
        if wait := spend("new-password", address_of(self.request) or "", **QUOTA):
            return too_often(self.request, seconds=wait)
        return super().form_valid(form)


class Sent(DeskPage, PasswordResetDoneView):
    template_name = "signing_in/sent.html"
    title = "Kijk in uw mail"


class NewPassword(DeskPage, PasswordResetConfirmView):
    template_name = "signing_in/new_password.html"
    success_url = reverse_lazy("admin:login")
    title = "Kies een nieuw wachtwoord"

    def get_user(self, uidb64):
        user = super().get_user(uidb64)
        return user if user and may_enter(user) else None

    def form_valid(self, form):
        note(form.user, "Nieuw wachtwoord gekozen met een link uit de mail.")
        messages.success(self.request, "Uw nieuwe wachtwoord is opgeslagen. Meld u ermee aan.")
        return super().form_valid(form)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context if self.validlink else {**context, "title": "Deze link werkt niet meer"}


change = form_page(Change.as_view())
forgotten = form_page(Forgotten.as_view())
sent = reads(Sent.as_view())
ask_new_password = NewPassword.as_view()


@form_page
def new_password(request):
    """From the link the key goes to the session, and out of the address."""
    person, key = request.GET.get("wie", ""), request.GET.get("sleutel", "")
    if not key:
        person, key = request.session.get(PERSON, ""), NewPassword.reset_url_token
    response = ask_new_password(request, uidb64=person, token=key)
    if "sleutel" in request.GET and response.status_code == 302:
        request.session[PERSON] = person
    return response
