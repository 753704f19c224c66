from django.contrib import admin

from articles.models import Event
from articles.text.dates import newsroom_time

from .base import ReadOnlyAdmin


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    """The log of what changed in public: to be read, never written."""

    reads = "read_audit_log"
    list_display = ("verb", "happened", "holds_from", "actor", "article", "note")
    search_fields = ("verb", "note", "actor__username", "article__headline")
    list_select_related = ("actor", "article")

    @admin.display(description="At", ordering="at")
    def happened(self, event: Event) -> str:
        return newsroom_time(event.at)

    @admin.display(description="Holds from", ordering="effective_at")
    def holds_from(self, event: Event) -> str:
        return newsroom_time(event.effective_at)
