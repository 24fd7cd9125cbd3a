from django import forms

from interventions.intake.received.limits import DESK, Refused, check_size
from interventions.intake.spreadsheets.tables import Table, read_file

CHOOSE = dict.fromkeys(("required", "invalid", "missing"), "Kies een bestand.")
ERRORS = {**CHOOSE, "empty": "Dit bestand is leeg."}
ACCEPT = {"accept": ".csv,.xlsx,.json,text/csv"}


class UploadForm(forms.Form):
    file = forms.FileField(
        label="Bestand",
        help_text="CSV of Excel (.xlsx), met de koppen op de eerste regel. Of de JSON-export van "
        "een andere kennisbank met deze software. Hooguit 2.000 regels en 5 MB.",
        widget=forms.FileInput(attrs=ACCEPT),
        error_messages=ERRORS,
    )
    statements = forms.FileField(
        label="Bestand met uitspraken",
        required=False,
        help_text="Mag leeg blijven. In een uitspraak staat bij welk element een bron iets zegt. "
        "Een Excel-bestand mag ze ook in een werkblad 'Uitspraken' hebben.",
        widget=forms.FileInput(attrs=ACCEPT),
        error_messages=ERRORS,
    )
    existing = forms.BooleanField(
        label="Werk bestaande interventies bij",
        required=False,
        help_text="Staat een naam al op de site? Dan maken wij een werkkopie met de nieuwe tekst. "
        "Een lege cel verandert niets.",
    )
    tables: list[Table]

    def __init__(self, data=None, files=None):
        super().__init__(data, files, label_suffix="")

    def clean(self):
        """Read the files; one that is too big for the desk is refused before it is opened."""
        super().clean()
        values = self.cleaned_data
        self.tables = []
        for name in ("file", "statements"):
            if found := values.get(name):
                try:
                    check_size(found.size, DESK)
                    self.tables += read_file(found.name, found.read(), DESK)
                except Refused as refusal:
                    self.add_error(name, str(refusal))
        return values
