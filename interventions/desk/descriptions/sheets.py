"""Description sheets at the desk: a list, reading one, and the page that says what it says."""

from typing import Any, cast
from urllib.parse import quote, urlencode

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse

from interventions.desk.actions import ReadOnly, taken
from interventions.desk.beside import page_of
from interventions.desk.descriptions.forms import DraftForm, ExistingForm, UploadForm
from interventions.desk.descriptions.passages import TICKED, Read, settle_sheet, text_to_write
from interventions.desk.fields import in_words
from interventions.desk.own_pages import own_page
from interventions.desk.pages import DeskAdmin
from interventions.intake.descriptions.keeping import keep
from interventions.intake.descriptions.proposing import set_beside, start_draft
from interventions.models import Intervention, SheetFile
from interventions.models.description_sheet import DescriptionSheetQuerySet
from interventions.models.kept import MONTHS
from interventions.workflow.guards import WRITE

BESIDE = "bij"  # in the address: the text that a sheet is read for
SEE_FILE = "interventions.view_sheetfile"
KNOWN = "Dit bestand is al eens gelezen. Hieronder staat wat er toen is gevonden."
MADE = "Het concept is gemaakt. Naast elk veld staat wat het werkblad zegt."
SET = "Naast de tekst staat nu wat het werkblad anders zegt."
SAME = "Het werkblad zegt hetzelfde als de tekst. Er is niets te verwerken."
NO_TEXT = "Kies een interventie."
DROPPED = "Het werkblad is weggegooid, met het bestand en de contactpersoon."


def file_page(desk, request, pk):
    """The document as it came, for who may see whom it names."""
    if not request.user.has_perm(SEE_FILE):
        raise PermissionDenied
    kept = get_object_or_404(SheetFile, sheet__in=desk.get_queryset(request), sheet=pk)
    name = quote(kept.sheet.file_name, safe="")
    return HttpResponse(
        bytes(kept.data),
        content_type="application/octet-stream",
        headers={
            "Content-Disposition": f"attachment; filename*=UTF-8''{name}",
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )


class DescriptionSheetAdmin(ReadOnly, DeskAdmin):
    """Who may add an intervention, may read a sheet. One that belongs to no text may be dropped."""

    own_pages = (("<int:pk>/bestand/", file_page, "file"),)
    list_display = ("title", "text", "progress", "read_at", "by_whom")
    list_display_links = ("title",)
    list_select_related = ("intervention", "read_by")
    search_fields = ("file_name", "intervention__name", "source__title")
    ordering = ("-read_at", "-pk")
    by_whom = in_words("read_by", "ingelezen door")

    def get_queryset(self, request):
        rows = cast(DescriptionSheetQuerySet, super().get_queryset(request))
        return rows.at_the_desk().with_progress()

    def has_add_permission(self, request):
        return request.user.has_perm("interventions.add_descriptionsheet")

    @admin.display(description="werkblad")
    def title(self, sheet):
        return sheet.title

    @admin.display(description="interventie", empty_value="nog nergens bij")
    def text(self, sheet):
        return sheet.intervention

    @admin.display(description="nog open")
    def progress(self, sheet):
        return f"{sheet.open} van {sheet.total}" if sheet.intervention_id else "niets"

    # --- Reading one ------------------------------------------------------------------------------

    def add_view(self, request, form_url="", extra_context=None):
        """Choose a file. What was found in it waits on its own page until somebody uses it."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        about = _text_at(request)
        is_sent = request.method == "POST"
        form = UploadForm(*((request.POST, request.FILES) if is_sent else ()))
        if form.is_valid():
            if form.known:
                messages.info(request, KNOWN)
                return self.to(form.known, about)
            file = form.cleaned_data["file"]
            return self.to(keep(form.found, form.data_read, name=file.name, by=request.user), about)
        return own_page(
            self,
            request,
            "interventions/descriptionsheet/upload.html",
            title="Beschrijving inlezen",
            form=form,
            about=about,
        )

    # --- The page of one --------------------------------------------------------------------------

    def change_view(self, request, object_id, form_url="", extra_context=None):
        sheet = self.get_object(request, unquote(object_id))
        if sheet is None:
            raise Http404
        if not self.has_view_permission(request, sheet):
            raise PermissionDenied
        forms = self.forms_of(request, sheet)
        if request.method == "POST":
            if not self.has_add_permission(request):
                raise PermissionDenied
            step = STEPS.get(request.POST.get("stap", ""))
            if step and (answer := step(self, request, sheet, forms)):
                return answer
        return self.show(request, sheet, forms)

    def forms_of(self, request, sheet) -> dict[str, Any]:
        """How a sheet that belongs to no text yet gets one."""
        if sheet.intervention_id:
            return {}
        about, step = _text_at(request), request.POST.get("stap", "")
        sent = request.POST if request.method == "POST" else None
        draft = DraftForm(
            sent if step == "concept" else None,
            initial={"name": sheet.found.get("title", "")[:120]},
        )
        field = self.formfield_for_dbfield(self.opts.get_field("intervention"), request)
        field.required, field.label = True, "Interventie"
        field.error_messages |= dict.fromkeys(("required", "invalid_choice"), NO_TEXT)
        existing = ExistingForm(
            sent if step == "bij" else None, initial={"intervention": about and about.pk}
        )
        existing.fields["intervention"] = field
        return {"draft": draft, "existing": existing}

    def show(self, request, sheet, forms):
        goal = text_to_write(sheet.intervention, request.user)
        kept = SheetFile.objects.filter(sheet=sheet).defer("data").first()
        return own_page(
            self,
            request,
            "interventions/descriptionsheet/sheet.html",
            title=f"Wat het werkblad zegt: {sheet.title}",
            sheet=sheet,
            read=Read(sheet, request.user),
            goal=goal,
            writes=request.user.has_perm(WRITE),
            may_add=self.has_add_permission(request),
            kept=kept if request.user.has_perm(SEE_FILE) else None,
            is_kept=kept is not None,
            months=MONTHS,
            ticked=TICKED,
            by_typing=bool(forms),
            media=self.media + forms["existing"].media if forms else "",
            **forms,
        )

    def to(self, sheet, about=None):
        query = f"?{urlencode({BESIDE: about.pk})}" if about else ""
        return HttpResponseRedirect(f"{page_of(sheet)}{query}")


# --- What can be done on it -----------------------------------------------------------------------


def _start(desk, request, sheet, forms):
    """A concept with only the name; the passages stand beside its form."""
    form = forms.get("draft")
    if form and (
        row := taken(form, lambda values: start_draft(sheet, values["name"], by=request.user))
    ):
        messages.success(request, MADE)
        return HttpResponseRedirect(page_of(row))
    return None if form else _belongs(request, sheet)


def _set_beside(desk, request, sheet, forms):
    form = forms.get("existing")

    def take(values):
        row = values["intervention"]
        found = set_beside(sheet, row.working_copies.first() or row, by=request.user)
        messages.success(request, SET if found else SAME)
        return row

    if form and (row := taken(form, take)):
        return HttpResponseRedirect(page_of(row.working_copies.first() or row))
    return None if form else _belongs(request, sheet)


def _drop(desk, request, sheet, forms):
    if sheet.intervention_id or sheet.submission_id:
        return _belongs(request, sheet)
    sheet.delete()
    messages.success(request, DROPPED)
    return HttpResponseRedirect(reverse("admin:interventions_descriptionsheet_changelist"))


def _settle(is_used: bool):
    def step(desk, request, sheet, forms):
        if not request.user.has_perm("interventions.accept_proposal"):
            raise PermissionDenied
        if not request.POST.getlist(TICKED):
            messages.error(request, "U hebt nog niets gekozen.")
        elif done := settle_sheet(request, sheet, is_used=is_used):
            said = "is klaar" if done == 1 else "zijn klaar"
            messages.success(request, f"{done} {said}.")
        return desk.to(sheet)

    return step


def _belongs(request, sheet):
    messages.error(request, f"Dit werkblad hoort al bij ‘{sheet.intervention}’.")
    return HttpResponseRedirect(page_of(sheet))


STEPS = {
    "concept": _start,
    "bij": _set_beside,
    "weg": _drop,
    "verwerkt": _settle(is_used=True),
    "niet": _settle(is_used=False),
}


def _text_at(request) -> Intervention | None:
    """The text that the address names; a working copy stands for what it replaces."""
    key = request.GET.get(BESIDE, "")
    if not (key.isascii() and key.isdigit() and len(key) < 16):
        return None
    row = Intervention.objects.filter(pk=int(key)).select_related("replaces").first()
    return row and (row.replaces or row)
