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
        # Checks register themselves.
        from newsroom import system_checks  # noqa: F401
        from newsroom.accounts import account_checks, signals  # noqa: F401
        from newsroom.backends import patience
        from newsroom.backends.sqlite_like import register_like
        from newsroom.health import alarms, derived, readiness  # noqa: F401

        request_started.connect(patience.begin, dispatch_uid="newsroom.patience")
        request_finished.connect(patience.end, dispatch_uid="newsroom.patience")
        connection_created.connect(register_like, dispatch_uid="newsroom.like")
        signals.connect()
        self._connect_audit_log()

    def _connect_audit_log(self) -> None:
        from django.contrib.auth import signals

        from articles.signals import audited
        from newsroom.audit import log

        for signal, receiver in {
            audited: log.on_audited,
            signals.user_logged_in: log.on_signed_in,
            signals.user_logged_out: log.on_signed_out,
            signals.user_login_failed: log.on_sign_in_failed,
        }.items():
            signal.connect(receiver, dispatch_uid="newsroom.audit.log")


class NewsroomAdminConfig(admin_apps.AdminConfig):
    default = False
    default_site = "newsroom.admin_site.NewsroomAdminSite"
