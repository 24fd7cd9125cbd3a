"""A form of the desk that never writes over what somebody else saved meanwhile."""

from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.forms import BaseForm

from interventions.desk import written
from interventions.desk.collision import FIELD, Clash, Collision, fingerprints, seal, unseal
from interventions.desk.own_pages import own_page
from interventions.desk.past import kinds_of_boxes, moments_of

REFUSED = 409


class RefusedForm(BaseForm):
    """A form that is not saved, whatever is in it: first somebody reads both texts."""

    def is_valid(self):
        super().is_valid()
        return False


def refusal(desk, request, object_id):
    """The page for who has the form of a row that can no longer be changed; else nothing.

    From here on the row is locked, and what collides is noted on the request, for its form.
    """
    row = _locked(desk, request, object_id)
    if row is None:
        row = desk.model(pk=unquote(object_id))
        is_ours = unseal(row, request.POST.get(FIELD, "")) is not None
        return _moved_page(desk, request, row, is_gone=True) if is_ours else None
    known = unseal(row, request.POST.get(FIELD, ""))
    if not desk.has_change_permission(request, row):
        moved = known is not None and desk.has_change_permission(request)
        return _moved_page(desk, request, row) if moved else None
    form, formsets = forms_of(desk, request, row)
    now = written.held(form, formsets)
    request.desk_seal = seal(row, now)
    if known != fingerprints(now):
        typed = written.sent(request.POST, form, formsets)
        collision = Collision(form, formsets, known or {}, now, typed)
        _name_authors(desk, row, collision.clashes)
        request.desk_collision = collision
        request.POST = collision.data(request.POST)
    return None


def forms_of(desk, request, row) -> tuple:
    """The form of a row and of the boxes below it, unbound: as they stand in the database."""
    fields = flatten_fieldsets(desk.get_fieldsets(request, row))
    form_class = desk.get_form(request, row, fields=fields)  # also of what is read only now
    formsets = [
        formset_class(
            instance=row,
            prefix=formset_class.get_default_prefix(),
            queryset=inline.get_queryset(request),
        )
        for formset_class, inline in desk.get_formsets_with_inlines(request, row)
    ]
    return form_class(instance=row), formsets


def sealed(request, context: dict, row) -> dict:
    """What the page of the form of a row holds, so that the next save can be compared."""
    formsets = [box.formset for box in context["inline_admin_formsets"]]
    text = getattr(request, "desk_seal", None) or seal(
        row, written.held(context["adminform"].form, formsets)
    )
    return {"seal": text, "seal_field": FIELD}


def _locked(desk, request, object_id):
    """The row as it is now; nobody else changes it until this request has answered."""
    row = desk.get_object(request, unquote(object_id))
    if row is None:
        return None
    locked = desk.model._base_manager.select_for_update().filter(pk=row.pk)
    return desk.get_object(request, unquote(object_id)) if locked.exists() else None


def _name_authors(desk, row, clashes: list[Clash]) -> None:
    """Say with each clash who wrote the other text and when, where that is on record."""
    if not hasattr(desk.model, "history"):
        return
    moments = moments_of(row, kinds_of_boxes(desk))
    for clash in clashes:
        wanted = clash.part if clash.part[2] else clash.part[:2]
        for moment in moments:
            if any(change.part[: len(wanted)] == wanted for change in moment.changes):
                clash.by, clash.at = moment.by, moment.at
                break


def _moved_page(desk, request, row, *, is_gone: bool = False):
    """Somebody took a step with it meanwhile: what was typed is shown, to be copied."""
    form, formsets = forms_of(desk, request, row)
    typed = written.sent(request.POST, form, formsets)
    collision = Collision(form, formsets, {}, written.held(form, formsets), typed)
    return own_page(
        desk,
        request,
        "moved.html",
        status=REFUSED,
        title="Niet opgeslagen" if is_gone else f"Niet opgeslagen: {row}",
        row=None if is_gone else row,
        lost=[*collision.clashes, *collision.new_boxes()],
    )
