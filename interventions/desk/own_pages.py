"""Pages of the desk beside Django's list and form: functions that get the ModelAdmin first."""

from collections.abc import Callable
from functools import partial

from django.template.response import TemplateResponse
from django.urls import path

from interventions.desk.site import DESK_METHODS
from interventions.showing.methods import answers

Page = tuple[str, Callable, str]  # route, function, and the last word of the name of its address


def addresses(desk, pages: tuple[Page, ...]) -> list:
    """The addresses below that of the model; behind the door of the desk."""
    model = f"{desk.opts.app_label}_{desk.opts.model_name}"
    return [
        path(
            route,
            desk.admin_site.admin_view(answers(*DESK_METHODS)(partial(view, desk))),
            name=f"{model}_{name}",
        )
        for route, view, name in pages
    ]


def own_page(desk, request, template: str, *, status: int = 200, **context) -> TemplateResponse:
    """An answer with what every page of the desk shows, and `context`."""
    request.current_app = desk.admin_site.name
    shared = {**desk.admin_site.each_context(request), "opts": desk.opts}
    return TemplateResponse(request, f"admin/{template}", {**shared, **context}, status=status)
