"""Actions on several stories of the list: change them together, export them."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from articles import desk, permissions
from articles.admin.base import person_name, post_data, render_desk_page
from articles.models import Article, Author, Section
from articles.signals import audit
from articles.text.dates import newsroom_time
from articles.text.spreadsheet import table

from .status import chips, with_status

EXPORTED = "Number,Headline,State,Section,Bylines,Tags,Owner,First published,Saved".split(",")


class BulkEditForm(forms.Form):
    """What becomes of all chosen stories; every field may be left empty, but not all."""

    section = forms.ModelChoiceField(
        Section.objects.active(), required=False, empty_label="As it is"
    )
    bylines = forms.ModelMultipleChoiceField(
        Author.objects.all(), required=False, help_text="Replace those that are there."
    )
    add_tags = forms.CharField(required=False, max_length=300, help_text="Separate with commas.")
    remove_tags = forms.CharField(required=False, max_length=300, help_text="Separate with commas.")
    also_refile = forms.BooleanField(
        required=False,
        label="Publish to live stories as a silent fix",
        help_text="Else readers see nothing of it until each is published again.",
    )

    def clean_add_tags(self) -> list[str]:
        return _names(self.cleaned_data["add_tags"])

    def clean_remove_tags(self) -> list[str]:
        return _names(self.cleaned_data["remove_tags"])

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors and not any(data[name] for name in data if name != "also_refile"):
            raise forms.ValidationError("Say what is to be changed.")
        return data


def choose(request: HttpRequest, stories: QuerySet) -> HttpResponse:
    """Carry the chosen stories to the page that asks what becomes of them."""
    ids = ",".join(
        str(pk) for pk in stories.values_list("pk", flat=True)[: desk.MAX_BULK_STORIES + 1]
    )
    return redirect(f"{reverse('admin:articles_article_bulk_edit')}?ids={ids}")


def change(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """Ask what becomes of the stories, do it, and show a result for each."""
    if not permissions.may(request.user, "bulk"):
        raise PermissionDenied
    stories = _chosen(request)
    if not stories:
        messages.warning(request, "Choose stories in the list first.")
        return redirect("admin:articles_article_changelist")
    form, results = BulkEditForm(post_data(request)), None
    if form.is_valid():
        results = _do(request, stories, form)
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


def _do(request: HttpRequest, stories: list[Article], form: BulkEditForm) -> Any:
    wanted = dict(form.cleaned_data)
    also_refile, bylines = wanted.pop("also_refile"), list(wanted.pop("bylines"))
    try:
        return desk.bulk_edit(
            stories,
            by=request.user,
            changes=desk.BulkChanges(**wanted, bylines=bylines),
            also_refile=also_refile,
        )
    except desk.DeskError as error:
        form.add_error(None, str(error))
        return None


def _chosen(request: HttpRequest) -> list[Article]:
    """The stories of the address that this person may change so; others are not there."""
    typed = request.POST.get("ids") or request.GET.get("ids", "")
    ids = [one for one in typed.split(",") if one.isascii() and one.isdigit() and len(one) < 19]
    asked = Article.objects.filter(pk__in=ids[: desk.MAX_BULK_STORIES + 1])
    return list(permissions.visible(request.user, "bulk", asked).select_related("section", "owner"))


def export(request: HttpRequest, stories: QuerySet) -> HttpResponse:
    """The chosen stories as a table that no spreadsheet runs."""
    stories = with_status(permissions.visible(request.user, "export", stories).for_desk())
    rows = [EXPORTED, *(_row(story) for story in stories[:10_000])]
    audit("exported", by=request.user, note=f"{len(rows) - 1} stories as CSV")
    answer = HttpResponse(table(rows), content_type="text/csv; charset=utf-8")
    day = timezone.localtime().strftime("%Y-%m-%d")
    answer["Content-Disposition"] = f'attachment; filename="stories-{day}.csv"'
    return answer


def _row(story: Article) -> list[Any]:
    return [
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


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]
