"""The grid of the library, and what is done with many photos of it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from articles import desk
from articles.admin.base import post_data, render_desk_page
from articles.admin.photos.library_forms import LibraryForm, PhotoBulkEditForm
from articles.models import Photo
from articles.permissions import may, visible
from articles.signals import audit
from articles.text.dates import newsroom_time
from articles.text.spreadsheet import table

from .badges import badges, library_cards

PAGE_SIZE = 30
LAST_PAGE = 5_000
MOST_EXPORTED = 10_000
EXPORTED = (
    "Number,Title,Caption,Alt text,Credit,Creator,Source,People,Keywords,Place,Licence,"
    "Used until,Width,Height,File,Added,Marks"
).split(",")


def grid(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """A page of the library: nothing is counted, so it is as quick with 100,000 photos."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    form = LibraryForm(request.GET)
    photos = form.narrow(Photo.objects.for_library(), request.user)
    number = page_number(request)
    found = list(photos[(number - 1) * PAGE_SIZE : number * PAGE_SIZE + 1])
    return render_desk_page(
        model_admin,
        request,
        "desk/photos/library.html",
        title="Photos",
        form=form,
        cards=library_cards(found[:PAGE_SIZE]),
        number=number,
        earlier=address_of(request, number - 1) if number > 1 else "",
        later=address_of(request, number + 1) if len(found) > PAGE_SIZE else "",
        asked=bool(form.cleaned_data.get("q")) or form.filters,
        may_upload=may(request.user, "upload_photo"),
        may_bulk=may(request.user, "bulk_photos"),
        may_export=may(request.user, "export_photos"),
    )


def page_number(request: HttpRequest) -> int:
    asked = request.GET.get("page", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
    return min(max(number, 1), LAST_PAGE)


def address_of(request: HttpRequest, number: int) -> str:
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
    form, results = PhotoBulkEditForm(post_data(request)), None
    if form.is_valid():
        results = _change(request, photos, form)
    return render_desk_page(
        model_admin,
        request,
        "desk/photos/bulk_edit.html",
        title="Edit selected photos",
        form=form,
        cards=library_cards(photos),
        results=results,
    )


def _change(request: HttpRequest, photos: list[Photo], form: PhotoBulkEditForm) -> Any:
    wanted = desk.PhotoBulkChanges(**form.cleaned_data)
    try:
        return desk.bulk_edit_photos(photos, by=request.user, changes=wanted)
    except desk.DeskError as error:
        form.add_error(None, str(error))
        return None


def _selected_photos(request: HttpRequest) -> list[Photo]:
    """The photos of the address that this person may change so; others are not there."""
    asked = request.POST if request.method == "POST" else request.GET
    ids = [one for one in asked.getlist("photo") if one.isascii() and one.isdigit()]
    ids = [one for one in ids if len(one) < 19][: desk.MAX_BULK_PHOTOS + 1]
    photos = visible(request.user, "bulk_photos", Photo.objects.filter(pk__in=ids))
    return list(photos.for_library())


def export(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """What the library was asked for as a table that no spreadsheet runs."""
    if not may(request.user, "export_photos"):
        raise PermissionDenied
    photos = LibraryForm(request.GET).narrow(_exported(), request.user)
    rows = [EXPORTED, *(_row(photo) for photo in photos[:MOST_EXPORTED])]
    audit("exported", by=request.user, note=f"{len(rows) - 1} photos as CSV")
    answer = HttpResponse(table(rows), content_type="text/csv; charset=utf-8")
    day = timezone.localtime().strftime("%Y-%m-%d")
    answer["Content-Disposition"] = f'attachment; filename="photos-{day}.csv"'
    return answer


def _exported() -> QuerySet:
    return Photo.objects.for_library().prefetch_related(None)


def _row(photo: Photo) -> list[Any]:
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
        ", ".join(words for _, words in badges(photo, timezone.now())),
    ]
