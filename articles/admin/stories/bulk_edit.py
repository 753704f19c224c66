"""What is done with many stories of the list at once: editing, exporting."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from articles import desk, permissions
from articles.admin.base import (
    csv_response,
    person_name,
    post_data,
    refusals_in,
    render_desk_page,
)
from articles.admin.fields import comma_separated, is_id
from articles.models import Article, Author, Section
from articles.text.dates import newsroom_time

from .status import chips, with_status

CSV_HEADER = "Number,Headline,State,Section,Bylines,Tags,Owner,First published,Saved".split(
    ","
)
MAX_EXPORTED = 10_000


class BulkEditForm(forms.Form):
    """What becomes of all chosen stories; every field may be left empty, but not all."""

    section = forms.ModelChoiceField(
        Section.objects.active(), required=False, empty_label="As it is"
    )
    bylines = forms.ModelMultipleChoiceField(
        Author.objects.all(), required=False, help_text="Replace those that are there."
    )
    add_tags = forms.CharField(
        required=False,
        max_length=300,
        help_text="Separate with commas.",
    )
    remove_tags = forms.CharField(
        required=False,
        max_length=300,
        help_text="Separate with commas.",
    )
    also_refile = forms.BooleanField(
        required=False,
        label="Publish to live stories as a silent fix",
        help_text="Else readers see nothing of it until each is published again.",
    )

    def clean_add_tags(self) -> list[str]:
        return comma_separated(self.cleaned_data["add_tags"])

    def clean_remove_tags(self) -> list[str]:
        return comma_separated(self.cleaned_data["remove_tags"])

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors and not any(
            data[name] for name in data if name != "also_refile"
        ):
            raise forms.ValidationError("Say what is to be changed.")
        return data


def open_form(stories: QuerySet) -> HttpResponse:
    """Carry the selected stories to the page that asks what becomes of them."""
    # One more than may be changed at once, so that the verb refuses instead of dropping some.
    ids = stories.values_list("pk", flat=True)[: desk.MAX_BULK_STORIES + 1]
    typed = ",".join(str(pk) for pk in ids)
    return redirect(f"{reverse('admin:articles_article_bulk_edit')}?ids={typed}")


def bulk_edit(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """Ask what becomes of the stories, do it, and show a result for each."""
    if not permissions.may(request.user, "bulk"):
        raise PermissionDenied
    stories = _selected_stories(request)
    if not stories:
        messages.warning(request, "Choose stories in the list first.")
        return redirect("admin:articles_article_changelist")
    form = BulkEditForm(post_data(request))
    results = None
    if form.is_valid():
        changes = dict(form.cleaned_data)
        changes["bylines"] = list(changes["bylines"])
        also_refile = changes.pop("also_refile")
        with refusals_in(form):
            results = desk.bulk_edit(
                stories,
                by=request.user,
                changes=desk.BulkChanges(**changes),
                also_refile=also_refile,
            )
    return render_desk_page(
        model_admin,
        request,
        "desk/stories/bulk_edit.html",
        title="Edit selected stories",
        form=form,
        stories=stories,
        results=results,
        ids=",".join(str(story.pk) for story in stories),
    )


def _selected_stories(request: HttpRequest) -> list[Article]:
    # The stories of the address that this person may change so; others are not there.
    typed = request.POST.get("ids") or request.GET.get("ids", "")
    ids = [number for number in typed.split(",") if is_id(number)]
    stories = Article.objects.filter(pk__in=ids[: desk.MAX_BULK_STORIES + 1])
    stories = permissions.visible(request.user, "bulk", stories)
    return list(stories.select_related("section", "owner"))


def export(request: HttpRequest, stories: QuerySet) -> HttpResponse:
    stories = permissions.visible(request.user, "export", stories)
    stories = with_status(stories.for_desk())
    rows = [
        [
            story.pk,
            story.headline,
            ", ".join(label for _, label in chips(story)),
            story.section,
            ", ".join(byline.author.name for byline in story.bylines.all()),
            ", ".join(tag.name for tag in story.tags.all()),
            person_name(story.owner),
            newsroom_time(story.stands_first) if story.stands_first else "",
            newsroom_time(story.changed_at),
        ]
        for story in stories[:MAX_EXPORTED]
    ]
    return csv_response(request, "stories", CSV_HEADER, rows)
