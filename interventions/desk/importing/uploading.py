"""The pages that read a spreadsheet in: choose a file, look at what it will do, do it."""

from dataclasses import asdict
from itertools import accumulate
from urllib.parse import quote

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import get_valid_filename

from interventions.desk.importing.forms import UploadForm
from interventions.desk.site import DESK_METHODS
from interventions.intake.spreadsheets import (
    LEFT_OUT,
    Check,
    Refused,
    Table,
    Unknown,
    check,
    choice_key,
    rest_tables,
    rest_workbook,
    template_workbook,
    write,
)
from interventions.models import Upload
from interventions.showing.methods import answers, reads

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 100  # rows of the preview
ASKED, OPTIONS = 200, 20_000  # unknown words in one form, and the choices of all together
PREVIEW = "admin:interventions_importbatch_preview"


class UploadPages:
    """For the ModelAdmin of ImportBatch. Who may add an intervention, may read in a file."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path(
                "sjabloon/",
                view(self.template_page),
                name="interventions_importbatch_template",
            ),
            path(
                "<uuid:key>/voorbeeld/",
                view(self.preview_page),
                name="interventions_importbatch_preview",
            ),
            *super().get_urls(),
        ]

    def add_view(self, request, form_url="", extra_context=None):
        """Choose a file. A good one waits in the database until its preview is answered."""
        self.refuse_strangers(request)
        form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
        if form.is_bound and form.is_valid():
            upload = keep(form, by=request.user)
            try:
                check_upload(upload)
            except Refused as refusal:
                upload.delete()
                form.add_error(None, str(refusal))
            else:
                return HttpResponseRedirect(reverse(PREVIEW, args=[upload.pk]))
        context = {"title": "Inlezen", "form": form}
        return self.page(request, "upload", context)

    @reads
    def template_page(self, request):
        self.refuse_strangers(request)
        return download(template_workbook(), "sjabloon-interventies.xlsx")

    @answers(*DESK_METHODS)
    def preview_page(self, request, key):
        self.refuse_strangers(request)
        upload = Upload.objects.waiting(request.user).filter(pk=key).first()
        if upload is None:
            raise Http404
        if request.method == "POST":
            return self.answer(request, upload)
        return self.show(request, upload)

    def answer(self, request, upload):
        step = request.POST.get("step")
        if step == "drop":
            upload.delete()
            messages.info(request, f"‘{upload}’ is weggegooid. Er is niets ingelezen.")
            return HttpResponseRedirect(reverse("admin:interventions_importbatch_changelist"))
        if step in ("all", "good"):
            return self.read_in(request, upload, is_partial=step == "good")
        if step == "rest":
            return self.give_rest(request, upload)
        upload.choices = chosen(request.POST, {} if step == "forget" else upload.choices)
        upload.is_update = "existing" in request.POST
        upload.save()
        return HttpResponseRedirect(reverse(PREVIEW, args=[upload.pk]))

    def read_in(self, request, upload, *, is_partial: bool):
        """All rows, or the good ones and the rest as XLSX; with a fault in between, nothing."""
        try:
            found = check_upload(upload)
            if found.faults and not (is_partial and found.is_readable and found.good):
                return self.show(request, upload, "Er is niets ingelezen: er zijn nog fouten.")
            written = write(found, file_name=upload.file_name, by=request.user)
        except Refused as refusal:
            return self.show(request, upload, str(refusal))
        if found.faults:  # these wait on: a download can break off
            upload.tables = [asdict(table) for table in rest_tables(found)]
            upload.save()
            return rest_of(upload, found)
        upload.delete()
        messages.success(request, done(written))
        if written.batch:
            place = reverse("admin:interventions_importbatch_change", args=[written.batch.pk])
        else:
            place = reverse("admin:interventions_importbatch_changelist")
        return HttpResponseRedirect(place)

    def give_rest(self, request, upload):
        try:
            return rest_of(upload, check_upload(upload))
        except Refused as refusal:
            return self.show(request, upload, str(refusal))

    def show(self, request, upload, refusal: str = ""):
        try:
            found = check_upload(upload)
        except Refused as problem:
            found, refusal = Check([], None), str(problem)
        context = {
            "title": f"Inlezen: {upload}",
            "upload": upload,
            "found": found,
            "refusal": refusal,
            "drafts": found.drafts[:SHOWN],
            "statements": found.statements[:SHOWN],
            "shown": SHOWN,
            "unknown": asked(found.unknown),
            "left_out": LEFT_OUT,
            "chosen": upload.choices,
            "bad": found.rows - found.good,
        }
        return self.page(request, "preview", context)

    def page(self, request, name: str, context: dict):
        request.current_app = self.admin_site.name
        context = {**self.admin_site.each_context(request), "opts": self.opts, **context}
        return TemplateResponse(request, f"admin/interventions/importbatch/{name}.html", context)

    def refuse_strangers(self, request):
        if not self.has_add_permission(request):
            raise PermissionDenied


def keep(form: UploadForm, *, by) -> Upload:
    """Let the file wait, and throw away what waited for more than a day."""
    Upload.objects.old().delete()
    return Upload.objects.create(
        file_name=form.cleaned_data["file"].name[-200:],
        by=by,
        tables=[asdict(table) for table in form.tables],
        is_update=form.cleaned_data["existing"],
    )


def check_upload(upload: Upload) -> Check:
    """Raises Refused."""
    tables = [Table(**table) for table in upload.tables]
    return check(tables, choices=upload.choices, is_update=upload.is_update, by=upload.by)


def chosen(form, before: dict[str, str]) -> dict[str, str]:
    """What the editor chose for each unknown word, added to what was chosen before."""
    answers_given = zip(
        form.getlist("words"), form.getlist("value"), form.getlist("choice"), strict=False
    )
    return {
        **before,
        **{choice_key(words, value): choice for words, value, choice in answers_given if choice},
    }


def asked(unknown: list[Unknown]) -> list[Unknown]:
    """The words of one form; at least one, however long its list is."""
    total = accumulate(len(word.options) for word in unknown)
    fits = sum(1 for options in total if options <= OPTIONS)
    return unknown[: min(max(fits, 1), ASKED)]


def done(written) -> str:
    parts = []
    if number := len(written.interventions):
        parts.append("1 interventie" if number == 1 else f"{number} interventies")
    if number := written.statements:
        parts.append("1 uitspraak" if number == 1 else f"{number} uitspraken")
    return f"Ingelezen als concept: {' en '.join(parts)}."


def download(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=XLSX,
        headers={
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}",
            "Cache-Control": "no-store",
        },
    )


def rest_of(upload: Upload, found: Check) -> HttpResponse:
    return download(rest_workbook(found), f"rest-{stem(upload.file_name)}.xlsx")


def stem(file_name: str) -> str:
    return get_valid_filename(f"_{file_name}").lstrip("_").rpartition(".")[0] or "bestand"
