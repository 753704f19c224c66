"""The audit log as a page: searched, exported, changed by nobody."""

from typing import Any

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import format_html

from articles.admin.base import OfferedFilters
from articles.permissions import may
from articles.text.dates import newsroom_time
from articles.text.spreadsheet import table
from newsroom.audit.actions import Action
from newsroom.audit.log import log_action
from newsroom.audit.models import AuditEntry

MOST_EXPORTED = 50_000
COLUMNS = "At (UTC),What,Who,About,Note,Address,Request".split(",")


class _Choice(admin.SimpleListFilter):
    field = ""

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        chosen = self.value()
        known = {str(key) for key, _ in self.lookup_choices}
        return queryset.filter(**{self.field: chosen}) if chosen in known else queryset


class ActionFilter(_Choice):
    title, parameter_name, field = "what", "what", "action"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return Action.choices


class PersonFilter(_Choice):
    title, parameter_name, field = "who", "who", "actor_id"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return [
            (pk, name)
            for pk, name in get_user_model().objects.values_list("pk", "username")
        ]


@admin.register(AuditEntry)
class AuditAdmin(OfferedFilters, admin.ModelAdmin):
    list_display = ("happened", "what", "actor", "object_link", "note", "address")
    list_display_links = None
    list_filter = (ActionFilter, ("at", admin.DateFieldListFilter), PersonFilter)
    list_select_related = ("actor",)
    list_per_page = 50
    empty_value_display = "—"
    show_full_result_count = False
    search_fields = ("note",)  # shows the box; what is searched says get_search_results
    search_help_text = (
        "A person, an address, a request's id, words, or an object: article:12"
    )
    actions = ("export",)

    class Media:
        css = {"all": ["articles/desk/frame/desk.css"]}

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request.user, "read_audit_log")

    has_export_permission = has_view_permission

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

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
        rows = [COLUMNS, *(_row(entry) for entry in entries)]
        log_action(
            Action.EXPORTED,
            by=request.user,
            note=f"{len(rows) - 1} entries of the audit log",
        )
        answer = HttpResponse(table(rows), content_type="text/csv; charset=utf-8")
        day = timezone.localtime().strftime("%Y-%m-%d")
        answer["Content-Disposition"] = f'attachment; filename="audit-log-{day}.csv"'
        return answer

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
