"""Notices at the desk: placing one on a public page, and taking it away."""

from typing import cast

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from elements.models import Element
from interventions.desk.actions import Action, ReadOnly, action_page
from interventions.desk.beside import improve_address, page_of
from interventions.desk.fields import in_words
from interventions.desk.improving import PAGE, improving_panel, may_improve
from interventions.desk.pages import DeskAdmin
from interventions.models import Intervention, Notice
from interventions.workflow import notices

KINDS = {"interventie": Intervention, "element": Element}


def place_page(desk, request, kind, pk):
    if not request.user.has_perm(notices.PLACE):
        raise PermissionDenied
    if kind not in KINDS:
        raise Http404
    subject = cast(Intervention | Element, get_object_or_404(KINDS[kind], pk=pk))
    action = Action(
        "Mededeling plaatsen",
        (
            "De mededeling staat meteen boven de pagina op de site, met de datum van vandaag.",
            "De tekst van de pagina blijft zoals die is.",
        ),
        "De mededeling staat op de site.",
        lambda text: notices.place(subject, text=text, by=request.user),
        "Mededeling",
        "Hooguit 400 tekens. Iedereen kan dit lezen: noem geen namen.",
        notices.DISPUTED,
        longest=400,
        needs_text=True,
        keeps_text=True,
    )
    return action_page(desk, request, action, row=subject, back=page_of(subject))


def lift_page(desk, request, pk):
    if not request.user.has_perm(notices.LIFT):
        raise PermissionDenied
    notice = get_object_or_404(Notice, pk=pk)
    action = Action(
        "Mededeling weghalen",
        ("De mededeling verdwijnt meteen van de site.", f"Er staat nu: {notice.text}"),
        "De mededeling is weggehaald.",
        lambda text: notices.lift(notice, by=request.user),
    )
    subject = notice.intervention or cast(Element, notice.element)
    return action_page(desk, request, action, row=subject, back=page_of(subject))


class NoticeAdmin(ReadOnly, DeskAdmin):
    """What stands on a page now comes first."""

    own_pages = (
        ("plaatsen/<slug:kind>/<int:pk>/", place_page, "place"),
        ("<int:pk>/weghalen/", lift_page, "lift"),
        PAGE,
    )
    list_display = ("subject", "text", "placed_at", "by_whom", "lifted_at")
    list_display_links = ("subject",)
    list_select_related = ("intervention", "element", "placed_by")
    search_fields = ("text", "intervention__name", "element__name")
    ordering = (F("lifted_at").desc(nulls_first=True), "-placed_at", "-pk")
    fields = readonly_fields = (
        *("subject", "text", "placed_at", "by_whom"),
        *("lifted_at", "lifted_by_whom"),
    )
    by_whom = in_words("placed_by", "geplaatst door")
    lifted_by_whom = in_words("lifted_by", "weggehaald door")

    @admin.display(description="pagina")
    def subject(self, notice):
        return str(notice.intervention or notice.element)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["subject"] = obj.intervention or obj.element
        context |= notice_panel(context["subject"], request.user)
        context |= improving_panel(obj, request.user)
        return super().render_change_form(request, context, add, change, form_url, obj)


def notice_panel(subject: Intervention | Element | None, user) -> dict:
    """What `_notice.html` shows on a page of the desk: the notice in force, and the next step."""
    public = getattr(subject, "replaces", None) or subject
    if public is None:
        return {"notice": None, "notice_step": None}
    notice = notices.in_force(public)
    if notice:
        step = ("Mededeling weghalen", reverse("admin:interventions_notice_lift", args=[notice.pk]))
        return {
            "notice": notice,
            "notice_step": step if user.has_perm(notices.LIFT) else None,
            "improve_notice": improve_address(notice) if may_improve(notice, user) else "",
        }
    kind = "element" if isinstance(public, Element) else "interventie"
    may = user.has_perm(notices.PLACE) and (isinstance(public, Element) or is_public(public))
    place = reverse("admin:interventions_notice_place", args=[kind, public.pk])
    return {"notice": None, "notice_step": ("Mededeling plaatsen", place) if may else None}


def is_public(intervention: Intervention) -> bool:
    return intervention.status == Intervention.Status.PUBLISHED
