"""The page that says who changed which field when, and for what has no versions, the way back."""

from collections.abc import Callable

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from interventions.desk import written
from interventions.desk.beside import improve_address
from interventions.desk.collision import FIELD, seal
from interventions.desk.guarded import forms_of
from interventions.desk.improving import may_improve
from interventions.desk.own_pages import own_page
from interventions.desk.past import Naming, changes_between, kinds_of_boxes, moments_of

EVENTS = {
    "made": "gemaakt",
    "copied": "werkkopie gemaakt",
    "kept": "eerste tekst die is vastgelegd",
    "changed": "gewijzigd",
}


def history_page(desk, request, row, **context):
    """Every save that is on record, newest first."""
    if not desk.has_view_or_change_permission(request, row):
        raise PermissionDenied
    kinds = kinds_of_boxes(desk)
    moments = moments_of(row, kinds)
    naming = Naming([change for moment in moments for change in moment.changes], kinds)
    may_restore = not desk.has_versions
    road = road_back(desk, request, row)
    shown = [
        {
            "moment": moment,
            "event": EVENTS[moment.event],
            "lines": lines_of(moment.changes, naming, kinds),
            "restore": road(moment.key) if may_restore and place > 0 and moment.row else "",
        }
        for place, moment in enumerate(moments)
    ]
    title = f"Wijzigingen: {row}"
    return own_page(
        desk, request, "object_history.html", title=title, object=row, moments=shown, **context
    )


def road_back(desk, request, row) -> Callable[[str], str]:
    """The address that puts the text of a moment back: what is public goes by a proposal."""
    if desk.has_change_permission(request, row):
        restore = f"admin:{desk.opts.app_label}_{desk.opts.model_name}_restore"
        return lambda key: reverse(restore, args=[row.pk, key])
    if may_improve(row, request.user):
        return lambda key: improve_address(row, moment=key)
    return lambda key: ""


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
