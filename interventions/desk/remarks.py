"""Remarks per field: what one can be about, and putting a proposed text in its place."""

import hashlib

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from interventions.desk.comparing import statement_keys
from interventions.models import Intervention, Remark, Statement
from interventions.sheet import WRITTEN
from interventions.workflow.copies import save_checked
from interventions.workflow.writing import check_fits, note_change

GONE = "een uitspraak die er niet meer is"


class RemarkForm(forms.ModelForm):
    """A remark about one field; the proposal starts as the text that stands there."""

    class Meta:
        model = Remark
        fields = ("field", "text", "proposal")
        labels = {"text": "Uw opmerking", "proposal": "Voorstel voor de tekst"}
        help_texts = {
            "proposal": "Dit mag blijven zoals het is. "
            "Past u het aan? Dan kan de schrijver het met een klik overnemen."
        }
        widgets = {
            "field": forms.HiddenInput,
            "text": forms.Textarea(attrs={"rows": 3}),
            "proposal": forms.Textarea(attrs={"rows": 5}),
        }

    def __init__(self, intervention: Intervention, field: str = "", **kwargs):
        super().__init__(
            prefix=None,
            auto_id=f"opmerking-{field.replace(':', '-')}-%s",
            initial={"field": field, "proposal": text_at(intervention, field)},
            **kwargs,
        )
        self.row = intervention

    def clean_field(self):
        field = self.cleaned_data["field"]
        if place_of(self.row, field) is None:
            raise ValidationError("Kies een veld van deze tekst.", code="no_field")
        return field

    def clean(self):
        """A proposal that is the text itself proposes nothing; another one has to fit its field."""
        super().clean()
        values = self.cleaned_data
        place = place_of(self.row, values.get("field", ""))
        if place is None or "proposal" not in values:
            return values
        proposal = values["proposal"].replace("\r\n", "\n").strip()
        values["proposal"] = "" if proposal == text_at(self.row, values["field"]) else proposal
        if values["proposal"]:
            try:
                check_fits(*place, proposal)
            except ValidationError as refusal:
                self.add_error("proposal", refusal)
        return values


def fields_of(row: Intervention) -> list[tuple[str, str]]:
    """(name, label) of everything that a remark can be about, in the order of the sheet."""
    sheet = [(fact.field, fact.name) for fact in WRITTEN]
    keys, rows = statement_keys(row), row.statements.all()
    return sheet + [(keys[one.pk], f"uitspraak over {one.element.short_name}") for one in rows]


def label_of(row: Intervention, field: str) -> str:
    return dict(fields_of(row)).get(field, GONE)


def place_of(row: Intervention, field: str) -> tuple[Intervention | Statement, str] | None:
    """The row and the field of the database that a remark is about; nothing when it is gone."""
    if field in (fact.field for fact in WRITTEN):
        return row, field
    keys = statement_keys(row)
    found = [one for one in row.statements.all() if keys[one.pk] == field]
    return (found[0], "explanation") if found else None


def text_at(row: Intervention, field: str) -> str:
    place = place_of(row, field)
    return getattr(*place).replace("\r\n", "\n").strip() if place else ""


def text_then(row: Intervention, remark: Remark) -> str | None:
    """The text of the field when the remark was made; None when nobody kept it."""
    place = place_of(row, remark.field)
    if place is None:
        return None
    owner, name = place
    kept = owner.history.filter(history_date__lte=remark.at)
    moment = kept.order_by("-history_date", "-history_id").first()
    return getattr(moment, name).replace("\r\n", "\n").strip() if moment else None


def digest(text: str) -> str:
    """What the form of a conflict carries, so that the text that was shown is the one replaced."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def has_changed(row: Intervention, remark: Remark) -> bool:
    """Whether somebody changed the field after the remark was made."""
    then = text_then(row, remark)
    if then is None:  # not on record: then any later change of the text counts
        return row.changed_at is not None and row.changed_at > remark.at
    return then != text_at(row, remark.field)


class Changed(Exception):
    """The field is not what it was when the remark was made, and nobody has said to go on."""


def accept(remark: Remark, *, by, editable, seen: str = "") -> None:
    """Put the proposed text in its field, and close the remark.

    `editable` says whether `by` may write in a row; `seen` is the digest of a newer text that was
    shown. Raises PermissionDenied, Changed, or ValidationError when the text cannot stand there.
    """
    with transaction.atomic():
        row, remark = _opened(remark, by=by, editable=editable)
        if remark.proposal:
            now = text_at(row, remark.field)
            if has_changed(row, remark) and seen != digest(now):
                raise Changed
            _put(row, remark, by=by)
        _close(remark, Remark.State.ACCEPTED, by=by)


def decline(remark: Remark, *, by, editable) -> None:
    """Close the remark and leave the text. Raises PermissionDenied or ValidationError."""
    with transaction.atomic():
        _, remark = _opened(remark, by=by, editable=editable)
        _close(remark, Remark.State.DECLINED, by=by)


def answer(
    remark: Remark, *, by, editable, text: str, decision: str = "", is_rewritten: bool = False
) -> None:
    """Write back, and decide where `decision` is a state: for who has text and proposal in view.

    `is_rewritten`: the author wrote something in the field, so that stays, also when the remark is
    accepted. Raises PermissionDenied or ValidationError.
    """
    with transaction.atomic():
        row, remark = _opened(remark, by=by, editable=editable)
        if text != remark.answer:
            remark.answer = text
            remark.save(update_fields=["answer"])
        if decision == Remark.State.ACCEPTED and remark.proposal and not is_rewritten:
            _put(row, remark, by=by)
        if decision:
            _close(remark, decision, by=by)


def _opened(remark: Remark, *, by, editable) -> tuple[Intervention, Remark]:
    """The row and the remark, both locked, when this person may decide about it."""
    if Intervention.objects.select_for_update().filter(pk=remark.intervention_id).first() is None:
        raise ValidationError("Deze werkkopie is intussen gepubliceerd.", code="gone")
    row = Intervention.objects.for_detail().get(pk=remark.intervention_id)
    remark = Remark.objects.select_for_update().get(pk=remark.pk)
    if not may_decide(remark, row, by=by, editable=editable):
        raise PermissionDenied(f"{by} may not decide about this remark")
    if remark.state != Remark.State.OPEN:
        raise ValidationError("Over deze opmerking is al beslist.", code="decided")
    return row, remark


def may_decide(remark: Remark, row: Intervention, *, by, editable) -> bool:
    """Who may write in the text now, but not who made the remark."""
    return remark.by_id != by.pk and by.has_perm("interventions.change_remark") and editable(row)


def _put(row: Intervention, remark: Remark, *, by) -> None:
    place = place_of(row, remark.field)
    if place is None:
        raise ValidationError("Deze uitspraak is er niet meer.", code="gone")
    owner, name = place
    check_fits(owner, name, remark.proposal)
    setattr(owner, name, remark.proposal)
    note_change(row, by=by)
    if owner is not row:
        owner._history_user = by  # type: ignore[union-attr]  # read by simple_history
        owner.save(update_fields=[name])
    row._history_user = by  # type: ignore[attr-defined]  # read by simple_history
    save_checked(row)


def _close(remark: Remark, state: str, *, by) -> None:
    remark.state, remark.decided_at, remark.decided_by = state, timezone.now(), by
    remark.save(update_fields=["state", "decided_at", "decided_by"])
