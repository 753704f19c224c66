"""What a story's page says of itself to machines, and how it is shared and cited."""

from typing import Any

from articles.models import Edition
from articles.pages import opengraph

from .news_article import news_article
from .sharing import citation, share_links


def meta_tags(edition: Edition, context: dict[str, Any]) -> dict[str, Any]:
    """Return address, links to share, JSON-LD and Open Graph of a saved edition.

    `context` has what the page shows: `site`, `bylines`, `pictures`, `corrections`,
    `translations` and `description`.
    """
    site = context["site"].settings
    bylines = context["bylines"]
    pictures = context["pictures"]
    translations = context["translations"]
    linked_data = news_article(
        edition,
        site=site,
        bylines=bylines,
        pictures=pictures,
        corrections=context["corrections"],
        translations=translations,
    )
    og = opengraph.article(
        edition,
        site=site,
        bylines=bylines,
        description=context["description"],
        image=pictures[0] if pictures else None,
        translations=translations,
    )
    return {
        "path": edition.get_absolute_url(),
        "share": share_links(edition),
        "citation": citation(edition, site=site, bylines=bylines),
        "linked_data": [linked_data],
        "og": og,
    }
