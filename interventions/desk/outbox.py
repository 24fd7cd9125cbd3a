"""The outbox at the desk: what was sent to whom, and sending again what may not have arrived."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse

from interventions.desk.actions import ReadOnly
from interventions.desk.pages import DeskAdmin
from interventions.models import OutboxMessage
from interventions.showing.methods import answers
from interventions.workflow import mail
from interventions.workflow.reviewers import is_reviewer

State = OutboxMessage.State
OUTSIDE = "iemand buiten de redactie"
EXPLANATIONS = {
    State.WAITING: "Dit bericht wordt vanzelf verstuurd.",
    State.SENDING: "Dit bericht wordt nu verstuurd.",
    State.SENT: "De mailserver heeft dit bericht aangenomen.",
    State.UNCERTAIN: "De verbinding viel weg tijdens het versturen. Niemand weet of dit bericht "
    "is aangekomen. Verstuurt u het opnieuw? Dan krijgt de ontvanger het misschien twee keer.",
    State.FAILED: "Dit bericht is niet verstuurd. Bij 'fout' staat waarom. Was het de mailserver? "
    "Kijk dan of het adres klopt. Van iemand buiten de redactie kan een beoordelaar dat. Daarna "
    "kunt u het opnieuw versturen.",
}


class OutboxAdmin(ReadOnly, DeskAdmin):
    """To read only, and never the text: it holds private links.

    An address from outside is for reviewers: others cannot look it up here, nor
    search for it or sort by it.
    """

    list_filter = ("state",)
    ordering = ("-queued_at", "-pk")

    def get_list_display(self, request):
        return ("subject", self.recipient(request), "state", "queued_at")

    def get_search_fields(self, request):
        return ("subject", "to") if is_reviewer(request.user) else ("subject",)

    def get_fields(self, request, obj=None):
        shown = ("subject", self.recipient(request), "state", "error")
        return (*shown, "queued_at", "tries", "taken_at", "due_at", "sent_at")

    get_readonly_fields = get_fields

    def recipient(self, request) -> str:
        """The column with the address, as this person may read it."""
        return "to" if is_reviewer(request.user) else "to_colleague"

    @admin.display(description="aan")
    def to_colleague(self, message):
        return OUTSIDE if message.outside and message.to else message.to

    def get_urls(self):
        page = self.admin_site.admin_view(self.resend_page)
        name = "interventions_outboxmessage_resend"
        return [path("<int:pk>/opnieuw/", page, name=name), *super().get_urls()]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["explanation"] = EXPLANATIONS[obj.state] if obj.to else ""
        context["resendable"] = obj in mail.resendable() and may_resend(request.user)
        return super().render_change_form(request, context, add, change, form_url, obj)

    @answers("POST")
    def resend_page(self, request, pk):
        message = get_object_or_404(OutboxMessage, pk=pk)
        if not (self.has_view_permission(request) and may_resend(request.user)):
            raise PermissionDenied
        if mail.resend(message):
            self.log_change(request, message, "Opnieuw versturen")
            messages.success(request, "Dit bericht wordt zo meteen opnieuw verstuurd.")
        elif message.state == State.WAITING:
            messages.info(request, "Dit bericht staat al klaar: het wordt vanzelf verstuurd.")
        else:
            messages.error(request, "Dit bericht kan niet opnieuw verstuurd worden.")
        return redirect(reverse("admin:interventions_outboxmessage_change", args=[pk]))


def may_resend(user) -> bool:
    return user.has_perm("interventions.change_outboxmessage")
