"""The window in which photos are chosen for a story: a fragment that script puts into a dialog."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.admin.fields import is_id
from articles.admin.photos.photo_forms import FilesForm
from articles.imaging.decode import MAX_BYTES
from articles.models import Photo
from articles.permissions import may

from .library import card_page

PAGE_SIZE = 18
MAX_QUERY = 500
RECENT, MINE = "recent", "mine"


def choose(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """Answer the photos that this story may show: recent or mine, by words, a page at a time."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    # NUL is no text for a database, and a pasted page is no search.
    query = request.GET.get("q", "").replace("\0", "")[:MAX_QUERY]
    story = request.GET.get("story", "")
    photos = Photo.objects.for_library().for_story(int(story) if is_id(story) else None)
    photos = photos.with_words(query)
    tab = MINE if request.GET.get("tab") == MINE else RECENT
    if tab == MINE:
        photos = photos.filter(owner=request.user)
    context = {
        "tab": tab,
        "q": query,
        "form": FilesForm() if may(request.user, "upload_photo") else None,
        "limit": MAX_BYTES,
        **card_page(request, photos, PAGE_SIZE),
    }
    return render(request, "desk/photos/_picker.html", context)
