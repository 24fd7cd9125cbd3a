"""The page on which a text is read before it is published, with remarks per field."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse

from interventions.desk import remarks
from interventions.desk.checklist import findings
from interventions.desk.comparing import empty_fields, sayings, sheet_parts
from interventions.desk.site import DESK_METHODS
from interventions.models import Intervention, Remark
from interventions.showing.methods import answers
from interventions.workflow import allowed_verbs, second_person

Status = Intervention.Status
MAKE_REMARK = "interventions.add_remark"
FOLDER, PREFIX = "admin/interventions/intervention", "interventions_intervention"


class ReviewPages:
    """For the ModelAdmin of Intervention."""

    def get_urls(self):
        pages = (
            ("<int:pk>/vergelijken/", self.compare_page, "compare"),
            ("opmerking/<int:pk>/", self.remark_page, "remark"),
        )
        return [
            *(
                path(
                    route,
                    self.admin_site.admin_view(view),
                    name=f"interventions_intervention_{name}",
                )
                for route, view, name in pages
            ),
            *super().get_urls(),
        ]

    # --- Reading ----------------------------------------------------------------------------------

    @answers(*DESK_METHODS)
    def compare_page(self, request, pk):
        """The text, with what differs from the public one; a POST adds a remark."""
        row = get_object_or_404(self.get_queryset(request).for_detail(), pk=pk)
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        copy = row.working_copies.first()
        if copy and request.method != "POST":
            return HttpResponseRedirect(address(copy))
        form = None
        if request.method == "POST":
            if not self.may_remark(request, row):
                raise PermissionDenied
            field = request.POST.get("field", "")
            form = remarks.RemarkForm(row, field, data=request.POST)
            if form.is_valid():
                form.instance.intervention, form.instance.by = row, request.user
                form.save()
                messages.success(request, "Uw opmerking staat erbij.")
                return HttpResponseRedirect(f"{address(row)}#{anchor(form.instance.field)}")
        return self._page(request, "compare", self._reading(request, row, form))

    def may_remark(self, request, row: Intervention) -> bool:
        return row.status == Status.IN_REVIEW and request.user.has_perm(MAKE_REMARK)

    def _reading(self, request, row: Intervention, form) -> dict:
        live = row.replaces_id and Intervention.objects.for_detail().get(pk=row.replaces_id)
        about = self._remarks(request, row)
        may_remark = self.may_remark(request, row)
        forms = {}
        if may_remark:
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
            "elsewhere": self._elsewhere(row, shown, about, forms),
            "open_remarks": sum(
                one["remark"].state == Remark.State.OPEN
                for found in about.values()
                for one in found
            ),
            "faults": form.errors if form else None,
            "points": findings(row),
            "second": row.claimed_by and second_person(row, publisher=row.claimed_by),
            "verbs": allowed_verbs(row, request.user),
            "may_edit": self.has_change_permission(request, row),
        }

    def _elsewhere(self, row: Intervention, shown: set, about: dict, forms: dict) -> list[dict]:
        """What a remark is, or can be, about that stands nowhere above: empty, or gone."""
        fields = dict.fromkeys([*about, *(field for field, _ in remarks.fields_of(row))])
        return [
            {"label": remarks.label_of(row, field), **beside(field, about, forms)}
            for field in fields
            if field not in shown and (field in about or field in forms)
        ]

    def _remarks(self, request, row: Intervention) -> dict[str, list[dict]]:
        """The remarks by field, each with whether this person may decide about it."""
        found: dict[str, list[dict]] = {}
        for remark in row.remarks.select_related("by", "decided_by"):
            may_decide = remark.state == Remark.State.OPEN and remarks.may_decide(
                remark, row, by=request.user, editable=self._editable(request)
            )
            found.setdefault(remark.field, []).append({"remark": remark, "may_decide": may_decide})
        return found

    # --- Deciding ---------------------------------------------------------------------------------

    @answers(*DESK_METHODS)
    def remark_page(self, request, pk):
        """Accept or decline one remark; when the field changed meanwhile, show both and ask."""
        remark = get_object_or_404(Remark.objects.select_related("intervention", "by"), pk=pk)
        row = get_object_or_404(self.get_queryset(request).for_detail(), pk=remark.intervention_id)
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        back = f"{address(row)}#{anchor(remark.field)}"
        if request.method != "POST":
            return HttpResponseRedirect(back)
        try:
            self._decide(request, remark)
        except remarks.Changed:
            return self._page(request, "remark", self._conflict(row, remark))
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        return HttpResponseRedirect(back)

    def _decide(self, request, remark: Remark) -> None:
        who = {"by": request.user, "editable": self._editable(request)}
        if request.POST.get("besluit") == "overnemen":
            remarks.accept(remark, seen=request.POST.get("gezien", ""), **who)
            messages.success(request, "De opmerking is overgenomen.")
        elif request.POST.get("besluit") == "niet":
            remarks.decline(remark, **who)
            messages.success(request, "De opmerking is niet overgenomen.")
        else:
            raise ValidationError("Kies of u de opmerking overneemt.", code="no_choice")

    def _conflict(self, row: Intervention, remark: Remark) -> dict:
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

    def _editable(self, request):
        return lambda row: self.has_change_permission(request, row)

    def _page(self, request, name: str, context: dict) -> TemplateResponse:
        request.current_app = self.admin_site.name
        shared = {**self.admin_site.each_context(request), "opts": self.opts}
        return TemplateResponse(request, f"{FOLDER}/{name}.html", {**shared, **context})


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
