"""What pages say of themselves in schema.org's words, for search engines."""

from typing import Any
from urllib.parse import urljoin

from django.templatetags.static import static
from django.urls import reverse

from articles.models import Author, SiteSettings
from articles.pages.picture import Picture
from articles.public_urls import absolute_url


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
                {"@type": "ListItem", "position": position, "url": absolute_url(address)}
                for position, address in enumerate(addresses, 1)
            ],
        },
    }


def profile_page(
    author: Author, *, site: SiteSettings, portrait: Picture | None
) -> dict[str, Any]:
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
        "worksFor": publisher(site),
    }
    return {
        "@context": "https://schema.org",
        "@type": "ProfilePage",
        "url": address,
        "isPartOf": _website(site),
        "mainEntity": without_empty(person),
    }


def breadcrumbs(crumbs: list[tuple[str, str]]) -> dict[str, Any]:
    """Return the way to a page as a BreadcrumbList."""
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": name,
                "item": absolute_url(path),
            }
            for position, (name, path) in enumerate(crumbs, 1)
        ],
    }


def publisher(site: SiteSettings) -> dict[str, Any]:
    logo = urljoin(absolute_url("/"), static("articles/icon-512.png"))
    return {
        "@type": "NewsMediaOrganization",
        "name": site.name,
        "url": absolute_url("/"),
        "logo": {"@type": "ImageObject", "url": logo, "width": 512, "height": 512},
    }


def without_empty(data: dict[str, Any]) -> dict[str, Any]:
    """Only what is there is said."""
    return {key: value for key, value in data.items() if value not in ("", [])}


def _website(site: SiteSettings) -> dict[str, Any]:
    return {
        "@type": "WebSite",
        "@id": absolute_url("/#site"),
        "url": absolute_url("/"),
        "name": site.name,
    }
