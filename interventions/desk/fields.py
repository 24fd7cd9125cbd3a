"""Form fields of the desk: each widget has a name that is read aloud, each list is read once."""

from functools import cached_property
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import (
    AdminTextareaWidget,
    AutocompleteMixin,
    AutocompleteSelectMultiple,
    RelatedFieldWidgetWrapper,
)
from django.db import models
from django.db.models import QuerySet
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe

from elements.fields import PartialDateField
from elements.inputs import DateText, DayInput, told
from elements.models import Source
from interventions.models import Intervention, Municipality, Setting, TargetGroup, Theme

NOTHING, CHOOSE = "niet ingevuld", "Kies er een"
IN_WORDS = {True: "ja", False: "nee", None: NOTHING}
# There may be many of these, so they are chosen by typing; of the others there are a few.
MANY = (Source, TargetGroup, Theme, Setting, Municipality, Intervention)
WHOLE_LISTS = {"keuzes": "alle"}  # in the address: every choice in the page, for who has no script


class Names:
    """What the rows of a queryset are called, by key. Read at the first question, and then once."""

    def __init__(self, rows: QuerySet):
        self.rows = rows

    @cached_property
    def by_key(self) -> dict[str, str]:
        return {str(row.pk): str(row) for row in self.rows}

    def choices(self) -> list[tuple[str, str]]:
        return [*self.by_key.items()]


class OneByTyping(AutocompleteMixin, forms.Select):
    """Django's widget that finds a row by typing. Its page holds what is chosen and no more.

    Django asks the database for that, once for every field of every box.
    """

    names: Names

    def optgroups(self, name, value, attrs=None):
        chosen = [str(one) for one in value if one]
        known = self.names.by_key if chosen else {}
        labels = [(one, known[one]) for one in chosen if one in known]
        if not self.allow_multiple_selected and not (self.is_required and labels):
            labels.insert(0, ("", ""))  # select2 shows the placeholder in its place
        return [
            (None, [self.create_option(name, key, label, key in chosen, place)], place)
            for place, (key, label) in enumerate(labels)
        ]

    def build_attrs(self, base_attrs, extra_attrs=None):
        """With words where nothing is chosen, and as wide as the page lets it be."""
        attrs = super().build_attrs(base_attrs, extra_attrs)
        one = CHOOSE if self.is_required else NOTHING
        placeholder = "Typ om te zoeken" if self.allow_multiple_selected else one
        return attrs | {
            "data-placeholder": placeholder,
            "data-width": "100%",
            "data-dropdown-parent": "#content",  # else it stands outside every landmark
        }

    @property
    def media(self):
        """With a script of ours, which has to come after Django's."""
        django: Any = super().media
        return forms.Media(css=django._css, js=[*django._js, "desk/choices.js"])


class SeveralByTyping(OneByTyping, AutocompleteSelectMultiple):
    pass


class SourceWidget(RelatedFieldWidgetWrapper):
    """A list of sources with a link, in words, to add one on the spot."""

    template_name = "admin/source_widget.html"


class DeskFields(BaseModelAdmin):
    """For a ModelAdmin or an inline."""

    empty_value_display = NOTHING
    sources_shown = 10
    formfield_overrides = {
        models.DateField: {"form_class": DayInput, "widget": DateText},
        PartialDateField: {"widget": DateText},
        models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 4})},
        models.URLField: {"widget": forms.TextInput(attrs={"class": "vURLField"})},
    }

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """With a link to add a source; no other list is added to from within a form."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(wrapper := field.widget, RelatedFieldWidgetWrapper):
            field.widget = wrapper.widget
            if db_field.related_model is Source and wrapper.can_add_related:
                field.widget = SourceWidget(
                    wrapper.widget, wrapper.rel, wrapper.admin_site, can_add_related=True
                )
        return field

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        kwargs["choices"] = db_field.get_choices(
            include_blank=db_field.blank, blank_choice=[("", NOTHING)]
        )
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        typed = is_by_typing(db_field, request)
        if typed:
            kwargs["widget"] = OneByTyping(db_field, self.admin_site)
        found = super().formfield_for_foreignkey(db_field, request, **kwargs)
        field = cast(forms.ModelChoiceField, found)
        names = names_of(cast(QuerySet, field.queryset), request)
        if typed:
            field.widget.names = names
        empty = ("", NOTHING if db_field.blank else CHOOSE)
        field.choices = lambda: [empty, *names.choices()]
        return field

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        typed = is_by_typing(db_field, request)
        if typed:
            kwargs["widget"] = SeveralByTyping(db_field, self.admin_site)
        elif db_field.related_model is Source:
            kwargs["widget"] = forms.SelectMultiple(attrs={"size": self.sources_shown})
        else:
            kwargs["widget"] = forms.CheckboxSelectMultiple()
        found = super().formfield_for_manytomany(db_field, request, **kwargs)
        field = cast(forms.ModelMultipleChoiceField, found)
        names = names_of(cast(QuerySet, field.queryset), request)
        if typed:
            field.widget.names = names
        field.choices = names.choices
        return field


def is_by_typing(db_field, request) -> bool:
    return db_field.related_model in MANY and not wants_whole_lists(request)


def has_choices_by_typing(model, request) -> bool:
    fields = (*model._meta.fields, *model._meta.many_to_many)
    return any(is_by_typing(field, request) for field in fields)


def wants_whole_lists(request) -> bool:
    return WHOLE_LISTS.items() <= {*request.GET.items()}


def names_of(rows: QuerySet, request) -> Names:
    """The names of the rows, shared by every field of this page that has them to choose from."""
    known = request.__dict__.setdefault("desk_names", {})
    return known.setdefault(rows.model, Names(rows))


def in_words(name: str, label: str):
    """A column or a line with a field in words.

    Django draws a yes or no as a picture that is read aloud in English, and makes of a person a
    link to the account, which only who manages accounts can open.
    """

    @admin.display(description=label, ordering=name)
    def words(self, row):
        value = getattr(row, name)
        return IN_WORDS[value] if value is None or isinstance(value, bool) else value

    return words


def tell_how_read(request, form, formsets) -> None:
    """On the next page: which dates and addresses were read otherwise than they were typed."""
    boxes = (box for formset in formsets for box in formset.forms if box.has_changed())
    lines = [pair for one in (form, *boxes) for pair in told(one)]
    if lines:
        messages.info(request, format_html_join(mark_safe("<br>"), "{}: {}", lines))
