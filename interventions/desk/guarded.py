"""A form of the desk that never writes over what somebody else saved meanwhile."""

from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.db import transaction
from django.template.response import TemplateResponse

from interventions.desk import written
from interventions.desk.collision import FIELD, Clash, Collision, fingerprints, seal, unseal
from interventions.desk.past import moments_of

REFUSED = 409


class RefusedForm:
    """A form that is not saved, whatever is in it: first somebody reads both texts."""

    def is_valid(self):
        super().is_valid()
        return False


class GuardedForms:
    """For a ModelAdmin. The form carries a seal of what it showed; saving compares it."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method != "POST" or object_id is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            row = self._locked(request, object_id)
            refusal = self._compare(request, row) if row else self._gone(request, object_id)
            if refusal:
                return refusal
            return super().changeform_view(request, object_id, form_url, extra_context)

    def _locked(self, request, object_id):
        """The row as it is now; nobody else changes it until this request has answered."""
        row = self.get_object(request, unquote(object_id))
        if row is None:
            return None
        locked = self.model._base_manager.select_for_update().filter(pk=row.pk)
        return self.get_object(request, unquote(object_id)) if locked.exists() else None

    def _compare(self, request, row):
        """Note on the request what collides. A page, when the row can no longer be changed."""
        known = unseal(row, request.POST.get(FIELD, ""))
        if not self.has_change_permission(request, row):
            moved = known is not None and self.has_change_permission(request)
            return self._moved_page(request, row) if moved else None
        form, formsets = self.forms_of(request, row)
        now = written.held(form, formsets)
        request.desk_seal = seal(row, now)
        if known == fingerprints(now):
            return None
        typed = written.sent(request.POST, form, formsets)
        collision = Collision(form, formsets, known or {}, now, typed)
        self._name_authors(row, collision.clashes)
        request.desk_collision = collision
        request.POST = collision.data(request.POST)
        return None

    def _gone(self, request, object_id):
        """A page with what was typed, for who had the form of a row that is no longer there."""
        row = self.model(pk=unquote(object_id))
        if unseal(row, request.POST.get(FIELD, "")) is None:
            return None
        return self._moved_page(request, row, is_gone=True)

    def forms_of(self, request, row) -> tuple:
        """The form of a row and of the boxes below it, unbound: as they stand in the database."""
        fields = flatten_fieldsets(self.get_fieldsets(request, row))
        form_class = self.get_form(request, row, fields=fields)  # also of what is read only now
        formsets = [
            formset_class(
                instance=row,
                prefix=formset_class.get_default_prefix(),
                queryset=inline.get_queryset(request),
            )
            for formset_class, inline in self.get_formsets_with_inlines(request, row)
        ]
        return form_class(instance=row), formsets

    def _name_authors(self, row, clashes: list[Clash]) -> None:
        """Say with each clash who wrote the other text and when, where that is on record."""
        if not hasattr(self.model, "history"):
            return
        moments = moments_of(row, self.kinds_of_boxes())
        for clash in clashes:
            wanted = clash.part if clash.part[2] else clash.part[:2]
            for moment in moments:
                if any(change.part[: len(wanted)] == wanted for change in moment.changes):
                    clash.by, clash.at = moment.by, moment.at
                    break

    def _moved_page(self, request, row, *, is_gone: bool = False):
        """Somebody took a step with it meanwhile: what was typed is shown, to be copied."""
        form, formsets = self.forms_of(request, row)
        typed = written.sent(request.POST, form, formsets)
        collision = Collision(form, formsets, {}, written.held(form, formsets), typed)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Niet opgeslagen" if is_gone else f"Niet opgeslagen: {row}",
            "row": None if is_gone else row,
            "lost": [*collision.clashes, *collision.new_boxes()],
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/moved.html", context, status=REFUSED)

    # --- In the page ------------------------------------------------------------------------------

    def get_form(self, request, obj=None, change=False, **kwargs):
        form_class = super().get_form(request, obj, change=change, **kwargs)
        if getattr(request, "desk_collision", None):
            return type(form_class.__name__, (RefusedForm, form_class), {})
        return form_class

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if change and self.has_change_permission(request, obj):
            formsets = [box.formset for box in context["inline_admin_formsets"]]
            text = getattr(request, "desk_seal", None) or seal(
                obj, written.held(context["adminform"].form, formsets)
            )
            context |= {"seal": text, "seal_field": FIELD}
        context["collision"] = getattr(request, "desk_collision", None)
        response = super().render_change_form(request, context, add, change, form_url, obj)
        if context["collision"]:
            response.status_code = REFUSED
        return response
