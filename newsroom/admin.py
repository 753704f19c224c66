"""People and roles: for the administrator (a superuser) alone, so that nobody raises himself."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group
from django.http import HttpRequest

from newsroom import audit_admin  # noqa: F401  Registers the audit record.
from newsroom.models import Staff


class SuperusersOnly:
    """Hidden from and refused to everyone else, whatever rights their roles carry."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return _is_administrator(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _is_administrator(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return _is_administrator(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _is_administrator(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _is_administrator(request)


@admin.register(Staff)
class StaffAdmin(SuperusersOnly, UserAdmin):
    list_display = ("username", "first_name", "last_name", "email", "roles", "is_active")
    list_filter = ("is_active", "is_superuser", "groups", "sections")
    filter_horizontal = ("groups", "user_permissions", "sections")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("Person", {"fields": ("first_name", "last_name", "email")}),
        ("Work", {"fields": ("groups", "sections")}),
        ("Access", {"fields": ("is_active", "is_staff", "is_superuser", "user_permissions")}),
        ("Dates", {"fields": ("last_login", "date_joined")}),
    )
    readonly_fields = ("last_login", "date_joined")
    # One's own rights are someone else's to give; so the last administrator cannot go either.
    own_rights = ("is_active", "is_staff", "is_superuser", "groups", "user_permissions")

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("groups")

    def get_readonly_fields(self, request: HttpRequest, obj: Staff | None = None) -> Any:
        own = self.own_rights if obj is not None and obj.pk == request.user.pk else ()
        return (*super().get_readonly_fields(request, obj), *own)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # People are deactivated: the record goes on naming them.

    @admin.display(description="Roles")
    def roles(self, person: Staff) -> str:
        names = [group.name for group in person.groups.all()]
        return ", ".join(["administrator"] * person.is_superuser + names) or "—"


admin.site.unregister(Group)


@admin.register(Group)
class RoleAdmin(SuperusersOnly, GroupAdmin):
    pass


def _is_administrator(request: HttpRequest) -> bool:
    return request.user.is_active and request.user.is_superuser
