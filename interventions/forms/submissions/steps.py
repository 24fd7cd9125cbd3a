"""The four steps of the form: what is asked, in which words.

A step reads and writes answers: a dictionary from the name of a field to text, a number or a list.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst

from elements.inputs import DateText, PartialDateInput
from elements.models import Element
from elements.text import fold
from interventions.forms.public_form import GuardedForm, MailAddress, PublicForm
from interventions.forms.submissions.questions import Address, line, question, text
from interventions.models import Intervention
from interventions.sheet import FACTS
from interventions.workflow.private_words import SAYS, said_of

MOST_SOURCES = 3
LONGEST_KEY = 200  # some single letters fold to many; the database has room for 240
SOURCE_PARTS = ("title", "url", "date")


# --- The steps ------------------------------------------------------------------------------------


class StepForm(PublicForm):
    """A step can be filled in, and read back before it is sent.

    `settled` is the name under which it was handed in before: about that nothing is asked again.
    `private` is whom the sender's description sheet names: no answer for the site says it.
    """

    title: str
    settled = ""
    private: Sequence[str] = ()
    unread = ("other", "consent", "leeg", "moment")

    def clean(self):
        values = super().clean() or self.cleaned_data
        for name, said in [*values.items()] if self.private else ():
            if isinstance(said, str) and (kind := said_of(said, self.private)):
                self.add_error(name, ValidationError(SAYS.format(kind=kind), code="private"))
        return values

    def read(self) -> list[tuple[str, str]]:
        """What was answered, as label and text."""
        fields = [field for field in self if field.name not in self.unread and field.value()]
        return [(str(field.label), self._told(self._in_words(field), [field])) for field in fields]

    def _told(self, text: str, fields: list) -> str:
        """The text, and below it how these fields were read when they were sent."""
        told = (self.data.get(told_of(field.name)) for field in fields)
        return "\n".join([text, *(capfirst(line) for line in told if line)])

    def _in_words(self, field) -> str:
        names = {str(value): str(name) for value, name in getattr(field.field, "choices", ())}
        value = field.value()
        if isinstance(field.field.widget, DateText):
            value = field.field.widget.format_value(value)
        chosen = value if isinstance(value, list) else [value]
        return ", ".join(names.get(str(one), str(one)) for one in chosen)


class SheetStep(StepForm):
    """Asks what the description sheet says of this step."""

    step: int

    def ask(self):
        for fact in FACTS:
            if fact.asked and fact.asked.step == self.step:
                self.fields[fact.field] = question(fact)


class InterventionStep(SheetStep):
    """What it is. Says so when the site already has a text with this name."""

    title = "De interventie"
    step = 1
    other = forms.BooleanField(
        label="Ja, dit is een andere interventie met dezelfde naam", required=False
    )

    known = None

    def clean(self):
        super().clean()
        values = self.cleaned_data
        if len(fold(values.get("name", ""))) > LONGEST_KEY:
            self.add_error("name", ValidationError("Deze naam is te lang.", code="too_long"))
        if values.get("name", "") != self.settled:
            self.known = published_as(values.get("name", ""))
        if self.known and not values.get("other"):
            message = f"Over '{self.known}' staat al een beschrijving op deze site."
            self.add_error("name", ValidationError(message, code="known"))
        return values

    @property
    def rest(self) -> list:
        """What is asked below the name, for the page."""
        apart = ("name", "other", "document", "leeg", "moment")
        return [field for field in self if field.name not in apart]


class ApproachStep(SheetStep):
    title = "De aanpak"
    step = 2


class ElementsStep(StepForm):
    """Where it is described, and which elements it has: nothing said means 'not mentioned'."""

    title = "De werkzame elementen"

    def ask(self):
        self.elements = list(Element.objects.in_use())
        for number in range(1, MOST_SOURCES + 1):
            self._ask_for_source(number)
        numbers = range(1, MOST_SOURCES + 1)
        choices = [("", "Weet ik niet"), *((str(one), f"Bron {one}") for one in numbers)]
        for element in self.elements:
            how, where = element_fields(element)
            self.fields[how] = text("Hoe doet de interventie dit?", rows=3, most=600)
            self.fields[where] = forms.ChoiceField(
                label="Waar staat dat?", choices=choices, required=False, initial="1"
            )

    def _ask_for_source(self, number: int) -> None:
        title, url, date = source_fields(number)
        self.fields[title] = line("Titel", "Van het artikel, het rapport of de website.", most=300)
        self.fields[url] = Address(label="Adres op internet")
        self.fields[date] = PartialDateInput(
            label="Datum",
            help_text="Een jaar is genoeg: 2014, februari 2014 of 10 februari 2014.",
            required=False,
        )

    @property
    def sources(self) -> list[list]:
        """The fields of each source, for the page."""
        return [
            [self[name] for name in source_fields(number)] for number in range(1, MOST_SOURCES + 1)
        ]

    @property
    def questions(self) -> list[tuple]:
        """Each element with its two fields, for the page."""
        return [
            (element, *(self[name] for name in element_fields(element)))
            for element in self.elements
        ]

    def has_answers(self, fields: list) -> bool:
        """Whether these fields are to be shown unfolded."""
        return any(field.value() or field.errors for field in fields)

    def read(self):
        """Each source in a line, and each element that something was said about."""
        sources = [
            (f"Bron {number}", [field for field in fields if field.value()])
            for number, fields in enumerate(self.sources, 1)
        ]
        found = [
            (label, self._told(", ".join(map(self._in_words, fields)), fields))
            for label, fields in sources
            if fields
        ]
        for element, how, where in self.questions:
            if how.value():
                source = f" (bron {where.value()})" if where.value() else ""
                found.append((element.short_name, f"{how.value()}{source}"))
        return found

    def clean(self):
        super().clean()
        values = self.cleaned_data
        named = [number for number in range(1, MOST_SOURCES + 1) if self._names(number)]
        if not named:
            message = "Noem minstens één bron: een titel of een adres."
            self.add_error("source_1_title", ValidationError(message, code="no_source"))
        for element in self.elements:
            how, where = element_fields(element)
            if values.get(how) and values.get(where) and int(values[where]) not in named:
                message = f"Vul bron {values[where]} in, of kies een andere bron."
                self.add_error(where, ValidationError(message, code="no_source"))
        return values

    def _names(self, number: int) -> bool:
        """Whether there is a source; one with a mistake in it counts, the mistake is named."""
        title, url, _ = source_fields(number)
        return any(self.cleaned_data.get(name) or name in self.errors for name in (title, url))


class SenderStep(StepForm):
    """Who sends it in: kept apart from the text, and never public."""

    title = "Over u"
    is_owner = forms.TypedChoiceField(
        label="Bent u de eigenaar van deze interventie?",
        choices=[("ja", "Ja"), ("nee", "Nee")],
        coerce=lambda value: value == "ja",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    sender = line("Uw naam", most=120)
    email = MailAddress(help_text="Hier sturen wij bericht als er iets verandert.")
    organisation = line("Uw organisatie")
    consent = forms.BooleanField(
        label="Ik geef hiervoor toestemming",
        error_messages={
            "required": "Zonder uw toestemming bewaren wij uw naam en mailadres niet. "
            "Versturen kan dan ook niet."
        },
    )

    def ask(self):
        for name, kind in (("sender", "name"), ("organisation", "organization")):
            self.fields[name].widget.attrs["autocomplete"] = kind


class SendForm(GuardedForm):
    """The last page has nothing to fill in, but for an answer to the editors."""

    reply = text(
        "Uw antwoord aan de redactie",
        "Wat hebt u aangepast? Alleen de redactie leest dit.",
        rows=3,
    )


@dataclass(frozen=True)
class Step:
    number: int
    form: type[StepForm]

    @property
    def title(self) -> str:
        return self.form.title


STEPS = [
    Step(number, form)
    for number, form in enumerate((InterventionStep, ApproachStep, ElementsStep, SenderStep), 1)
]
SENDER = STEPS[-1]
CHECK = len(STEPS) + 1  # the page where all is read again and sent


# --- Names of fields ------------------------------------------------------------------------------


def source_fields(number: int) -> list[str]:
    return [f"source_{number}_{part}" for part in SOURCE_PARTS]


def told_of(name: str) -> str:
    """Under which the answers keep how a field was read, to say so before it is sent."""
    return f"told_{name}"


def element_fields(element: Element) -> tuple[str, str]:
    """How the intervention does it, and which source says so."""
    return f"how_{element.slug}", f"where_{element.slug}"


def published_as(name: str) -> Intervention | None:
    """The public intervention that goes by this name. What is not public is never told."""
    key, public = fold(name), Intervention.objects.published()
    if not key:
        return None
    return public.filter(name_key=key).first() or next(
        (row for row in public.filter(aliases__icontains=name) if key in map(fold, row.alias_list)),
        None,
    )
