from typing import Any

import taggit.admin
from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse

from articles import desk
from articles.models import Author, Section, Tag
from articles.permissions import may
from articles.text.plain_text import clean_line, fold

from .base import DeskAdmin, post_data, refusals_in, render_desk_page

# taggit registers a tag of its own, which nothing here uses.
admin.site.unregister(taggit.admin.Tag)


@admin.register(Author)
class AuthorAdmin(DeskAdmin):
    edits = "edit_taxonomy"
    list_display = ("name", "job_title", "slug")
    search_fields = ("name", "job_title")
    raw_id_fields = ("portrait",)
    fieldsets = (
        (None, {"fields": ("name", "slug", "job_title", "bio", "portrait")}),
        ("Contact", {"fields": ("email", "show_email", "links")}),
        ("Account", {"fields": ("staff",), "description": "Guest authors have none."}),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("staff")


@admin.register(Section)
class SectionAdmin(DeskAdmin):
    edits = "manage_site"
    list_display = ("name", "slug", "language", "order", "active", "four_eyes")
    search_fields = ("name",)
    fields = (
        "name",
        "slug",
        "description",
        "picture",
        "language",
        "order",
        "active",
        "four_eyes",
    )
    raw_id_fields = ("picture",)


class MergeForm(forms.Form):
    into = forms.CharField(max_length=100, label="Into the tag named")

    def clean_into(self) -> Tag:
        name = clean_line(self.cleaned_data["into"])
        # Tags are one by their folded form (docs/rules.md 23).
        tag = Tag.objects.filter(folded=fold(name)).first()
        if tag is None:
            raise forms.ValidationError("There is no tag of this name.")
        return tag


@admin.register(Tag)
class TagAdmin(DeskAdmin):
    edits = "edit_taxonomy"
    list_display = ("name", "slug")
    search_fields = ("name",)
    fields = ("name", "slug", "description")
    change_form_template = "admin/articles/tag/change_form.html"

    def get_urls(self) -> list[Any]:
        merge = self.admin_site.admin_view(self.merge)
        return [
            path("<int:pk>/merge/", merge, name="articles_tag_merge"),
            *super().get_urls(),
        ]

    def render_change_form(
        self, request: HttpRequest, context: dict, *args: Any, **kw: Any
    ) -> Any:
        context["may_merge"] = may(request.user, "merge_taxonomy")
        return super().render_change_form(request, context, *args, **kw)

    def merge(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask into which tag, or merge."""
        tag = Tag.objects.filter(pk=pk).first()
        # A tag that was merged meanwhile is no fault of who presses Back.
        if tag is None or not may(request.user, "merge_taxonomy"):
            return redirect("admin:articles_tag_changelist")
        form = MergeForm(post_data(request))
        if request.method == "POST" and form.is_valid():
            with refusals_in(form):
                into = desk.merge_tags(
                    tag,
                    into=form.cleaned_data["into"],
                    by=request.user,
                )
                # The address of the one that is gone redirects (docs/rules.md 17).
                messages.success(request, f"Merged: the old address leads to {into}.")
                return redirect(reverse("admin:articles_tag_change", args=[into.pk]))
        return render_desk_page(
            self,
            request,
            "desk/confirm.html",
            title=f"Merge the tag {tag}",
            description="Its stories get the other tag, and its address leads there. "
            "What was printed stays as it was.",
            form=form,
            label="Merge",
            back=reverse("admin:articles_tag_change", args=[pk]),
        )
