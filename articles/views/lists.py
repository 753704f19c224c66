"""Lists of stories: section, tag, author, language, latest."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from articles.enums import Language
from articles.formats import jsonld
from articles.formats.listing import listing
from articles.formats.picture import SQUARE
from articles.models import (
    Author,
    AuthorAlias,
    Edition,
    EditionByline,
    EditionTag,
    Section,
    SectionAlias,
    Tag,
    TagAlias,
)
from articles.text.excerpt import excerpt

from . import keyset
from .public import moved, public


@public
def section(request: HttpRequest, slug: str) -> HttpResponse:
    at = timezone.now()
    found = Section.objects.select_related("picture").filter(slug=slug).first()
    if found is None:
        return _retired(SectionAlias, slug)
    translation.activate(found.language)
    rows = Edition.objects.live(at).for_card().filter(section=found)
    page = keyset.page(request, rows, moment="first_published", tie="id")
    context = listing(
        page,
        page.rows,
        at,
        title=found.name,
        path=request.path,
        description=found.description,
        portrait=found.picture,
    )
    return render(request, "articles/section.html", context | {"section": found})


@public
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    at = timezone.now()
    found = Tag.objects.filter(slug=slug).first()
    if found is None:
        return _retired(TagAlias, slug)
    rows = EditionTag.objects.live(at).filter(tag=found)
    page = keyset.page(request, rows.for_card(), moment="first_published", tie="edition_id")
    if not page.rows and not found.was_public(at):
        raise Http404
    editions = [row.edition for row in page.rows]
    context = listing(
        page, editions, at, title=found.name, path=request.path, description=found.description
    )
    return render(request, "articles/tag.html", context | {"tag": found})


@public
def author(request: HttpRequest, slug: str) -> HttpResponse:
    at = timezone.now()
    found = Author.objects.select_related("portrait").filter(slug=slug).first()
    if found is None:
        return _retired(AuthorAlias, slug)
    rows = EditionByline.objects.live(at).filter(author=found)
    page = keyset.page(request, rows.for_card(), moment="first_published", tie="edition_id")
    editions = [row.edition for row in page.rows]
    context = listing(
        page,
        editions,
        at,
        title=found.name,
        path=request.path,
        crumbs=[(_("Authors"), reverse("authors"))],
        description=excerpt(found.bio, 160) or found.job_title,
        portrait=found.portrait,
        shape=SQUARE,
    )
    site, portrait = context["house"].settings, context["portrait"]
    context["linked_data"] = [jsonld.profile_page(found, site=site, portrait=portrait)]
    return render(request, "articles/author.html", context | {"author": found})


@public
def latest(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    rows = Edition.objects.live(at).for_card()
    page = keyset.page(request, rows, moment="first_published", tie="id")
    context = listing(page, page.rows, at, title=_("Latest news"), path=request.path)
    return render(request, "articles/latest.html", context)


@public
def language(request: HttpRequest, code: str) -> HttpResponse:
    """The latest stories of one language, in that language: where its readers are at home."""
    if code not in Language:
        raise Http404
    at, spoken = timezone.now(), Language(code)
    translation.activate(code)
    rows = Edition.objects.live(at).for_card().filter(language=code)
    page = keyset.page(request, rows, moment="first_published", tie="id")
    context = listing(page, page.rows, at, title=_("Latest news"), path=request.path)
    context["here"] = translation.get_language_info(code)["name_local"]
    return render(request, "articles/latest.html", context | {"spoken": spoken})


def _retired(aliases, slug: str) -> HttpResponse:
    """One hop from a retired slug to the present address (docs/rules.md 17)."""
    alias = aliases.objects.select_related("target").filter(slug=slug).first()
    if alias is None or (aliases is TagAlias and not alias.target.was_public(timezone.now())):
        raise Http404
    return moved(alias.target.get_absolute_url())
