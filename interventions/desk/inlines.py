"""What sources say about an intervention, edited on its own page."""

from django.contrib import admin

from elements.models import Element
from interventions.desk.fields import DeskFields
from interventions.desk.forms import PlaceForm, RecognitionForm, StatementForm, StatementFormSet
from interventions.models import Place, Recognition, Statement
from interventions.sheet import PLACES

MOST = 40


class BoxInline(DeskFields, admin.StackedInline):
    """One box per row, and one empty box for a next."""

    template = "admin/interventions/stacked.html"
    extra = 1
    max_num = MOST
    identity: tuple[str, ...] = ()  # what makes two rows the same, in their history

    def get_formset(self, request, obj=None, **kwargs):
        """Django would build a thousand boxes more, if a forged form says that there are."""
        return super().get_formset(request, obj, absolute_max=MOST, **kwargs)


class StatementInline(BoxInline):
    model = Statement
    form = StatementForm
    formset = StatementFormSet
    identity = ("element", "source")
    sources_shown = 5
    fields = (
        *("element", "kind", "basis", "explanation", "source", "section", "evidence"),
        "extra_sources",
    )

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """With the elements that are not simply in use marked as such."""
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "element":
            field.choices = [
                field.choices[0],
                *((row.pk, named(row)) for row in field.queryset),
            ]
        return field

    def get_queryset(self, request):
        rows = super().get_queryset(request).select_related("intervention", "element", "source")
        return rows.prefetch_related("extra_sources")


class RecognitionInline(BoxInline):
    model = Recognition
    form = RecognitionForm
    identity = ("level", "date", "source")
    fields = ("level", "body", "date", "valid_until", "checked_on", "source")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("level", "source")


class PlaceInline(BoxInline):
    model = Place
    form = PlaceForm
    identity = PLACES.identity
    fields = tuple(fact.field for fact in PLACES.facts)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("municipality", "source")


def named(element: Element) -> str:
    return f"{element} ({element.standing})" if element.standing else str(element)
