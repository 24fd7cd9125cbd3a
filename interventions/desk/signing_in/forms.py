"""The forms of the door: name and password, a code, an address for a mail."""

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm

LONGEST_CODE = 40


class SignInForm(AdminAuthenticationForm):
    """One answer for a wrong name, a wrong password and an account without access."""

    error_messages = {
        **AdminAuthenticationForm.error_messages,
        "invalid_login": (
            "Dit klopt niet. Controleer de gebruikersnaam en het wachtwoord: "
            "hoofdletters tellen mee. Of uw account heeft geen toegang tot het beheer."
        ),
    }


class CodeForm(forms.Form):
    """A code of the app, or a recovery code."""

    error_css_class = "errors"
    code = forms.CharField(
        label="Code",
        max_length=LONGEST_CODE,
        help_text="De zes cijfers die de app nu laat zien. Hebt u uw telefoon niet bij u? "
        "Vul dan een van uw herstelcodes in.",
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "autocapitalize": "none",
                "spellcheck": "false",
                "class": "vTextField",
            }
        ),
    )

    def refuse(self) -> None:
        self.add_error(
            "code",
            forms.ValidationError(
                "Deze code klopt niet, of is al gebruikt. "
                "Wacht tot de app een nieuwe code laat zien en vul die in.",
                code="wrong_code",
            ),
        )


class AppCodeForm(CodeForm):
    """The first code of a new app."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = "De zes cijfers die de app nu laat zien."
        self.fields["code"].widget.attrs["inputmode"] = "numeric"
