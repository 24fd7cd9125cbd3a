"""Following a selection by mail: asking for it, and the private page to confirm it and to stop."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from interventions.finding.selection import described
from interventions.forms.following.following import (
    ask,
    confirm,
    followed,
    selection_of,
    stop,
    stop_all_mail,
)
from interventions.forms.following.forms import AlertForm
from interventions.forms.private import form_page, private_page, to, unknown_link
from interventions.forms.public_form import in_words, refused
from interventions.models import Alert
from interventions.models.alert import was_made_here
from interventions.showing.methods import answers
from interventions.workflow import mail, once
from interventions.workflow.mail import stopping
from interventions.workflow.quota import spend

FOLLOW = "alerts:alert-follow"


@answers("GET", "HEAD", "POST")
@form_page
def alert_start(request):
    """What would be followed, and the question for an address. All addresses get one answer."""
    selection = followed(request.selection)
    form, wait = AlertForm(request.POST if request.method == "POST" else None), 0
    if form.is_valid():
        row, is_first = once.begin(form.key_for(request.get_full_path()))
        if is_first:
            visitor = request.META["REMOTE_ADDR"]
            with once.answering(row):
                wait = spend("volgen", visitor, **settings.ALERT_QUOTA) or mail.wait_of(visitor)
                if not wait:
                    ask(form.cleaned_data["email"], selection)
            if wait:
                once.give_up(row)
            else:
                once.finish(row)
        if not wait:
            return render(request, "forms/following/alert_asked.html", _shown(selection))
    context = {
        **_shown(selection),
        "form": form,
        "faults": request.selection.faults,
        "wait": in_words(wait) if wait else "",
    }
    page = render(request, "forms/following/alert_start.html", context)
    return refused(page, wait) if wait else page


@answers("GET", "HEAD", "POST")
@csrf_exempt
def alert_follow(request, token):
    """The private page; or the one click in a mail program, which has no cookie and only stops."""
    if request.method == "POST" and request.POST.get("List-Unsubscribe") == "One-Click":
        return alert_one_click(request, token)
    return alert_page(request, token)


@private_page
def alert_one_click(request, token):
    """RFC 8058. The same answer the second time: the sender may try again."""
    if digest := stopping.digest_in(token):
        stop_all_mail(digest)
        return render(request, "forms/following/alert_stop.html", {"stopped": True, "form": False})
    if not was_made_here(token):
        return unknown_link(request, "keuze")
    alert = Alert.objects.for_token(token).first()
    if alert:
        stop(alert)
    return render(request, "forms/following/alert_gone.html")


@csrf_protect
@private_page
def alert_page(request, token):
    """One button to confirm; later one to stop. Asking for the page changes nothing."""
    if digest := stopping.digest_in(token):
        return _stop_page(request, token, digest)
    if not was_made_here(token):
        return unknown_link(request, "keuze")
    alert = Alert.objects.for_token(token).first()
    if alert is None:
        status = 200 if request.method == "POST" else 410  # a second press on 'stop' is no fault
        return render(request, "forms/following/alert_gone.html", status=status)
    if request.method == "POST":
        return _act(request, alert)
    selection = selection_of(alert)
    context = {**_shown(selection), "alert": alert, "faults": selection.faults}
    return render(request, "forms/following/alert_follow.html", context)


def _act(request: HttpRequest, alert: Alert) -> HttpResponse:
    """Do what the button says; any other word does nothing."""
    action = request.POST.get("actie")
    if action == "stop":
        stop(alert)
    elif action == "verwijder":
        stop_all_mail(stopping.digest_of(alert.email))
        return redirect(stopping.path_of(alert.email))
    else:
        if action == "ja":
            confirm(alert)
        return to(request, FOLLOW, alert.token)
    return render(request, "forms/following/alert_gone.html")


def _stop_page(request: HttpRequest, token: str, digest: str) -> HttpResponse:
    """Behind the stop link of every letter: a button to stop all mail, and one to take it back."""
    if request.method == "POST":
        if request.POST.get("actie") == "stop":
            stop_all_mail(digest)
        elif request.POST.get("actie") == "weer":
            stopping.allow(digest)
        return to(request, FOLLOW, token)
    context = {"stopped": stopping.has_stopped(digest), "form": True}
    return render(request, "forms/following/alert_stop.html", context)


def _shown(selection) -> dict:
    return {"selection": selection, "described": described(selection)}
