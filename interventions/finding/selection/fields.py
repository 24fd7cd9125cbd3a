"""Choice fields that keep the good values beside a bad one.

Django's own multiple choice refuses the whole parameter for one unknown value. These give what they
understand and remember the rest in `faults`; they never raise.
"""

from collections.abc import Collection

from django import forms
from django.http import QueryDict

from elements.text import one_line
from interventions.finding.selection.selection import Fault

MOST_VALUES = 50
TEXT_LENGTH = 200
MOST_SHORTLISTED = 20
UNKNOWN_VALUE = "Deze keuze bestaat niet."


class ForgivingField(forms.Field):
    """Takes what it understands of the values of one parameter. `parameter` is set by the form."""

    parameter = ""

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.SelectMultiple)
        super().__init__(**{**kwargs, "required": False})
        self.faults: list[Fault] = []

    def fault(self, value: str, message: str = UNKNOWN_VALUE) -> None:
        self.faults.append(Fault(self.parameter, value[:60], message))

    def clean(self, values):
        self.faults = []
        return self.understand([value.strip() for value in values or () if value.strip()])

    def understand(self, values: list[str]):
        raise NotImplementedError


class SlugsField(ForgivingField):
    """The known slugs among the values, each once, in the order of `choices`."""

    choices: Collection[str] = ()
    most_read = MOST_VALUES

    def understand(self, values):
        known = self.known(values)
        return tuple(slug for slug in self.choices if slug in known)

    def known(self, values: list[str]) -> list[str]:
        """The known slugs, each once, in the visitor's order; the others become faults."""
        known = []
        for value in dict.fromkeys(values[: self.most_read]):
            if value in self.choices:
                known.append(value)
            else:
                self.fault(value)
        if len(values) > self.most_read:
            too_many = f"Er staan meer dan {self.most_read} keuzes in het adres."
            self.fault(values[self.most_read], too_many)
        return known


class InOrderField(SlugsField):
    """The known slugs in the visitor's own order, the first `most` of them."""

    most = MOST_VALUES
    too_many = ""

    def understand(self, values):
        known = self.known(values)
        if len(known) > self.most:
            self.fault(known[self.most], self.too_many)
        return tuple(known[: self.most])


class ShortlistField(InOrderField):
    """The visitor's own list: at most twenty."""

    most = MOST_SHORTLISTED
    too_many = "Uw lijst kan hoogstens 20 interventies hebben."


def read_slugs(
    data: QueryDict,
    parameter: str,
    choices: Collection[str],
    *,
    most: int = MOST_VALUES,
    too_many: str = "",
) -> tuple[tuple[str, ...], list[Fault]]:
    """The known slugs of a parameter that is not the selection's, in order, and the faults."""
    field = InOrderField()
    field.parameter, field.choices = parameter, choices
    field.most, field.too_many = most, too_many
    field.most_read = max(MOST_VALUES, most)
    return field.clean(data.getlist(parameter)), field.faults


class OneOfField(ForgivingField):
    """The last value when it is one of `choices`, else nothing."""

    def __init__(self, choices: tuple[str, ...] = (), **kwargs):
        super().__init__(**kwargs)
        self.choices = choices

    def understand(self, values):
        if not values:
            return ""
        if values[-1] in self.choices:
            return values[-1]
        self.fault(values[-1])
        return ""


class TextField(ForgivingField):
    """The text to look for, as one line, cut at 200 characters."""

    def understand(self, values):
        text = one_line(values[-1]) if values else ""
        if len(text) > TEXT_LENGTH:
            self.fault(text, f"Wij zochten op de eerste {TEXT_LENGTH} tekens van uw tekst.")
        return text[:TEXT_LENGTH].strip()


class PageField(ForgivingField):
    """A page number from 1; 1 when it is missing or not a number."""

    def understand(self, values):
        if not values:
            return 1
        digits = values[-1]
        if digits.isascii() and digits.isdigit() and len(digits) < 8 and int(digits) > 0:
            return int(digits)
        self.fault(digits, "Dit is geen paginanummer.")
        return 1
