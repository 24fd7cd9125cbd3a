"""Traces that many models leave alike: their recorded history, and Django's own log of the rest."""

from typing import Any

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.db.models import Model, Q

from interventions.desk.happened import words
from interventions.desk.happened.trace import Trace
from interventions.models import Intervention
from interventions.sheet import BOXES

WRITTEN = Q(history_change_reason=None)


def of_history() -> tuple[Trace, ...]:
    """The recorded history of everything that has one; of a box it is about the text above it."""
    below: set[type[Model]] = {box.model for box in BOXES}
    return tuple(
        _record(model, in_box=model in below)
        for model in apps.get_models()
        if hasattr(model._meta, "simple_history_manager_attribute")
    )


def _record(model: Any, *, in_box: bool) -> Trace:
    is_text = model is Intervention
    return Trace(
        model.history.model,
        "history_date",
        "history_user",
        words.written_below(model) if in_box else words.written,
        {"intervention_id": Intervention} if in_box else {"id": model},
        needs=("history_type",),
        # With a reason it is part of something that has a row of its own, such as a step. A working
        # copy that was put back has not gone.
        where=WRITTEN & ~Q(history_type="-", replaces__isnull=False) if is_text else WRITTEN,
        is_plain=True,
    )


def of_log(model: type[Model]) -> Trace:
    """Django's own log, of what has no recorded history."""
    return Trace(
        LogEntry,
        "action_time",
        "user",
        words.logged,
        {"object_id": model},
        needs=("action_flag", "change_message"),
        where=Q(
            content_type__app_label=model._meta.app_label,
            content_type__model=model._meta.model_name,
        )
        & ~Q(change_message="[]"),  # a save that changed nothing
    )
