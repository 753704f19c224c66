"""Public addresses (docs/rules.md 16–18). Feeds stand first: their names are no sections."""

from django.urls import include, path, register_converter

from articles.styleguide import views
from articles.views import (
    archive,
    fixed_pages,
    front,
    lists,
    media,
    new_stories,
    search,
    story,
)


class IdConverter:
    """A number that every database can hold: nineteen digits would be an error, not a 404."""

    regex = "[0-9]{1,18}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class NumberConverter(IdConverter):
    """A part of a date, as `2025`, `11` or `04`."""

    def to_url(self, value: int) -> str:
        return f"{value:02}"


class YearConverter(IdConverter):
    regex = "[0-9]{4}"

    def to_url(self, value: int) -> str:
        return f"{value:04}"


class PartConverter(NumberConverter):
    regex = "[0-9]{2}"


class FixedConverter:
    regex = "about|contact|terms"

    def to_python(self, value: str) -> str:
        return value

    to_url = to_python


class FileConverter(FixedConverter):
    """Names that we give to files; anything else asks no database."""

    regex = r"[A-Za-z0-9][A-Za-z0-9/_.-]{0,118}"


class RestConverter:
    """What follows the id of a story: its slug, or what is left of it in a link that was cut."""

    regex = "(?:-[-a-zA-Z0-9_]*)?"

    def to_python(self, value: str) -> str:
        return value.removeprefix("-")

    def to_url(self, value: str) -> str:
        return f"-{value}"


register_converter(IdConverter, "id")
register_converter(YearConverter, "year")
register_converter(PartConverter, "part")
register_converter(FixedConverter, "fixed")
register_converter(FileConverter, "file")
register_converter(RestConverter, "rest")

urlpatterns = [
    path("", front.front, name="front"),
    path("", include("articles.feeds.urls")),
    path("", include("articles.crawlers.urls")),
    path("latest/", lists.latest, name="latest"),
    path("latest/new/", new_stories.latest, name="latest_new_stories"),
    path("archive/", archive.entry, name="archive"),
    path("archive/<year:year>/", archive.year, name="archive_year"),
    path("archive/<year:year>/<part:month>/", archive.month, name="archive_month"),
    path("archive/<year:year>/<part:month>/<part:day>/", archive.day, name="archive_day"),
    path("corrections/", fixed_pages.corrections, name="corrections"),
    path("<fixed:slug>/", fixed_pages.fixed_page, name="fixed_page"),
    path("tag/<slug:slug>/", lists.tag, name="tag"),
    path("author/<slug:slug>/", lists.author, name="author"),
    path("authors/", lists.authors, name="authors"),
    path("language/<slug:code>/", lists.language, name="language"),
    path("language/<slug:code>/new/", new_stories.language, name="language_new_stories"),
    path("search/", search.search, name="search"),
    path("search/suggest/", search.suggest, name="suggest"),
    path("preview/<slug:token>/", story.preview, name="preview"),
    path("styleguide/", views.styleguide, name="styleguide"),
    path("media/<file:name>", media.media, name="media"),
    # After all others: a section may have any slug that is no address of the site.
    path("<slug:slug>/", lists.section, name="section"),
    path("<slug:slug>/new/", new_stories.section, name="section_new_stories"),
    path("<slug:section>/<id:article_id><rest:slug>/", story.article, name="article"),
    path(
        "<slug:section>/<id:article_id><rest:slug>/photo/<id:photo>/",
        story.photo,
        name="article_photo",
    ),
    path(
        "<slug:section>/<id:article_id><rest:slug>/edition/<id:number>/",
        story.edition,
        name="article_edition",
    ),
]
