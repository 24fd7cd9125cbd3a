"""Asking for a word that a list lacks, in the form of an intervention itself."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from elements.fields import LineInput
from elements.text import one_line
from interventions.models.word_request import ASKED_FOR
from interventions.workflow import words

FIELDS = {kind: f"ask_{kind}" for kind in ASKED_FOR}
HELP = (
    "Schrijf hier de naam. Een beoordelaar of beheerder zegt ja of nee. Bij ja heeft deze tekst "
    "het meteen."
)
HELP_WITHOUT_LIST = (
    "Schrijf hier de naam. Een beoordelaar of beheerder zegt ja of nee. Bij ja krijgt u bericht en "
    "kiest u die bij de plaatsen."
)
Questions = type(
    "Questions",
    (forms.ModelForm,),
    {
        FIELDS[kind]: LineInput(
            label=f"Mist u een {model._meta.verbose_name}?",
            required=False,
            max_length=80,
            widget=forms.TextInput(attrs={"class": "vTextField"}),
            help_text=HELP if kind in words.RELATIONS else HELP_WITHOUT_LIST,
        )
        for kind, model in ASKED_FOR.items()
    },
)


class AsksForWords(Questions):  # type: ignore[misc,valid-type]  # made above, of a table
    """For the form of an intervention: a field for each list, beside what is chosen of it.

    A word that is there already, however it is written, is simply chosen. `asked` has the rest.
    """

    asked: list[tuple[str, str]]
    found: list[str]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        self.asked, self.found = [], []
        for kind, field in FIELDS.items():
            if name := one_line(values.get(field) or ""):
                try:
                    self._look_for(kind, name)
                except ValidationError as refusal:
                    self.add_error(field, ValidationError(refusal.messages, code=refusal.code))
        return values

    def _look_for(self, kind: str, name: str) -> None:
        name = words.checked_name(kind, name)
        word, relation = words.known_word(kind, name), words.RELATIONS.get(kind, "")
        if word is None:
            self.asked.append((kind, name))
        elif not relation:
            raise ValidationError(
                f"‘{word}’ staat al in de lijst. Kies die hieronder, bij de plaatsen.", "exists"
            )
        elif relation in self.cleaned_data:
            chosen = self.cleaned_data[relation]
            keys = [*chosen.values_list("pk", flat=True), word.pk]
            self.cleaned_data[relation] = ASKED_FOR[kind]._default_manager.filter(pk__in=keys)
            self.found.append(f"‘{word}’ stond al in de lijst. Het is nu gekozen.")

    @property
    def changed_content(self) -> list[str]:
        """Without what is only asked for: that changes no text."""
        names = [name for name in self.changed_data if name not in FIELDS.values()]
        return [*names, *getattr(self, "found", ())]


def ask(request: HttpRequest, form: AsksForWords) -> None:
    """Ask for what the form misses, and say what came of each."""
    for said in form.found:
        messages.info(request, said)
    for kind, name in form.asked:
        try:
            asked = words.ask(kind, name, by=request.user, row=form.instance)
        except ValidationError as refusal:  # somebody was first, since the form looked
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.info(request, f"{asked} is gevraagd. U krijgt bericht.")


def beside(names: Iterable[str]) -> tuple[str, ...]:
    """The fields of a group of the form, with the questions where what sorts is chosen."""
    lists = {relation: FIELDS[kind] for kind, relation in words.RELATIONS.items()}
    names = tuple(names)
    if not {*names} & {*lists}:
        return names
    without = [field for kind, field in FIELDS.items() if kind not in words.RELATIONS]
    placed = [part for name in names for part in (name, lists.get(name))]
    return tuple(name for name in (*placed, *without) if name)
