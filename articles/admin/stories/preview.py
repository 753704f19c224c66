"""The preview of a story, and links to it for people without an account."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers

from articles import desk
from articles.admin.base import render_desk_page
from articles.models import Article, PreviewLink
from articles.pages.story.page import story_page
from articles.permissions import may
from articles.public_urls import absolute_url

from .lookup import address, latest_revision, story_or_404

MAX_LINKS = 50


def preview(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """The desk copy as it is saved, as the readers' own page; kept and indexed by nobody."""
    article = story_or_404(request, pk)
    if article.section is None:
        messages.warning(
            request, "Choose a section and save: the page needs one to be shown."
        )
        return redirect(address("change", article))
    edition = desk.preview(article)
    # A page speaks the language of its story (docs/rules.md 31).
    with translation.override(edition.language):
        context = story_page(edition, timezone.now())
        response = render(request, "articles/story/article.html", context)
    add_never_cache_headers(response)
    # A link that is passed on may reach a search engine.
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def links(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """The links of a story; POST makes one and shows it, this one time."""
    article = _article_to_share(request, pk)
    revision = latest_revision(article)
    new_link = ""
    if request.method == "POST":
        try:
            _, token = desk.make_preview_link(
                article,
                revision=revision,
                by=request.user,
            )
            new_link = absolute_url(reverse("preview", args=[token]))
        except desk.DeskError as error:
            messages.error(request, str(error))
    links = PreviewLink.objects.filter(revision__article=article)
    return render_desk_page(
        model_admin,
        request,
        "desk/stories/links.html",
        title=f"Preview links: {article.headline}",
        article=article,
        new_link=new_link,
        why_not=desk.link_refusal(article, revision),
        links=links.select_related("revision", "actor")[:MAX_LINKS],
        makers=desk.link_makers(article),
    )


def revoke(model_admin: Any, request: HttpRequest, pk: int, link: int) -> HttpResponse:
    """Close a link (POST only)."""
    article = _article_to_share(request, pk)
    preview_link = PreviewLink.objects.filter(pk=link, revision__article=article).first()
    if preview_link is None or request.method != "POST":
        raise Http404("Link not found.")
    desk.revoke_preview_link(preview_link, by=request.user)
    messages.success(request, "Revoked: the link opens nothing any more.")
    return redirect(address("links", article))


def _article_to_share(request: HttpRequest, pk: int) -> Article:
    article = story_or_404(request, pk)
    if not may(request.user, "preview_links", article):
        raise PermissionDenied
    return article
