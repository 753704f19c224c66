"""The grid of the library, and what is done with many photos of it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from articles import desk
from articles.admin.base import csv_response, post_data, refusals_in, render_desk_page
from articles.admin.fields import is_id
from articles.admin.photos.library_forms import LibraryForm, PhotoBulkEditForm
from articles.models import Photo
from articles.permissions import may, visible
from articles.text.dates import newsroom_time

from .badges import badges, library_cards

PAGE_SIZE = 30
LAST_PAGE = 5_000
MAX_EXPORTED = 10_000
CSV_HEADER = (
    "Number,Title,Caption,Alt text,Credit,Creator,Source,People,Keywords,Place,Licence,"
    "Used until,Width,Height,File,Added,Marks"
).split(",")


def grid(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """A page of the library: nothing is counted, so it is as quick with 100,000 photos."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    form = LibraryForm(request.GET)
    photos = form.apply_filter(Photo.objects.for_library(), request.user)
    page = card_page(request, photos, PAGE_SIZE)
    return render_desk_page(
        model_admin,
        request,
        "desk/photos/library.html",
        title="Photos",
        form=form,
        searched=bool(form.cleaned_data.get("q")) or form.filters,
        may_upload=may(request.user, "upload_photo"),
        may_bulk=may(request.user, "bulk_photos"),
        may_export=may(request.user, "export_photos"),
        **page,
    )


def card_page(request: HttpRequest, photos: QuerySet, size: int) -> dict[str, Any]:
    """Return the cards of the page that is asked for, and the addresses of those beside it."""
    typed = request.GET.get("page", "")
    number = int(typed) if is_id(typed) else 1
    number = min(max(number, 1), LAST_PAGE)
    # One more than is shown tells whether a next page exists, without counting.
    rows = list(photos[(number - 1) * size : number * size + 1])
    return {
        "number": number,
        "cards": library_cards(rows[:size]),
        "earlier": _page_url(request, number - 1) if number > 1 else "",
        "later": _page_url(request, number + 1) if len(rows) > size else "",
    }


def _page_url(request: HttpRequest, number: int) -> str:
    query = request.GET.copy()
    query["page"] = str(number)
    return f"?{query.urlencode()}"


def bulk_edit(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """Ask what becomes of the photos, do it, and show a result for each."""
    if not may(request.user, "bulk_photos"):
        raise PermissionDenied
    photos = _selected_photos(request)
    if not photos:
        messages.warning(request, "Choose photos in the library first.")
        return redirect("admin:articles_photo_changelist")
    form = PhotoBulkEditForm(post_data(request))
    results = None
    if form.is_valid():
        changes = desk.PhotoBulkChanges(**form.cleaned_data)
        with refusals_in(form):
            results = desk.bulk_edit_photos(
                photos,
                by=request.user,
                changes=changes,
            )
    return render_desk_page(
        model_admin,
        request,
        "desk/photos/bulk_edit.html",
        title="Edit selected photos",
        form=form,
        cards=library_cards(photos),
        results=results,
    )


def _selected_photos(request: HttpRequest) -> list[Photo]:
    # The photos of the address that this person may change so; others are not there.
    data = request.POST if request.method == "POST" else request.GET
    ids = [number for number in data.getlist("photo") if is_id(number)]
    # One more than may be changed at once, so that the verb refuses instead of dropping some.
    ids = ids[: desk.MAX_BULK_PHOTOS + 1]
    photos = visible(request.user, "bulk_photos", Photo.objects.filter(pk__in=ids))
    return list(photos.for_library())


def export(model_admin: Any, request: HttpRequest) -> HttpResponse:
    if not may(request.user, "export_photos"):
        raise PermissionDenied
    # A table shows no pictures, so the renditions stay unread.
    photos = Photo.objects.for_library().prefetch_related(None)
    photos = LibraryForm(request.GET).apply_filter(photos, request.user)
    rows = [_csv_row(photo) for photo in photos[:MAX_EXPORTED]]
    return csv_response(request, "photos", CSV_HEADER, rows)


def _csv_row(photo: Photo) -> list[Any]:
    labels = [label for _, label in badges(photo, timezone.now())]
    return [
        photo.pk,
        photo.title,
        photo.caption,
        photo.alternative,
        photo.credit,
        photo.creator,
        photo.source,
        photo.people,
        photo.keywords,
        ", ".join(part for part in (photo.city, photo.country) if part),
        photo.get_licence_display(),
        newsroom_time(photo.ends_at) if photo.ends_at else "",
        photo.width,
        photo.height,
        photo.original_name,
        newsroom_time(photo.created_at),
        ", ".join(labels),
    ]
