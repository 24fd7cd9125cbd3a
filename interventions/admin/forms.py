"""What the forms of the desk check beyond their fields."""

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.utils.text import slugify

SLUG_HELP = "Laat dit leeg: dan maken wij het zelf. Het komt in het adres en verandert nooit meer."


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
        values = super().clean()
        if "slug" in self.fields and not values.get("slug") and "slug" not in self.errors:
            self._fill_slug(values)
        return values

    def _fill_slug(self, values):
        name = values.get(self.slug_of, "")
        values["slug"] = slugify(name)[: self.fields["slug"].max_length]
        if name and not values["slug"]:
            self.add_error("slug", ValidationError("Schrijf hier letters of cijfers.", "no_slug"))


class SourceForm(SlugForm):
    slug_of = "title"


class InterventionForm(SlugForm):
    class Meta:
        help_texts = {
            "slug": "Laat dit leeg: dan maken wij het van de naam. "
            "Na de eerste publicatie verandert het nooit meer.",
            "summary": "Hooguit 600 tekens: wat gebeurt er, voor wie en waarom.",
            "variant_of": "Alleen als dit een andere versie is van een interventie die hier staat.",
            "activity_date": "De dag van de bron: JJJJ, JJJJ-MM of JJJJ-MM-DD.",
            "activity_source": "Verplicht als u kiest voor 'loopt nog' of 'gestopt'.",
            "databank_status_date": "Verplicht als u de stand invult: JJJJ, JJJJ-MM of JJJJ-MM-DD.",
        }

    def clean_variant_of(self):
        original = self.cleaned_data["variant_of"]
        if original and original.pk == self.instance.pk:
            raise ValidationError(
                "Een interventie is geen versie van zichzelf.", code="own_variant"
            )
        return original

    def _get_validation_exclusions(self):
        """Both are set by the model, not by the form, and the unique constraints ask for them."""
        return super()._get_validation_exclusions() - {"name_key", "replaces"}


class RecognitionForm(forms.ModelForm):
    class Meta:
        help_texts = {"date": "De dag van het besluit: JJJJ, JJJJ-MM of JJJJ-MM-DD."}


class StatementFormSet(BaseInlineFormSet):
    def get_unique_error_message(self, unique_check):
        return "Deze bron is bij dit element al gebruikt."
