"""What pages say of themselves in schema.org's words, for search engines."""

from typing import Any
from urllib.parse import urljoin

from django.templatetags.static import static
from django.urls import reverse

from articles.models import Author, Edition, FixedPage, SiteSettings
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
        "publisher": _publisher(site),
        "image": _images(pictures),
        "correction": [_correction(edition) for edition in corrections],
        **_translated(edition, translations),
    }
    return _said(data)


def website(site: SiteSettings) -> dict[str, Any]:
    """Return the site and its search, for the front."""
    search = absolute_url(reverse("search")) + "?q={search_term_string}"
    return {
        "@context": "https://schema.org",
        **_website(site),
        "description": site.description,
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": search},
            "query-input": "required name=search_term_string",
        },
    }


def collection(
    *,
    site: SiteSettings,
    title: str,
    description: str,
    path: str,
    language: str,
    addresses: list[str],
) -> dict[str, Any]:
    """Return a list as a CollectionPage of the pages at these paths."""
    return {
        "@context": "https://schema.org",
        "@type": "CollectionPage",
        "@id": absolute_url(path),
        "url": absolute_url(path),
        "name": title,
        "description": description,
        "inLanguage": language,
        "isPartOf": _website(site),
        "mainEntity": {
            "@type": "ItemList",
            "itemListElement": [
                {"@type": "ListItem", "position": place, "url": absolute_url(address)}
                for place, address in enumerate(addresses, 1)
            ],
        },
    }


def profile_page(author: Author, *, site: SiteSettings, portrait: Picture | None) -> dict[str, Any]:
    """Return an author's page as a ProfilePage; only what readers see on it is said."""
    address = absolute_url(author.get_absolute_url())
    person = {
        "@type": "Person",
        "@id": address,
        "url": address,
        "name": author.name,
        "jobTitle": author.job_title,
        "description": author.bio,
        "email": author.public_email,
        "image": absolute_url(portrait.largest.get_absolute_url()) if portrait else "",
        "sameAs": author.links.split(),
        "worksFor": _publisher(site),
    }
    return {
        "@context": "https://schema.org",
        "@type": "ProfilePage",
        "url": address,
        "isPartOf": _website(site),
        "mainEntity": _said(person),
    }


def breadcrumbs(crumbs: list[tuple[str, str]]) -> dict[str, Any]:
    """Return the way to a page as a BreadcrumbList."""
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": absolute_url(path)}
            for place, (name, path) in enumerate(crumbs, 1)
        ],
    }


def _person(byline: Any) -> dict[str, str]:
    person = {"@type": "Person", "name": byline.name}
    return person | ({"url": absolute_url(byline.url)} if byline.url else {})


def _said(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value not in ("", [])}


def _website(site: SiteSettings) -> dict[str, Any]:
    return {
        "@type": "WebSite",
        "@id": absolute_url("/#site"),
        "url": absolute_url("/"),
        "name": site.name,
    }


def _publisher(site: SiteSettings) -> dict[str, Any]:
    return {
        "@type": "NewsMediaOrganization",
        "name": site.name,
        "url": absolute_url("/"),
        "logo": _logo(),
    }


def _logo() -> dict[str, Any]:
    address = urljoin(absolute_url("/"), static("articles/icon-512.png"))
    return {"@type": "ImageObject", "url": address, "width": 512, "height": 512}


def _images(pictures: list[Picture]) -> list[dict[str, Any]]:
    """Each picture once; the first, which stands for the story, whole and in its crops."""
    shapes = [first.cropped(shape) for first in pictures[:1] for shape in (WHOLE, *CROPS)]
    return [_image(picture) for picture in [*filter(None, shapes), *pictures[1:]]]


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
        "license": _page(FixedPage.Name.TERMS),
        "acquireLicensePage": _page(FixedPage.Name.CONTACT),
    }
    return _said(image)


def _page(name: str) -> str:
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


def _correction(edition: Edition) -> dict[str, str]:
    return {
        "@type": "CorrectionComment",
        "text": edition.note,
        "datePublished": iso(edition.live_from),
    }
