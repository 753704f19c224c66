"""The house's form of time, its navigation and linked data, as our own pages print them."""

import json

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from wagtail.models import Site

register = template.Library()


@register.simple_tag(takes_context=True)
def sections(context):
    """The pages of the menu, as Wagtail's tutorial asks for them."""
    root = Site.find_for_request(context["request"]).root_page
    return root.get_children().live().in_menu()


@register.simple_tag(takes_context=True)
def front(context):
    return Site.find_for_request(context["request"]).root_page.specific


@register.filter
def house_time(moment):
    local = timezone.localtime(moment)
    words = f"{local.day} {local:%B %Y %H:%M} (UTC {local.isoformat()[-6:]})"
    return format_html('<time datetime="{}">{}</time>', local.isoformat(), words)


@register.filter
def json_ld(data):
    text = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308
