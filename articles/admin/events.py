from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from articles.models import Event
from articles.text.dates import newsroom_time

from .base import DeskAdmin


@admin.register(Event)
class EventAdmin(DeskAdmin):
    """The log of what changed in public: to be read, never written."""

    reads = "read_audit_log"
    list_display = ("verb", "happened", "holds_from", "actor", "article", "note")
    search_fields = ("verb", "note", "actor__username", "article__headline")
    list_select_related = ("actor", "article")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description="At", ordering="at")
    def happened(self, event: Event) -> str:
        return newsroom_time(event.at)

    @admin.display(description="Holds from", ordering="effective_at")
    def holds_from(self, event: Event) -> str:
        return newsroom_time(event.effective_at)
