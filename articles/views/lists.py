"""Lists of stories: section, tag, author, language, latest."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from articles.caching.freshness import Freshness, key_of
from articles.caching.public_page import CacheablePage, permanent_redirect, public
from articles.languages import Language
from articles.models import Author, Edition, EditionByline, EditionTag, Section, Tag
from articles.pages import jsonld
from articles.pages.authors import all_authors
from articles.pages.lists import listing, new_stories_url
from articles.pages.picture import SQUARE
from articles.pages.site import SiteContext
from articles.text.excerpt import excerpt

from . import keyset


@public
def section(request: HttpRequest, slug: str) -> HttpResponse | CacheablePage:
    at = timezone.now()
    freshness = Freshness.of("section", slug, at)
    if freshness is None:
        return _retired(request, Section, slug)
    site = SiteContext.cached(freshness.site, at)
    found = Section.objects.select_related("picture").get(pk=freshness.pk)
    translation.activate(found.language)

    def context() -> dict[str, Any]:
        rows = Edition.objects.live(at).for_card().filter(section=found)
        page = keyset.page(request, rows, moment="first_published", tie="id")
        told = listing(
            page,
            page.rows,
            at,
            title=found.name,
            path=request.path,
            description=found.description,
            portrait=found.picture,
            site=site,
        )
        return told | {
            "section": found,
            "new_stories_url": _new_stories_url(page, "section", found.slug),
        }

    return _of_record(request, "section", context, freshness, at)


@public
def tag(request: HttpRequest, slug: str) -> HttpResponse | CacheablePage:
    at = timezone.now()
    freshness = Freshness.of("tag", slug, at)
    if freshness is None:
        return _retired(request, Tag, slug)
    site = SiteContext.cached(freshness.site, at)

    def context() -> dict[str, Any]:
        found = Tag.objects.get(pk=freshness.pk)
        rows = EditionTag.objects.live(at).filter(tag=found)
        page = keyset.page(request, rows.for_card(), moment="first_published", tie="edition_id")
        named = found if page.rows or found.name_is_public(at) else None
        told = listing(
            page,
            [row.edition for row in page.rows],
            at,
            title=named.name if named else _("Tag"),
            path=request.path,
            description=named.description if named else "",
            site=site,
        )
        return told | {"tag": named}

    return _of_record(request, "tag", context, freshness, at)


@public
def author(request: HttpRequest, slug: str) -> HttpResponse | CacheablePage:
    at = timezone.now()
    freshness = Freshness.of("author", slug, at)
    if freshness is None:
        return _retired(request, Author, slug)
    site = SiteContext.cached(freshness.site, at)

    def context() -> dict[str, Any]:
        found = Author.objects.select_related("portrait").get(pk=freshness.pk)
        rows = EditionByline.objects.live(at).filter(author=found)
        page = keyset.page(request, rows.for_card(), moment="first_published", tie="edition_id")
        told = listing(
            page,
            [row.edition for row in page.rows],
            at,
            title=found.name,
            path=request.path,
            crumbs=[(_("Authors"), reverse("authors"))],
            description=excerpt(found.bio, 160) or found.job_title,
            portrait=found.portrait,
            shape=SQUARE,
            site=site,
        )
        profile = jsonld.profile_page(found, site=site.settings, portrait=told["portrait"])
        return told | {"linked_data": [profile], "author": found}

    return _of_record(request, "author", context, freshness, at)


@public
def latest(request: HttpRequest) -> CacheablePage:
    return _latest(request, timezone.now())


@public
def language(request: HttpRequest, code: str) -> CacheablePage:
    """The latest stories of one language, in that language: where its readers are at home."""
    if code not in Language:
        raise Http404
    translation.activate(code)
    here = translation.get_language_info(code)["name_local"]
    return _latest(request, timezone.now(), spoken=Language(code), here=here)


def _latest(request: HttpRequest, at: dt.datetime, **spoken: Any) -> CacheablePage:
    """The newest stories of the site, or of a language alone."""
    freshness = Freshness.of("site", "", at)
    site = SiteContext.cached(freshness.site, at)

    def context() -> dict[str, Any]:
        rows = Edition.objects.live(at).for_card()
        if spoken:
            rows = rows.filter(language=spoken["spoken"])
        page = keyset.page(request, rows, moment="first_published", tie="id")
        title, path = _("Latest news"), request.path
        told = listing(page, page.rows, at, title=title, path=path, site=site)
        asks = ("language", spoken["spoken"].value) if spoken else ("latest",)
        return told | {"new_stories_url": _new_stories_url(page, *asks)} | spoken

    facts = keyset.asked(request)
    return CacheablePage(
        "articles/lists/latest.html", context, freshness, at, key="latest", facts=facts, dated=True
    )


def _new_stories_url(page: keyset.ListPage, kind: str, *names: str) -> str:
    """Where the list asks for newer stories; its further pages do not."""
    address = reverse(f"{kind}_new_stories", args=names)
    return new_stories_url(address, page.rows) if page.is_first else ""


def _of_record(
    request: HttpRequest,
    kind: str,
    context: Callable[[], dict[str, Any]],
    freshness: Freshness,
    at: dt.datetime,
) -> CacheablePage:
    """The page of a section, tag or author, as far down its list as is asked."""
    key, facts = key_of(kind, freshness.pk), keyset.asked(request)
    return CacheablePage(
        f"articles/lists/{kind}.html", context, freshness, at, key=key, facts=facts
    )


def _retired(request: HttpRequest, model: Any, slug: str) -> HttpResponse:
    """One hop from a retired slug to the present address, same page (docs/rules.md 17)."""
    heir = model.redirect_target(slug)
    if heir is None or not heir.name_is_public(timezone.now()):
        raise Http404
    return permanent_redirect(heir.get_absolute_url(), request.META.get("QUERY_STRING", ""))


@public
def authors(request: HttpRequest) -> CacheablePage:
    at = timezone.now()
    freshness = Freshness.of("site", "", at)
    site = SiteContext.cached(freshness.site, at)
    return CacheablePage(
        "articles/lists/authors.html", lambda: all_authors(at, site), freshness, at, key="latest"
    )
