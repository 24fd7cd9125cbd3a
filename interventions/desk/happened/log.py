"""The log of the whole desk, for who manages the accounts: a page with a filter, and a file."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import islice
from operator import attrgetter
from typing import Any, cast
from urllib.parse import urlencode

from django import forms
from django.contrib.admin import site
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import HttpResponse, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.text import capfirst

from elements import dates
from interventions.desk.happened.kinds import KINDS
from interventions.desk.happened.merging import Chosen, read, saves, written
from interventions.desk.happened.names import Names, name_of
from interventions.desk.happened.trace import SOFTWARE, Event, permitted
from interventions.desk.happened.words import CHANGED, MADE
from interventions.models import kept
from interventions.models.accounts import people
from interventions.open_data.files.files import csv_lines
from interventions.showing.methods import reads

PERMISSION = "auth.change_user"
ON_A_PAGE = 50
OF_A_FILE = 1000  # read together for a file
HEAD = ["Wanneer", "Wie", "Soort", "Wat", "Waarover", "Wat dat is", "Toelichting"]
YEARS = (MinValueValidator(date(2000, 1, 1)), MaxValueValidator(date(2999, 12, 31)))
NO_DAY = "Dit is geen dag. Schrijf een dag als 31-12-2026."


def day_field(label: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        validators=YEARS,
        error_messages={"invalid": NO_DAY, "min_value": NO_DAY, "max_value": NO_DAY},
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )


class FilterForm(forms.Form):
    """What of the log is wanted. What is right beside a fault counts all the same."""

    wie = forms.ChoiceField(
        label="Wie",
        required=False,
        error_messages={"invalid_choice": "Deze persoon is er niet. U ziet iedereen."},
    )
    van = day_field("Van (dag)")
    tot = day_field("Tot en met (dag)")
    soort = forms.ChoiceField(
        label="Soort",
        required=False,
        choices=[("", "Alles"), *((kind.slug, kind.label) for kind in KINDS.values())],
        error_messages={"invalid_choice": "Deze soort is er niet. U ziet alles."},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.known = {str(user.pk): user for user in people().order_by("username")}
        choices = [(key, name_of(user)) for key, user in self.known.items()]
        own = [("", "Iedereen"), ("software", capfirst(SOFTWARE))]
        cast(forms.ChoiceField, self.fields["wie"]).choices = [*own, *choices]

    def clean(self):
        start, end = self.cleaned_data.get("van"), self.cleaned_data.get("tot")
        if start and end and start > end:
            raise forms.ValidationError("De eerste dag ligt na de laatste.", code="no_days")
        return self.cleaned_data

    @property
    def faults(self) -> list[str]:
        """Each as a sentence that names its field."""
        return [
            f"{self[name].label}: {text}" if name in self.fields else str(text)
            for name, texts in self.errors.items()
            for text in texts
        ]

    @property
    def chosen(self) -> Chosen:
        self.full_clean()
        values = self.cleaned_data
        who, start, end = values.get("wie"), values.get("van"), values.get("tot")
        return Chosen(
            kind=values.get("soort", ""),
            by=SOFTWARE if who == "software" else self.known.get(who or ""),
            since=dates.start_of(start) if start else None,
            until=dates.start_of(end + timedelta(days=1)) if end else None,
        )

    @property
    def query(self) -> str:
        """What was chosen, for an address."""
        return urlencode({name: self.data[name] for name in self.fields if self.data.get(name)})


# --- Pages ----------------------------------------------------------------------------------------


@reads
def log_page(request):
    _ask(request.user)
    return _page(request, FilterForm(request.GET))


@reads
def log_file(request):
    """The same as a file. A fault in the filter is refused: a file cannot say what it left out."""
    _ask(request.user)
    form = FilterForm(request.GET)
    if form.faults:
        return _page(request, form, status=400)
    name = f"logboek-{dates.today().isoformat()}.csv"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Type": "text/csv; charset=utf-8",
        "Cache-Control": "no-store",
    }
    if request.method == "HEAD":
        return HttpResponse(headers=headers)
    _note_export(request.user, form)
    lines = csv_lines(HEAD, _file_rows(form.chosen, request.user))
    return StreamingHttpResponse(lines, headers=headers)


def _ask(user) -> None:
    if not user.has_perm(PERMISSION):
        raise PermissionDenied


def _page(request, form: FilterForm, *, status: int = 200) -> TemplateResponse:
    faults, after = [*form.faults], None
    if place := request.GET.get("na"):
        after = read(place)
        if after is None:
            faults.append("Deze plek in het logboek is er niet. U ziet het nieuwste.")
    found = list(islice(saves(form.chosen, at_once=2 * ON_A_PAGE, after=after), ON_A_PAGE + 1))
    shown = found[:ON_A_PAGE]
    context = {
        **site.each_context(request),
        "title": "Logboek",
        "kept": kept,
        "form": form,
        "faults": faults,
        "lines": list(_lines(shown, request.user)),
        "query": form.query,
        "is_filtered": bool(form.query),
        "is_later": after is not None,
        "older": written(shown[-1][-1].key) if len(found) > ON_A_PAGE else "",
    }
    request.current_app = site.name
    return TemplateResponse(request, "admin/log.html", context, status=status)


def _note_export(user: User, form: FilterForm) -> None:
    LogEntry.objects.create(
        user=user,
        action_flag=CHANGE,
        object_repr="Logboek",
        change_message=f"logboek opgehaald{': ' if form.query else ''}{form.query}",
    )


# --- Lines ----------------------------------------------------------------------------------------


def _lines(groups: Iterable[list[Event]], user) -> Iterator[dict[str, Any]]:
    groups = [*groups]
    names = Names((event for group in groups for event in group), user)
    for group in groups:
        first, in_order = group[0], sorted(group, key=attrgetter("place", "at"))
        yield {
            "at": first.at,
            "who": names.who(first),
            "kinds": _once(event.kind.label for event in in_order),
            "said": _said(in_order),
            "what": names.what(first),
            "thing": names.kind_of_thing(first),
            "url": names.url(first),
            "notes": _once(
                event.note for event in in_order if event.note and permitted(event.trace, user)
            ),
        }


def _said(events: list[Event]) -> list[str]:
    """In words. What was made is not also called changed: its lists come after."""
    said = _once(event.said for event in events)
    return [capfirst(one) for one in said if not (one == CHANGED and MADE in said)]


def _once(texts: Iterable[str]) -> list[str]:
    return [*dict.fromkeys(texts)]


def _file_rows(chosen: Chosen, user) -> Iterator[list[str]]:
    groups = saves(chosen, at_once=OF_A_FILE)
    while piece := list(islice(groups, OF_A_FILE)):
        for line in _lines(piece, user):
            yield [
                f"{timezone.localtime(line['at'], dates.AMSTERDAM):%Y-%m-%d %H:%M:%S}",
                line["who"],
                ", ".join(line["kinds"]),
                "; ".join(line["said"]),
                line["what"],
                line["thing"],
                "\n".join(line["notes"]),
            ]
