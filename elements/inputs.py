"""Fields of forms that forgive how a date or an address is written, and say how they read it."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html_join
from django.utils.text import capfirst

from elements.addresses import clean_address, how_cleaned
from elements.dates import PARTIAL, in_words
from elements.typed_dates import how_read, read_date, read_day


class Told(forms.BoundField):
    """A field in a form that came back: below it stands how it was read."""

    def __init__(self, form, field, name):
        super().__init__(form, field, name)
        self.how_read = field.told(self.data) if form.is_bound else ""
        if self.how_read:  # typed by somebody, and the help of a field is HTML
            lines = filter(None, [self.help_text, capfirst(self.how_read)])
            self.help_text = format_html_join(" ", "{}", ([line] for line in lines))


class Telling(forms.Field):
    """Says what it made of a text, where that is not what was typed."""

    bound_field_class = Told

    def told(self, typed: str | None) -> str:
        try:
            return self.tell(typed) if isinstance(typed, str) else ""
        except ValidationError:  # then that is said
            return ""

    def tell(self, typed: str) -> str:
        raise NotImplementedError


def told(form: forms.BaseForm) -> list[tuple[str, str]]:
    """The label of each field that was read otherwise than typed, and how it was."""
    return [
        (str(one.label), one.how_read) for one in form if isinstance(one, Told) and one.how_read
    ]


class DateText(forms.TextInput):
    """Shows a date in words, as it may be typed; what is no date stays as it was typed."""

    def format_value(self, value):
        is_date = isinstance(value, date) or (value and PARTIAL.fullmatch(str(value)))
        return in_words(value) if is_date else super().format_value(value)


class PartialDateInput(Telling, forms.CharField):
    """A day, a month or a year, however it is written; gives the text of a partial date."""

    widget = DateText

    def to_python(self, value):
        return read_date(super().to_python(value) or "")

    def tell(self, typed):
        return how_read(typed)


class DayInput(PartialDateInput):
    """A whole day, however it is written."""

    def to_python(self, value):
        return value if isinstance(value, date) else read_day(value or "")

    def tell(self, typed):
        return how_read(typed) if read_day(typed) else ""


class Cleaned(Telling):
    """An address without what nobody sees and without what stands around it."""

    def to_python(self, value):
        return super().to_python(clean_address(value) if isinstance(value, str) else value)

    def tell(self, typed):
        return how_cleaned(typed)


class AddressInput(Cleaned, forms.URLField):
    """An address on the web. No browser refuses what we would forgive."""

    widget = forms.TextInput

    def __init__(self, **kwargs):
        super().__init__(**{"assume_scheme": "https", **kwargs})
        self.widget.attrs |= {"inputmode": "url", "autocapitalize": "none", "spellcheck": "false"}


class AddressLineInput(Cleaned, forms.CharField):
    """An address with a place in it for something else."""
