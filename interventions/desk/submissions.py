"""Submissions at the desk: who sent a text in, for reviewers only; the private link for nobody."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from interventions.desk.actions import ReadOnly
from interventions.desk.fields import in_words
from interventions.desk.pages import DeskAdmin
from interventions.models import Intervention, Submission
from interventions.workflow.reviewers import is_reviewer


class SubmissionAdmin(ReadOnly, DeskAdmin):
    """What was handed in. An unfinished form is still the visitor's own."""

    list_display = ("text", "state", "by_owner", "submitted_at", "decided_at")
    list_display_links = ("text",)
    list_filter = ("is_owner",)
    list_select_related = ("intervention",)
    search_fields = ("intervention__name", "name", "email", "organisation")
    ordering = ("-submitted_at", "-pk")
    fields = readonly_fields = (
        *("text_page", "by_owner", "name", "email", "confirmed_at", "organisation"),
        "consented_at",
        *("submitted_at", "decided_at", "reply"),
    )
    by_owner = in_words("is_owner", "is de eigenaar")

    def get_queryset(self, request):
        return super().get_queryset(request).exclude(submitted_at=None)

    @admin.display(description="interventie")
    def text(self, submission):
        return str(submission.intervention or submission)

    @admin.display(description="interventie")
    def text_page(self, submission):
        row = submission.intervention
        if row is None:
            return "niet meer hier"
        page = reverse("admin:interventions_intervention_change", args=[row.pk])
        return format_html('<a href="{}">{}</a>', page, row)

    @admin.display(description="status")
    def state(self, submission):
        row = submission.intervention
        return row.get_status_display() if row else "niet meer hier"


def submission_panel(intervention: Intervention, user) -> dict:
    """What `_submission.html` shows on the page of a text that came from outside.

    Who sent it in is for reviewers; everybody at the desk sees that it came from outside, whether
    the owner did it, and what was answered.
    """
    row = intervention.replaces or intervention
    submission = Submission.objects.filter(intervention=row).first()
    return {"submission": submission, "may_see_sender": is_reviewer(user)}
