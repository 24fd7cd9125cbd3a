"""The pages of the door: name and password, then a code; and the person's own second step."""

import django_otp
import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.admin import site
from django.contrib.auth.views import LoginView
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django_otp.util import random_hex

from interventions.desk.signing_in import lockout, pending, second_factor
from interventions.desk.signing_in.forms import AppCodeForm, CodeForm, SignInForm
from interventions.desk.signing_in.noted import note
from interventions.desk.signing_in.sessions import enter
from interventions.showing.methods import answers

METHODS = ("GET", "HEAD", "POST")


def form_page(view):
    """A page with a form that holds a secret: kept by nobody, in no report of an error."""
    return answers(*METHODS)(never_cache(sensitive_post_parameters()(view)))


def show(request, name: str, title: str, **context) -> TemplateResponse:
    context = {**site.each_context(request), "title": title, **context}
    return TemplateResponse(request, f"signing_in/{name}.html", context, using="desk")


# --- Coming in ------------------------------------------------------------------------------------


class SignIn(LoginView):
    """A right password opens the desk, or the page that asks for a code."""

    authentication_form = SignInForm
    template_name = "admin/login.html"
    template_engine = "desk"
    next_page = "admin:index"

    def form_valid(self, form):
        user, following = form.get_user(), self.get_success_url()
        lockout.give_back(self.request)
        if not settings.SECOND_FACTOR:
            enter(self.request, user)
            return HttpResponseRedirect(following)
        secret = "" if second_factor.device_of(user) else random_hex(20)
        pending.begin(self.request, user, next=following, secret=secret)
        return redirect("admin:second-step")

    def get_context_data(self, **kwargs):
        return {
            **site.each_context(self.request),
            **super().get_context_data(**kwargs),
            "title": "Aanmelden",
            "app_path": self.request.get_full_path(),
        }


sign_in = form_page(SignIn.as_view())


@form_page
def second_step(request):
    """Ask who gave the right password for a code."""
    user, kept = pending.waiting(request)
    if user is None or kept is None:
        return redirect("admin:login")
    if kept.secret:
        return redirect("admin:second-step-setup")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        code, name = form.cleaned_data["code"], user.get_username()
        if device := lockout.tried(request, name, second_factor.accept, user, code):
            pending.end(request)
            enter(request, user, device)
            tell_codes_left(request, user)
            return HttpResponseRedirect(kept.next)
        form.refuse()
    return show(request, "code", "Uw code", form=form)


def tell_codes_left(request, user) -> None:
    left = second_factor.codes_left(user)
    if left < second_factor.FEW:
        messages.warning(
            request,
            f"U hebt nog {left or 'geen'} herstelcode{'' if left == 1 else 's'}. "
            "Maak nieuwe bij ‘Tweede stap’, boven aan de pagina.",
        )


# --- Setting up -----------------------------------------------------------------------------------


@form_page
def setup(request):
    """Show the secret of a new app; the first right code makes it count."""
    user, kept = pending.waiting(request)
    if user is None or kept is None or not kept.secret:
        return redirect("admin:second-step" if user else "admin:login")
    app = second_factor.new_app(user, kept.secret)
    form = AppCodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        code, name = form.cleaned_data["code"], user.get_username()
        codes = lockout.tried(
            request, name, second_factor.confirm, app, code, replaces=kept.replaces
        )
        if codes:
            note(user, "Tweede stap ingesteld.")
            pending.end(request)
            if kept.replaces:
                django_otp.login(request, app)
            else:
                enter(request, user, app)
            return show(request, "codes", "Uw herstelcodes", codes=codes, next=kept.next)
        form.refuse()
    return show(
        request,
        "setup",
        "Tweede stap instellen",
        form=form,
        picture=picture_of(app),
        secret=in_fours(second_factor.secret_of(app)),
        cancel=reverse("admin:second-step-manage" if kept.replaces else "admin:login"),
    )


def picture_of(app) -> str:
    """The QR code of an app, as SVG without style."""
    code = segno.make(app.config_url, error="m", micro=False)
    return mark_safe(  # noqa: S308 - segno draws it: one path, without any text of ours
        code.svg_inline(omitsize=True, svgclass=None, lineclass=None, border=2)
    )


def in_fours(text: str) -> str:
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


@form_page
def manage(request):
    """The own second step: another telephone, or new recovery codes, both for a code."""
    if not settings.SECOND_FACTOR:
        raise Http404
    user = request.user
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        code, name = form.cleaned_data["code"], user.get_username()
        if lockout.tried(request, name, second_factor.accept, user, code):
            return renew(request)
        form.refuse()
    left = second_factor.codes_left(user)
    return show(request, "manage", "Uw tweede stap", form=form, app=user.otp_device, left=left)


def renew(request):
    """What the button says: another telephone, or new codes."""
    if "telephone" in request.POST:
        following = reverse("admin:second-step-manage")
        pending.begin(request, request.user, next=following, secret=random_hex(20), replaces=True)
        return redirect("admin:second-step-setup")
    codes = second_factor.new_codes(request.user)
    note(request.user, "Nieuwe herstelcodes gemaakt.")
    following = reverse("admin:second-step-manage")
    return show(request, "codes", "Uw herstelcodes", codes=codes, next=following)
