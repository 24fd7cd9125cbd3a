"""Two editors on one text: the second is refused, and reads both texts before saving on top."""

import hashlib
from dataclasses import dataclass, field

from django.core.signing import BadSignature, Signer
from django.forms import BaseForm
from django.http import QueryDict

from interventions.desk import written
from interventions.desk.written import DELETE, NEW, Part, Written

SIGNER = Signer(salt="interventions.admin.collision")
FIELD = "_stand"  # the hidden field with what the text was when the form was made
GONE, REMOVED = "Weggehaald", "U haalde dit weg."
EMPTY = "(leeg)"


def fingerprints(text: Written) -> dict[str, str]:
    """A short digest per part: the form carries these, not the text itself."""
    return {"|".join(part): fingerprint(values) for part, values in text.items()}


def fingerprint(values: tuple[str, ...]) -> str:
    return hashlib.sha256(repr(values).encode()).hexdigest()[:12]


def seal(row, text: Written) -> str:
    """For the hidden field: what this row holds, signed."""
    return SIGNER.sign_object([row._meta.label, str(row.pk), fingerprints(text)], compress=True)


def unseal(row, token: str) -> dict[str, str] | None:
    """The fingerprints of a seal; nothing when it is not of this row, or not ours."""
    try:
        label, pk, known = SIGNER.unsign_object(token)
    except (BadSignature, ValueError):
        return None
    return known if [label, pk] == [row._meta.label, str(row.pk)] else None


@dataclass
class Clash:
    """One part of the text that somebody else changed meanwhile."""

    label: str
    part: Part
    theirs: str
    yours: str
    taken_over: bool  # this editor had not touched it, so the form now has the other text
    by: object = None
    at: object = None


@dataclass
class Collision:
    """What differs, and the form as it goes on: everything that was typed, on the newest text."""

    form: BaseForm
    formsets: list
    known: dict[str, str]
    now: Written
    typed: Written
    clashes: list[Clash] = field(default_factory=list)
    merged: Written = field(default_factory=dict)

    def __post_init__(self):
        self._merge_row()
        for formset in self.formsets:
            self._merge_boxes(formset)

    def data(self, posted: QueryDict) -> QueryDict:
        """The form data to go on with: what was posted, with the merged text in it."""
        starts = tuple(f"{formset.prefix}-" for formset in self.formsets)
        own = {name for prefix, _, name in self.now if not prefix}
        rest = {
            name: values
            for name, values in posted.lists()
            if name not in own and not name.startswith(starts) and name != FIELD
        }
        return written.as_query({**rest, **written.as_data(self.merged, self.formsets)})

    def new_boxes(self) -> list[Clash]:
        """The boxes without a row in which something was typed."""
        found = []
        for formset in self.formsets:
            empty = formset.empty_form
            for row, values in written.rows_of(self.typed, formset.prefix).items():
                own = any(text != written.shown(empty[name]) for name, text in values.items())
                if row.startswith(NEW) and own:
                    label = f"{kind_of(formset)}, nieuw"
                    part = (formset.prefix, row, "")
                    found.append(Clash(label, part, "", summary(formset, values), False))
        return found

    # --- Merging ----------------------------------------------------------------------------------

    def _merge_row(self):
        for part in self.now:
            if not part[0]:
                field = self.form.fields[part[2]]
                self._merge_part(part, field, str(self.form[part[2]].label))

    def _merge_boxes(self, formset):
        typed = written.rows_of(self.typed, formset.prefix)
        now = written.rows_of(self.now, formset.prefix)
        known = {key.split("|")[1] for key in self.known if key.startswith(f"{formset.prefix}|")}
        names = {str(box.instance.pk): box_name(box.instance) for box in formset.initial_forms}
        for row, values in now.items():
            label = f"{kind_of(formset)} ‘{names[row]}’"
            if row in typed:
                self._merge_box(formset, row, label)
            elif row not in known:
                self.merged |= {(formset.prefix, row, name): text for name, text in values.items()}
                self._tell((formset.prefix, row, ""), label, summary(formset, values), "", True)
            else:  # the browser left out a box that was there: then it stays as it is
                self.merged |= {(formset.prefix, row, name): text for name, text in values.items()}
        for row, values in typed.items():
            if row.startswith(NEW):
                self.merged |= {(formset.prefix, row, name): text for name, text in values.items()}
            elif row not in now:
                self._keep_what_is_gone(formset, row, values)

    def _merge_box(self, formset, row, label):
        fields = formset.empty_form.fields
        removed = (formset.prefix, row, DELETE) in self.typed
        if removed:
            self.merged[formset.prefix, row, DELETE] = ("on",)
        for name in written.rows_of(self.now, formset.prefix)[row]:
            title = f"{label}, {str(fields[name].label).lower()}"
            self._merge_part((formset.prefix, row, name), fields[name], title, removed=removed)

    def _keep_what_is_gone(self, formset, row, values):
        """A box that somebody else took away becomes a new one, if this editor wrote in it."""
        touched = any(
            self._touched((formset.prefix, row, name)) for name in values if name != DELETE
        )
        if not touched or DELETE in values:
            return
        self.merged |= {
            (formset.prefix, f"{NEW}{row}", name): text for name, text in values.items()
        }
        self._tell(
            (formset.prefix, row, ""), kind_of(formset), GONE, summary(formset, values), False
        )

    def _merge_part(self, part, field, label, *, removed=False):
        now, typed = self.now[part], self.typed.get(part, ())
        if self.known.get("|".join(part)) == fingerprint(now):  # nobody else touched it
            self.merged[part] = typed
            return
        untouched = not self._touched(part) and not removed
        self.merged[part] = now if untouched else typed
        if now != typed or removed:
            yours = REMOVED if removed else written.spoken(field, typed) or EMPTY
            self._tell(part, label, written.spoken(field, now) or EMPTY, yours, untouched)

    def _touched(self, part) -> bool:
        return self.known.get("|".join(part)) != fingerprint(self.typed.get(part, ()))

    def _tell(self, part, label, theirs, yours, taken_over):
        self.clashes.append(Clash(label, part, theirs, yours, taken_over))


def kind_of(formset) -> str:
    name = str(formset.model._meta.verbose_name)
    return name[0].upper() + name[1:]


def box_name(row) -> str:
    """What a box is called: a statement by its element."""
    return str(getattr(row, "element", None) or row)


def summary(formset, values) -> str:
    """A whole box as lines of text."""
    fields = formset.empty_form.fields
    return "\n".join(
        f"{fields[name].label}: {written.spoken(fields[name], text)}"
        for name, text in values.items()
        if text and name in fields
    )
