"""What was read in, and the pages that read a spreadsheet: choose it, look what it does, do it."""

from typing import cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from interventions.desk.asked import requests_of
from interventions.desk.fields import in_words
from interventions.desk.importing import uploads
from interventions.desk.importing.forms import UploadForm
from interventions.desk.pages import DeskAdmin
from interventions.desk.site import DESK_METHODS
from interventions.intake.received.limits import Refused
from interventions.intake.spreadsheets.checking import Check
from interventions.intake.spreadsheets.vocabulary import ASK, LEFT_OUT
from interventions.intake.spreadsheets.workbooks import template_workbook
from interventions.models import Upload
from interventions.models.import_batch import ImportBatchQuerySet
from interventions.models.kept import UPLOAD
from interventions.models.word_request import ASKED_FOR
from interventions.showing.methods import answers, reads

SHOWN = 100  # rows of the preview
PAGES = "admin:interventions_importbatch"
TAKES = ("all", "good")  # the steps that read rows in
NEWS = (
    "Er is nog niets ingelezen. Uw keuzes zijn bewaard. Kijk of het zo klopt, en druk dan opnieuw."
)


class ImportBatchAdmin(DeskAdmin):
    """To read, and the way to a new import. Nobody changes or deletes one.

    Who may add an intervention, may read in a file.
    """

    list_display = ("file_name", "at", "by_whom", "progress")
    list_select_related = ("by",)
    search_fields = ("file_name",)
    ordering = ("-at", "-pk")
    fields = readonly_fields = ("file_name", "at", "by_whom", "progress")
    by_whom = in_words("by", "ingelezen door")

    def get_queryset(self, request):
        return cast(ImportBatchQuerySet, super().get_queryset(request)).with_progress()

    @admin.display(description="ingediend of verder")
    def progress(self, batch):
        return f"{batch.handed_in} van {batch.total}"

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["imported"] = obj.imported.select_related("intervention").annotate(
            suggested=Count("intervention__suggested_elements")
        )
        rests = Upload.objects.waiting(request.user).filter(rest_of=obj).defer("tables")
        context |= {"rests": rests, "days": UPLOAD.days}
        return super().render_change_form(request, context, add, change, form_url, obj)

    # --- Who may ----------------------------------------------------------------------------------

    def has_add_permission(self, request):
        return request.user.has_perm("interventions.add_intervention")

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def refuse_strangers(self, request):
        if not self.has_add_permission(request):
            raise PermissionDenied

    # --- Reading in -------------------------------------------------------------------------------

    def get_urls(self):
        pages = (
            ("sjabloon/", self.template_page, "template"),
            ("<uuid:key>/voorbeeld/", self.preview_page, "preview"),
        )
        own = [
            path(route, self.admin_site.admin_view(page), name=f"interventions_importbatch_{name}")
            for route, page, name in pages
        ]
        return [*own, *super().get_urls()]

    @reads
    def template_page(self, request):
        self.refuse_strangers(request)
        return uploads.download(template_workbook(), "sjabloon-interventies.xlsx")

    def add_view(self, request, form_url="", extra_context=None):
        """Choose a file. A good one waits in the database until its preview is answered."""
        self.refuse_strangers(request)
        form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
        if form.is_bound and form.is_valid():
            upload = uploads.keep(form, by=request.user)
            try:
                uploads.check_upload(upload, by=request.user)
            except Refused as refusal:
                upload.delete()
                form.add_error(None, str(refusal))
            else:
                return self.to("preview", upload)
        context = {"title": "Inlezen", "form": form, "days": UPLOAD.days}
        return self.page(request, "upload", context)

    @answers(*DESK_METHODS)
    def preview_page(self, request, key):
        self.refuse_strangers(request)
        upload = Upload.objects.known(request.user).filter(pk=key).first()
        if upload is None:
            raise Http404
        if upload.ended_at:
            return self.ended(request, upload)
        if request.method != "POST":
            return self.show(request, upload)
        step = request.POST.get("step")
        if step == "drop":
            uploads.end(upload)
            upload.refresh_from_db()
            return self.ended(request, upload)
        if step == "rest" or (step in TAKES and not uploads.has_news(upload, request.POST)):
            return self.read_in(request, upload, step)
        return self.choose(request, upload, step)

    def choose(self, request, upload, step):
        """Keep what was chosen, and look again: nothing is read in that nobody has seen so."""
        forget = step == "forget"
        for reason in uploads.choose(upload, request.POST, by=request.user, forget=forget):
            messages.error(request, reason)
        if step in TAKES:
            messages.warning(request, NEWS)
        return self.to("preview", upload)

    def read_in(self, request, upload, step):
        """All rows, or the good ones, or only a copy of those with a fault."""
        refused = ""
        try:
            found = uploads.check_upload(upload, by=request.user)
            if step == "rest":
                return uploads.rest_of(upload, found)
            if found.faults and not (step == "good" and found.is_readable and found.good):
                raise Refused("Er is niets ingelezen: er zijn nog fouten.")
            batch = uploads.read_in(upload, found, by=request.user)
        except Refused as refusal:
            batch, refused = None, str(refusal)
        if batch is None:
            upload.refresh_from_db()  # a press before this one may have read it in meanwhile
            ended = upload.ended_at is not None
            return self.ended(request, upload) if ended else self.show(request, upload, refused)
        messages.success(request, uploads.done(found))
        return self.to("change", batch)

    def ended(self, request, upload):
        """What became of a file, also for who presses again or comes back to its page."""
        if upload.batch_id:
            messages.info(
                request, f"‘{upload}’ is al ingelezen. Hieronder staat wat er is gemaakt."
            )
            return self.to("change", upload.batch)
        messages.info(request, f"‘{upload}’ is weggegooid. Er is niets ingelezen.")
        return self.to("changelist")

    def show(self, request, upload, refusal: str = ""):
        try:
            found = uploads.check_upload(upload, by=request.user)
        except Refused as problem:
            found, refusal = Check(), str(problem)
        context = {
            "title": f"Inlezen: {upload}",
            "upload": upload,
            "found": found,
            "refusal": refusal,
            "drafts": found.drafts[:SHOWN],
            "statements": found.statements[:SHOWN],
            "again": getattr(found, "again", [])[:SHOWN],
            "shown": SHOWN,
            "unknown": uploads.asked(found.unknown),
            "left_out": LEFT_OUT,
            "ask": ASK,
            "asked_for": ASKED_FOR,
            "requests": requests_of(upload),
            "days": UPLOAD.days,
            "chosen": upload.choices,
            "bad": found.rows - found.good,
        }
        return self.page(request, "preview", context)

    def page(self, request, name: str, context: dict):
        request.current_app = self.admin_site.name
        context = {**self.admin_site.each_context(request), "opts": self.opts, **context}
        return TemplateResponse(request, f"admin/interventions/importbatch/{name}.html", context)

    def to(self, page: str, row=None):
        return HttpResponseRedirect(reverse(f"{PAGES}_{page}", args=[row.pk] if row else []))
