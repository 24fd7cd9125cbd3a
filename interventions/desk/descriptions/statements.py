"""Making a statement of a sentence about an element: a page with the sentence and what it lacks."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest
from django.shortcuts import redirect

from elements.models import Element
from interventions.desk.actions import step_page, taken
from interventions.desk.beside import Beside, page_of
from interventions.desk.descriptions.forms import StatementForm
from interventions.desk.descriptions.passages import text_to_write
from interventions.models import Proposal, Statement
from interventions.workflow.proposals import PROPOSAL_STEPS, is_public
from interventions.workflow.taking_over import accept

IN_DRAFT = (
    "Er komt een uitspraak in het concept, met het werkblad als bron en deze zin als bewijsplaats.",
    "Staat er al een uitspraak uit dit werkblad over dit element? Dan komt de zin daarbij.",
    "Er komt niets op de site.",
)
IN_PUBLIC = (
    "Dit wordt een voorstel van u. Een ander leest het en publiceert het.",
    "Tot die tijd blijft de site zoals die is.",
)


def statement_page(desk, request: HttpRequest, row: Proposal):
    """The step 'Neem over' of a proposal about an element."""
    beside = Beside(row, request.user)
    first = {**row.values, "element": Element.objects.filter(slug=row.values["element"]).first()}
    back = page_of(text_to_write(row.intervention, request.user) or row.subject)
    form = StatementForm(request.POST if request.method == "POST" else None, initial=first)

    def take(values):
        try:
            return accept(row, by=request.user, said=_said(row, values))
        except PermissionDenied as refusal:
            raise ValidationError(str(refusal)) from refusal

    if taken(form, take):
        messages.success(request, "De zin is overgenomen.")
        return redirect(back)
    return step_page(
        desk,
        request,
        "proposal/statement",
        label=PROPOSAL_STEPS["accept"].label,
        row=row,
        back=back,
        happens=IN_PUBLIC if is_public(row.subject) else IN_DRAFT,
        form=form,
        one=beside,
        keeps_text=True,
        other_steps=[one for one in beside.steps if one[0] != PROPOSAL_STEPS["accept"].label],
    )


def _said(row: Proposal, values: dict) -> dict[str, str]:
    """The parts of the statement; only a reading of ours needs a ground."""
    inferred = values["kind"] == Statement.Kind.INFERRED
    return {
        "element": values["element"].slug,
        "kind": values["kind"],
        "basis": row.place if inferred else "",
        "explanation": values["explanation"].strip(),
    }
