"""The page that says who changed which field when, and the way back to an older text."""

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path, reverse

from interventions.desk import written
from interventions.desk.collision import FIELD, seal
from interventions.desk.past import Box, Moment, Naming, changes_between, moments_of
from interventions.desk.site import DESK_METHODS
from interventions.desk.written import DELETE, NEW, Written
from interventions.showing.methods import answers

EVENTS = {
    "made": "gemaakt",
    "copied": "werkkopie gemaakt",
    "kept": "eerste tekst die is vastgelegd",
    "changed": "gewijzigd",
}


class HistoryPages:
    """For a ModelAdmin; a model without recorded history keeps Django's own page."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_restore"
        page = self.admin_site.admin_view(self.restore_view)
        return [
            path("<path:object_id>/terug/<slug:moment>/", page, name=name),
            *super().get_urls(),
        ]

    def kinds_of_boxes(self) -> dict[str, Box]:
        """The rows below the row whose history belongs to it, by the prefix of their boxes."""
        found = {}
        for inline in self.inlines:
            key = next(
                field for field in inline.model._meta.fields if field.related_model is self.model
            )
            prefix = key.remote_field.get_accessor_name()
            found[prefix] = Box(inline.model, key.name, inline.identity)
        return found

    def history_view(self, request, object_id, extra_context=None):
        row = self.get_object(request, unquote(object_id))
        if row is None or not hasattr(self.model, "history"):
            return super().history_view(request, object_id, extra_context)
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        kinds = self.kinds_of_boxes()
        moments = moments_of(row, kinds)
        naming = Naming([change for moment in moments for change in moment.changes], kinds)
        restore = f"{self.opts.app_label}_{self.opts.model_name}_restore"
        may_restore = self.has_change_permission(request, row)
        context = {
            **self.admin_site.each_context(request),
            "title": f"Wijzigingen: {row}",
            "opts": self.opts,
            "object": row,
            "moments": [
                {
                    "moment": moment,
                    "event": EVENTS[moment.event],
                    "lines": lines_of(moment.changes, naming, kinds),
                    "can_be_restored": may_restore and place > 0 and bool(moment.row),
                    "restore": reverse(f"admin:{restore}", args=[row.pk, moment.key]),
                }
                for place, moment in enumerate(moments)
            ],
            **(extra_context or {}),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/object_history.html", context)

    @answers(*DESK_METHODS)
    def restore_view(self, request, object_id, moment):
        """Ask first; then the old text goes through the same form as any other."""
        if not hasattr(self.model, "history"):
            raise Http404
        row = self.get_object(request, unquote(object_id))
        if row is None:
            raise Http404
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        kinds = self.kinds_of_boxes()
        found = next((one for one in moments_of(row, kinds) if one.key == moment), None)
        if found is None or not found.row:
            raise Http404
        form, formsets = self.forms_of(request, row)
        now = written.held(form, formsets)
        if request.method == "POST":
            old = as_it_was(found, now, formsets, kinds)
            request.POST = written.as_query(
                {
                    **written.as_data(old, formsets),
                    **{name: [text] for name, text in self.values_to_restore(found).items()},
                    FIELD: [request.POST.get(FIELD, "")],
                    "_continue": ["on"],
                }
            )
            return self.changeform_view(request, object_id)
        changes = differences_with(found, now, formsets, kinds, self.model)
        context = {
            **self.admin_site.each_context(request),
            "title": f"Terugzetten: {row}",
            "opts": self.opts,
            "object": row,
            "moment": found,
            "lines": lines_of(changes, Naming(changes, kinds), kinds),
            "seal": seal(row, now),
            "seal_field": FIELD,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/restore.html", context)

    def values_to_restore(self, moment: Moment) -> dict[str, str]:
        """What the form asks beyond the fields of the row."""
        return {}


def lines_of(changes, naming: Naming, kinds) -> list[dict]:
    return [
        {
            "label": naming.label(change, kinds),
            "before": naming.words(change.field, change.before),
            "after": naming.words(change.field, change.after),
        }
        for change in changes
    ]


def rows_now(now: Written, prefix: str, kind: Box) -> dict[tuple, tuple[str, dict]]:
    """Identity -> (id, fields) of the boxes that are there."""
    return {
        kind.identity_of(values): (row, values)
        for row, values in written.rows_of(now, prefix).items()
    }


def as_it_was(moment: Moment, now: Written, formsets, kinds) -> Written:
    """Everything that the form would send to make the text what it was at that moment."""
    text = {part: moment.row.get(part[2], ()) for part in now if not part[0]}
    for formset in formsets:
        kind, prefix = kinds[formset.prefix], formset.prefix
        there, wanted = rows_now(now, prefix, kind), moment.boxes.get(prefix, {})
        for identity, (row, values) in there.items():
            text |= {(prefix, row, name): value for name, value in values.items()}
            if identity in wanted:
                text |= {(prefix, row, name): wanted[identity].get(name, ()) for name in values}
            else:
                text[prefix, row, DELETE] = ("on",)
        for place, (identity, values) in enumerate(wanted.items()):
            if identity not in there:
                text |= {(prefix, f"{NEW}{place}", name): value for name, value in values.items()}
    return text


def differences_with(moment: Moment, now: Written, formsets, kinds, model):
    """What would change if the text of that moment came back."""
    own = {part[2]: values for part, values in now.items() if not part[0]}
    then = {name: moment.row.get(name, ()) for name in own}
    found = changes_between(model, ("", ""), "", own, then)
    for formset in formsets:
        kind, prefix = kinds[formset.prefix], formset.prefix
        there, wanted = rows_now(now, prefix, kind), moment.boxes.get(prefix, {})
        for identity in {**there, **wanted}:
            row, values = there.get(identity, ("", {}))
            found += changes_between(
                kind.model,
                (prefix, row),
                identity,
                values,
                wanted.get(identity, {}),
                without=kind.parent,
            )
    return found
