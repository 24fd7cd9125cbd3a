"""Following a selection by mail: asking for it, and the private page to confirm it and to stop."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from interventions.alerts.following import ask, confirm, followed, forget, selection_of, stop
from interventions.alerts.forms import AlertForm
from interventions.methods import answers
from interventions.models import Alert
from interventions.models.alert import was_made_here
from interventions.private import form_page, private_page, to, unknown_link
from interventions.public_form import in_words, refused
from interventions.quota import spend
from interventions.selection import described

FOLLOW = "alerts:alert-follow"
# So many mails a day to one address, whoever asks for them: nobody's mailbox is filled from here.
LETTERS_A_DAY = 5


@answers("GET", "HEAD", "POST")
@form_page
def alert_start(request):
    """What would be followed, and the question for an address. All addresses get one answer."""
    selection = followed(request.selection)
    form, wait = AlertForm(request.POST if request.method == "POST" else None), 0
    if form.is_valid():
        wait = spend("volgen", request.META["REMOTE_ADDR"], **settings.ALERT_QUOTA)
        if not wait:
            email = form.cleaned_data["email"]
            if not _full(email):
                ask(email, selection)
            return render(request, "alerts/alert_asked.html", _shown(selection))
    context = {
        **_shown(selection),
        "form": form,
        "faults": request.selection.faults,
        "wait": in_words(wait) if wait else "",
    }
    page = render(request, "alerts/alert_start.html", context)
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
    if not was_made_here(token):
        return unknown_link(request, "keuze")
    alert = Alert.objects.for_token(token).first()
    if alert:
        stop(alert)
    return render(request, "alerts/alert_gone.html")


@csrf_protect
@private_page
def alert_page(request, token):
    """One button to confirm; later one to stop. Asking for the page changes nothing."""
    if not was_made_here(token):
        return unknown_link(request, "keuze")
    alert = Alert.objects.for_token(token).first()
    if alert is None:
        return render(request, "alerts/alert_gone.html", status=410)
    if request.method == "POST":
        return _act(request, alert)
    selection = selection_of(alert)
    context = {**_shown(selection), "alert": alert, "faults": selection.faults}
    return render(request, "alerts/alert_follow.html", context)


def _act(request: HttpRequest, alert: Alert) -> HttpResponse:
    """Do what the button says; any other word does nothing."""
    action = request.POST.get("actie")
    if action == "stop":
        stop(alert)
    elif action == "verwijder":
        forget(alert.email)
    else:
        if action == "ja":
            confirm(alert)
        return to(request, FOLLOW, alert.token)
    return render(request, "alerts/alert_gone.html")


def _full(email: str) -> bool:
    """Whether this address got enough mail today; it is counted as its digest."""
    overall = settings.ALERT_QUOTA["overall"]
    return bool(spend("volgen aan", email.lower(), per_address=LETTERS_A_DAY, overall=overall))


def _shown(selection) -> dict:
    return {"selection": selection, "described": described(selection)}
