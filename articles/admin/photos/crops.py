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
from articles.admin.base import (
    REFUSALS,
    post_data,
    refusals_in,
    render_desk_page,
    sentences,
)
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
    photo = _photo_or_404(pk)
    if not may(request.user, "edit_photo", photo):
        raise PermissionDenied
    if request.method == "POST":
        return _change(request, photo)
    # The files of a photo that has ended are deleted.
    files = [] if photo.ended(timezone.now()) else photo.files
    wide_enough = [file for file in files if file.width >= SHOWN_WIDTH]
    return render_desk_page(
        model_admin,
        request,
        "desk/photos/crops.html",
        title=f"Focal point and crops: {photo}",
        photo=photo,
        file=next(iter(wide_enough or files[-1:]), None),
        form=FocusForm(initial={"x": photo.focus_x * 100, "y": photo.focus_y * 100}),
        crops=[_crop_context(photo, shape) for shape in RATIOS],
    )


def _photo_or_404(pk: int) -> Photo:
    photo = Photo.objects.prefetch_related("renditions").filter(pk=pk).first()
    if photo is None:
        raise Http404("Photo not found.")
    return photo


def _crop_context(photo: Photo, shape: str) -> dict[str, Any]:
    """A crop as the page shows it; its box in hundredths of the picture's sides."""
    boxes = {name: tuple(box) for name, box in photo.crops.items()}
    focus = (photo.focus_x, photo.focus_y)
    source = Source(photo.width, photo.height, photo.checksum, focus, boxes)
    left, top, right, _ = box_of(source, shape)
    initial = {
        "shape": shape,
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
        "form": CropForm(initial=initial, auto_id=f"id_{shape}_%s"),
    }


def _change(request: HttpRequest, photo: Photo) -> HttpResponse:
    act = _ACTS.get(request.POST.get("act", ""))
    try:
        if act is None:
            raise desk.NotReady("Say what is to be set.")
        messages.success(request, act(request, photo))
    except REFUSALS as error:
        messages.error(request, " ".join(sentences(error)))
    return redirect("admin:articles_photo_crops", photo.pk)


def _set_focus(request: HttpRequest, photo: Photo) -> str:
    data = _valid_data(FocusForm(request.POST))
    desk.set_focus(
        photo,
        by=request.user,
        x=data["x"] / 100,
        y=data["y"] / 100,
    )
    return "Focal point set: the crops follow it."


def _set_crop(request: HttpRequest, photo: Photo) -> str:
    data = _valid_data(CropForm(request.POST))
    across, down = RATIOS[data["shape"]]
    width = data["width"] / 100
    height = width * photo.width * down / across / photo.height
    # Only the width is typed: where the height that follows is more than there is, both shrink.
    if height > 1:
        width, height = width / height, 1.0
    left = min(data["left"] / 100, 1 - width)
    top = min(data["top"] / 100, 1 - height)
    box = (left, top, width, height)
    desk.set_crop(photo, by=request.user, shape=data["shape"], box=box)
    return "Crop set by hand."


def _follow_focus(request: HttpRequest, photo: Photo) -> str:
    desk.set_crop(
        photo,
        by=request.user,
        shape=request.POST.get("shape", ""),
        box=None,
    )
    return "This crop follows the focal point again."


def _valid_data(form: Any) -> dict[str, Any]:
    if not form.is_valid():
        raise desk.NotReady("The numbers go from 0 to 100.")
    return form.cleaned_data


_ACTS = {"focus": _set_focus, "crop": _set_crop, "follow": _follow_focus}


def replace(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a better file of the same picture, or put it in place."""
    photo = _photo_or_404(pk)
    if not may(request.user, "replace_photo", photo):
        raise PermissionDenied
    initial = {"began_from": photo.version}
    form = ReplaceForm(post_data(request), request.FILES or None, initial=initial)
    # Such a file was cut off as it came in (imaging/upload_limit.py).
    for sentence in upload.refusals(too_large(request)):
        form.add_error("file", sentence)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        version = form.cleaned_data["began_from"]
        with refusals_in(form):
            desk.replace_photo(
                photo,
                file.read(),
                by=request.user,
                name=file.name,
                version=version,
            )
            messages.success(request, "Replaced: every page that shows this photo follows.")
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


def original(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponseBase:
    """The camera file, for the photo desk and the chiefs; each look at it is on the record."""
    if not may(request.user, "see_originals"):
        raise PermissionDenied
    photo = _photo_or_404(pk)
    storage = storages["originals"]
    name = photo.original_name or f"photo-{photo.pk}"
    # A bucket sends the file itself, by an address that soon ends.
    if hasattr(storage, "signed"):
        response = redirect(storage.signed(photo.original.name, name))
    else:
        try:
            file = storage.open(photo.original.name)
        except FileNotFoundError:
            raise Http404("The original of this photo is missing.") from None
        # Never shown in the page: it is somebody else's bytes.
        kind = "application/octet-stream"
        response = FileResponse(
            file,
            as_attachment=True,
            filename=name,
            content_type=kind,
        )
    audit(
        "original_seen",
        by=request.user,
        about=photo,
        note=photo.original_name,
    )
    return response
