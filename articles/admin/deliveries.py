"""What the followers of the event log have done and what waits: to be read, never written."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from articles.models import Due, Follower, Hub, Ping

from .base import ReadOnlyAdmin, render_desk_page

DOES = {
    "photo_files": "deletes the public files of photos that have ended",
    "websub": "tells WebSub hubs which feeds have changed",
}
# Behind by more than this is an alarm: it acts within seconds.
LATE = 60
MAX_ROWS = 20


@admin.register(Follower)
class DeliveriesAdmin(ReadOnlyAdmin):
    """One page: followers, hubs, what failed and what is still to come."""

    reads = "manage_site"

    def changelist_view(
        self, request: HttpRequest, extra_context: Any = None
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            return super().changelist_view(request, extra_context)
        at = timezone.now()
        waiting = Due.objects.select_related("follower", "event")
        return render_desk_page(
            self,
            request,
            "desk/site/deliveries.html",
            title="Deliveries",
            at=at,
            follows=settings.FOLLOW,
            followers=[_follower_row(follower, at) for follower in Follower.objects.all()],
            hubs=[{"hub": hub, **_lag(hub, at)} for hub in Hub.objects.all()],
            failing=waiting.filter(attempts__gt=0)[:MAX_ROWS],
            refused=Ping.objects.filter(attempts__gt=0).select_related("hub")[:MAX_ROWS],
            ahead=waiting.filter(attempts=0)[:MAX_ROWS],
        )

    def change_view(
        self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any
    ) -> Any:
        # Django would show a form for it.
        raise Http404("A follower has no page of its own.")

    def history_view(
        self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any
    ) -> Any:
        raise Http404("A follower has no page of its own.")


def _follower_row(follower: Follower, at: datetime) -> dict[str, Any]:
    return {
        "name": follower.name,
        "does": DOES.get(follower.name, ""),
        "pending": follower.pending(at),
        "failures": follower.failures(),
        "cursor": follower.cursor,
        "ran_at": follower.ran_at,
        **_lag(follower, at),
    }


def _lag(row: Follower | Hub, at: datetime) -> dict[str, Any]:
    behind = int(row.behind(at).total_seconds())
    return {"behind": behind, "late": behind > LATE}
