from django import forms
from django.core.exceptions import ValidationError

from interventions.intake.spreadsheets import DESK, Refused, Table, check_size, read_file

ACCEPT = ".csv,.xlsx,text/csv"


class SpreadsheetField(forms.FileField):
    """A CSV or XLSX file, refused before it is opened when it is too big for the desk."""

    widget = forms.FileInput(attrs={"accept": ACCEPT})
    default_error_messages = {
        "required": "Kies een bestand.",
        "invalid": "Kies een bestand.",
        "missing": "Kies een bestand.",
        "empty": "Dit bestand is leeg.",
    }

    def clean(self, data, initial=None):
        found = super().clean(data, initial)
        if found:
            try:
                check_size(found.size, DESK)
            except Refused as refusal:
                raise ValidationError(str(refusal), code="too_big") from refusal
        return found


class UploadForm(forms.Form):
    file = SpreadsheetField(
        label="Bestand",
        help_text="CSV of Excel (.xlsx), met de koppen op de eerste regel. "
        "Hooguit 2.000 regels en 5 MB.",
    )
    statements = SpreadsheetField(
        label="Bestand met uitspraken",
        required=False,
        help_text="Mag leeg blijven. In een uitspraak staat bij welk element een bron iets zegt. "
        "Een Excel-bestand mag ze ook in een werkblad 'Uitspraken' hebben.",
    )
    existing = forms.BooleanField(
        label="Werk bestaande interventies bij",
        required=False,
        help_text="Staat een naam al op de site? Dan maken wij een werkkopie met de nieuwe tekst. "
        "Een lege cel verandert niets.",
    )
    tables: list[Table]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)

    def clean(self):
        values = super().clean()
        self.tables = []
        for name in ("file", "statements"):
            if found := values.get(name):
                try:
                    self.tables += read_file(found.name, found.read(), DESK)
                except Refused as refusal:
                    self.add_error(name, ValidationError(str(refusal), code="refused"))
        return values
