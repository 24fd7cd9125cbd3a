"""The start page of the desk: what waits, for whom and since when, as one table of sections."""

from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html

from interventions.desk.asked import done
from interventions.desk.entries import Section
from interventions.desk.waiting import SECTIONS
from interventions.models import Intervention, Recognition, WordRequest
from interventions.showing.methods import answers
from interventions.workflow import check_recognition, confirm, words

AT_START, ON_A_PAGE = 10, 50
METHODS = ("GET", "HEAD", "POST")  # a visit to a button leads back to the start page


def publisher_gaps() -> list[str]:
    """The variables about the publisher that are still empty: said here, and to no visitor."""
    return [
        variable
        for key, variable in settings.PUBLISHER_VARIABLES.items()
        if not settings.PUBLISHER[key]
    ]


class StartPage(AdminSite):
    """For the site of the desk: the start page, a page per section, and its buttons."""

    index_template = "admin/index.html"

    def get_urls(self):
        lists = [
            path(
                f"lijst/{section.slug}/",
                self.admin_view(self._list_view(section)),
                name=f"list_{section.slug}",
            )
            for section in SECTIONS
        ]
        checked = self.admin_view(self.recognition_checked)
        confirmed = self.admin_view(self.intervention_confirmed)
        granted = self.admin_view(self.word_granted)
        return [
            *lists,
            path("erkenning/<int:pk>/gecontroleerd/", checked, name="recognition_checked"),
            path("interventie/<int:pk>/nagekeken/", confirmed, name="intervention_confirmed"),
            path("woord/<int:pk>/toevoegen/", granted, name="word_granted"),
            *super().get_urls(),
        ]

    def index(self, request, extra_context=None):
        sections = [
            listed(section, request.user, per_page=AT_START)
            for section in SECTIONS
            if self._shows(section, request.user)
        ]
        context = {"sections": sections, "publisher_gaps": publisher_gaps()}
        return super().index(request, {**context, **(extra_context or {})})

    def _shows(self, section: Section, user) -> bool:
        """Whether this person may read it, and there is a page of the desk to go on to."""
        return user.has_perm(section.permission) and (
            section.model is None or self.is_registered(section.model)
        )

    def _list_view(self, section: Section):
        @answers(*METHODS)
        def list_view(request):
            if not self._shows(section, request.user):
                raise PermissionDenied
            number = request.GET.get("pagina")
            context = {
                **self.each_context(request),
                "title": section.title,
                "section": listed(section, request.user, per_page=ON_A_PAGE, number=number),
            }
            request.current_app = self.name
            return TemplateResponse(request, "admin/section.html", context)

        return list_view

    @answers(*METHODS)
    def recognition_checked(self, request, pk):
        if request.method != "POST":
            return HttpResponseRedirect(reverse("admin:index"))
        rows = Recognition.objects.select_related("intervention", "level")
        recognition = get_object_or_404(rows, pk=pk)
        done = format_html(
            "{}, {}: gecontroleerd, geen verlenging gevonden.",
            recognition.intervention,
            recognition.level,
        )
        return self._pressed(request, check_recognition, recognition, done, "erkenningen")

    @answers(*METHODS)
    def intervention_confirmed(self, request, pk):
        if request.method != "POST":
            return HttpResponseRedirect(reverse("admin:index"))
        row = get_object_or_404(Intervention, pk=pk)
        done = format_html("{}: nagekeken, klopt nog.", row)
        return self._pressed(request, confirm, row, done, "nakijken")

    @answers(*METHODS)
    def word_granted(self, request, pk):
        if request.method != "POST":
            return HttpResponseRedirect(reverse("admin:index"))
        row = get_object_or_404(WordRequest, pk=pk)
        return self._pressed(request, words.grant, row, done(row), "woorden")

    def _pressed(self, request, verb, row, done: str, slug: str):
        """Do it, say so, and go back to where the button stood."""
        try:
            verb(row, by=request.user)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(request, done)
        if request.POST.get("terug") == "lijst":
            return HttpResponseRedirect(reverse(f"admin:list_{slug}"))
        return HttpResponseRedirect(f"{reverse('admin:index')}#{slug}")


def listed(section: Section, user, *, per_page: int, number=None) -> dict:
    """A section with its count and the entries of one page of it."""
    pages = Paginator(section.rows(user), per_page)
    page = pages.get_page(number)
    return {
        "slug": section.slug,
        "title": section.title,
        "about": section.about,
        "empty": section.empty,
        "count": pages.count,
        "page": page,
        "entries": [section.entry(row, user) for row in page],
        "url": reverse(f"admin:list_{section.slug}"),
    }
