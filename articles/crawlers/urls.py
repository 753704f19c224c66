"""Addresses that search engines ask for by themselves. Included at the root, before sections."""

from django.urls import path, re_path

from . import robots, sitemaps

MONTH = r"^sitemap-(?P<year>[0-9]{4})-(?P<month>[0-9]{2})"

urlpatterns = [
    path("robots.txt", robots.robots, name="robots"),
    path("trust.txt", robots.trust, name="trust"),
    path(".well-known/trust.txt", robots.trust, name="trust_well_known"),
    path("news-sitemap.xml", sitemaps.news, name="news_sitemap"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-pages.xml", sitemaps.pages, name="sitemap_pages"),
    re_path(rf"{MONTH}\.xml$", sitemaps.month, name="sitemap_month"),
    re_path(
        rf"{MONTH}-(?P<page>[1-9][0-9]{{0,3}})\.xml$",
        sitemaps.month,
        name="sitemap_month_page",
    ),
]
