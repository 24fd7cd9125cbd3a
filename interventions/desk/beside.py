"""A proposal beside the text of now, for the page of a text and for its own."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.http import urlencode

from elements.models import Element
from interventions.models import Proposal, Statement
from interventions.models.proposal import ABOUT
from interventions.sheet import STATEMENTS
from interventions.sheet.differences import Words, word_differences
from interventions.sheet.proposed import fields_of, in_words, label_of_fact, proposed
from interventions.sheet.subjects import SUBJECT
from interventions.workflow import steps
from interventions.workflow.proposals import PROPOSAL_STEPS, text_now

RELATED = (*ABOUT, "report", "sheet__source", "proposed_by", "decided_by")
QUOTE = {"als": "citaat"}  # in the address: the words to begin with


@dataclass
class Beside:
    """`user` is who looks at it."""

    row: Proposal
    user: Any
    element: str = ""  # its name, of a sentence about one

    @property
    def model(self) -> type[Model]:
        return type(self.row.subject)

    @property
    def label(self) -> str:
        return label_of_fact(self.row.fact, self.model)

    @property
    def fields(self) -> tuple[str, ...]:
        return fields_of(self.row.fact, self.model)

    @property
    def anchor(self) -> str:
        return f"voorstel-{self.row.pk}"

    @property
    def url(self) -> str:
        return page_of(self.row)

    @property
    def by(self) -> str:
        if self.row.is_of_sheet:
            return "een werkblad"
        return str(self.row.proposed_by) if self.row.proposed_by_id else "een lezer"

    @property
    def is_statement(self) -> bool:
        return self.row.fact == STATEMENTS.key

    @property
    def is_passage(self) -> bool:
        """Whether there is nothing to take over yet but the words of a document."""
        return self.row.is_of_sheet and not self.row.values

    @property
    def sheet_url(self) -> str:
        return page_of(self.row.sheet) if self.row.sheet else ""

    @property
    def became(self) -> str:
        """What an editor made of what a sheet says, in a line."""
        if self.row.status != Proposal.Status.ACCEPTED:
            return ""
        values = self.row.values
        if not self.is_statement:
            return "\n".join(str(one) for one in values.values() if one not in ("", None))
        kind = dict(Statement.Kind.choices).get(values.get("kind", ""), "").partition(":")[0]
        return ": ".join(filter(None, (f"{self.element} ({kind})", values.get("explanation"))))

    @property
    def is_open(self) -> bool:
        return self.row.status == Proposal.Status.OPEN

    @cached_property
    def parts_now(self) -> dict:
        """Of a decided one, the text that it was made on."""
        return text_now(self.row) if self.row.is_undecided else self.row.before

    @property
    def is_outdated(self) -> bool:
        return self.parts_now != self.row.before

    @property
    def then(self) -> str:
        return self._in_words(self.row.before)

    @property
    def now(self) -> str:
        return self._in_words(self.parts_now)

    @property
    def wanted(self) -> str:
        return self._in_words(proposed(self.parts_now, self.row.values, self.row.fact))

    @property
    def words(self) -> Words:
        return word_differences(self.now, self.wanted)

    @property
    def steps(self) -> list[tuple[str, str]]:
        """(label, address) of what this person can do with it."""
        found = [
            (step.label, step_address(self.row, verb))
            for verb, step in PROPOSAL_STEPS.items()
            if self.row.status in step.sources and steps.may(step, self.row, self.user)
        ]
        if self.is_passage and self.is_open and found:
            own = step_address(self.row, "accept")
            found[0] = ("Neem over in eigen woorden", own)
            found.insert(1, ("Neem over als citaat", f"{own}?{urlencode(QUOTE)}"))
        if self.row.is_undecided and self.user and self.row.proposed_by_id == self.user.pk:
            found.insert(0, ("Pas aan", improve_address(self.row.subject, van=self.row.pk)))
        return found

    def _in_words(self, parts: dict) -> str:
        return in_words(parts, self.row.fact, self.model)


def step_address(row: Proposal, verb: str) -> str:
    return reverse("admin:interventions_proposal_step", args=[row.pk, verb])


def improve_address(subject: Model, **parameters) -> str:
    """The form 'Verbeteren' of a public text."""
    page = page_of(subject, "improve")
    return f"{page}?{urlencode(parameters)}" if parameters else page


def page_of(subject: Model, name: str = "change") -> str:
    """A page of the desk about this text."""
    kind = f"{subject._meta.app_label}_{subject._meta.model_name}"
    return reverse(f"admin:{kind}_{name}", args=[subject.pk])


def proposals_panel(subject: Model, user) -> dict:
    """What the page of a text shows of the proposals about it that wait: those of people, and what
    description sheets say.
    """
    if not user.has_perm("interventions.view_proposal"):
        return {"proposals": [], "passages": [], "sentences": []}
    live = getattr(subject, "replaces", None) or subject
    rows = Proposal.objects.undecided().filter(**{SUBJECT[type(live)].name: live})
    rows = rows.select_related(*RELATED).order_by("proposed_at", "pk")
    for row in rows:
        setattr(row, SUBJECT[type(live)].name, live)
    found = [Beside(one, user) for one in rows]
    of_sheets = with_elements([one for one in found if one.row.is_of_sheet])
    return {
        "proposals": [one for one in found if not one.row.is_of_sheet],
        "passages": [one for one in of_sheets if not one.is_statement],
        "sentences": [one for one in of_sheets if one.is_statement],
    }


def with_elements(rows: list[Beside]) -> list[Beside]:
    """The same, each with the name of the element that it may be about: read once for all."""
    if any(one.is_statement for one in rows):
        names = dict(Element.objects.values_list("slug", "short_name"))
        for one in rows:
            one.element = names.get(one.row.values.get("element", ""), "")
    return rows


def saved_with(row: Proposal, user) -> list[Beside]:
    """A proposal and all that was saved with it, in the order of the form."""
    rows = Proposal.objects.filter(together=row.together).select_related(*RELATED).order_by("pk")
    return [Beside(one, user) for one in rows]
