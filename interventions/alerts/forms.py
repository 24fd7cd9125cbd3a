"""The question for an address."""

from django import forms

from interventions.public_form import GuardedForm


class AlertForm(GuardedForm):
    email = forms.EmailField(
        label="Uw mailadres",
        help_text="Hier krijgt u eerst een mail met een link. Daarmee bevestigt u dat u dit wilt.",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": "Vul uw mailadres in.",
            "invalid": "Dit is geen mailadres. Schrijf het zoals: naam@voorbeeld.nl.",
        },
    )
