"""What the templates of readers' pages need."""

import datetime as dt
import json
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from articles.caching.process_cache import cards
from articles.pages import feed_links as feeds
from articles.pages import jsonld
from articles.pages.cards import Card
from articles.pages.site import SiteContext
from articles.public_urls import absolute_url as absolute_address
from articles.text import dates

register = template.Library()

# Inside a script element only these can end it or begin a comment; U+2028 breaks old parsers.
_JSON_ESCAPES = {
    ord("<"): "\\u003c",
    ord(">"): "\\u003e",
    ord("&"): "\\u0026",
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}


@register.simple_tag(takes_context=True)
def site_context(context: template.Context) -> SiteContext:
    """Return what the page knows of the site, or ask: error pages come without a view."""
    return context.get("site") or SiteContext()


@register.inclusion_tag("articles/site/_feed_links.html", takes_context=True)
def feed_links(context: template.Context, scope: Any = None) -> dict[str, Any]:
    """`<link rel="alternate">` to the feeds of the page's own scope, then to the site's."""
    return {"links": feeds.feed_links(site_context(context).settings.name, scope)}


@register.inclusion_tag("articles/site/_crumbs.html", takes_context=True)
def crumbs(context: template.Context) -> dict[str, Any]:
    """The way to the page, for readers and as a BreadcrumbList: both are of this one list."""
    above = [(gettext("Home"), reverse("front")), *context.get("crumbs", [])]
    here, robots = context.get("here", ""), context.get("robots", "")
    way = [*above, (here, context["path"])] if here and not robots else above
    return {
        "above": above,
        "here": here,
        "data": None if robots else jsonld.breadcrumbs(way),
    }


@register.simple_tag
def draw(template_name: str, card: Card, **options: Any) -> SafeString:
    """A story in a list by a template of its own, with `card`, `interface` and the options.

    Kept in this process under all of that: drawing thirty of them is half of what a list costs.
    """
    language = get_language()
    key = (template_name, language, *options.items(), *card.facts)
    markup = cards.get(key)
    if markup is None:
        context = {"card": card, "interface": language, **options}
        markup = render_to_string(template_name, context)
        cards.set(key, markup)
    return mark_safe(markup)  # noqa: S308  Of a template that escapes.


@register.filter
def time_tag(moment: dt.datetime | None) -> str:
    """`<time>` with the moment in house style, in the language of the page, and its offset."""
    return (
        _time_element(moment, dates.newsroom_time(moment, get_language())) if moment else ""
    )


@register.filter
def clock(moment: dt.datetime | None) -> str:
    """`<time>` with the hour alone, where the day and the offset stand above it."""
    if not moment:
        return ""
    day_and_hour, _offset = dates.newsroom_time(moment).split(" (")
    return _time_element(moment, day_and_hour[-5:])


@register.filter
def offset(moment: dt.datetime) -> str:
    """`(UTC +04:00)`, for a heading above hours that stand alone."""
    return "(" + dates.newsroom_time(moment).split(" (")[1]


@register.filter
def newsroom_date(moment: dt.datetime | dt.date | None) -> str:
    return dates.newsroom_date(moment, get_language()) if moment else ""


@register.filter
def absolute_url(path: str) -> str:
    return absolute_address(path)


@register.filter
def sanitised(html: str) -> SafeString:
    """Print HTML that `articles.text.body.clean_body` made when it was saved.

    The one place where markup from the database is trusted; give it nothing else.
    """
    return mark_safe(html)  # noqa: S308


@register.filter
def json_ld(data: Any) -> SafeString:
    """`<script>` of linked data that no word of a story can leave."""
    text = json.dumps(data, ensure_ascii=False).translate(_JSON_ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', sanitised(text))


def _time_element(moment: dt.datetime, text: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', dates.iso(moment), text)
