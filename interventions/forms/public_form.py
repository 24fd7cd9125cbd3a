"""What every form for everybody shares: its look, and what keeps robots out."""

import hashlib
import math
import secrets
import uuid
from typing import cast

from django import forms
from django.conf import settings
from django.core import signing
from django.http import HttpResponse
from django.utils import timezone

from elements.fields import MailInput

SIGNER = signing.Signer(salt="interventions.public_form")
CLASSES: dict[type, str] = {
    forms.Textarea: "utrecht-textarea utrecht-textarea--html-textarea",
    forms.Select: "utrecht-select utrecht-select--html-select",
    forms.CheckboxInput: "",
    forms.CheckboxSelectMultiple: "",
    forms.RadioSelect: "",
}
TEXT_BOX = "utrecht-textbox utrecht-textbox--html-input"
TRAPPED = "Dit is niet verstuurd, omdat het verborgen veld was ingevuld. Druk nog eens op de knop."
TOO_FAST = "Dat ging wel erg snel. Kijk uw antwoorden nog eens na en druk dan weer op de knop."


class MailAddress(MailInput):
    """The question for an address that a person can be mailed at."""

    def __init__(self, **options):
        super().__init__(
            label="Uw mailadres",
            max_length=254,
            widget=forms.EmailInput(attrs={"autocomplete": "email"}),
            error_messages={
                "required": "Vul uw mailadres in.",
                "invalid": "Dit is geen mailadres. Schrijf het zoals: naam@voorbeeld.nl.",
            },
            **options,
        )


class PublicForm(forms.Form):
    """A form with our look. The server says what is wrong: no browser stops the visitor first."""

    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.ask()
        for field in self.fields.values():
            look = CLASSES.get(type(field.widget), TEXT_BOX)
            if look:
                field.widget.attrs.setdefault("class", look)

    def ask(self) -> None:
        """Add the fields that depend on what is in the database."""


class GuardedForm(PublicForm):
    """A form with a field that people leave empty, and the moment at which it was handed out.

    What was typed is always kept: a person who is taken for a robot presses the button once more.
    """

    leeg = forms.CharField(
        label="Laat dit leeg",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    moment = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        self.guards = [self["leeg"], self["moment"]]
        self.initial.setdefault("moment", stamp_of_now())

    def clean(self):
        super().clean()
        values = self.cleaned_data
        trapped, age = bool(values.get("leeg")), age_of(values.get("moment", ""))
        if trapped:
            self.add_error(None, forms.ValidationError(TRAPPED, code="trapped"))
        elif age is None or age < settings.FORM_SECONDS:
            self.add_error(None, forms.ValidationError(TOO_FAST, code="too_fast"))
        data = cast(dict, self.data).copy()  # for the page: the next try starts clean
        data["leeg"] = ""
        if age is None:
            data["moment"] = stamp_of_now()
        self.data = data
        return values

    def key_for(self, address: str) -> uuid.UUID:
        """One for this form as it was handed out and filled in, at this address of ours.

        A second press, a reload, or going back and pressing again gives the same: whoever keeps it
        under a unique key keeps it once. What was changed in between is something else.
        """
        said = sorted((name, repr(value)) for name, value in self.cleaned_data.items())
        return uuid.UUID(bytes=hashlib.sha256(repr((address, said)).encode()).digest()[:16])


def age_of(stamp: str) -> float | None:
    """The seconds since the form was handed out; None when we did not make the stamp."""
    try:
        made = float(SIGNER.unsign(stamp).partition(" ")[0])
    except (signing.BadSignature, ValueError):
        return None
    return timezone.now().timestamp() - made


def stamp_of_now() -> str:
    """The moment of now, and chance: no two forms that were handed out are the same."""
    return SIGNER.sign(f"{timezone.now().timestamp()} {secrets.token_hex(16)}")


def in_words(seconds: int) -> str:
    """`over 5 minuten`, `over 1 uur`, `over 3 uur`: when there is room again."""
    minutes = math.ceil(seconds / 60)
    if minutes < 60:
        return f"over {minutes} {'minuut' if minutes == 1 else 'minuten'}"
    return f"over {math.ceil(minutes / 60)} uur"


def refused(response: HttpResponse, seconds: int) -> HttpResponse:
    """Make the page a 429 that says how long to wait."""
    response.status_code = 429
    response["Retry-After"] = str(seconds)
    return response
