"""What every list and form of the desk shares; content also raises the content version."""

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import SEARCH_VAR, ChangeList, ChangeListSearchForm
from django.db import IntegrityError, transaction
from django.utils.html import format_html
from django.utils.text import capfirst

from elements.fields import LineInput
from elements.models import content_change
from interventions.desk import guarded
from interventions.desk.fields import DeskFields, has_choices_by_typing, tell_how_read
from interventions.desk.forms import SlugForm
from interventions.desk.history import history_page, restore_page
from interventions.desk.improving import PAGE, improving_panel
from interventions.desk.own_pages import Page, addresses
from interventions.sheet.subjects import SUBJECT
from interventions.workflow.proposals import is_public

LONGEST_SEARCH = 200


class SearchForm(ChangeListSearchForm):
    """Every word becomes a condition, and SQLite refuses a thousand of them."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields = {
            SEARCH_VAR: LineInput(required=False, strip=False, max_length=LONGEST_SEARCH)
        }


class DeskList(ChangeList):
    search_form_class = SearchForm


class DeskAdmin(DeskFields, admin.ModelAdmin):
    """A list and a form of the desk. A save that changes nothing leaves the row as it is."""

    list_per_page = 50
    show_facets = admin.ShowFacets.NEVER
    view_on_site = False
    own_pages: tuple[Page, ...] = ()
    keeps_text = False  # whether the browser keeps what is typed, until it is saved
    has_versions = False  # then the way back is by them, else by its history where that is kept

    def get_urls(self):
        restore = ("<path:object_id>/terug/<slug:moment>/", restore_page, "restore")
        by_history = hasattr(self.model, "history") and not self.has_versions
        pages = (*self.own_pages, *([restore] if by_history else []))
        return [*addresses(self, pages), *super().get_urls()]

    def history_view(self, request, object_id, extra_context=None):
        row = self.get_object(request, unquote(object_id))
        if row is None:
            return super().history_view(request, object_id, extra_context)
        return history_page(self, request, row, **(extra_context or {}))

    def changelist_view(self, request, extra_context=None):
        title = capfirst(self.opts.verbose_name_plural)
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def get_changelist(self, request, **kwargs):
        return DeskList

    def get_prepopulated_fields(self, request, obj=None):
        """A slug follows the name only while the row is new."""
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def choosable(self, request):
        """The rows that a field of another form may point to."""
        return self.get_queryset(request)

    # --- The form ---------------------------------------------------------------------------------

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """What somebody saves meanwhile is not written over: the form comes back with both texts.

        Where they take a name that the form found free, the database refuses the row. Then the form
        looks once more, and says so.
        """
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        try:
            return self.compare_and_save(request, object_id, form_url, extra_context)
        except IntegrityError:
            return self.compare_and_save(request, object_id, form_url, extra_context)

    def compare_and_save(self, request, object_id, form_url, extra_context):
        with transaction.atomic():
            refusal = object_id and guarded.refusal(self, request, object_id)
            return refusal or super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form_class = super().get_form(request, obj, change=change, **kwargs)
        if getattr(request, "desk_collision", None):
            return type(form_class.__name__, (guarded.RefusedForm, form_class), {})
        return form_class

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if change and self.has_change_permission(request, obj):
            context |= guarded.sealed(request, context, obj)
        context["collision"] = getattr(request, "desk_collision", None)
        context["keeps_text"] = self.keeps_text
        context["by_typing"] = has_choices_by_typing(self.model, request)
        response = super().render_change_form(request, context, add, change, form_url, obj)
        if context["collision"]:
            response.status_code = guarded.REFUSED
        return response

    def save_model(self, request, obj, form, change):
        """Nothing yet for a row that is there: `save_related` knows whether anything changed."""
        if not change:
            super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        if not change or has_changed(form, formsets):
            self.save_content(request, form, formsets, change)
            tell_how_read(request, form, formsets)
            return
        for formset in formsets:
            formset.save(commit=False)  # the log asks each what it saved

    def save_content(self, request, form, formsets, change):
        """Save the row, its relations and the boxes below it."""
        if change:
            form.instance.save()
        super().save_related(request, form, formsets, change)

    # --- The list ---------------------------------------------------------------------------------

    def lookup_allowed(self, lookup, value, request):
        """Only what the filters beside the list link to.

        Django also lets any field of the row be probed, and any way of comparing it.
        """
        return lookup in {
            allowed for each in self.get_list_filter(request) for allowed in lookups_of(each)
        }


class ContentAdmin(DeskAdmin):
    """Content: its slug stays, and no row in use is deleted.

    What is public changes by a proposal that a second person publishes; the form is for the rest.
    """

    form = SlugForm
    keeps_text = True
    prepopulated_fields = {"slug": ("name",)}

    def get_urls(self):
        return [*addresses(self, (PAGE,) if self.model in SUBJECT else ()), *super().get_urls()]

    def has_change_permission(self, request, obj=None):
        is_open = obj is None or self.model not in SUBJECT or not is_public(obj)
        return is_open and super().has_change_permission(request, obj)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context |= improving_panel(obj, request.user)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_readonly_fields(self, request, obj=None):
        fixed = ("slug",) if obj and "slug" in self.prepopulated_fields else ()
        return (*super().get_readonly_fields(request, obj), *fixed)

    def save_content(self, request, form, formsets, change):
        with self.changing(form.instance):
            super().save_content(request, form, formsets, change)
            self.after_change(request, form)

    def changing(self, obj, *, withdrawal=False):
        """The transaction in which a row is saved or deleted; what is not public shows nowhere.

        The row is locked: nobody publishes a text that uses it meanwhile.
        """
        return content_change(withdrawal=withdrawal) if is_public(obj) else transaction.atomic()

    def after_change(self, request, form) -> None:
        """What else belongs to a change of this content, in its transaction."""

    def delete_model(self, request, obj):
        with self.changing(obj, withdrawal=True):
            super().delete_model(request, obj)

    def get_deleted_objects(self, objs, request):
        """Rows that name this one protect it, also where the database would let them forget it.

        So nothing else ever goes along, and no other permission is asked for.
        """
        *_, protected = super().get_deleted_objects(objs, request)
        naming = [use for obj in objs for use in named_by(obj)]
        name = capfirst(self.opts.verbose_name_plural)
        return [str(obj) for obj in objs], {name: len(objs)}, set(), [*protected, *naming]


def lookups_of(list_filter) -> set[str]:
    """What a filter beside a list links to: one about a field, or one with its own parameter."""
    if hasattr(list_filter, "parameter_name"):
        return {list_filter.parameter_name}
    field = list_filter if isinstance(list_filter, str) else list_filter[0]
    return {f"{field}__{comparison}" for comparison in ("exact", "id__exact", "isnull")}


def has_changed(form, formsets) -> bool:
    """Whether a form or a box holds another text than the database."""
    own = getattr(form, "changed_content", form.changed_data)
    return bool(own) or any(formset.has_changed() for formset in formsets)


def named_by(obj) -> list[str]:
    """The rows that name `obj` in a many-to-many field, which no foreign key protects."""
    return [
        format_html("{}: {}", capfirst(row._meta.verbose_name), row)
        for relation in obj._meta.related_objects
        if relation.many_to_many
        for row in getattr(obj, relation.get_accessor_name()).all()
    ]
