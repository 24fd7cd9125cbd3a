"""What the forms of the desk check beyond their fields."""

from typing import cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.utils.text import slugify

from elements.models import Source
from elements.text import fold
from interventions.desk import sheet
from interventions.desk.asking import AsksForWords
from interventions.models import Intervention, research
from interventions.sheet import FACTS
from interventions.workflow.private_words import SAYS, private_words, said_of
from interventions.workflow.writing import name_is_taken

SLUG_HELP = "Laat dit leeg: dan maken wij het zelf. Het komt in het adres en verandert nooit meer."


class NamesNobody(forms.ModelForm):
    """Lets in nobody whom a sheet names for the editors alone: the history would keep them."""

    def clean(self):
        values = super().clean() or self.cleaned_data
        typed = {name: values.get(name) for name in self.changed_data}
        texts = {name: text for name, text in typed.items() if text and isinstance(text, str)}
        words = private_words(self._text()) if texts else []
        for name, text in texts.items() if words else ():
            if kind := said_of(text, words):
                self.add_error(name, ValidationError(SAYS.format(kind=kind), code="private"))
        return values

    def _text(self):
        """That which the row is, or is part of."""
        row = self.instance
        return row if isinstance(row, Intervention | Source) else getattr(row, "intervention", None)


class SlugForm(forms.ModelForm):
    """An empty slug is made of the name; where there is script, one sees it while typing."""

    slug_of = "name"

    class Meta:
        help_texts = {"slug": SLUG_HELP}  # the page of the desk names the model and the fields

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def clean(self):
        super().clean()
        values = self.cleaned_data
        if "slug" in self.fields and not values.get("slug") and "slug" not in self.errors:
            self._fill_slug(values)
        self._refuse_lookalike(values.get(self.slug_of, ""))
        self._refuse_spent(values.get("slug", ""), values.get(self.slug_of, ""))
        return values

    def _refuse_spent(self, slug: str, name: str):
        """What once named something else that is gone, names nothing new: it stands in `/id/`.

        An intervention nobody deletes, and a draft may change its slug.
        """
        model = self._meta.model
        if self.instance.pk or model is Intervention or not hasattr(model, "history"):
            return
        if model._default_manager.filter(slug=slug).exists():
            return  # that it is taken, is said already
        before = model.history.filter(slug=slug).first()
        if before and fold(getattr(before, self.slug_of)) != fold(name):
            text = (
                f"Dit kenmerk was van '{getattr(before, self.slug_of)}', dat is verwijderd. Kies "
                "een ander: naar het oude wijzen nog links."
            )
            self.add_error("slug", ValidationError(text, code="spent"))

    def _refuse_lookalike(self, name: str):
        """Where a name is of one row, it is of one row however it is written."""
        if not name or not getattr(self._meta.model._meta.get_field(self.slug_of), "unique", False):
            return
        others = self._meta.model._default_manager.exclude(pk=self.instance.pk)
        for other in others.values_list(self.slug_of, flat=True):
            if fold(other) == fold(name) and other != name:
                text = (
                    f"Deze naam lijkt op '{other}', die er al is. Gebruik die, of kies een andere."
                )
                self.add_error(self.slug_of, ValidationError(text, code="lookalike"))
                return

    def _fill_slug(self, values):
        name = values.get(self.slug_of, "")
        values["slug"] = slugify(name)[: cast(forms.CharField, self.fields["slug"]).max_length]
        if name and not values["slug"]:
            self.add_error("slug", ValidationError("Schrijf hier letters of cijfers.", "no_slug"))


class SourceForm(NamesNobody, SlugForm):
    slug_of = "title"


CONTACT = {name for fact in FACTS if fact.key == "contact" for name in fact.fields}


class SheetForm(NamesNobody):
    """Says of a field that it has to be filled in before handing in, or is kept in no browser."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.fields.keys() & {*sheet.TO_SUBMIT}:
            self.fields[name].to_submit = True  # type: ignore[attr-defined]  # for its label
        for name in self.fields.keys() & CONTACT:
            self.fields[name].widget.attrs["data-keep-not"] = ""


class InterventionForm(AsksForWords, SheetForm, SlugForm):
    class Meta:
        help_texts = sheet.HELP

    def clean_variant_of(self):
        original = self.cleaned_data["variant_of"]
        if original and original.pk in (self.instance.pk, self.instance.replaces_id):
            raise ValidationError(
                "Een interventie is geen versie van zichzelf.", code="own_variant"
            )
        return original

    def clean_name(self):
        """Said at the field, and of a working copy too: the database would refuse it too late."""
        name = self.cleaned_data["name"]
        if name_is_taken(name, self.instance):
            raise ValidationError("Een andere interventie heeft deze naam al.", code="same_name")
        return name

    def clean(self):
        """What goes together in research is said at its fields; the database knows no fields."""
        values = super().clean()
        found = research.faults(
            kind=values.get("research_kind", ""),
            outcome=values.get("research_outcome", ""),
            line=values.get("research_line", ""),
            searched=bool(values.get("research_searched_on")),
            has_source=bool(values.get("research_sources")),
        )
        for field, text in found:
            if field in self.fields and field not in self.errors:
                self.add_error(field, ValidationError(text, code=f"no_{field}"))
        return values

    def _get_validation_exclusions(self):
        """Both are set by the model, not by the form, and the unique constraints ask for them."""
        kept = super()._get_validation_exclusions()
        return kept - {"name_key", "replaces"}


class StatementForm(SheetForm):
    class Meta:
        help_texts = sheet.HELP_OF_STATEMENT


class RecognitionForm(NamesNobody):
    class Meta:
        help_texts = sheet.HELP_OF_RECOGNITION


class PlaceForm(NamesNobody):
    class Meta:
        help_texts = sheet.HELP_OF_PLACE


class StatementFormSet(BaseInlineFormSet):
    def get_unique_error_message(self, unique_check):
        return "Deze bron is bij dit element al gebruikt."
