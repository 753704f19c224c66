"""A picture that has come in beside those of the library that look like it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from articles import desk
from articles.admin.base import REFUSALS, render_desk_page, sentences
from articles.models import Photo
from articles.permissions import may


def choose(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """Show them side by side: use that one, keep both, or put the new picture in its place."""
    photo = Photo.objects.prefetch_related("renditions").filter(pk=pk).first()
    if photo is None or not may(request.user, "upload_photo"):
        raise Http404("Photo not found.")
    others = desk.similar_photos(photo)
    if request.method == "POST":
        return _choose(request, photo, {str(other.pk): other for other in others})
    if not others:
        messages.info(request, "Nothing else in the library looks like this picture.")
        return redirect("admin:articles_photo_change", pk)
    usage = desk.photo_usage(photo)
    may_delete = not usage and may(request.user, "delete_photo", photo)
    return render_desk_page(
        model_admin,
        request,
        "desk/photos/duplicates.html",
        title="Possible duplicate",
        photo=photo,
        usage=usage,
        others=[{"photo": other, "usage": desk.photo_usage(other)} for other in others],
        may_delete=may_delete,
        may_replace=may_delete and may(request.user, "replace_photo"),
    )


def _choose(request: HttpRequest, photo: Photo, others: dict[str, Photo]) -> HttpResponse:
    other = others.get(request.POST.get("other", ""))
    choice = request.POST.get("choice", "")
    if other is None or choice not in ("use", "replace"):
        return redirect("admin:articles_photo_duplicates", photo.pk)
    try:
        if choice == "use":
            desk.delete_photo(photo, by=request.user)
            message = "The new picture is deleted: this is the one that was there."
        else:
            desk.merge_photo(other, photo, by=request.user)
            message = "Replaced: this number now shows the new picture, with its old facts."
    except REFUSALS as error:
        messages.error(request, " ".join(sentences(error)))
        return redirect("admin:articles_photo_duplicates", photo.pk)
    messages.success(request, message)
    return redirect("admin:articles_photo_change", other.pk)
