"""What a description sheet says, as the desk shows it: in order, beside its field, as a quote."""

from dataclasses import dataclass
from functools import cached_property

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest

from interventions.desk.beside import Beside, with_elements
from interventions.intake.descriptions.passages import Passage, told, without_a_place
from interventions.intake.descriptions.quoting import quoted
from interventions.models import DescriptionSheet, Intervention, Proposal
from interventions.sheet.proposed import label_of_fact
from interventions.workflow.proposals import leave_out
from interventions.workflow.taking_over import settle
from interventions.workflow.writing import is_open_to

LONGEST_QUOTE = 20_000  # of one passage: as much as a step takes in
TICKED = "verwerkt"  # the proposals that somebody dealt with, on any form


@dataclass
class Read:
    """Everything that a sheet says about a text, and what became of each."""

    sheet: DescriptionSheet
    user: object

    @cached_property
    def rows(self) -> list[Beside]:
        rows = self.sheet.proposals.of_sheets().select_related("decided_by").order_by("pk")
        return self._beside(rows)

    @property
    def facts(self) -> list[Beside]:
        return [one for one in self.rows if not one.is_statement]

    @property
    def statements(self) -> list[Beside]:
        return [one for one in self.rows if one.is_statement]

    @property
    def waiting(self) -> int:
        return sum(one.is_open for one in self.rows)

    @cached_property
    def passages(self) -> list[tuple[str, str, str]]:
        """(label, place, words) of each fact, before it is set beside a text."""
        return [(label_of_fact(one.fact), one.place, one.words) for one in told(self.sheet.found)]

    @cached_property
    def alike(self) -> list[str]:
        """The facts of which the text said the same when the sheet was read."""
        other = {one.row.fact for one in self.rows}
        return [label_of_fact(one.fact) for one in told(self.sheet.found) if one.fact not in other]

    @cached_property
    def loose(self) -> list[Passage]:
        return without_a_place(self.sheet.found)

    def _beside(self, rows) -> list[Beside]:
        """With the text and the sheet that all of them have, each read once."""
        found = []
        for row in rows:
            row.intervention, row.sheet = self.sheet.intervention, self.sheet
            found.append(Beside(row, self.user))
        return with_elements(found)


def text_to_write(live: Intervention | None, user) -> Intervention | None:
    """Where what a sheet says can be written now: the text itself, or its working copy."""
    if live is None or is_open_to(live, user):
        return live
    copy = live.working_copies.first()
    return copy if copy and is_open_to(copy, user) else None


# --- Quoting --------------------------------------------------------------------------------------


def quote_of(row: Proposal) -> str:
    """The passages between quotation marks, each with its source and its page."""
    if row.sheet is None:
        return ""
    found = row.sheet.found
    passages = next((one.passages for one in told(found) if one.fact == row.fact), ())
    return "\n\n".join(quoted(one, found, room=LONGEST_QUOTE) for one in passages)


# --- Settling -------------------------------------------------------------------------------------


def settle_ticked(request: HttpRequest, goal: Intervention) -> None:
    """Close what was ticked on the form of a text, of which the text itself is saved."""
    live = goal.replaces or goal
    for row in _ticked(request).filter(intervention=live):
        _tell(request, row, lambda row=row: settle(row, goal, by=request.user))


def settle_sheet(request: HttpRequest, sheet: DescriptionSheet, *, is_used: bool) -> int:
    """Close what was ticked on the page of a sheet; gives how many."""
    goal = text_to_write(sheet.intervention, request.user)
    note, done = request.POST.get("note", "")[:1000], 0
    for row in _ticked(request).filter(sheet=sheet):
        if not is_used:
            done += _tell(request, row, lambda row=row: leave_out(row, by=request.user, note=note))
        elif goal:
            done += _tell(request, row, lambda row=row: settle(row, goal, by=request.user))
    return done


def _ticked(request: HttpRequest):
    keys = {key for key in request.POST.getlist(TICKED) if key.isascii() and key.isdigit()}
    short = [int(key) for key in keys if len(key) < 16]
    return Proposal.objects.of_sheets().open().filter(pk__in=short).order_by("pk")


def _tell(request: HttpRequest, row: Proposal, step) -> bool:
    """Take the step, or say why not."""
    try:
        step()
    except (PermissionDenied, ValidationError) as refusal:
        reasons = " ".join(getattr(refusal, "messages", [str(refusal)]))
        messages.error(request, f"‘{label_of_fact(row.fact)}’ staat nog open. {reasons}")
        return False
    return True
