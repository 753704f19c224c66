"""Lists of stories: latest, language, section, tag, author; and the list of authors."""

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
def latest(request: HttpRequest) -> CacheablePage:
    return _latest(request)


@public
def language(request: HttpRequest, code: str) -> CacheablePage:
    """The latest stories of one language, in that language: where its readers are at home."""
    if code not in Language:
        raise Http404
    translation.activate(code)
    return _latest(request, Language(code))


def _latest(request: HttpRequest, language: Language | None = None) -> CacheablePage:
    at = timezone.now()
    freshness = Freshness.of("site", "", at)
    site = SiteContext.cached(freshness.site, at)

    def make_context() -> dict[str, Any]:
        rows = Edition.objects.live(at).for_card()
        if language:
            rows = rows.filter(language=language)
        page = keyset.page(request, rows, moment="first_published", tie="id")
        context = listing(
            page, page.rows, at, title=_("Latest news"), path=request.path, site=site
        )
        if language is None:
            return context | {"new_stories_url": _new_stories_url(page, "latest")}
        return context | {
            "language": language,
            "here": translation.get_language_info(language)["name_local"],
            "new_stories_url": _new_stories_url(page, "language", language.value),
        }

    return CacheablePage(
        "articles/lists/latest.html",
        make_context,
        freshness,
        at,
        key="latest",
        facts=keyset.page_params(request),
        dated=True,
    )


@public
def section(request: HttpRequest, slug: str) -> HttpResponse | CacheablePage:
    at = timezone.now()
    freshness = Freshness.of("section", slug, at)
    if freshness is None:
        return _redirect_retired(request, Section, slug)
    site = SiteContext.cached(freshness.site, at)
    section = Section.objects.select_related("picture").get(pk=freshness.pk)
    # Before the page is made: its ETag is of the language too.
    translation.activate(section.language)

    def make_context() -> dict[str, Any]:
        rows = Edition.objects.live(at).for_card().filter(section=section)
        page = keyset.page(request, rows, moment="first_published", tie="id")
        context = listing(
            page,
            page.rows,
            at,
            title=section.name,
            path=request.path,
            description=section.description,
            portrait=section.picture,
            site=site,
        )
        url = _new_stories_url(page, "section", section.slug)
        return context | {"section": section, "new_stories_url": url}

    return _named_page(request, "section", make_context, freshness, at)


@public
def tag(request: HttpRequest, slug: str) -> HttpResponse | CacheablePage:
    at = timezone.now()
    freshness = Freshness.of("tag", slug, at)
    if freshness is None:
        return _redirect_retired(request, Tag, slug)
    site = SiteContext.cached(freshness.site, at)

    def make_context() -> dict[str, Any]:
        tag = Tag.objects.get(pk=freshness.pk)
        rows = EditionTag.objects.live(at).filter(tag=tag)
        page = keyset.page(
            request, rows.for_card(), moment="first_published", tie="edition_id"
        )
        # Without live stories the page stays and its name goes (docs/rules.md 35).
        is_named = bool(page.rows) or tag.name_is_public(at)
        context = listing(
            page,
            [row.edition for row in page.rows],
            at,
            title=tag.name if is_named else _("Tag"),
            path=request.path,
            description=tag.description if is_named else "",
            site=site,
        )
        return context | {"tag": tag if is_named else None}

    return _named_page(request, "tag", make_context, freshness, at)


@public
def author(request: HttpRequest, slug: str) -> HttpResponse | CacheablePage:
    at = timezone.now()
    freshness = Freshness.of("author", slug, at)
    if freshness is None:
        return _redirect_retired(request, Author, slug)
    site = SiteContext.cached(freshness.site, at)

    def make_context() -> dict[str, Any]:
        author = Author.objects.select_related("portrait").get(pk=freshness.pk)
        rows = EditionByline.objects.live(at).filter(author=author)
        page = keyset.page(
            request, rows.for_card(), moment="first_published", tie="edition_id"
        )
        context = listing(
            page,
            [row.edition for row in page.rows],
            at,
            title=author.name,
            path=request.path,
            crumbs=[(_("Authors"), reverse("authors"))],
            description=excerpt(author.bio, 160) or author.job_title,
            portrait=author.portrait,
            shape=SQUARE,
            site=site,
        )
        portrait = context["portrait"]
        profile = jsonld.profile_page(author, site=site.settings, portrait=portrait)
        return context | {"author": author, "linked_data": [profile]}

    return _named_page(request, "author", make_context, freshness, at)


@public
def authors(request: HttpRequest) -> CacheablePage:
    at = timezone.now()
    freshness = Freshness.of("site", "", at)
    site = SiteContext.cached(freshness.site, at)
    # Under `latest`: any publication or withdrawal may bring a name here or take it away.
    return CacheablePage(
        "articles/lists/authors.html",
        lambda: all_authors(at, site),
        freshness,
        at,
        key="latest",
    )


def _new_stories_url(page: keyset.ListPage, kind: str, *names: str) -> str:
    """Where the list asks for newer stories; its further pages do not."""
    address = reverse(f"{kind}_new_stories", args=names)
    return new_stories_url(address, page.rows) if page.is_first else ""


def _named_page(
    request: HttpRequest,
    kind: str,
    make_context: Callable[[], dict[str, Any]],
    freshness: Freshness,
    at: dt.datetime,
) -> CacheablePage:
    """The page of a section, tag or author, as far down its list as the request says."""
    return CacheablePage(
        f"articles/lists/{kind}.html",
        make_context,
        freshness,
        at,
        key=key_of(kind, freshness.pk),
        facts=keyset.page_params(request),
    )


def _redirect_retired(request: HttpRequest, model: Any, slug: str) -> HttpResponse:
    """One hop from a retired slug to the present address, same page (docs/rules.md 17)."""
    target = model.redirect_target(slug)
    if target is None or not target.name_is_public(timezone.now()):
        raise Http404
    return permanent_redirect(target.get_absolute_url(), request)
