"""The kinds of questions that the forms ask."""

from typing import Any, cast

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.db.models import Field

from elements.fields import LineInput, LinesInput
from elements.inputs import AddressInput, PartialDateInput
from interventions.intake.received.limits import DOCUMENT, MEGABYTE
from interventions.models import Intervention
from interventions.sheet import FACT, PLACES, Fact, Kind
from interventions.sheet.fact import Question

LONGEST = 8000  # of a text that may replace one of ours
NEEDED = {"required": "Vul in wat u weet."}
# What only the editors can say: that they looked, and what nobody knows.
NOT_TO_CHOOSE = ("onbekend", Intervention.ResearchKind.NONE_FOUND)
YEARS = [
    MinValueValidator(1900, "Schrijf een jaar vanaf 1900."),
    MaxValueValidator(2100, "Schrijf een jaar tot en met 2100."),
]


def text(label: str, help_text: str = "", *, rows: int = 4, most: int = 2000, **options):
    """A question that takes some lines to answer."""
    return LinesInput(
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


class Address(AddressInput):
    """An address on the web; who leaves out https:// gets it."""

    default_validators = [
        URLValidator(
            schemes=["http", "https"],
            message="Dit is geen adres van een website. Schrijf het zoals: www.voorbeeld.nl.",
        )
    ]

    def __init__(self, **options):
        super().__init__(
            required=False,
            max_length=500,
            error_messages={"invalid": "Dit is geen adres van een website."},
            **options,
        )


class SheetField(forms.FileField):
    """The question for a description sheet, as a document."""

    def __init__(self, *, required: bool):
        super().__init__(
            label="Uw werkblad",
            help_text="Een bestand van Word (.docx), OpenDocument (.odt) of een pdf. "
            f"Hooguit {DOCUMENT.size // MEGABYTE} MB.",
            widget=forms.FileInput(attrs={"accept": ".docx,.odt,.pdf"}),
            error_messages={
                **dict.fromkeys(("required", "invalid", "missing"), "Kies een bestand."),
                "empty": "Dit bestand is leeg. Kies een ander bestand.",
                "max_length": "De naam van dit bestand is te lang. Geef het een kortere naam.",
            },
            max_length=200,
            required=required,
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


def questions_about(key: str) -> dict[str, forms.Field]:
    """A field for each part of one fact that somebody outside can know, by the name of the part."""
    if key == PLACES.key:
        return {
            "municipality": line("Welke gemeente?", most=80, required=True, error_messages=NEEDED),
            "since": year("Vanaf welk jaar?", "Mag leeg blijven."),
            "until": year("Tot welk jaar?", "Leeg: het gebeurt nog, of u weet het niet."),
        }
    fact = FACT[key]
    if fact.parts:
        return {
            part.field: _question(fact, part.field, part.kind, part.heading, part.help)
            for part in fact.parts
            if part.kind not in (Kind.WORDS, Kind.DAY)
        }
    label, helped = (fact.asked.label, fact.asked.help) if fact.asked else (fact.label, fact.help)
    found = {fact.field: _question(fact, fact.field, fact.kind, label, helped)}
    if fact.date:
        found[fact.date] = _question(
            fact, fact.date, Kind.DATE, "Van wanneer is dat?", fact.date_help
        )
    return found


def _question(fact: Fact, name: str, kind: Kind, label: str, help_text: str) -> forms.Field:
    """By its kind. The fact itself has to be filled in; of a contact each part may do."""
    column = cast(Field, fact.model._meta.get_field(name))
    needed = name == fact.field and (not fact.parts or kind is Kind.CHOICE)
    said: dict[str, Any] = {"required": True, "error_messages": NEEDED} if needed else {}
    match kind:
        case Kind.YEAR:
            found: forms.Field = year(label, help_text)
        case Kind.ADDRESS:
            found = Address(label=label, help_text=help_text)
        case Kind.WORDS:
            found = words(label, fact.words)
        case Kind.DATE:
            return PartialDateInput(label=label, help_text=help_text, required=False)
        case Kind.CHOICE:
            found = choice(label, column.flatchoices, needed=needed)
        case Kind.LINE:
            return line(label, help_text, most=column.max_length or 200, **said)
        case _:
            return text(label, help_text, most=column.max_length or LONGEST, **said)
    found.required = needed
    found.error_messages |= said.get("error_messages", {})
    return found


def choice(label: str, choices, *, needed: bool) -> forms.ChoiceField:
    kept = [(value, name) for value, name in choices if value and value not in NOT_TO_CHOOSE]
    return forms.ChoiceField(
        label=label,
        choices=[("", "Kies er een" if needed else "Niet ingevuld"), *kept],
        error_messages={"invalid_choice": "Kies uit de lijst."},
    )


def year(label: str, help_text: str = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=help_text,
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
