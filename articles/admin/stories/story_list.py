from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import path
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

    reads, edits = "read", "edit"
    list_display = ("story", "section", "by", "tag_names", "times")
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
    search_fields = ("headline",)  # shows the box; what is searched says `with_words`
    search_help_text = "Search headline, text, bylines and tags"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        stories = permissions.visible(request.user, "read", super().get_queryset(request))
        return with_status(stories.for_desk())

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, term: str) -> Any:
        return with_words(queryset, term), False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return super().changelist_view(request, {"title": "Stories", **(extra_context or {})})

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        may = permissions.may
        return may(request.user, "edit", obj) or may(request.user, "edit_story_photos", obj)

    def get_urls(self) -> list[Any]:
        own = [
            ("verb/<slug:verb>/", verb_pages.verb_page, "verb"),
            ("history/", history.history, "history"),
            ("history/<int:number>/", history.revision, "revision"),
            ("history/<int:number>/restore/", history.restore, "restore"),
            ("history/edition/<int:number>/hide/", closed_editions.hide, "hide"),
            ("preview/", preview.preview, "preview"),
            ("links/", preview.links, "links"),
            ("links/<int:link>/revoke/", preview.revoke, "revoke"),
            ("translations/", translations.translations, "translations"),
            ("translations/<int:other>/link/", translations.link, "link"),
            ("translations/<int:other>/unlink/", translations.unlink, "unlink"),
        ]
        return [
            path("review/", self._own(review.waiting), name="articles_article_review"),
            path("bulk-edit/", self._own(bulk_edit.bulk_edit), name="articles_article_bulk_edit"),
            *(
                path(f"<int:pk>/{tail}", self._own(view), name=f"articles_article_{name}")
                for tail, view, name in own
            ),
            *super().get_urls(),
        ]

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

    def _own(self, view: Any) -> Any:
        def answer(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            return view(self, request, **kwargs)

        return self.admin_site.admin_view(answer)

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        return story_page.write(self, request, object_id)

    def delete_view(self, request: HttpRequest, object_id: str, *args: Any) -> HttpResponse:
        raise PermissionDenied

    def view_on_site(self, article: Article) -> str | None:
        edition = Edition.objects.live().filter(article=article).select_related("section").first()
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
