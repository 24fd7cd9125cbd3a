"""Filling in one fact of an intervention, or other words for it, with the source that says so."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from elements.inputs import told
from interventions.forms.public_form import GuardedForm, MailAddress
from interventions.forms.submissions.questions import Address, line, questions_about
from interventions.models import Intervention, Proposal
from interventions.sheet import PLACES
from interventions.sheet.proposed import held, in_words, label_of_fact, proposable, proposed
from interventions.workflow.taking_over import fill_in

HOW = "Noem de titel of het adres van de bron. Zonder bron kunnen wij dit niet overnemen."
SAME = "Dit staat er al zo. Pas het aan, of sluit deze pagina."


class FactForm(GuardedForm):
    """The parts of one fact, as they stand in the public text, and how the visitor knows."""

    source_title = line("Titel van de bron", "Bijvoorbeeld: Jaarverslag 2025.", most=300)
    source_url = Address(
        label="Adres van de bron", help_text="De pagina op internet waar dit staat."
    )
    is_owner = forms.BooleanField(
        label="Ik ben de eigenaar van de interventie, of werk daar", required=False
    )
    email = MailAddress(
        help_text="Mag leeg blijven. Vult u het in, dan mailen wij u als er nieuws is.",
        required=False,
    )

    def __init__(self, row: Intervention, key: str, data=None):
        self.row, self.key = row, key
        self.now = held(row, key)
        self.label = label_of_fact(key)
        self.words_now = in_words(self.now, key)
        super().__init__(data, initial={} if key == PLACES.key else dict(self.now))

    def ask(self):
        asked = questions_about(self.key)
        self.parts = [*asked]
        self.fields = {**asked, **self.fields}

    @property
    def asked(self) -> list:
        """The fields of the fact, for the page."""
        return [self[name] for name in self.parts]

    def clean(self):
        values = super().clean()
        if not (
            values.get("source_title") or values.get("source_url") or self._wrong("source_url")
        ):
            self.add_error("source_title", ValidationError(HOW, code="no_source"))
        if not any(self._wrong(name) for name in self.parts):
            self._clean_parts(values)
        return values

    def _wrong(self, name: str) -> bool:
        return name in self.errors

    def _clean_parts(self, values: dict) -> None:
        """The parts together: that they say something, something else, and fit each other."""
        self.values = {name: _plain(values.get(name)) for name in self.parts}
        first = self.parts[0]
        if not any(self.values.values()):
            self.add_error(first, ValidationError("Vul in wat u weet.", code="required"))
        elif proposed(self.now, self.values, self.key) == self.now:
            self.add_error(first, ValidationError(SAME, code="same"))
        elif self.key == PLACES.key:
            since, until = self.values["since"], self.values["until"]
            if since and until and until < since:
                message = "Het laatste jaar ligt voor het eerste."
                self.add_error("until", ValidationError(message, code="order"))
        else:
            self._check_whole(first)

    def _check_whole(self, first: str) -> None:
        """What the database asks of parts together, but not whether a name is free."""
        candidate = Intervention.objects.get(pk=self.row.pk)
        try:
            fill_in(candidate, self.values)
            candidate.validate_constraints(exclude={"name_key", "slug"})
        except ValidationError as refusal:
            self.add_error(first, ValidationError(refusal.messages))

    # --- What becomes of it -----------------------------------------------------------------------

    @property
    def said(self) -> dict[str, Any]:
        """What a report says, of which this is part."""
        source = (self.cleaned_data["source_title"], self.cleaned_data["source_url"])
        words = (
            str(self._of_places()) if self.key == PLACES.key else in_words(self.values, self.key)
        )
        return {
            "wrong": "\n".join([f"{self.label}: {words}", *(": ".join(one) for one in told(self))]),
            "evidence": "\n".join(filter(None, source)),
            "is_owner": self.cleaned_data["is_owner"],
            "email": self.cleaned_data["email"],
        }

    def _of_places(self) -> str:
        return in_words(proposed({self.key: []}, self.values, self.key), self.key)

    def proposal(self) -> Proposal:
        return Proposal(
            intervention=self.row,
            fact=self.key,
            values=self.values,
            before=self.now,
            source_title=self.cleaned_data["source_title"],
            source_url=self.cleaned_data["source_url"],
        )


def typed_about(key: str, posted: QueryDict) -> str:
    """What a visitor typed about a fact of a page that was withdrawn meanwhile, for a report."""
    names = [*questions_about(key), "source_title", "source_url"] if proposable(key) else []
    return "\n".join(filter(None, (posted.get(name, "") for name in names)))


def _plain(value):
    """As the text has it: one kind of line end, words by their slugs in order."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip()
    return sorted(value) if isinstance(value, list) else value
