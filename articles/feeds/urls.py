"""Addresses for programs (docs: contract). Included at the root, before sections."""

from django.urls import path, re_path

from . import robots, sitemaps, views

FEED = r"feed\.(?P<format>rss|atom)$"
SLUG = r"(?P<slug>[-a-zA-Z0-9_]+)"
MONTH = r"^sitemap-(?P<year>[0-9]{4})-(?P<month>[0-9]{2})"

urlpatterns = [
    path("feeds/", views.feeds_page, name="feeds"),
    re_path(rf"^{FEED}", views.feed, name="feed"),
    re_path(rf"^tag/{SLUG}/{FEED}", views.scoped_feed, {"kind": "tag"}, name="tag_feed"),
    re_path(rf"^author/{SLUG}/{FEED}", views.scoped_feed, {"kind": "author"}, name="author_feed"),
    re_path(rf"^{SLUG}/{FEED}", views.scoped_feed, {"kind": "section"}, name="section_feed"),
    path("robots.txt", robots.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-pages.xml", sitemaps.pages, name="sitemap_pages"),
    re_path(rf"{MONTH}\.xml$", sitemaps.month, name="sitemap_month"),
    re_path(
        rf"{MONTH}-(?P<page>[1-9][0-9]{{0,3}})\.xml$", sitemaps.month, name="sitemap_month_page"
    ),
]
