"""The page on which a text is read before it is published, with remarks per field."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse

from interventions.desk import remarks
from interventions.desk.checklist import findings
from interventions.desk.comparing import empty_fields, sayings, sheet_parts
from interventions.desk.own_pages import own_page
from interventions.models import Intervention, Remark
from interventions.workflow import allowed_verbs, second_person

Status = Intervention.Status
MAKE_REMARK = "interventions.add_remark"
FOLDER = "interventions/intervention"


# --- Reading --------------------------------------------------------------------------------------


def compare_page(desk, request, pk):
    """The text, with what differs from the public one; a POST adds a remark."""
    row = get_object_or_404(desk.get_queryset(request).for_detail(), pk=pk)
    if not desk.has_view_permission(request, row):
        raise PermissionDenied
    copy = row.working_copies.first()
    if copy and request.method != "POST":
        return HttpResponseRedirect(address(copy))
    form = None
    if request.method == "POST":
        if not may_remark(row, request.user):
            raise PermissionDenied
        field = request.POST.get("field", "")
        form = remarks.RemarkForm(row, field, data=request.POST)
        if form.is_valid():
            form.instance.intervention, form.instance.by = row, request.user
            form.save()
            messages.success(request, "Uw opmerking staat erbij.")
            return HttpResponseRedirect(f"{address(row)}#{anchor(form.instance.field)}")
    return own_page(desk, request, f"{FOLDER}/compare.html", **_reading(desk, request, row, form))


def may_remark(row: Intervention, user) -> bool:
    return row.status == Status.IN_REVIEW and user.has_perm(MAKE_REMARK)


def _reading(desk, request, row: Intervention, form) -> dict:
    live = row.replaces_id and Intervention.objects.for_detail().get(pk=row.replaces_id)
    about = _remarks(desk, request, row)
    forms = {}
    if may_remark(row, request.user):
        forms = {field: remarks.RemarkForm(row, field) for field, _ in remarks.fields_of(row)}
    if form:
        forms[form.data.get("field", "")] = form
    parts = [
        {"part": part, **beside(part.field, about, forms)}
        for part in sheet_parts(row, live or None)
    ]
    statements = [
        {"saying": saying, **beside(saying.field, about, forms)}
        for saying in sayings(row, live or None)
    ]
    shown = {one["field"] for one in (*parts, *statements)}
    return {
        "title": f"Lezen: {row}",
        "intervention": row,
        "live": live or None,
        "parts": parts,
        "statements": statements,
        "changes": sum(one["part"].differs for one in parts)
        + sum(one["saying"].differs for one in statements),
        "left_out": list(empty_fields(row)),
        "elsewhere": _elsewhere(row, shown, about, forms),
        "open_remarks": sum(
            one["remark"].state == Remark.State.OPEN for found in about.values() for one in found
        ),
        "faults": form.errors if form else None,
        "points": findings(row),
        "second": row.claimed_by and second_person(row, publisher=row.claimed_by),
        "verbs": allowed_verbs(row, request.user),
        "may_edit": desk.has_change_permission(request, row),
    }


def _elsewhere(row: Intervention, shown: set, about: dict, forms: dict) -> list[dict]:
    """What a remark is, or can be, about that stands nowhere above: empty, or gone."""
    fields = dict.fromkeys([*about, *(field for field, _ in remarks.fields_of(row))])
    return [
        {"label": remarks.label_of(row, field), **beside(field, about, forms)}
        for field in fields
        if field not in shown and (field in about or field in forms)
    ]


def _remarks(desk, request, row: Intervention) -> dict[str, list[dict]]:
    """The remarks by field, each with whether this person may decide about it."""
    found: dict[str, list[dict]] = {}
    for remark in row.remarks.select_related("by", "decided_by"):
        may_decide = remark.state == Remark.State.OPEN and remarks.may_decide(
            remark, row, by=request.user, editable=partial(desk.has_change_permission, request)
        )
        found.setdefault(remark.field, []).append({"remark": remark, "may_decide": may_decide})
    return found


# --- Deciding -------------------------------------------------------------------------------------


def remark_page(desk, request, pk):
    """Accept or decline one remark; when the field changed meanwhile, show both and ask."""
    remark = get_object_or_404(Remark.objects.select_related("intervention", "by"), pk=pk)
    row = get_object_or_404(desk.get_queryset(request).for_detail(), pk=remark.intervention_id)
    if not desk.has_view_permission(request, row):
        raise PermissionDenied
    back = f"{address(row)}#{anchor(remark.field)}"
    if request.method != "POST":
        return HttpResponseRedirect(back)
    try:
        _decide(desk, request, remark)
    except remarks.Changed:
        return own_page(desk, request, f"{FOLDER}/remark.html", **_conflict(row, remark))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return HttpResponseRedirect(back)


def _decide(desk, request, remark: Remark) -> None:
    who = {"by": request.user, "editable": partial(desk.has_change_permission, request)}
    if request.POST.get("besluit") == "overnemen":
        remarks.accept(remark, seen=request.POST.get("gezien", ""), **who)
        messages.success(request, "De opmerking is overgenomen.")
    elif request.POST.get("besluit") == "niet":
        remarks.decline(remark, **who)
        messages.success(request, "De opmerking is niet overgenomen.")
    else:
        raise ValidationError("Kies of u de opmerking overneemt.", code="no_choice")


def _conflict(row: Intervention, remark: Remark) -> dict:
    now = remarks.text_at(row, remark.field)
    return {
        "title": "De tekst is intussen veranderd",
        "intervention": row,
        "remark": remark,
        "label": remarks.label_of(row, remark.field),
        "then": remarks.text_then(row, remark),
        "now": now,
        "seen": remarks.digest(now),
        "back": f"{address(row)}#{anchor(remark.field)}",
    }


def beside(field: str, about: dict, forms: dict) -> dict:
    """What stands beside a part of the text: its remarks, and the form for one more."""
    return {
        "field": field,
        "anchor": anchor(field),
        "remarks": about.get(field, ()) if field else (),
        "form": forms.get(field) if field else None,
    }


def anchor(field: str) -> str:
    return f"veld-{field.replace(':', '-')}"


def address(row: Intervention) -> str:
    return reverse("admin:interventions_intervention_compare", args=[row.pk])
