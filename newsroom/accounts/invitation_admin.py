"""Invitations: made, sent or shown, renewed and withdrawn by administrators."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from articles.admin.base import OfferedFilters
from articles.text.dates import newsroom_time
from newsroom.accounts.models import Invitation
from newsroom.accounts.people_admin import SignedInAgain, SuperusersOnly, is_administrator
from newsroom.audit.actions import Action
from newsroom.audit.log import log_action

from . import mail, people, token_links
from .desk_pages import render_desk_page
from .forms import InvitationForm
from .reauthentication import sign_in_again

STATES = {"open": "waiting", "used": "used", "revoked": "withdrawn", "expired": "expired"}


@admin.register(Invitation)
class InvitationAdmin(SignedInAgain, SuperusersOnly, OfferedFilters, admin.ModelAdmin):
    form = InvitationForm
    list_display = ("name", "email", "role_names", "state_name", "actor", "made", "ends")
    list_select_related = ("actor", "person")
    search_fields = ("name", "email")
    filter_horizontal = ("roles", "sections")
    actions = None
    fields = ("name", "email", "roles", "sections")

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("roles")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # What was sent is not rewritten: it is withdrawn, and another made.

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(
        self, request: HttpRequest, obj: Invitation, form: Any, change: bool
    ) -> None:
        obj.actor = request.user
        super().save_model(request, obj, form, change)

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Any, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        roles = ", ".join(role.name for role in form.instance.roles.all()) or "no role"
        note = f"{form.instance}: {roles}"
        log_action(
            Action.INVITED, by=request.user, about=form.instance, note=note, request=request
        )

    def response_add(
        self, request: HttpRequest, obj: Invitation, *args: Any
    ) -> HttpResponse:
        """Mail the link, or show it this once where no mail is sent."""
        link = token_links.invitation_link(obj)
        if mail.is_configured():
            text = (
                f"{obj.name}, you are invited to join the newsroom.\n\n"
                f"Make your account here, before {newsroom_time(obj.expires_at)}:\n"
                f"{link}\n"
            )
            mail.write_to(obj.email, "Your invitation", text)
            messages.success(request, f"The invitation is on its way to {obj.email}.")
            return redirect(reverse("admin:newsroom_invitation_changelist"))
        template = "desk/people/link.html"
        return render_desk_page(
            request, template, title="Invitation", invitation=obj, link=link
        )

    def get_urls(self) -> list[Any]:
        own = path(
            "<int:pk>/revoke/",
            self.admin_site.admin_view(require_POST(self.revoke)),
            name="newsroom_invitation_revoke",
        )
        return [own, *super().get_urls()]

    def revoke(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Withdraw an invitation that waits."""
        if not is_administrator(request):
            raise PermissionDenied
        if detour := sign_in_again(request):
            return detour
        invitation = get_object_or_404(Invitation, pk=pk)
        if people.revoke(invitation, by=request.user, request=request):
            messages.success(request, f"The invitation of {invitation.name} is withdrawn.")
        else:
            messages.error(request, "It was used or withdrawn before.")
        return redirect(reverse("admin:newsroom_invitation_changelist"))

    @admin.display(description="Made", ordering="created_at")
    def made(self, invitation: Invitation) -> str:
        return newsroom_time(invitation.created_at)

    @admin.display(description="Ends", ordering="expires_at")
    def ends(self, invitation: Invitation) -> str:
        return newsroom_time(invitation.expires_at)

    @admin.display(description="Roles")
    def role_names(self, invitation: Invitation) -> str:
        return ", ".join(role.name for role in invitation.roles.all()) or "—"

    @admin.display(description="State")
    def state_name(self, invitation: Invitation) -> str:
        return STATES[invitation.state()]
