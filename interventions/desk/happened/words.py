"""What happened, in words, and where to read on; each from one row."""

from typing import Any

from axes.models import AccessAttempt
from django.contrib.admin.models import LogEntry
from django.db.models import Model
from django.urls import reverse
from django.utils.text import capfirst

from interventions.models import (
    DescriptionSheet,
    ImportedRow,
    Intervention,
    Proposal,
    Publication,
    Remark,
    Report,
    StatusChange,
    WordRequest,
)
from interventions.sheet.proposed import label_of_fact
from interventions.sheet.subjects import SUBJECTS
from interventions.workflow import TRANSITIONS


def label_of(verb: str) -> str:
    transition = TRANSITIONS.get(verb)
    return transition.label if transition else verb


def step(row: StatusChange) -> str:
    transition, label = TRANSITIONS.get(row.verb), label_of(row.verb)
    if row.from_status == row.to_status or (transition and transition.makes_copy):
        return label
    return f"{label}: van ‘{row.get_from_status_display()}’ naar ‘{row.get_to_status_display()}’"


MADE, CHANGED = "gemaakt", "gewijzigd"


def written(row: Any) -> str:
    return {"+": MADE, "~": CHANGED, "-": "verwijderd"}[row.history_type]


def written_below(model: type[Model]):
    name = str(model._meta.verbose_name)
    words = {"+": "toegevoegd", "~": "gewijzigd", "-": "weggehaald"}
    return lambda row: f"{name} {words[row.history_type]}"


def version(row: Publication) -> str:
    quiet = ", zonder nieuws voor lezers" if row.is_quiet else ""
    return f"versie {row.number} gepubliceerd{quiet}"


def version_link(row: Publication) -> tuple[str, str] | None:
    if row.element:
        return "Lees deze versie", reverse(
            "public:element-version", args=[row.element.slug, row.number]
        )
    if row.intervention and row.intervention.status == Intervention.Status.PUBLISHED:
        return "Lees deze versie", reverse(
            "public:intervention-version", args=[row.intervention.slug, row.number]
        )
    return None


def proposal_link(row: Proposal) -> tuple[str, str]:
    return "Lees het voorstel", reverse("admin:interventions_proposal_change", args=[row.pk])


def report_link(row: Report) -> tuple[str, str]:
    return "Lees de melding", reverse("admin:interventions_report_change", args=[row.pk])


def import_link(row: ImportedRow) -> tuple[str, str]:
    page = reverse("admin:interventions_importbatch_change", args=[row.batch_id])
    return f"Import {row.batch.file_name}", page


def sheet_link(row: DescriptionSheet) -> tuple[str, str]:
    page = reverse("admin:interventions_descriptionsheet_change", args=[row.pk])
    return "Lees wat het werkblad zegt", page


def about_field(row: Remark) -> str:
    """The name of the field, or of the kind of box that it stands in."""
    names = {one.name: one.verbose_name for one in Intervention._meta.get_fields() if one.concrete}
    return f"‘{capfirst(str(names[row.field]))}’" if row.field in names else "een uitspraak"


def failed(row: AccessAttempt) -> str:
    times = row.failures_since_start
    return "aanmelden mislukt" if times == 1 else f"aanmelden mislukt, {times} keer"


def logged(row: LogEntry) -> str:
    if row.is_deletion():
        return "verwijderd"
    said = row.get_change_message()
    return said or ("gemaakt" if row.is_addition() else "gewijzigd")


def proposed(row: Proposal) -> str:
    return f"voorstel gedaan: {fact_of(row)}"


def decided(row: Proposal) -> str:
    return f"voorstel {row.get_status_display()}: {fact_of(row)}"


def fact_of(row: Proposal) -> str:
    model = next(one.model for one in SUBJECTS if getattr(row, f"{one.name}_id"))
    return label_of_fact(row.fact, model)


def asked_for(row: WordRequest) -> str:
    return f"gevraagd: {row.get_kind_display()} ‘{row.name}’"


def remarked(row: Remark) -> str:
    return f"opmerking bij {about_field(row)}"


def remark_decided(row: Remark) -> str:
    return f"opmerking bij {about_field(row)} {row.get_state_display()}"
