from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from articles import desk, pages

from .stories import address, story_or_404


def preview(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """The desk copy as it is saved, as the readers' own page; kept and indexed by nobody."""
    article = story_or_404(request, pk)
    if article.section is None:
        messages.warning(request, "Choose a section and save: the page needs one to be shown.")
        return redirect(address("change", article))
    context = pages.article(desk.preview(article), timezone.now())
    response = render(request, "articles/article.html", context)
    add_never_cache_headers(response)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
