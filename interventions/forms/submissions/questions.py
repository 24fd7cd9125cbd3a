"""The kinds of questions that the forms ask."""

from django import forms
from django.core.validators import URLValidator

from elements.fields import LineInput, OneLine


def text(label: str, help_text: str = "", *, rows: int = 4, most: int = 2000, **options):
    """A question that takes some lines to answer."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=options.pop("required", False),
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows}),
        **options,
    )


def line(label: str, help_text: str = "", *, most: int = 200, **options):
    """A question that takes one line."""
    return LineInput(
        label=label,
        help_text=help_text,
        required=options.pop("required", False),
        max_length=most,
        **options,
    )


class Address(OneLine, forms.URLField):
    """An address on the web; who leaves out https:// gets it."""

    default_validators = [
        URLValidator(
            schemes=["http", "https"],
            message="Dit is geen adres van een website. Schrijf het zoals: www.voorbeeld.nl.",
        )
    ]

    def __init__(self, **options):
        widget = forms.TextInput(attrs={"inputmode": "url", "autocapitalize": "none"})
        super().__init__(
            required=False,
            max_length=500,
            assume_scheme="https",
            widget=widget,
            error_messages={"invalid": "Dit is geen adres van een website."},
            **options,
        )
