"""The admin's front: models grouped by what the desk does with them, not by Django's apps.

Django imports this module while it makes the very site on which newsroom/admin.py registers.
"""

from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite, ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import slugify

from newsroom.health import examine

GROUPS: dict[str, tuple[str, ...]] = {
    "Stories": ("articles.Article", "articles.Notice"),
    "Photos": ("articles.Photo",),
    "Sections, authors, tags": ("articles.Author", "articles.Section", "articles.Tag"),
    "Front and site": (
        "articles.FrontSlot",
        "articles.FixedPage",
        "articles.SiteSettings",
        "articles.NavigationLink",
        "articles.CheckSetting",
    ),
    "Staff and audit log": (
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
    index_title = "Today"
    enable_nav_sidebar = True

    def index(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        # The desk; an administrator also reads what the doctor finds, at most a minute old.
        problems = examine(fresh=60) if request.user.is_superuser else []
        return super().index(request, {"problems": problems, **(extra_context or {})})

    def get_urls(self) -> list[Any]:
        """All but two doors of Django's that no page of ours leads to.

        /r/<type>/<id>/ led any account to any object's public address; /autocomplete/ answers for
        every field of every model.
        """
        closed = ("view_on_site", "autocomplete")
        return [url for url in super().get_urls() if getattr(url, "name", "") not in closed]

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """A model's pages answer those who may see the model.

        Django looks some objects up before it asks, and tells by its answer whether there is one.
        """
        model_admin = getattr(view, "__self__", None)
        if isinstance(model_admin, ModelAdmin):
            view = _guarded(model_admin, view)
        return super().admin_view(view, cacheable)

    def get_app_list(
        self, request: HttpRequest, app_label: str | None = None
    ) -> list[dict[str, Any]]:
        """The models this person may use, by desk task; empty groups are left out."""
        apps = super().get_app_list(request, app_label)
        # Django asks so for the page of one app, which it shows as it is.
        if app_label is not None:
            return apps
        models = {
            model["model"]._meta.label: model for app in apps for model in app["models"]
        }
        grouped = {label for labels in GROUPS.values() for label in labels}
        others = tuple(label for label in models if label not in grouped)
        groups = []
        for name, labels in {**GROUPS, OTHER: others}.items():
            members = [models[label] for label in labels if label in models]
            if members:
                group = {
                    "name": name,
                    "app_label": slugify(name),
                    "app_url": reverse("admin:index", current_app=self.name),
                    "has_module_perms": True,
                    "models": members,
                }
                groups.append(group)
        return groups


def _guarded(model_admin: ModelAdmin, view: Any) -> Any:
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not model_admin.has_view_permission(request):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return answer
