"""The audit log as a page: searched, exported, changed by nobody."""

from typing import Any

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html

from articles.admin.base import ReadOnlyAdmin, csv_response
from articles.admin.stories.filters import ChoiceFilter
from articles.text.dates import newsroom_time
from newsroom.audit.actions import Action
from newsroom.audit.models import AuditEntry

MOST_EXPORTED = 50_000
COLUMNS = "At (UTC),What,Who,About,Note,Address,Request".split(",")


class ActionFilter(ChoiceFilter):
    title = parameter_name = "what"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return Action.choices

    def condition(self, request: HttpRequest, chosen: str) -> Q:
        return Q(action=chosen)


class PersonFilter(ChoiceFilter):
    title = parameter_name = "who"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return [
            (pk, name)
            for pk, name in get_user_model().objects.values_list("pk", "username")
        ]

    def condition(self, request: HttpRequest, chosen: str) -> Q:
        return Q(actor=chosen)


@admin.register(AuditEntry)
class AuditAdmin(ReadOnlyAdmin):
    reads = "read_audit_log"
    list_display = ("happened", "what", "actor", "object_link", "note", "address")
    list_display_links = None
    list_filter = (ActionFilter, ("at", admin.DateFieldListFilter), PersonFilter)
    list_select_related = ("actor",)
    empty_value_display = "—"
    search_fields = ("note",)  # shows the box; what is searched says get_search_results
    search_help_text = (
        "A person, an address, a request's id, words, or an object: article:12"
    )
    actions = ("export",)

    def has_export_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def changelist_view(
        self, request: HttpRequest, extra_context: Any = None
    ) -> HttpResponse:
        return super().changelist_view(
            request, {"title": "Audit log", **(extra_context or {})}
        )

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, term: str
    ) -> Any:
        kind, colon, number = term.strip().rpartition(":")
        is_object = kind.isascii() and kind.replace(".", "").replace("_", "").isalpha()
        if colon and is_object and number.isascii() and number.isdigit():
            return queryset.filter(about__endswith=kind.lower(), about_id=number), False
        for word in term.split()[:10]:
            queryset = queryset.filter(
                Q(note__icontains=word)
                | Q(actor__username__icontains=word)
                | Q(address__istartswith=word)
                | Q(request_id=word)
            )
        return queryset, False

    @admin.action(description="Export as CSV", permissions=["export"])
    def export(self, request: HttpRequest, entries: QuerySet) -> HttpResponse:
        entries = entries.select_related("actor")[:MOST_EXPORTED]
        rows = [_row(entry) for entry in entries]
        note = f"{len(rows)} entries of the audit log"
        return csv_response(request, "audit-log", COLUMNS, rows, note=note)

    @admin.display(description="At", ordering="pk")
    def happened(self, entry: AuditEntry) -> str:
        return newsroom_time(entry.at)

    @admin.display(description="What", ordering="action")
    def what(self, entry: AuditEntry) -> str:
        return _label(entry)

    @admin.display(description="About")
    def object_link(self, entry: AuditEntry) -> str:
        if not entry.about:
            return "—"
        kind = entry.about.rpartition(".")[2]
        return format_html('<a href="?q={0}:{1}">{0} {1}</a>', kind, entry.about_id)


def _label(entry: AuditEntry) -> str:
    return (
        str(Action(entry.action).label) if entry.action in Action.values else entry.action
    )


def _row(entry: AuditEntry) -> list[Any]:
    return [
        entry.at.isoformat(timespec="seconds"),
        _label(entry),
        entry.actor.username if entry.actor else "",
        f"{entry.about}:{entry.about_id}" if entry.about else "",
        entry.note,
        entry.address,
        entry.request_id,
    ]
