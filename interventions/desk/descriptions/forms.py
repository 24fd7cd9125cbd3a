"""What the pages about description sheets ask for."""

from django import forms

from elements.fields import LineInput, LinesInput
from elements.models import Element
from interventions.intake.descriptions.keeping import known_file
from interventions.intake.descriptions.reading import read_description
from interventions.intake.received.limits import DOCUMENT, MEGABYTE, Refused
from interventions.models import Intervention, Statement

CHOOSE = dict.fromkeys(("required", "invalid", "missing"), "Kies een bestand.")


class Plain(forms.Form):
    """Without a colon behind each label."""

    def __init__(self, data=None, files=None, initial=None):
        super().__init__(data, files, initial=initial, label_suffix="")


class UploadForm(Plain):
    """A document. `found` is what stands in it, `known` the same file read before."""

    file = forms.FileField(
        label="Bestand",
        help_text="Word (.docx), OpenDocument (.odt) of pdf, "
        f"hooguit {DOCUMENT.size // MEGABYTE} MB.",
        widget=forms.FileInput(attrs={"accept": ".docx,.odt,.pdf"}),
        error_messages={**CHOOSE, "empty": "Dit bestand is leeg."},
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        self.data_read = file.read()
        self.known = known_file(self.data_read)
        if self.known is None:
            try:
                self.found = read_description(self.data_read, file.name)
            except Refused as refusal:
                raise forms.ValidationError(str(refusal), code="unreadable") from refusal
        return file


class DraftForm(Plain):
    """A new concept: only what it is called."""

    name = LineInput(
        label="Naam",
        max_length=Intervention._meta.get_field("name").max_length,
        error_messages={"required": "Schrijf hoe de interventie heet."},
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )


class ExistingForm(Plain):
    """Beside which text: the page adds the field, which is found by typing."""


class StatementForm(Plain):
    """What an editor makes of a sentence about an element."""

    element = forms.ModelChoiceField(
        Element.objects.in_use(),
        label="Element",
        empty_label="Kies er een",
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), "Kies het element waar deze zin over gaat."
        ),
    )
    kind = forms.ChoiceField(
        label="Soort",
        choices=[(one.value, one.label) for one in (Statement.Kind.NAMED, Statement.Kind.INFERRED)],
        help_text="Noemt de zin het element zelf? Kies dan 'genoemd'.",
        error_messages={"invalid_choice": "Kies een soort.", "required": "Kies een soort."},
    )
    explanation = LinesInput(
        label="Uw uitleg",
        required=False,
        max_length=Statement._meta.get_field("explanation").max_length,
        help_text="Wat doet de interventie bij dit element? In uw eigen woorden, hooguit 600 "
        "tekens. Nodig om in te dienen.",
        widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}),
    )
