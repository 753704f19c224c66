from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html

from articles import permissions
from articles.admin.base import DeskAdmin
from articles.models import Article, Edition

from . import (
    bulk_edit,
    closed_editions,
    filters,
    history,
    preview,
    review,
    story_page,
    translations,
    verb_pages,
)
from .lookup import with_words
from .status import chips_html, times_html, with_status


@admin.register(Article)
class ArticleAdmin(DeskAdmin):
    """The list of stories; writing, the verbs and the history have pages of their own."""

    class Media:
        css = {"all": ["articles/desk/photos/photos.css"]}

    reads = "read"
    edits = "edit"
    list_display = ("story", "section", "by", "tag_names", "times")
    # The headline is a link already, with chips below it.
    list_display_links = None
    list_filter = (
        filters.StateFilter,
        filters.PublicFilter,
        filters.SectionFilter,
        filters.MineFilter,
        filters.AuthorFilter,
        filters.TrashFilter,
    )
    actions = ("bulk_edit", "export")
    # Shows the box only: `with_words` says what is searched.
    search_fields = ("headline",)
    search_help_text = "Search headline, text, bylines and tags"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        stories = permissions.visible(request.user, "read", super().get_queryset(request))
        return with_status(stories.for_desk())

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, term: str
    ) -> Any:
        return with_words(queryset, term), False

    def changelist_view(
        self, request: HttpRequest, extra_context: Any = None
    ) -> HttpResponse:
        return super().changelist_view(request, {"title": "Stories"})

    def has_change_permission(
        self, request: HttpRequest, obj: Article | None = None
    ) -> bool:
        person = request.user
        may_edit = permissions.may(person, "edit", obj)
        return may_edit or permissions.may(person, "edit_story_photos", obj)

    def get_urls(self) -> list[Any]:
        pages = [
            ("review/", review.waiting, "review"),
            ("bulk-edit/", bulk_edit.bulk_edit, "bulk_edit"),
            ("<int:pk>/verb/<slug:verb>/", verb_pages.verb_page, "verb"),
            ("<int:pk>/history/", history.history, "history"),
            ("<int:pk>/history/<int:number>/", history.revision, "revision"),
            ("<int:pk>/history/<int:number>/restore/", history.restore, "restore"),
            ("<int:pk>/history/edition/<int:number>/hide/", closed_editions.hide, "hide"),
            ("<int:pk>/preview/", preview.preview, "preview"),
            ("<int:pk>/links/", preview.links, "links"),
            ("<int:pk>/links/<int:link>/revoke/", preview.revoke, "revoke"),
            ("<int:pk>/translations/", translations.translations, "translations"),
            ("<int:pk>/translations/<int:other>/link/", translations.link, "link"),
            ("<int:pk>/translations/<int:other>/unlink/", translations.unlink, "unlink"),
        ]
        # Before Django's own: the last of those takes any address below the list.
        return self.own_urls(pages) + super().get_urls()

    def has_bulk_permission(self, request: HttpRequest) -> bool:
        return permissions.may(request.user, "bulk")

    def has_export_permission(self, request: HttpRequest) -> bool:
        return permissions.may(request.user, "export")

    @admin.action(description="Edit selected …", permissions=["bulk"])
    def bulk_edit(self, request: HttpRequest, stories: QuerySet) -> HttpResponse:
        return bulk_edit.open_form(stories)

    @admin.action(description="Export as CSV", permissions=["export"])
    def export(self, request: HttpRequest, stories: QuerySet) -> HttpResponse:
        return bulk_edit.export(request, stories)

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        return story_page.write(self, request, object_id)

    def delete_view(self, request: HttpRequest, object_id: str, *args: Any) -> HttpResponse:
        raise PermissionDenied

    def view_on_site(self, article: Article) -> str | None:
        editions = Edition.objects.live().filter(article=article)
        edition = editions.select_related("section").first()
        return edition.get_absolute_url() if edition else None

    @admin.display(description="Story", ordering="headline")
    def story(self, article: Article) -> str:
        return format_html(
            '<a class="story" href="{}/change/">{}</a><br>{}',
            article.pk,
            article.headline,
            chips_html(article),
        )

    @admin.display(description="By")
    def by(self, article: Article) -> str:
        return ", ".join(byline.author.name for byline in article.bylines.all()) or "—"

    @admin.display(description="Tags")
    def tag_names(self, article: Article) -> str:
        return ", ".join(tag.name for tag in article.tags.all()) or "—"

    @admin.display(description="Times", ordering="changed_at")
    def times(self, article: Article) -> str:
        return times_html(article)
