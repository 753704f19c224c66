"""Open Graph: how a link to us looks where people share it."""

from collections.abc import Iterable

from articles.models import Edition, SiteSettings
from articles.pages.picture import WIDE, Picture
from articles.public_urls import absolute_url
from articles.text.dates import iso

LOCALES = {"en": "en_GB", "az": "az_AZ", "ru": "ru_RU"}


def article(
    edition: Edition,
    *,
    site: SiteSettings,
    bylines: list,
    description: str,
    image: Picture | None,
    translations: Iterable[Edition] = (),
) -> list[tuple[str, str]]:
    """Return the properties of a live edition, in order; some come several times."""
    rows = [
        ("og:type", "article"),
        ("og:site_name", site.name),
        ("og:title", edition.title),
        ("og:description", description),
        ("og:url", absolute_url(edition.get_absolute_url())),
        ("og:locale", LOCALES.get(edition.language, "en_GB")),
    ]
    others = [other for other in translations if other != edition]
    rows += [("og:locale:alternate", LOCALES[other.language]) for other in others]
    rows += [
        ("article:published_time", iso(edition.first_published)),
        ("article:section", edition.section.name),
    ]
    if edition.updated_at:
        rows.append(("article:modified_time", iso(edition.updated_at)))
    rows += [
        ("article:author", absolute_url(byline.url)) for byline in bylines if byline.url
    ]
    rows += [("article:tag", tag["name"]) for tag in edition.content["tags"]]
    return rows + _image(image)


def page(
    *,
    site: SiteSettings,
    title: str,
    description: str,
    path: str,
    image: Picture | None = None,
) -> list[tuple[str, str]]:
    """Return the properties of any other page."""
    return [
        ("og:type", "website"),
        ("og:site_name", site.name),
        ("og:title", title),
        ("og:description", description),
        ("og:url", absolute_url(path)),
        *_image(image),
    ]


def _image(image: Picture | None) -> list[tuple[str, str]]:
    """Return the properties of a picture: its crop for cards where the page has fetched it."""
    if image is None:
        return []
    file = (image.cropped(WIDE) or image).largest
    rows = [
        ("og:image", absolute_url(file.get_absolute_url())),
        # Never AVIF: few of those who draw a card of a link can read it.
        ("og:image:type", "image/jpeg"),
        ("og:image:width", str(file.width)),
        ("og:image:height", str(file.height)),
    ]
    return rows + ([("og:image:alt", image.alt)] if image.alt else [])
