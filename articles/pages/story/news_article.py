"""A story in schema.org's words."""

from typing import Any

from django.urls import reverse

from articles.models import Edition, FixedPage, SiteSettings
from articles.pages.jsonld import publisher, without_empty
from articles.pages.picture import CROPS, WHOLE, Picture
from articles.public_urls import absolute_url
from articles.text.body import word_count
from articles.text.dates import iso


def news_article(
    edition: Edition,
    *,
    site: SiteSettings,
    bylines: list,
    pictures: list[Picture],
    corrections: list,
    translations: list[Edition],
) -> dict[str, Any]:
    """Return a live edition as a NewsArticle; only what is there is said."""
    address = absolute_url(edition.get_absolute_url())
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
        "publisher": publisher(site),
        "image": _images(pictures),
        "correction": [_correction(correction) for correction in corrections],
        **_translated(edition, translations),
    }
    return without_empty(data)


def _person(byline: Any) -> dict[str, str]:
    person = {"@type": "Person", "name": byline.name}
    return person | ({"url": absolute_url(byline.url)} if byline.url else {})


def _images(pictures: list[Picture]) -> list[dict[str, Any]]:
    """Each picture once; the first, which stands for the story, whole and in its crops."""
    shapes = [first.cropped(shape) for first in pictures[:1] for shape in (WHOLE, *CROPS)]
    fetched = [picture for picture in shapes if picture]
    return [_image(picture) for picture in (*fetched, *pictures[1:])]


def _image(picture: Picture) -> dict[str, Any]:
    """A picture as search engines show it with its licence: the same as stands in its file."""
    file, photo = picture.largest, picture.photo
    image = {
        "@type": "ImageObject",
        "url": absolute_url(file.get_absolute_url()),
        "contentUrl": absolute_url(file.get_absolute_url()),
        "encodingFormat": "image/jpeg",
        "width": file.width,
        "height": file.height,
        "caption": picture.caption,
        "creditText": picture.credit,
        "creator": {"@type": "Person", "name": photo.creator} if photo.creator else "",
        "copyrightNotice": photo.copyright_notice,
        "license": _fixed_page(FixedPage.Name.TERMS),
        "acquireLicensePage": _fixed_page(FixedPage.Name.CONTACT),
    }
    return without_empty(image)


def _fixed_page(name: str) -> str:
    return absolute_url(reverse("fixed_page", args=[name]))


def _translated(edition: Edition, translations: list[Edition]) -> dict[str, Any]:
    """What it was translated from, or into: only where the desk knows which was first."""
    original = next((other for other in translations if other.is_original), None)
    if original is None:
        return {}
    if original != edition:
        return {"translationOfWork": _work(original)}
    return {"workTranslation": [_work(other) for other in translations if other != edition]}


def _work(edition: Edition) -> dict[str, str]:
    address = absolute_url(edition.get_absolute_url())
    return {"@type": "NewsArticle", "@id": address, "inLanguage": edition.language}


def _correction(correction: Edition) -> dict[str, str]:
    return {
        "@type": "CorrectionComment",
        "text": correction.note,
        "datePublished": iso(correction.live_from),
    }
