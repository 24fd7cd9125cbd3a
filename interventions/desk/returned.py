"""Why a text came back, on its own form: the reason and each open remark, to be answered there."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import prefetch_related_objects
from django.http import HttpRequest

from elements.fields import LinesInput
from interventions.desk import remarks
from interventions.desk.comparing import statement_keys
from interventions.models import Intervention, Remark, StatusChange
from interventions.workflow.writing import EDITABLE

State = Remark.State


class AnswerForm(forms.Form):
    """What the author does with a remark: decide, or only write back."""

    decision = forms.ChoiceField(required=False, widget=forms.RadioSelect)
    answer = LinesInput(
        label="Uw antwoord",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, remark: Remark, data=None):
        """With what was sent, when the form of the text came back with a fault."""
        initial = {"answer": remark.answer, "decision": ""}
        prefix = f"opmerking-{remark.pk}"
        is_sent = data is not None and f"{prefix}-answer" in data
        super().__init__(data if is_sent else None, prefix=prefix, initial=initial)
        yes = "Neem het voorstel over" if remark.proposal else "Verwerkt"
        self.fields["decision"].choices = [  # type: ignore[attr-defined]  # of a ChoiceField
            ("", "Nog niet besloten"),
            (State.ACCEPTED, yes),
            (State.DECLINED, "Niet overnemen"),
        ]
        for each in self.fields.values():  # it may stand above the form of the text
            each.widget.attrs["form"] = "intervention_form"


@dataclass
class Open:
    """An open remark on the form: what it is about, and the id of the field it stands beside."""

    remark: Remark
    label: str
    beside: str = ""
    form: AnswerForm | None = None  # for who may decide about it

    @property
    def anchor(self) -> str:
        return f"opmerking-{self.remark.pk}"


@dataclass
class Returned:
    """What stands on top of the form."""

    reason: StatusChange | None
    remarks: list[Open] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.reason or self.remarks)

    @property
    def elsewhere(self) -> list[Open]:
        """Those about a statement that is gone, or for who cannot write: no field to stand at."""
        return [one for one in self.remarks if not one.beside]


def returned_panel(request: HttpRequest, row: Intervention, context: dict[str, Any], desk) -> dict:
    """What `_returned.html` and the fields of the form show."""
    prefetch_related_objects([row], "statements__element")
    labels, fields = dict(remarks.fields_of(row)), _fields(row, context)
    found = []
    for remark in _open(row):
        may = remarks.may_decide(remark, row, by=request.user, editable=_editable(desk, request))
        found.append(
            Open(
                remark,
                labels.get(remark.field, remarks.GONE),
                fields.get(remark.field, ""),
                AnswerForm(remark, request.POST or None) if may else None,
            )
        )
    return {"returned": Returned(_reason(row), found)}


def answer_remarks(request: HttpRequest, form, formsets: Iterable, desk) -> None:
    """Keep the answers that came with the form of a text, after the text itself.

    A proposal that is taken over goes into its field, unless the author wrote something there.
    """
    row = Intervention.objects.get(pk=form.instance.pk)
    changed = {*form.changed_data, *_changed_statements(row, formsets)}
    for remark in _open(row):
        answer = AnswerForm(remark, request.POST)
        if not answer.is_bound or not remarks.may_decide(
            remark, row, by=request.user, editable=_editable(desk, request)
        ):
            continue
        try:
            if not answer.is_valid():
                raise ValidationError([fault for each in answer.errors.values() for fault in each])
            remarks.answer(
                remark,
                by=request.user,
                editable=_editable(desk, request),
                text=answer.cleaned_data["answer"].strip(),
                decision=answer.cleaned_data["decision"],
                is_rewritten=remark.field in changed,
            )
        except ValidationError as refusal:
            label = remarks.label_of(row, remark.field)
            reasons = " ".join(refusal.messages)
            messages.error(request, f"Uw antwoord bij {label} is niet bewaard. {reasons}")


def _editable(desk, request: HttpRequest):
    return partial(desk.has_change_permission, request)


def _open(row: Intervention) -> Iterable[Remark]:
    return row.remarks.filter(state=State.OPEN).select_related("by")


def _reason(row: Intervention) -> StatusChange | None:
    """The step that brought it back, unless it was handed in again since."""
    if row.status not in EDITABLE:
        return None
    steps = row.status_changes.filter(verb__in=("submit", "send_back", "reject"))
    last = steps.select_related("by").first()
    return last if last and last.verb != "submit" else None


def _fields(row: Intervention, context: dict[str, Any]) -> dict[str, str]:
    """The id of the field of the form that each remark can be about, where it can be written in."""
    form = context["adminform"].form
    found = {name: form[name].auto_id for name in form.fields}
    keys = statement_keys(row)
    for box in context["inline_admin_formsets"]:
        for one in box.formset.forms if box.formset.prefix == "statements" else ():
            if one.instance.pk in keys and "explanation" in one.fields:
                found[keys[one.instance.pk]] = one["explanation"].auto_id
    return found


def _changed_statements(row: Intervention, formsets: Iterable) -> set[str]:
    keys = statement_keys(row)
    return {
        keys[one.instance.pk]
        for formset in formsets
        if formset.prefix == "statements"
        for one in formset.forms
        if one.instance.pk in keys and "explanation" in one.changed_data
    }
