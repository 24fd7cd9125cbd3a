"""The kinds of questions that the forms ask."""

from typing import Any, cast

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator

from elements.fields import LineInput, OneLine
from interventions.sheet import Fact, Kind
from interventions.sheet.fact import Question

YEARS = [
    MinValueValidator(1900, "Schrijf een jaar vanaf 1900."),
    MaxValueValidator(2100, "Schrijf een jaar tot en met 2100."),
]


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


def question(fact: Fact) -> forms.Field:
    """The field in which a visitor answers what the sheet asks about a fact."""
    asked = cast(Question, fact.asked)
    match fact.kind:
        case Kind.ADDRESS:
            return Address(label=asked.label, help_text=asked.help)
        case Kind.YEAR:
            return year(asked.label)
        case Kind.WORDS:
            return words(asked.label, fact.words)
    said = {"required": True, "error_messages": {"required": asked.required}}
    options: dict[str, Any] = {"most": asked.most, **(said if asked.required else {})}
    if fact.kind is Kind.LINE:
        return line(asked.label, asked.help, **options)
    return text(asked.label, asked.help, rows=asked.rows, **options)


def year(label: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 4}),
        validators=YEARS,
        error_messages={"invalid": "Schrijf een jaar met vier cijfers, zoals 2014."},
    )


def words(label: str, model) -> forms.MultipleChoiceField:
    """Some of the words of a taxonomy."""
    return forms.MultipleChoiceField(
        label=label,
        required=False,
        choices=list(model.objects.values_list("slug", "name")),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Kies uit de lijst."},
    )
