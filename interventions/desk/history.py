"""The history of one thing in one line of time, and for what has no versions, the way back.

Fields, steps, versions, proposals and all else that the table of kinds knows, through working
copies and imports.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from operator import attrgetter

from django.contrib.admin.utils import unquote
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.urls import reverse
from django.utils.text import capfirst

from interventions.desk import written
from interventions.desk.beside import improve_address
from interventions.desk.collision import FIELD, seal
from interventions.desk.guarded import forms_of
from interventions.desk.happened.kinds import TRACES
from interventions.desk.happened.names import name_of
from interventions.desk.happened.trace import SOFTWARE, Event, permitted
from interventions.desk.improving import may_improve
from interventions.desk.naming import Naming
from interventions.desk.own_pages import own_page
from interventions.desk.past import (
    ONE_SAVE,
    Moment,
    changes_between,
    copies_of,
    kinds_of_boxes,
    moments_of,
)

ON_A_PAGE = 25
EVENTS = {
    "made": "gemaakt",
    "copied": "werkkopie gemaakt",
    "kept": "eerste tekst die is vastgelegd",
    "changed": "gewijzigd",
}
COPIED = "copied"  # which the step beside it says too


@dataclass
class Entry:
    """What one person did at one time: a save, or what else happened, or both."""

    at: datetime
    by: int | str  # the key of a person, or who it was instead
    moment: Moment | None = None
    events: list[Event] = field(default_factory=list)

    def takes(self, other: "Entry") -> bool:
        """Whether an entry that is a little older belongs to this one."""
        both_saved = self.moment is not None and other.moment is not None
        one_person = self.by == other.by or SOFTWARE in (self.by, other.by)
        return one_person and not both_saved and self.at - other.at <= ONE_SAVE

    @property
    def said(self) -> list[dict]:
        """What happened, in words, in the order of the table of kinds."""
        said: list[dict] = []
        for one in sorted(self.events, key=attrgetter("place", "at")):
            is_told = any(one.note == earlier["note"] for earlier in said)
            note = "" if is_told else one.note  # a step and its version share one
            said.append({"text": capfirst(one.said), "note": note, "link": one.link})
        if self.moment and not (said and self.moment.event == COPIED):
            said.insert(0, {"text": capfirst(EVENTS[self.moment.event])})
        return said

    def take(self, other: "Entry") -> None:
        self.by = other.by if self.by == SOFTWARE else self.by
        self.moment = self.moment or other.moment
        self.events += other.events


def history_page(desk, request, row, **context):
    """All that happened to a thing, newest first; of a working copy that of the text it is of."""
    if not desk.has_view_or_change_permission(request, row):
        raise PermissionDenied
    text = getattr(row, "replaces", None) or row
    kinds = kinds_of_boxes(desk) if hasattr(desk.model, "history") else {}
    entries = entries_of(text, kinds, request.user)
    page = Paginator(entries, ON_A_PAGE).get_page(request.GET.get("pagina"))
    newest = next((one.moment for one in entries if one.moment), None)
    moments = [entry.moment for entry in page if entry.moment]
    naming = Naming([change for moment in moments for change in moment.changes], kinds)
    road = road_back(desk, request, row)
    people = User.objects.in_bulk({entry.by for entry in page if isinstance(entry.by, int)})
    name = f"admin:{desk.opts.app_label}_{desk.opts.model_name}"
    shown = [
        {
            "entry": entry,
            "moment": entry.moment,
            "event": EVENTS[entry.moment.event] if entry.moment else "",
            "by": name_of(people[entry.by]) if entry.by in people else entry.by,
            "lines": lines_of(entry.moment.changes, naming, kinds) if entry.moment else [],
            "restore": road(entry.moment.key)
            if entry.moment and entry.moment is not newest and entry.moment.row
            else "",
        }
        for entry in page
    ]
    versions = reverse(f"{name}_versions", args=[text.pk]) if desk.has_versions else ""
    return own_page(
        desk,
        request,
        "object_history.html",
        title=f"Geschiedenis: {row}",
        object=row,
        text=text,
        page=page,
        moments=shown,
        versions=versions,
        **context,
    )


def road_back(desk, request, row) -> Callable[[str], str]:
    """The address that puts the text of a moment back: what is public goes by a proposal."""
    if desk.has_versions:
        return lambda key: ""
    if desk.has_change_permission(request, row):
        restore = f"admin:{desk.opts.app_label}_{desk.opts.model_name}_restore"
        return lambda key: reverse(restore, args=[row.pk, key])
    if may_improve(row, request.user):
        return lambda key: improve_address(row, moment=key)
    return lambda key: ""


def entries_of(text, kinds, user) -> list[Entry]:
    """What is recorded of a text and what else happened to it, newest first."""
    moments = moments_of(text, kinds) if hasattr(text, "history") else []
    found = [Entry(one.at, getattr(one.by, "pk", SOFTWARE), moment=one) for one in moments]
    keys = [text.pk, *copies_of(text)]
    for place, (kind, trace) in enumerate(TRACES):
        rows = trace.rows_about(type(text), keys)
        if rows is not None and not trace.is_plain and permitted(trace, user):
            events = (Event(kind, trace, place, row) for row in rows)
            found += [Entry(event.at, event.by or trace.nobody, events=[event]) for event in events]
    found.sort(key=attrgetter("at"), reverse=True)
    line: list[Entry] = []
    for entry in found:
        if line and line[-1].takes(entry):
            line[-1].take(entry)
        else:
            line.append(entry)
    return line


def restore_page(desk, request, object_id, moment):
    """Ask first; then the old text goes through the same form as any other."""
    row = desk.get_object(request, unquote(object_id))
    if row is None:
        raise Http404
    if not desk.has_change_permission(request, row):
        raise PermissionDenied
    found = next((one for one in moments_of(row, {}) if one.key == moment), None)
    if found is None or not found.row:
        raise Http404
    form, _ = forms_of(desk, request, row)
    now = written.held(form, ())
    then = {part: found.row.get(part[2], ()) for part in now}
    if request.method == "POST":
        sent = {FIELD: [request.POST.get(FIELD, "")], "_continue": ["on"]}
        request.POST = written.as_query({**written.as_data(then, ()), **sent})
        return desk.changeform_view(request, object_id)
    changes = changes_between(
        desk.model,
        ("", ""),
        "",
        {part[2]: values for part, values in now.items()},
        {part[2]: values for part, values in then.items()},
    )
    return own_page(
        desk,
        request,
        "restore.html",
        title=f"Terugzetten: {row}",
        object=row,
        moment=found,
        lines=lines_of(changes, Naming(changes, {}), {}),
        seal=seal(row, now),
        seal_field=FIELD,
    )


def lines_of(changes, naming: Naming, kinds) -> list[dict]:
    return [
        {
            "label": naming.label(change, kinds),
            "before": naming.words(change.field, change.before),
            "after": naming.words(change.field, change.after),
        }
        for change in changes
    ]
