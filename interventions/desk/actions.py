"""A step with a page of its own: what will happen, what is asked, and the button."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from elements.fields import LinesInput
from interventions.desk.own_pages import own_page


@dataclass(frozen=True)
class Action:
    """`take` gets the text that was written; without a label for that, nothing is asked.

    With `tick_label` there is a box to tick as well, and `take` gets `tick`.
    """

    label: str
    happens: tuple[str, ...]
    done: str
    take: Callable[..., object]
    text_label: str = ""
    text_help: str = ""
    text: str = ""
    longest: int = 3000
    tick_label: str = ""
    tick_help: str = ""
    needs_text: bool = False
    keeps_text: bool = False  # in the browser, until the step is taken; never contact details

    def taken_with(self, values: dict):
        ticked = {"tick": values["tick"]} if self.tick_label else {}
        return self.take(values.get("text", ""), **ticked)


class TextForm(forms.Form):
    """What the verb asks for; the verb itself refuses an empty text where it needs one."""

    def __init__(self, action: Action, **kwargs):
        super().__init__(initial={"text": action.text}, **kwargs)
        if action.text_label:
            self.fields["text"] = LinesInput(
                label=action.text_label,
                help_text=action.text_help,
                max_length=action.longest,
                required=False,
                widget=forms.Textarea(attrs={"rows": 5, "class": "vLargeTextField"}),
            )
            self.fields["text"].needed = action.needs_text  # type: ignore[attr-defined]
        if action.tick_label:
            self.fields["tick"] = forms.BooleanField(
                label=action.tick_label, help_text=action.tick_help, required=False
            )


def action_page(
    desk, request: HttpRequest, action: Action, *, row, back: str, template="action", **more
) -> HttpResponse:
    """The page of one step about `row`; when it was taken, on to `back`.

    `more`: what a template of its own shows besides.
    """
    form = TextForm(action, data=request.POST if request.method == "POST" else None)
    if taken(form, lambda values: action.taken_with(values) or row):
        messages.success(request, action.done)
        return redirect(back)
    shown: dict[str, Any] = {"label": action.label, "happens": action.happens, "form": form}
    shown["keeps_text"] = action.keeps_text
    return step_page(desk, request, template, **shown, row=row, back=back, **more)


def taken(form: forms.Form, take: Callable[[dict], object]):
    """What `take` gives; nothing when the form or the step refuses, and then the form says why."""
    if not form.is_valid():
        return None
    try:
        return take(form.cleaned_data)
    except ValidationError as refusal:
        form.add_error(None, ValidationError(refusal.messages))
        return None


def step_page(desk, request: HttpRequest, name: str, *, label: str, row, **context) -> HttpResponse:
    """The page of a step: `happens`, `form`, and where to go `back` to."""
    title = f"{label}: {row}"
    return own_page(
        desk, request, f"interventions/{name}.html", title=title, label=label, row=row, **context
    )


class ReadOnly:
    """For a ModelAdmin of what came from outside: nobody types over it, steps have pages."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
