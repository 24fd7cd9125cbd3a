"""What sources say about an intervention, edited on its own page."""

from django.contrib import admin

from interventions.admin.fields import DeskFields
from interventions.admin.forms import StatementFormSet
from interventions.models import Recognition, Statement


class StatementInline(DeskFields, admin.StackedInline):
    model = Statement
    formset = StatementFormSet
    template = "admin/interventions/stacked.html"
    extra = 1
    sources_shown = 5
    fields = ("element", "kind", "basis", "explanation", "source", "section", "extra_sources")

    def get_queryset(self, request):
        rows = super().get_queryset(request).select_related("intervention", "element", "source")
        return rows.prefetch_related("extra_sources")


class RecognitionInline(DeskFields, admin.StackedInline):
    model = Recognition
    template = "admin/interventions/stacked.html"
    extra = 1
    fields = ("level", "body", "date", "valid_until", "checked_on", "source")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("level", "source")
