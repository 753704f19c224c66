from django.apps import AppConfig

# The module, not the class: Django would take an AppConfig imported by name for one of ours.
from django.contrib.admin import apps as admin_apps
from django.core.signals import request_finished, request_started
from django.db.backends.signals import connection_created


class NewsroomConfig(AppConfig):
    """The project: settings, addresses, the admin site, staff, operations."""

    name = "newsroom"
    default = True

    def ready(self) -> None:
        # Checks and receivers register themselves.
        from newsroom import system_checks  # noqa: F401
        from newsroom.accounts import account_checks, signals  # noqa: F401
        from newsroom.audit import log  # noqa: F401
        from newsroom.backends import patience
        from newsroom.backends.sqlite_like import register_like
        from newsroom.health import alarms, derived, readiness  # noqa: F401

        request_started.connect(patience.begin, dispatch_uid="newsroom.patience")
        request_finished.connect(patience.end, dispatch_uid="newsroom.patience")
        connection_created.connect(register_like, dispatch_uid="newsroom.like")


class NewsroomAdminConfig(admin_apps.AdminConfig):
    default = False
    default_site = "newsroom.admin_site.NewsroomAdminSite"
