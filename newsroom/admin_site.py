"""The admin's front: models grouped by what the desk does with them, not by Django's apps.

Apart from newsroom/admin.py, because Django imports this module while it makes the very site on
which newsroom/admin.py registers.
"""

from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import slugify

from newsroom.health import examine

GROUPS: dict[str, tuple[str, ...]] = {
    "Stories": ("articles.Article", "articles.Notice"),
    "Photos": ("articles.Photo",),
    "People and taxonomy": ("articles.Author", "articles.Section", "articles.Tag"),
    "Front and house": (
        "articles.FrontSlot",
        "articles.FixedPage",
        "articles.SiteSettings",
        "articles.NavigationLink",
        "articles.CheckSetting",
    ),
    "Staff and record": (
        "newsroom.Staff",
        "newsroom.Invitation",
        "auth.Group",
        "newsroom.AuditEntry",
        "articles.Event",
        "articles.Follower",
    ),
}
OTHER = "Other"


class NewsroomAdminSite(AdminSite):
    site_title = f"{settings.SITE_NAME} desk"
    site_header = f"{settings.SITE_NAME} desk"
    index_title = "The desk"
    enable_nav_sidebar = True

    def index(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The desk; an administrator also reads what the doctor finds, at most a minute old."""
        problems = examine(fresh=60) if request.user.is_superuser else []
        return super().index(request, {"problems": problems, **(extra_context or {})})

    def get_app_list(
        self, request: HttpRequest, app_label: str | None = None
    ) -> list[dict[str, Any]]:
        """The models this person may use, by desk task; empty groups are left out."""
        apps = super().get_app_list(request, app_label)
        if app_label is not None:
            return apps
        models = {model["model"]._meta.label: model for app in apps for model in app["models"]}
        groups = [
            (name, [models.pop(label) for label in labels if label in models])
            for name, labels in GROUPS.items()
        ]
        groups.append((OTHER, list(models.values())))
        return [self._group(name, members) for name, members in groups if members]

    def _group(self, name: str, models: list[dict[str, Any]]) -> dict[str, Any]:
        return {
            "name": name,
            "app_label": slugify(name),
            "app_url": reverse("admin:index", current_app=self.name),
            "has_module_perms": True,
            "models": models,
        }
