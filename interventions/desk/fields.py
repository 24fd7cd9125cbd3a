"""Form fields of the desk: each widget has a name that is read aloud, each list is read once."""

from typing import cast

from django import forms
from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import AdminTextareaWidget, RelatedFieldWidgetWrapper
from django.db import models

from elements.models import Source

NOTHING = "niet ingevuld"
IN_WORDS = {True: "ja", False: "nee", None: NOTHING}


class SourceWidget(RelatedFieldWidgetWrapper):
    """A list of sources with a link, in words, to add one on the spot."""

    template_name = "admin/source_widget.html"


class DeskFields(BaseModelAdmin):
    """For a ModelAdmin or an inline."""

    empty_value_display = NOTHING
    sources_shown = 10
    formfield_overrides = {
        models.DateField: {"widget": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})},
        models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 4})},
        models.URLField: {
            "widget": forms.URLInput(attrs={"class": "vURLField"}),
            "assume_scheme": "https",
        },
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
        found = super().formfield_for_foreignkey(db_field, request, **kwargs)
        field = cast(forms.ModelChoiceField, found)
        empty = ("", NOTHING if db_field.blank else "Kies er een")
        field.choices = [empty, *rows(field.queryset)]
        return field

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.related_model is Source:
            kwargs["widget"] = forms.SelectMultiple(attrs={"size": self.sources_shown})
        else:
            kwargs["widget"] = forms.CheckboxSelectMultiple()
        found = super().formfield_for_manytomany(db_field, request, **kwargs)
        field = cast(forms.ModelMultipleChoiceField, found)
        field.choices = rows(field.queryset)
        return field


def rows(queryset) -> list[tuple[int, str]]:
    """The choices as a list: a queryset would be read again for every form of a formset."""
    return [(row.pk, str(row)) for row in queryset]


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
