"""Writing in a text: who may, what fits in a field, and who stands behind it from then on."""

from typing import cast

from django.core.exceptions import ValidationError
from django.db.models import Field, Model, TextField
from django.utils import timezone

from elements.text import fold
from interventions.models import Intervention

Status = Intervention.Status
# Who may write, may write in these states; what is in review only who has it in review.
EDITABLE = (Status.DRAFT, Status.SENT_BACK)


def is_open_to(intervention: Intervention, user) -> bool:
    """Whether this text can be written in by who may write: see `EDITABLE`."""
    if intervention.status == Status.IN_REVIEW:
        return intervention.claimed_by_id == user.pk
    return intervention.status in EDITABLE


def note_change(intervention: Intervention, *, by) -> None:
    """Four eyes reads this: who was the last to change the text."""
    intervention.changed_at, intervention.changed_by = timezone.now(), by


def name_is_taken(name: str, row: Intervention) -> bool:
    """Whether another intervention has this name; of a working copy, another than its own."""
    others = Intervention.objects.filter(replaces=None, name_key=fold(name))
    return others.exclude(pk__in=[pk for pk in (row.pk, row.replaces_id) if pk]).exists()


def check_fits(owner: Model, name: str, text: str) -> None:
    """Raise ValidationError when the text cannot stand in this field."""
    field = cast(Field, owner._meta.get_field(name))
    field.clean(text, owner)
    if field.max_length and len(text) > field.max_length:  # which a text field does not check
        raise ValidationError(
            f"Hier passen {field.max_length} tekens. Uw voorstel heeft er {len(text)}.",
            code="too_long",
        )
    if not isinstance(field, TextField) and "\n" in text:
        raise ValidationError("Dit veld heeft maar een regel.", code="one_line")
