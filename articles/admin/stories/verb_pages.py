"""One page a verb: GET shows what will happen, POST does it once."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from articles import desk
from articles.admin.base import (
    left_out_marks_warning,
    post_data,
    refusals_in,
    render_desk_page,
)
from articles.admin.changes import diff_values
from articles.models import Article
from articles.permissions import may

from . import verbs
from .lookup import address, story_or_404


def verb_page(model_admin: Any, request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Ask whether, or do it."""
    article = story_or_404(request, pk)
    if verb not in verbs.VERBS:
        raise Http404("Action not found.")
    if verb not in verbs.verb_names(article, request.user):
        messages.warning(
            request, "That is not possible with this story now: see how it stands."
        )
        return redirect(address("change", article))
    return _confirm(model_admin, request, article, verb)


def _confirm(
    model_admin: Any, request: HttpRequest, article: Article, name: str
) -> HttpResponse:
    verb = verbs.VERBS[name]
    revision = verbs.revision_for(name, article)
    initial = {"revision": revision.pk if revision else None}
    form = verb.form(post_data(request), article=article, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            messages.success(request, verb.act(article, form.cleaned_data, request.user))
            if warning := left_out_marks_warning(form):
                messages.warning(request, warning)
            return redirect(_next_page(article, request.user))
    changes_since = []
    if name in verbs.PUBLISHING and revision:
        # What the desk copy says by now and this publication leaves out.
        changes_since = diff_values(desk.changes_since(article, revision))
    return render_desk_page(
        model_admin,
        request,
        "desk/stories/verb.html",
        title=f"{verb.label}: {article.headline}",
        article=article,
        verb=verb,
        form=form,
        revision=revision if "revision" in form.fields else None,
        changes_since=changes_since,
        links=desk.good_links(article) if verb.ends_links else (),
    )


def _next_page(article: Article, person: Any) -> str:
    # Go back to the story, or to the list where handing over has put it out of sight.
    # The verb may have changed owner and section.
    article.refresh_from_db()
    if may(person, "read", article):
        return address("change", article)
    return reverse("admin:articles_article_changelist")
