from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from articles import desk, permissions
from articles.models import Article, Notice
from articles.text.dates import newsroom_time

from .base import ReadOnlyAdmin


def own_notices(person: Any) -> QuerySet[Notice]:
    """One's own notices about stories that one may still read."""
    readable = permissions.visible(person, "read", Article.objects.all())
    return person.notices.filter(article__in=readable)


@admin.register(Notice)
class NoticeAdmin(ReadOnlyAdmin):
    """Each person's own notices: read, ticked off, never written by hand."""

    list_display = ("sentence", "kind", "when")
    # A notice leads to its story and has no page of its own.
    list_display_links = None
    list_filter = ("kind",)
    change_list_template = "admin/articles/notice/change_list.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return own_notices(request.user).select_related("article")

    def has_view_permission(self, request: HttpRequest, obj: Notice | None = None) -> bool:
        reads = permissions.may(request.user, "read")
        return reads and (obj is None or obj.to_id == request.user.pk)

    def changelist_view(
        self, request: HttpRequest, extra_context: Any = None
    ) -> HttpResponse:
        mail = Notice.objects.mail_to(request.user, request.user.email).first()
        return super().changelist_view(request, {"title": "Notices", "mail": mail})

    def get_urls(self) -> list[Any]:
        read = self.admin_site.admin_view(require_POST(self.mark_all_as_read))
        mail = self.admin_site.admin_view(require_POST(self.choose_mail))
        return [
            path("read/", read, name="articles_notice_read"),
            path("mail/", mail, name="articles_notice_mail"),
            *super().get_urls(),
        ]

    def mark_all_as_read(self, request: HttpRequest) -> HttpResponse:
        count = desk.read_notices(by=request.user)
        message = f"{count} marked as read." if count else "All are read already."
        messages.success(request, message)
        return redirect("admin:articles_notice_changelist")

    def choose_mail(self, request: HttpRequest) -> HttpResponse:
        by_mail = request.POST.get("by_mail") == "on"
        desk.choose_mail(by_mail, by=request.user)
        message = "Notices come by e-mail too." if by_mail else "Notices stay in the desk."
        messages.success(request, message)
        return redirect("admin:articles_notice_changelist")

    @admin.display(description="Notice")
    def sentence(self, notice: Notice) -> str:
        style = "read" if notice.read_at else "story"
        url = reverse("admin:articles_article_change", args=[notice.article_id])
        note = format_html("<br>{}", notice.note) if notice.note else ""
        return format_html(
            '<a class="{}" href="{}">{}</a>{}', style, url, notice.text, note
        )

    @admin.display(description="When", ordering="at")
    def when(self, notice: Notice) -> str:
        return newsroom_time(notice.at)
