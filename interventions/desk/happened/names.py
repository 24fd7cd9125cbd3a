"""Who did it and what it happened to, by name: read for many events at once."""

from collections.abc import Iterable
from typing import Any

from django.contrib.admin import site
from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import User
from django.db.models import Model, Q
from django.urls import reverse

from interventions.desk.happened.trace import Event
from interventions.models import Report
from interventions.models.accounts import FORM, LAUNCH

OF_THE_SOFTWARE = {
    FORM: "de software (het aanmeldformulier)",
    LAUNCH: "de software (de startinhoud)",
}
GONE = "(bestaat niet meer)"


class Names:
    """Names of people and things; links only to what this person may read."""

    def __init__(self, events: Iterable[Event], user):
        events = [*events]
        self.user = user
        known = {event.by for event in events}
        keys = [by for by in known if isinstance(by, int)]
        names = [by for by in known if isinstance(by, str)]
        rows = User.objects.filter(Q(pk__in=keys) | Q(username__in=names))
        people = {row.pk: name_of(row) for row in rows}
        self.people: dict[Any, str] = {**people, **{name: name for name in people.values()}}
        wanted: dict[type[Model], set[int]] = {}
        for event in events:
            if event.subject:
                wanted.setdefault(event.subject[0], set()).add(event.subject[1])
        self.things = {model: _things(model, ids) for model, ids in wanted.items()}

    def who(self, event: Event) -> str:
        """What was typed at the door and is no account, is shown to nobody: it can be a secret."""
        return self.people.get(event.by, event.trace.nobody)

    def what(self, event: Event) -> str:
        if event.subject is None:
            return ""
        model, pk = event.subject
        row = self.things[model].get(pk)
        name = GONE if row is None else _name(row)
        if row is not None and getattr(row, "replaces_id", None):
            name = f"{name} (werkkopie)"
        return name

    def kind_of_thing(self, event: Event) -> str:
        return str(event.subject[0]._meta.verbose_name) if event.subject else ""

    def url(self, event: Event) -> str:
        """The address of the line of the thing; empty where this person may not read it."""
        if event.subject is None:
            return ""
        model, pk = event.subject
        row, meta = self.things[model].get(pk), model._meta
        permission = f"{meta.app_label}.{get_permission_codename('view', meta)}"
        has_page = row is not None and row.pk and site.is_registered(model)
        if not (has_page and self.user.has_perm(permission)):
            return ""
        return reverse(f"admin:{meta.app_label}_{meta.model_name}_history", args=[pk])


def name_of(user) -> str:
    """How a page of the desk names who did something."""
    return OF_THE_SOFTWARE.get(user.get_username(), str(user))


def _name(row: Model) -> str:
    """Of a report not the page that the reader typed."""
    return "Melding" if isinstance(row, Report) else str(row)


def _things(model: type[Model], ids: set[int]) -> dict[int, Model]:
    """The rows by key; of what is gone, as the last record has it, without a key."""
    found: dict[int, Model] = dict(model._base_manager.in_bulk([*ids]))
    if hasattr(model, "history"):
        gone = ids - found.keys()
        for record in model.history.filter(id__in=gone).order_by("history_id"):
            last = record.instance
            last.pk = None
            found[record.id] = last
    return found
