from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html

from articles import desk
from articles.forms.photos import FACTS, PhotoUploadForm, StopPhotoForm
from articles.models import Photo
from articles.permissions import may
from articles.text.dates import house_time

from .base import DeskAdmin, page, posted, sentences


@admin.register(Photo)
class PhotoAdmin(DeskAdmin):
    """The library. Facts are edited, pictures never."""

    reads, edits = "use_taxonomy", "edit_photo"
    list_display = ("picture", "number", "title", "credit", "size", "added", "standing")
    list_display_links = ("picture", "title")
    search_fields = ("title", "caption", "credit", "source")
    search_help_text = "Words in any order: title, caption, credit."
    readonly_fields = ("picture", "number", "size", "added", "standing")
    change_form_template = "admin/articles/photo/change_form.html"
    list_per_page = 30

    def has_add_permission(self, request: HttpRequest) -> bool:
        return may(request.user, "upload_photo")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("renditions")

    def get_form(self, request: HttpRequest, obj: Photo | None = None, **kwargs: Any) -> Any:
        if obj is None:
            kwargs["form"] = PhotoUploadForm
        return super().get_form(request, obj, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Photo | None = None) -> Any:
        above = ("file",) if obj is None else self.readonly_fields
        return [(None, {"fields": (*above, *FACTS)})]

    def save_model(self, request: HttpRequest, obj: Photo, form: Any, change: bool) -> None:
        if change:
            desk.keep(obj, by=request.user)
            return
        before = timezone.now()
        photo = desk.take_photo(
            form.cleaned_data["file"].read(),
            by=request.user,
            name=form.cleaned_data["file"].name,
            **{name: form.cleaned_data[name] for name in FACTS},
        )
        obj.__dict__.update(photo.__dict__)
        if photo.made_at < before:
            messages.info(request, "This picture was in the library already: it keeps its facts.")

    def get_urls(self) -> list[Any]:
        stop = self.admin_site.admin_view(self.stop)
        return [path("<int:pk>/stop/", stop, name="articles_photo_stop"), *super().get_urls()]

    def render_change_form(self, request: HttpRequest, context: dict, *args: Any, **kw: Any) -> Any:
        context["may_stop"] = may(request.user, "stop_photo")
        return super().render_change_form(request, context, *args, **kw)

    def stop(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask why, or stop the photo."""
        photo = Photo.objects.filter(pk=pk).first()
        if photo is None:
            raise Http404("There is no such photo.")
        back = reverse("admin:articles_photo_change", args=[pk])
        if not may(request.user, "stop_photo") or photo.ended(timezone.now()):
            messages.warning(request, "This photo has ended already, or you may not stop it.")
            return redirect(back)
        form = StopPhotoForm(posted(request))
        if request.method == "POST" and form.is_valid():
            try:
                desk.stop_photo(photo, by=request.user, reason=form.cleaned_data["reason"])
                messages.success(request, "Stopped: it is out of every page.")
                return redirect(back)
            except desk.DeskError as error:
                form.add_error(None, sentences(error))
        return page(
            self,
            request,
            "admin/articles/confirm.html",
            title=f"Stop the photo {photo}",
            says="At once it is out of every page and feed, and its files end.",
            form=form,
            label="Stop this photo",
            danger=True,
            back=back,
        )

    @admin.display(description="Picture")
    def picture(self, photo: Photo) -> str:
        files = photo.files
        if not files or photo.ended(timezone.now()):
            return "—"
        return format_html(
            '<img class="thumbnail" src="{}" width="{}" height="{}" alt="{}" loading="lazy">',
            files[0].get_absolute_url(),
            files[0].width,
            files[0].height,
            photo.alt or photo.title,
        )

    @admin.display(description="No.", ordering="pk")
    def number(self, photo: Photo) -> int | None:
        return photo.pk

    @admin.display(description="Size")
    def size(self, photo: Photo) -> str:
        return f"{photo.width} × {photo.height}"

    @admin.display(description="Added", ordering="made_at")
    def added(self, photo: Photo) -> str:
        return house_time(photo.made_at)

    @admin.display(description="May be used")
    def standing(self, photo: Photo) -> str:
        return _standing(photo, timezone.now())


def _standing(photo: Photo, now: datetime) -> str:
    if photo.ends_at is None:
        return "yes"
    said = "stopped" if photo.ended(now) else "until"
    return f"{said} {house_time(photo.ends_at)}. {photo.end_reason}".strip()
