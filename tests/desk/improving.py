"""The form 'Verbeteren', as a browser sends it, and the presses that follow."""

from django.forms import BooleanField, ModelMultipleChoiceField
from django.test import Client

from interventions.models import Proposal

REASON = "Een komma te veel."
PROPOSALS = "/beheer/interventions/proposal/"


def improve_page(row) -> str:
    return f"/beheer/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/verbeteren/"


def step_of(proposal: Proposal, verb: str) -> str:
    return f"{PROPOSALS}{proposal.pk}/stap/{verb}/"


def opened(client: Client, row, query: str = "") -> dict:
    """What the form holds when it is opened."""
    answer = client.get(improve_page(row) + query)
    assert answer.status_code == 200
    form, sent = answer.context["form"], {"gelezen": answer.context["read"]}
    for field in form:
        value = field.value()
        if isinstance(field.field, ModelMultipleChoiceField):
            value = [getattr(one, "pk", one) for one in value or ()]
        elif isinstance(field.field, BooleanField):
            value = "on" if value else None
        if value is not None:
            sent[field.name] = value
    if answer.context["instead"]:
        sent["in_plaats_van"] = answer.context["instead"].pk
    return sent


def improve(client: Client, row, **values):
    """Open the form, change this and save."""
    return client.post(improve_page(row), {**opened(client, row), "reason": REASON, **values})


def proposals(row) -> list[Proposal]:
    return [one for one in Proposal.objects.order_by("pk") if one.subject == row]


def publish(client: Client, proposal: Proposal, **values):
    """Open the page with the difference and press its button."""
    page = client.get(step_of(proposal, "publish"))
    form = page.context["form"] if page.status_code == 200 else None
    note = {"text": form["text"].value()} if form else {}
    answer = client.post(step_of(proposal, "publish"), {**note, **values})
    proposal.refresh_from_db()
    return answer
