"""schema.org's NewsArticle and BreadcrumbList, for search engines."""

from typing import Any

from articles.formats.address import absolute
from articles.formats.picture import Picture
from articles.models import Edition, SiteSettings
from articles.text.clean import word_count
from articles.text.dates import iso


def news_article(
    edition: Edition,
    *,
    site: SiteSettings,
    bylines: list,
    pictures: list[Picture],
    corrections: list,
) -> dict[str, Any]:
    """Return a live edition as a NewsArticle; only what is there is said."""
    address = absolute(edition.get_absolute_url())
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": address,
        "url": address,
        "mainEntityOfPage": address,
        "headline": edition.title,
        "description": edition.standfirst,
        "datePublished": iso(edition.first_published),
        "dateModified": iso(edition.updated_at or edition.first_published),
        "inLanguage": edition.language,
        "articleSection": edition.section.name,
        "keywords": [tag["name"] for tag in edition.content["tags"]],
        "wordCount": word_count(edition.content["body"]),
        "isAccessibleForFree": True,
        "author": [_person(byline) for byline in bylines],
        "publisher": {
            "@type": "NewsMediaOrganization",
            "name": site.name,
            "url": absolute("/"),
        },
        "image": [_image(picture) for picture in pictures],
        "correction": [_correction(edition) for edition in corrections],
    }
    return {key: value for key, value in data.items() if value not in ("", [])}


def breadcrumbs(crumbs: list[tuple[str, str]]) -> dict[str, Any]:
    """Return the way to a page as a BreadcrumbList."""
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": absolute(path)}
            for place, (name, path) in enumerate(crumbs, 1)
        ],
    }


def _person(byline: Any) -> dict[str, str]:
    person = {"@type": "Person", "name": byline.name}
    return person | ({"url": absolute(byline.url)} if byline.url else {})


def _image(picture: Picture) -> dict[str, Any]:
    file = picture.largest
    image = {
        "@type": "ImageObject",
        "url": absolute(file.get_absolute_url()),
        "width": file.width,
        "height": file.height,
        "caption": picture.caption,
        "creditText": picture.credit,
    }
    return {key: value for key, value in image.items() if value != ""}


def _correction(edition: Edition) -> dict[str, str]:
    return {
        "@type": "CorrectionComment",
        "text": edition.what,
        "datePublished": iso(edition.live_from),
    }
