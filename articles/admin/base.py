"""What all screens of the desk share."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone

from articles import desk
from articles.admin.fields import (
    ComingMomentField,
    MomentInput,
    length_validators,
)
from articles.imaging.decode import BadPhoto
from articles.permissions import may
from articles.signals import audit
from articles.text.plain_text import MOST_MARKS, has_piled_marks
from articles.text.spreadsheet import table

REFUSALS = (desk.DeskError, BadPhoto, ValidationError, IntegrityError)

# What Django's own filters put behind the name of their field.
COMPARISONS = ("", "__exact", "__id__exact", "__isnull", "__gte", "__lt")


class OfferedFilters:
    """A list is narrowed by the filters that it offers, and by no other field of its address.

    Django takes every field, also those that no page shows (where a photo was taken), and compares
    it as the address says: also by a regular expression, which SQLite runs in this very process.
    """

    def lookup_allowed(
        self, lookup: str, value: Any, request: HttpRequest | None = None
    ) -> bool:
        parameters = []
        for list_filter in self.list_filter:
            if isinstance(list_filter, type):
                parameters.append(list_filter.parameter_name)
                continue
            field = list_filter if isinstance(list_filter, str) else list_filter[0]
            parameters += [field + comparison for comparison in COMPARISONS]
        return lookup in parameters

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        # Answer what is not offered like any other slip in a list's address.
        try:
            return super().get_changelist_instance(request)
        except DisallowedModelAdminLookup as error:
            raise IncorrectLookupParameters from error


class DeskAdmin(OfferedFilters, admin.ModelAdmin):
    """Permissions from the one table, saving by `desk.save_site_object`, and no way to delete.

    `reads` and `edits` are actions of `permissions.TABLE`. A page whose verbs do long work before
    their own transactions says `in_one_transaction = False`: SQLite has one writer at a time.
    """

    in_one_transaction = True

    reads = "use_taxonomy"
    edits = "manage_site"
    # Django's only action deletes.
    actions = None
    list_per_page = 50
    # A count of all rows would be a second query over the whole table.
    show_full_result_count = False
    formfield_overrides = {
        models.DateTimeField: {"form_class": ComingMomentField, "widget": MomentInput},
    }

    class Media:
        css = {"all": ["articles/desk/frame/desk.css"]}

    def own_urls(self, pages: Iterable[tuple[str, Any, str]]) -> list[Any]:
        """Return the URLs of (path, view, name), for those alone who may see the model."""

        def own(view: Any) -> Any:
            def answer(request: HttpRequest, **kwargs: Any) -> HttpResponse:
                if not self.has_view_permission(request):
                    raise PermissionDenied
                return view(self, request, **kwargs)

            return self.admin_site.admin_view(answer)

        prefix = f"{self.opts.app_label}_{self.opts.model_name}"
        return [
            path(tail, own(view), name=f"{prefix}_{name}") for tail, view, name in pages
        ]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request.user, self.reads, obj) or self.has_change_permission(
            request, obj
        )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return may(request.user, self.edits)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request.user, self.edits, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def view_on_site(self, obj: Any) -> str | None:
        # The public address itself, to who may see this page (never Django's detour by id).
        return obj.get_absolute_url() if hasattr(obj, "get_absolute_url") else None

    def formfield_for_dbfield(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(db_field, models.TextField):
            field.validators += length_validators(db_field.name)
        return field

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        desk.save_site_object(obj, by=request.user)

    def save_related(self, request: HttpRequest, form: Any, *args: Any) -> None:
        super().save_related(request, form, *args)
        if warning := left_out_marks_warning(form):
            messages.warning(request, warning)

    def changeform_view(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Show a refusal of the verb above the form, with everything typed still in it."""
        try:
            return self._changeform_response(request, *args, **kwargs)
        except REFUSALS as error:
            # A page that only shows refuses nothing: this is a fault of ours.
            if request.method != "POST":
                raise
            request.refusal = sentences(error)
            self.after_refusal(request, error)
            # The files were read; the form reads them again.
            for file in request.FILES.values():
                file.seek(0)
            return self._changeform_response(request, *args, **kwargs)

    def _changeform_response(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        # Django's own view, with its transaction around everything or without.
        view = super().changeform_view if self.in_one_transaction else self._changeform_view
        return view(request, object_id, form_url, extra_context)

    def after_refusal(self, request: HttpRequest, error: Exception) -> None:
        """Prepare what was sent for being shown again."""

    def get_form(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, **kwargs)
        refusal = getattr(request, "refusal", None)
        if not refusal:
            return form

        class RefusedForm(form):
            def clean(self) -> Any:
                data = super().clean()
                self.add_error(None, refusal)
                return data

        return RefusedForm


class ReadOnlyAdmin(DeskAdmin):
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def sentences(error: Exception) -> list[str]:
    """Return what an editor is told about a refusal."""
    if isinstance(error, ValidationError):
        return error.messages
    if isinstance(error, IntegrityError):
        return [
            "Someone else has just saved the same: look again and repeat if it is needed."
        ]
    return list(getattr(error, "sentences", ())) or [str(error)]


def left_out_marks_warning(form: forms.BaseForm) -> str:
    """Return a sentence for an editor where letters had more marks than we keep; else empty."""
    typed = form.cleaned_data
    labels = [
        str(form[name].label)
        for name, value in typed.items()
        if has_piled_marks(_typed_text(value))
    ]
    if not labels:
        return ""
    return (
        f"Of accents piled on one letter the first {MOST_MARKS} were kept and the others left "
        f"out: {', '.join(labels)}."
    )


def _typed_text(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "\n".join(_typed_text(item) for item in value)
    return value if isinstance(value, str) else ""


@contextmanager
def refusals_in(form: forms.BaseForm) -> Iterator[None]:
    """Leave in the form what a verb refuses; then the page is shown again."""
    try:
        yield
    except REFUSALS as error:
        form.add_error(None, sentences(error))


def render_desk_page(
    model_admin: admin.ModelAdmin, request: HttpRequest, template: str, **context: Any
) -> TemplateResponse:
    """Answer with a page of the desk."""
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "media": model_admin.media,
        **context,
    }
    return TemplateResponse(request, template, context)


def csv_response(
    request: HttpRequest,
    name: str,
    header: list[str],
    rows: list[list[Any]],
    *,
    note: str = "",
) -> HttpResponse:
    """Answer with a table that no spreadsheet runs; that it went out is on the record.

    `note` says there what it was, where that is not so many of `name`.
    """
    audit("exported", by=request.user, note=note or f"{len(rows)} {name} as CSV")
    day = timezone.localtime().strftime("%Y-%m-%d")
    return HttpResponse(
        table([header, *rows]),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}-{day}.csv"'},
    )


def post_data(request: HttpRequest) -> Any:
    """Return what was sent, also where it is nothing, or None where nobody has sent yet."""
    return request.POST if request.method == "POST" else None


def person_name(person: Any) -> str:
    return person.get_full_name() or person.get_username()
