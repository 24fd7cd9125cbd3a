"""The e-mail address of a role at the desk: writing it, and confirming what somebody else wrote."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from interventions.desk.actions import Action, action_page
from interventions.models import Intervention
from interventions.workflow import role_addresses

VIEW = "interventions.view_roleaddress"
LONGEST = 254


def write_page(desk, request, pk):
    if not request.user.has_perm(role_addresses.WRITE):
        raise PermissionDenied
    row = get_object_or_404(Intervention, pk=pk)
    known = role_addresses.address_of(row)
    action = Action(
        "Mailadres opslaan",
        (
            "Een beoordelaar bevestigt het mailadres. Daarna staat het op de pagina.",
            "Het komt niet in versies, bestanden of zoekresultaten.",
            "Laat het leeg om het mailadres weg te halen. Dat geldt meteen.",
        ),
        "Het mailadres is opgeslagen.",
        lambda text: role_addresses.write(row, text, by=request.user),
        "Mailadres van een functie",
        "Van een afdeling of functie, zoals info@ of contact@. Nooit van een persoon.",
        known.email if known else "",
        longest=LONGEST,
    )
    return action_page(desk, request, action, row=row, back=_back(row))


def confirm_page(desk, request, pk):
    row = get_object_or_404(Intervention, pk=pk)
    known = role_addresses.address_of(row)
    if known is None:
        raise Http404
    if not role_addresses.may_confirm(known, request.user):
        raise PermissionDenied
    action = Action(
        "Mailadres bevestigen",
        (
            f"U bevestigt dat dit het mailadres van een functie is, niet van een persoon: "
            f"{known.email}",
            "Het mailadres staat meteen op de pagina.",
        ),
        "Het mailadres staat op de pagina.",
        lambda text: role_addresses.confirm(row, email=known.email, by=request.user),
    )
    return action_page(desk, request, action, row=row, back=_back(row))


def address_panel(row: Intervention, user) -> dict:
    """What `_role_address.html` shows: the address, and the steps for this person."""
    if not user.has_perm(VIEW):
        return {"role_address": None, "address_steps": []}
    known = role_addresses.address_of(row)
    steps = []
    if known and role_addresses.may_confirm(known, user):
        steps.append(("Mailadres bevestigen", _page("confirm_address", row)))
    if user.has_perm(role_addresses.WRITE):
        label = "Mailadres aanpassen" if known else "Mailadres toevoegen"
        steps.append((label, _page("write_address", row)))
    return {"role_address": known, "address_steps": steps}


def _page(name: str, row: Intervention) -> str:
    return reverse(f"admin:interventions_intervention_{name}", args=[row.pk])


def _back(row: Intervention) -> str:
    return _page("change", row)
