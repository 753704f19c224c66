"""What readers see that is not a story."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html

from articles import desk
from articles.admin.fields import ComingMomentField
from articles.models import (
    Article,
    Edition,
    FixedPage,
    FrontSlot,
    NavigationLink,
    SiteSettings,
)
from articles.permissions import may, visible
from articles.text.dates import newsroom_time

from .base import DeskAdmin, post_data, render_desk_page, sentences

OFFERED = 200


class EndForm(forms.Form):
    """Nothing to fill in."""


class FrontSlotForm(forms.ModelForm):
    since = ComingMomentField(
        required=False,
        label="From",
        help_text="Empty: now.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["since"] = (
            None  # a now written into the form would have passed when sent
        )

    def clean_since(self) -> datetime:
        return self.cleaned_data["since"] or timezone.now()


@admin.register(FrontSlot)
class FrontSlotAdmin(DeskAdmin):
    """Places of the front: added and ended, never edited (docs/rules.md 25)."""

    reads, edits = "front", "front"
    form = FrontSlotForm
    list_display = ("story", "position", "headline", "begins", "ends", "end_now")
    list_display_links = None
    fields = ("article", "position", "headline", "photo", "since", "until")
    raw_id_fields = ("photo",)

    def get_fields(self, request: HttpRequest, obj: FrontSlot | None = None) -> Any:
        fields = super().get_fields(request, obj)
        return ["story", *fields[1:]] if obj else fields

    def get_readonly_fields(
        self, request: HttpRequest, obj: FrontSlot | None = None
    ) -> Any:
        return ("story",) if obj else ()

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def formfield_for_foreignkey(
        self, field: Any, request: HttpRequest, **kwargs: Any
    ) -> Any:
        # Offer the newest live stories of those that this person may read.
        live = Edition.objects.live().newest_first().values_list("article", flat=True)
        offered = Article.objects.filter(pk__in=list(live[:OFFERED]))
        kwargs["queryset"] = visible(request.user, "read", offered)
        return super().formfield_for_foreignkey(field, request, **kwargs)

    def get_queryset(self, request: HttpRequest) -> Any:
        stands = Edition.objects.current().filter(article=OuterRef("article"))
        return (
            super()
            .get_queryset(request)
            .annotate(title=Subquery(stands.values("title")[:1]))
        )

    def get_urls(self) -> list[Any]:
        end = self.admin_site.admin_view(self.end)
        return [
            path("<int:pk>/end/", end, name="articles_frontslot_end"),
            *super().get_urls(),
        ]

    def end(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask whether, or end a place of the front now."""
        back = reverse("admin:articles_frontslot_changelist")
        slot = FrontSlot.objects.filter(pk=pk).first()
        if slot is None or not may(request.user, "front") or _over(slot):
            messages.warning(request, "This place has ended already.")
            return redirect(back)
        form = EndForm(post_data(request))
        if request.method == "POST":
            try:
                desk.end_slot(slot, by=request.user)
                messages.success(request, "Ended: the place is filled again by itself.")
                return redirect(back)
            except desk.DeskError as error:
                messages.error(request, sentences(error)[0])
        return render_desk_page(
            self,
            request,
            "desk/confirm.html",
            title=f"End: {slot}",
            description="The story leaves this place of the front now.",
            form=form,
            label="End it now",
            back=back,
        )

    @admin.display(description="Story")
    def story(self, slot: FrontSlot) -> str:
        # The title that is public: a desk copy's is for those who may read it.
        return slot.title or f"Story {slot.article_id}"

    @admin.display(description="From", ordering="since")
    def begins(self, slot: FrontSlot) -> str:
        return newsroom_time(slot.since)

    @admin.display(description="Until", ordering="until")
    def ends(self, slot: FrontSlot) -> str:
        return newsroom_time(slot.until) if slot.until else "—"

    @admin.display(description="")
    def end_now(self, slot: FrontSlot) -> str:
        return (
            "over" if _over(slot) else format_html('<a href="{}/end/">End now</a>', slot.pk)
        )


def _over(slot: FrontSlot) -> bool:
    return slot.until is not None and slot.until <= timezone.now()


@admin.register(FixedPage)
class FixedPageAdmin(DeskAdmin):
    reads = "manage_site"
    list_display = ("title", "slug", "changed")
    fields = ("slug", "title", "body")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("slug",) if obj else ()

    @admin.display(description="Changed", ordering="changed_at")
    def changed(self, fixed: FixedPage) -> str:
        return newsroom_time(fixed.changed_at)


@admin.register(SiteSettings)
class SiteSettingsAdmin(DeskAdmin):
    """One row: its list leads to it."""

    reads = "manage_site"
    fieldsets = (
        (None, {"fields": ("name", "description", "copyright")}),
        ("Channel", {"fields": ("channel_name", "channel_url", "channel_sentence")}),
        ("History", {"fields": ("show_earlier",)}),
        ("For programs", {"fields": ("trust",)}),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not SiteSettings.objects.exists()

    def changelist_view(
        self, request: HttpRequest, extra_context: Any = None
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            return super().changelist_view(request, extra_context)
        # There is one row, so its list is its form.
        if SiteSettings.objects.exists():
            return redirect("admin:articles_sitesettings_change", 1)
        return redirect("admin:articles_sitesettings_add")


@admin.register(NavigationLink)
class NavigationLinkAdmin(DeskAdmin):
    reads = "manage_site"
    list_display = ("label", "address", "position")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)

    def delete_model(self, request: HttpRequest, obj: NavigationLink) -> None:
        desk.remove_link(obj, by=request.user)
