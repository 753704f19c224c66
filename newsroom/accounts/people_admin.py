"""People, roles and invitations: for the administrator (a superuser) alone, so that nobody raises
himself; chiefs see people."""

from typing import Any

from allauth.account.admin import EmailAddress
from allauth.mfa.admin import Authenticator
from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse

from articles.admin.base import OfferedFilters
from articles.models import Notice
from articles.permissions import may
from newsroom.accounts import people
from newsroom.accounts.desk_pages import render_desk_page
from newsroom.accounts.forms import NewPersonForm, PersonForm
from newsroom.accounts.models import Staff
from newsroom.accounts.reauthentication import sign_in_again
from newsroom.audit.actions import Action
from newsroom.audit.log import log_action


class SuperusersOnly:
    """Hidden from and refused to everyone else, whatever rights their roles carry."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return is_administrator(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_administrator(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return is_administrator(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_administrator(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_administrator(request)


class SignedInAgain:
    """Forms that only somebody opens, and sends, who signed in a short while ago."""

    def changeform_view(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if is_administrator(request) and (detour := sign_in_again(request)):
            return detour
        return super().changeform_view(request, *args, **kwargs)

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if is_administrator(request) and (detour := sign_in_again(request)):
            return detour
        return super().delete_view(request, *args, **kwargs)


@admin.register(Staff)
class StaffAdmin(SignedInAgain, SuperusersOnly, OfferedFilters, UserAdmin):
    form = PersonForm
    add_form = NewPersonForm
    list_display = (
        "username",
        "first_name",
        "last_name",
        "email",
        "roles",
        "is_active",
        "mail",
    )
    list_filter = ("is_active", "is_superuser", "groups", "sections")
    filter_horizontal = ("groups", "user_permissions", "sections")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("Person", {"fields": ("first_name", "last_name", "email", "mail")}),
        ("Work", {"fields": ("groups", "sections")}),
        (
            "Access",
            {"fields": ("is_active", "is_staff", "is_superuser", "user_permissions")},
        ),
        ("Dates", {"fields": ("last_login", "date_joined")}),
    )
    readonly_fields = ("mail", "last_login", "date_joined")
    # One's own rights are someone else's to give; so the last administrator cannot go either.
    own_rights = ("is_active", "is_staff", "is_superuser", "groups", "user_permissions")
    hidden_from_chiefs = ("password", "user_permissions")

    def get_queryset(self, request: HttpRequest) -> Any:
        attempts = Notice.objects.mail_to(OuterRef("pk"), OuterRef("email"))
        answer = Subquery(attempts.values("mail_answer")[:1])
        people = super().get_queryset(request).annotate(mail_answer=answer)
        return people.prefetch_related("groups")

    def get_readonly_fields(self, request: HttpRequest, obj: Staff | None = None) -> Any:
        own = self.own_rights if obj is not None and obj.pk == request.user.pk else ()
        return (*super().get_readonly_fields(request, obj), *own)

    def get_fieldsets(self, request: HttpRequest, obj: Staff | None = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if is_administrator(request):
            return fieldsets
        return [
            (
                title,
                {
                    "fields": [
                        f for f in options["fields"] if f not in self.hidden_from_chiefs
                    ]
                },
            )
            for title, options in fieldsets
        ]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_administrator(request) or may(request.user, "see_people")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # People are deactivated: the audit log goes on naming them.

    def save_model(self, request: HttpRequest, obj: Staff, form: Any, change: bool) -> None:
        form.before = people.rights(obj) if change else None
        super().save_model(request, obj, form, change)

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Any, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        people.apply_role_change(
            form.instance, before=form.before, by=request.user, request=request
        )

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.reset_factors)
        own = path("<int:pk>/reset-factors/", view, name="newsroom_staff_reset_factors")
        return [own, *super().get_urls()]

    def user_change_password(
        self, request: HttpRequest, id: str, form_url: str = ""
    ) -> HttpResponse:
        if is_administrator(request) and (detour := sign_in_again(request)):
            return detour
        response = super().user_change_password(request, id, form_url)
        if request.method == "POST" and response.status_code == 302:
            person = Staff.objects.get(pk=id)
            people.end_sessions(person, but=request.session.session_key)
            log_action(
                Action.PASSWORD_CHANGED, by=request.user, about=person, request=request
            )
        return response

    def reset_factors(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask, and then take away the second factors of a person who has lost them."""
        if not is_administrator(request):
            raise PermissionDenied
        if detour := sign_in_again(request):
            return detour
        person = get_object_or_404(Staff, pk=pk)
        if request.method != "POST":
            title = "Reset second factors"
            return render_desk_page(
                request, "desk/people/reset_factors.html", title=title, person=person
            )
        people.reset_factors(person, by=request.user, request=request)
        messages.success(request, f"{person} signs in with the password alone now.")
        return redirect(reverse("admin:newsroom_staff_change", args=[pk]))

    @admin.display(description="Mail not taken")
    def mail(self, person: Staff) -> str:
        """What was said of the last notice to this address, where it did not go through."""
        return person.mail_answer or "—"

    @admin.display(description="Roles")
    def roles(self, person: Staff) -> str:
        names = [group.name for group in person.groups.all()]
        return ", ".join(["administrator"] * person.is_superuser + names) or "—"


admin.site.unregister(Group)
# allauth's own list of addresses, which nothing here uses.
admin.site.unregister(EmailAddress)
# A form over secrets: factors are reset, never edited.
admin.site.unregister(Authenticator)


@admin.register(Group)
class RoleAdmin(SuperusersOnly, OfferedFilters, GroupAdmin):
    """The roles, to look at: they are the table's, and people get them on their own page.

    A role renamed or deleted here would leave everybody who has it without rights, unrecorded.
    """

    fields = ("name",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def is_administrator(request: HttpRequest) -> bool:
    return request.user.is_active and request.user.is_superuser
