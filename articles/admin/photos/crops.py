"""The picture of a photo: what it is about, its crops, a better file, the original."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from articles import desk
from articles.admin.base import REFUSALS, post_data, render_desk_page, sentences
from articles.admin.photos.photo_forms import CropForm, FocusForm, ReplaceForm
from articles.imaging.rendition_plan import RATIOS, Source, box_of
from articles.imaging.upload_limit import too_large
from articles.models import Photo
from articles.permissions import may
from articles.signals import audit

from . import upload

SHOWN_WIDTH = 960


def crops(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """Show the picture with its crops beside it; set the focal point or a crop by hand."""
    photo = _photo(pk)
    if not may(request.user, "edit_photo", photo):
        raise PermissionDenied
    if request.method == "POST":
        return _set(request, photo)
    files = [] if photo.ended(timezone.now()) else photo.files
    return render_desk_page(
        model_admin,
        request,
        "desk/photos/crops.html",
        title=f"Focal point and crops: {photo}",
        photo=photo,
        file=next((file for file in files if file.width >= SHOWN_WIDTH), files[-1] if files else 0),
        form=FocusForm(initial={"x": photo.focus_x * 100, "y": photo.focus_y * 100}),
        shapes=[_shape(photo, shape) for shape in RATIOS],
    )


def _photo(pk: int) -> Photo:
    photo = Photo.objects.prefetch_related("renditions").filter(pk=pk).first()
    if photo is None:
        raise Http404("Photo not found.")
    return photo


def _shape(photo: Photo, shape: str) -> dict[str, Any]:
    """A crop as the page shows it; its box in hundredths of the picture's sides."""
    left, top, right, _ = box_of(_measures(photo), shape)
    box = {
        "left": left / photo.width * 100,
        "top": top / photo.height * 100,
        "width": (right - left) / photo.width * 100,
    }
    files = [] if photo.ended(timezone.now()) else photo.crop(shape)
    return {
        "shape": shape,
        "label": shape.replace("x", ":"),
        "by_hand": shape in photo.crops,
        "file": files[-1] if files else None,
        "form": CropForm(initial={"shape": shape, **box}, auto_id=f"id_{shape}_%s"),
    }


def _measures(photo: Photo) -> Source:
    boxes = {shape: tuple(box) for shape, box in photo.crops.items()}
    focus = (photo.focus_x, photo.focus_y)
    return Source(photo.width, photo.height, photo.checksum, focus, boxes)


def _set(request: HttpRequest, photo: Photo) -> HttpResponse:
    act = _ACTS.get(request.POST.get("act", ""))
    try:
        message = act(request, photo) if act else "Say what is to be set."
        messages.success(request, message)
    except REFUSALS as error:
        messages.error(request, " ".join(sentences(error)))
    return redirect("admin:articles_photo_crops", photo.pk)


def _focus(request: HttpRequest, photo: Photo) -> str:
    form = _valid(FocusForm(request.POST))
    desk.set_focus(photo, by=request.user, x=form["x"] / 100, y=form["y"] / 100)
    return "Focal point set: the crops follow it."


def _crop(request: HttpRequest, photo: Photo) -> str:
    form = _valid(CropForm(request.POST))
    across, down = RATIOS[form["shape"]]
    width = form["width"] / 100
    height = width * photo.width * down / across / photo.height
    if height > 1:
        width, height = width / height, 1.0
    box = (min(form["left"] / 100, 1 - width), min(form["top"] / 100, 1 - height), width, height)
    desk.set_crop(photo, by=request.user, shape=form["shape"], box=box)
    return "Crop set by hand."


def _follow(request: HttpRequest, photo: Photo) -> str:
    desk.set_crop(photo, by=request.user, shape=request.POST.get("shape", ""), box=None)
    return "This crop follows the focal point again."


def _valid(form: Any) -> dict[str, Any]:
    if not form.is_valid():
        raise desk.NotReady("The numbers go from 0 to 100.")
    return form.cleaned_data


_ACTS = {"focus": _focus, "crop": _crop, "follow": _follow}


def replace(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a better file of the same picture, or put it in place."""
    photo = _photo(pk)
    if not may(request.user, "replace_photo", photo):
        raise PermissionDenied
    form = ReplaceForm(
        post_data(request), request.FILES or None, initial={"began_from": photo.version}
    )
    for sentence in upload.refusals(too_large(request)):
        form.add_error("file", sentence)
    if request.method == "POST" and form.is_valid() and _replaced(request, photo, form):
        return redirect("admin:articles_photo_change", pk)
    return render_desk_page(
        model_admin,
        request,
        "desk/photos/replace.html",
        title=f"Replace file: {photo}",
        photo=photo,
        form=form,
        back=reverse("admin:articles_photo_change", args=[pk]),
    )


def _replaced(request: HttpRequest, photo: Photo, form: ReplaceForm) -> bool:
    file, version = form.cleaned_data["file"], form.cleaned_data["began_from"]
    try:
        desk.replace_photo(photo, file.read(), by=request.user, name=file.name, version=version)
    except REFUSALS as error:
        form.add_error(None, sentences(error))
        return False
    messages.success(request, "Replaced: every page that shows this photo follows.")
    return True


def original(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponseBase:
    """The camera file, for the photo desk and the chiefs; each look at it is on the record."""
    if not may(request.user, "see_originals"):
        raise PermissionDenied
    photo = _photo(pk)
    storage, name = storages["originals"], photo.original_name or f"photo-{photo.pk}"
    if hasattr(storage, "signed"):  # a bucket, which sends it itself
        audit("original_seen", by=request.user, about=photo, note=photo.original_name)
        return redirect(storage.signed(photo.original.name, name))
    try:
        file = storage.open(photo.original.name)
    except FileNotFoundError:
        raise Http404("The original of this photo is missing.") from None
    audit("original_seen", by=request.user, about=photo, note=photo.original_name)
    kind = "application/octet-stream"  # never shown in the page: it is somebody else's bytes
    return FileResponse(file, as_attachment=True, filename=name, content_type=kind)
