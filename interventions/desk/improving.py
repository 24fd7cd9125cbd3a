"""'Verbeteren': one form for a change of any public text, which a second person publishes."""

import json
from collections.abc import Mapping
from functools import partial
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import AdminForm
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Field, ForeignKey, ManyToManyField, Model
from django.forms.models import modelform_factory
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect

from elements.fields import LinesInput
from elements.models import Element
from interventions.desk import sheet
from interventions.desk.actions import taken
from interventions.desk.beside import improve_address, page_of, proposals_panel
from interventions.desk.descriptions.passages import TICKED, settle_ticked
from interventions.desk.fields import has_choices_by_typing, tell_how_read
from interventions.desk.own_pages import Page, own_page
from interventions.desk.past import moments_of
from interventions.forms import reports
from interventions.models import Intervention, Proposal
from interventions.sheet.proposed import held, in_words, plain_value
from interventions.sheet.subjects import SUBJECT, Subject
from interventions.workflow import guards, improving
from interventions.workflow.proposals import PROPOSE, digest, is_public
from interventions.workflow.restoring import element_values

READ, INSTEAD = "gelezen", "in_plaats_van"
REASON = "In een zin. Iedereen kan dit lezen bij de versies."
REASON_AT_THE_DESK = "In een zin. Alleen de redactie leest dit."
PROPOSED = "Uw verbetering staat nu bij ‘Na te lezen’. Een ander leest en publiceert die."
CHANGED = (
    "Een ander heeft dit intussen veranderd. Er staat nu: {now} Wilt u uw tekst? Sla dan nog eens "
    "op."
)


class ImprovingForm(forms.ModelForm):
    """The facts of a public text as they stand, and why they change. It saves nothing itself.

    `read`: by fact, the digest of the text that this person has read.
    """

    reason = LinesInput(
        label="Wat verandert er?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
        error_messages={"required": "Schrijf in een zin wat er verandert."},
    )
    subject: Subject

    def __init__(self, *args, read: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.now = {key: held(self.instance, key) for key in self.subject.facts}
        self.stamps = {key: digest(parts) for key, parts in self.now.items()}
        self.read = {**self.stamps, **_stamps(read)}
        self.order_fields([*self.subject.fields, "reason"])

    def clean(self):
        super().clean()
        if not self.errors:
            self.changes = self._changed()
        return self.cleaned_data

    def _changed(self) -> dict[str, dict]:
        """By fact, the parts that this person changed; what somebody else changed is named once."""
        found = {}
        for key in self.subject.facts:
            typed = {name: self._typed(name) for name in self.subject.fields_of(key)}
            if typed == self.now[key] or digest(typed) == self.read[key]:
                continue
            was_read, self.read[key] = self.read[key], self.stamps[key]
            if was_read != self.stamps[key]:
                now = in_words(self.now[key], key, type(self.instance)) or "(leeg)"
                self.add_error(self.subject.fields_of(key)[0], CHANGED.format(now=now))
            found[key] = {
                name: value for name, value in typed.items() if value != self.now[key][name]
            }
        return found

    def _typed(self, name: str) -> Any:
        field = cast(Field, self._meta.model._meta.get_field(name))
        value = self.cleaned_data.get(name)
        if isinstance(field, ManyToManyField):
            return plain_value(field, value or ())
        if isinstance(field, ForeignKey):
            return plain_value(field, value)
        if value is None or value == "":
            return None if field.null else ""
        try:
            value = field.clean(value, self.instance)  # as the row will keep it
        except ValidationError as refusal:
            self.add_error(name, refusal)
        return plain_value(field, value)

    def save(self, *args, **kwargs):
        raise TypeError("What is public changes by a proposal.")


# --- Pages ----------------------------------------------------------------------------------------


def improve_page(desk, request, pk):
    row = get_object_or_404(desk.model._base_manager, pk=pk)
    if not may_improve(row, request.user):
        raise PermissionDenied
    instead = _own(row, request.POST.get(INSTEAD) or request.GET.get("van"), request.user)
    subject, name = SUBJECT[type(row)], str(row)
    form = _form_of(desk, request, row, subject, instead)

    def propose(values):
        return improving.improve(
            row, form.changes, by=request.user, reason=values["reason"], instead=instead
        )

    if taken(form, propose):
        messages.success(request, PROPOSED)
        if isinstance(row, Intervention):
            settle_ticked(request, row)
        tell_how_read(request, form, ())
        return redirect(page_of(row))
    panel = proposals_panel(row, request.user)
    return own_page(
        desk,
        request,
        "improve.html",
        title=f"Verbeteren: {name}",
        name=name,
        form=form,
        adminform=AdminForm(form, _fieldsets(subject, form), {}, (), model_admin=desk),
        media=desk.media + form.media,
        has_change_permission=True,
        by_typing=has_choices_by_typing(desk.model, request),
        read=json.dumps(form.read),
        instead=instead,
        waiting=[one for one in panel["proposals"] if one.is_open],
        passages=panel["passages"],
        ticked=request.POST.getlist(TICKED),
        back=page_of(row),
    )


def choice_page(desk, request, pk, proposal):
    """A working copy says something else than what was published meanwhile: which text stays."""
    copy = get_object_or_404(Intervention.objects.exclude(replaces=None), pk=pk)
    if not request.user.has_perm(PROPOSE):
        raise PermissionDenied
    found = next((one for one in guards.to_choose(copy) if one.pk == proposal), None)
    if found is None:
        raise Http404
    choices = {"site": improving.take_public_text, "werkkopie": improving.keep_own_text}
    if request.method == "POST" and (choose := choices.get(request.POST.get("keuze", ""))):
        choose(found, by=request.user)
        messages.success(request, "Uw keuze is bewaard.")
        return redirect(page_of(copy))
    live = cast(Intervention, copy.replaces)
    return own_page(
        desk,
        request,
        "interventions/proposal/choose.html",
        title=f"Kies welke tekst blijft: {copy}",
        row=copy,
        back=page_of(copy),
        label=SUBJECT[Intervention].label_of(found.fact),
        on_site=in_words(held(live, found.fact), found.fact),
        in_copy=in_words(held(copy, found.fact), found.fact),
        reason=found.note,
    )


PAGE: Page = ("<int:pk>/verbeteren/", improve_page, "improve")
CHOICE: Page = ("<int:pk>/keuze/<int:proposal>/", choice_page, "choose")


def may_improve(row: Model | None, user) -> bool:
    return row is not None and user.has_perm(PROPOSE) and is_public(row)


def improving_panel(row: Model | None, user) -> dict:
    """What the page of a public text shows: the way to improve it, and what waits already."""
    if row is None or type(row) not in SUBJECT:
        return {}
    return {
        "improve": improve_address(row) if may_improve(row, user) else "",
        "versions": page_of(row, "versions") if SUBJECT[type(row)].has_versions else "",
        **proposals_panel(row, user),
    }


# --- The form -------------------------------------------------------------------------------------


def _form_of(desk, request, row: Model, subject: Subject, instead: Proposal | None):
    form_class: Any = modelform_factory(
        type(row),
        form=type("ImprovingForm", (ImprovingForm, desk.form), {"subject": subject}),
        fields=subject.fields,
        formfield_callback=partial(desk.formfield_for_dbfield, request=request),
    )
    if request.method == "POST":
        form = form_class(request.POST, instance=row, read=request.POST.get(READ, ""))
    else:
        form = form_class(instance=row, initial=_initial(desk, request, row, subject, instead))
    is_told = isinstance(row, Intervention | Element)  # by the page of its versions
    form.fields["reason"].help_text = REASON if is_told else REASON_AT_THE_DESK
    return form


def _fieldsets(subject: Subject, form) -> list:
    """The headings of the description sheet, or none; and last, why."""
    groups = (
        sheet.FIELDSETS if subject.model is Intervention else ((None, {"fields": subject.fields}),)
    )
    found = []
    for title, options in groups:
        names = [name for name in options["fields"] if name in subject.fields]
        if names:
            found.append((title, {**options, "fields": names}))
    return [*found, ("Deze verbetering", {"fields": ["reason"]})]


def _initial(desk, request, row: Model, subject: Subject, instead: Proposal | None) -> dict:
    """What the form begins with, where that is not the text of now: an own proposal, or a text of
    before.
    """
    if instead:
        rows = Proposal.objects.filter(together=instead.together)
        values = {name: value for one in rows for name, value in one.values.items()}
        return {**_as_choices(row, values), "reason": instead.reason}
    if number := request.GET.get("versie"):
        then = _version(row, number)
        return {**_as_choices(row, then), "reason": f"Versie {number} terug."}
    if key := request.GET.get("moment"):
        moment = next((one for one in moments_of(row, {}) if one.key == key), None)
        if moment is None:
            raise Http404
        return {"reason": "Een eerdere tekst terug.", **_as_sent(row, subject, moment.row)}
    note = reports.note_for(row) if isinstance(row, Intervention | Element) else ""
    return {"reason": note}


def _version(row: Model, number: str) -> Mapping[str, Any]:
    """The values of an older version of an element, a source or a term."""
    if not (number.isascii() and number.isdigit() and len(number) < 9):
        raise Http404
    if isinstance(row, Element):
        return element_values(get_object_or_404(row.publications, number=int(number)))
    if not SUBJECT[type(row)].has_versions or isinstance(row, Intervention):
        raise Http404
    return get_object_or_404(row.versions, number=int(number)).document  # type: ignore[attr-defined]


def _as_choices(row: Model, values: Mapping[str, Any]) -> dict:
    """Plain values as a form begins with them: rows by their keys."""
    found = {}
    for name, value in values.items():
        field = row._meta.get_field(name)
        if isinstance(field, ForeignKey | ManyToManyField):
            slugs = value if isinstance(value, list) else [value]
            rows = cast(Any, field.related_model)._default_manager.filter(slug__in=slugs)
            keys = [one.pk for one in rows]
            value = keys if isinstance(field, ManyToManyField) else next(iter(keys), None)
        found[name] = value
    return found


def _as_sent(row: Model, subject: Subject, sent: Mapping[str, tuple[str, ...]]) -> dict:
    """The values of a save that is on record, which are as a form sends them."""
    return {
        name: [*sent[name]]
        if isinstance(row._meta.get_field(name), ManyToManyField)
        else next(iter(sent[name]), "")
        for name in subject.fields
        if name in sent
    }


def _own(row: Model, pk, user) -> Proposal | None:
    """The proposal of this person about this text that the form replaces."""
    if not (pk and str(pk).isascii() and str(pk).isdigit() and len(str(pk)) < 16):
        return None
    about = {SUBJECT[type(row)].name: row, "proposed_by": user, "pk": int(pk)}
    return Proposal.objects.filter(**about).first()


def _stamps(text: str) -> dict[str, str]:
    """What a form sent back of the texts it was made of; nothing of what we did not make."""
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
