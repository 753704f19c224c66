"""Taking a photo off every page, allowing it again, deleting one that nothing uses."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from articles import desk
from articles.admin.base import post_data, refusals_in, render_desk_page, sentences
from articles.admin.photos.photo_forms import UsageReasonForm
from articles.models import Photo
from articles.permissions import may


def stop(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why, or stop the photo."""
    return _confirm_action(
        model_admin,
        request,
        pk,
        verb=desk.stop_photo,
        title="Stop use of",
        description="At once it is out of every page and feed, and its files end.",
        success_message="Stopped: it is out of every page.",
        label="Stop use",
        danger=True,
    )


def allow(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why, or lift the stop."""
    return _confirm_action(
        model_admin,
        request,
        pk,
        verb=desk.allow_photo,
        title="Allow use of",
        description="The stories that show it show it again, if its licence has not ended.",
        success_message="It may be used again.",
        label="Allow use again",
    )


def delete(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether, or delete a photo that nothing uses."""
    photo = Photo.objects.filter(pk=pk).first()
    if photo is None or not may(request.user, "delete_photo", photo):
        raise Http404("Photo not found.")
    if request.method == "POST":
        try:
            desk.delete_photo(photo, by=request.user)
            messages.success(request, "Deleted, with its files.")
            return redirect("admin:articles_photo_changelist")
        except desk.DeskError as error:
            messages.error(request, sentences(error)[0])
            return redirect("admin:articles_photo_change", pk)
    return render_desk_page(
        model_admin,
        request,
        "desk/confirm.html",
        title=f"Delete the photo {photo}",
        description="It leaves the library with its original and all its files. Nothing uses it.",
        form=forms.Form(),
        label="Delete this photo",
        danger=True,
        back=reverse("admin:articles_photo_change", args=[pk]),
    )


def _confirm_action(
    model_admin: Any,
    request: HttpRequest,
    pk: int,
    *,
    verb: Any,
    title: str,
    success_message: str,
    **context: Any,
) -> HttpResponse:
    photo = Photo.objects.filter(pk=pk).first()
    if photo is None:
        raise Http404("Photo not found.")
    back = reverse("admin:articles_photo_change", args=[pk])
    already_done = photo.stopped(timezone.now()) is (verb is desk.stop_photo)
    # A verb and its permission bear one name.
    if already_done or not may(request.user, verb.__name__):
        messages.warning(request, "That is not possible with this photo now.")
        return redirect(back)
    form = UsageReasonForm(post_data(request))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            verb(photo, by=request.user, reason=form.cleaned_data["reason"])
            messages.success(request, success_message)
            return redirect(back)
    return render_desk_page(
        model_admin,
        request,
        "desk/confirm.html",
        title=f"{title} {photo}",
        form=form,
        back=back,
        **context,
    )
