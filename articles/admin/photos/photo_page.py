from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from articles import desk
from articles.admin.base import DeskAdmin
from articles.admin.photos.photo_forms import PhotoForm, PhotoUploadForm, StoryNumber
from articles.imaging.upload_limit import too_large
from articles.models import Article, Photo
from articles.permissions import may, visible
from articles.text.dates import newsroom_time

from . import crops, duplicates, library, photo_history, picker, stop, upload
from .badges import file_notes

ABOVE = ("picture", "number", "size", "added", "standing")
FIELDSETS = (
    (
        "Description",
        {
            "fields": (
                "title",
                "caption",
                "alt",
                "decorative",
                "people",
                "keywords",
                ("city", "country"),
                "taken_at",
            )
        },
    ),
    ("Credit and source", {"fields": ("credit", "creator", "source", "copyright_notice")}),
    (
        "Rights and usage",
        {
            "fields": (
                "licence",
                "licence_note",
                "licence_until",
                "usage_terms",
                "no_syndication",
                "only_for",
                "instructions",
            )
        },
    ),
)

PAGES = (
    ("bulk-edit/", library.bulk_edit, "bulk_edit"),
    ("export/", library.export, "export"),
    ("choose/", picker.choose, "choose"),
    ("upload/", upload.upload, "upload"),
    ("<int:pk>/stop/", stop.stop, "stop"),
    ("<int:pk>/allow/", stop.allow, "allow"),
    ("<int:pk>/delete-unused/", stop.delete, "delete_unused"),
    ("<int:pk>/crops/", crops.crops, "crops"),
    ("<int:pk>/replace/", crops.replace, "replace"),
    ("<int:pk>/original/", crops.original, "original"),
    ("<int:pk>/duplicates/", duplicates.choose, "duplicates"),
)


@admin.register(Photo)
class PhotoAdmin(DeskAdmin):
    """The library. Facts and rights are edited, pictures never."""

    reads = "use_taxonomy"
    edits = "edit_photo"
    # Pictures are made first, and nobody waits for them.
    in_one_transaction = False
    form = PhotoForm
    list_display = ("picture", "number", "title", "credit", "licence", "added", "standing")
    list_display_links = ("picture", "title")
    # Shows the box only: `with_words` says what is searched.
    search_fields = ("search_text",)
    readonly_fields = (*ABOVE, "taken_there", "location", "notes_on_file", "reserved")
    change_form_template = "admin/articles/photo/change_form.html"
    list_per_page = 30

    class Media:
        css = {"all": ["articles/desk/photos/photos.css"]}

    def has_add_permission(self, request: HttpRequest) -> bool:
        return may(request.user, "upload_photo")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("renditions")

    def get_form(
        self, request: HttpRequest, obj: Photo | None = None, **kwargs: Any
    ) -> Any:
        if obj is None:
            kwargs["form"] = PhotoUploadForm
        return super().get_form(request, obj, **kwargs)

    def formfield_for_foreignkey(
        self, field: Any, request: HttpRequest, **kwargs: Any
    ) -> Any:
        # A photo is reserved for a story that one may read; which other it has is a number.
        kwargs["queryset"] = visible(request.user, "read", Article.objects.all())
        kwargs["widget"] = StoryNumber(field.remote_field, self.admin_site)
        return super().formfield_for_foreignkey(field, request, **kwargs)

    def formfield_for_choice_field(
        self, field: Any, request: HttpRequest, **kwargs: Any
    ) -> Any:
        kwargs["widget"] = forms.RadioSelect()
        return super().formfield_for_choice_field(field, request, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Photo | None = None) -> Any:
        if obj is None:
            return [(None, {"fields": ("file",)}), *FIELDSETS]
        above = list(ABOVE)
        if obj.taken_offset is not None:
            above.append("taken_there")
        if obj.latitude is not None and may(request.user, "see_originals"):
            above.append("location")
        if obj.unused:
            above.append("notes_on_file")
        if self.has_change_permission(request, obj):
            return [(None, {"fields": (*above, "began_from")}), *FIELDSETS]
        fieldsets = [(None, {"fields": above})]
        for title, rest in FIELDSETS:
            # Django would write the headline of the story, whoever reads.
            names = ["reserved" if name == "only_for" else name for name in rest["fields"]]
            fieldsets.append((title, {"fields": names}))
        return fieldsets

    def changeform_view(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if request.FILES is not None and (names := too_large(request)):
            request.refusal = upload.refusals(names)
        return super().changeform_view(request, *args, **kwargs)

    def after_refusal(self, request: HttpRequest, error: Exception) -> None:
        # After a conflict the next save knows the present version; nothing typed is lost.
        if not isinstance(error, desk.StalePhoto):
            return
        number = forms.IntegerField(required=False).clean(request.POST.get("began_from"))
        began = error.photo.revisions.filter(number=number or 0)
        request.refusal += photo_history.changes_by_others(error.photo, began.first())
        request.refusal.append("Save again to keep what stands below.")
        request.POST = request.POST.copy()
        request.POST["began_from"] = error.photo.version

    def save_model(self, request: HttpRequest, obj: Photo, form: Any, change: bool) -> None:
        if change:
            version = form.cleaned_data["began_from"] or 0
            desk.save_photo(obj, form.typed(), by=request.user, version=version)
            self._renew_files(request, obj)
            return
        file = form.cleaned_data["file"]
        photo = desk.add_photo(file.read(), by=request.user, name=file.name, **form.typed())
        # Django goes on with the object that it made; it becomes the one of the library.
        obj.__dict__.update(photo.__dict__)
        if getattr(photo, "was_there", False):
            messages.info(
                request, "This picture was in the library already: it keeps its facts."
            )
            return
        if photo.was_animated:
            messages.info(request, "This picture moves: its first frame was taken.")
        for sentence in file_notes(photo):
            messages.info(request, sentence)

    def _renew_files(self, request: HttpRequest, photo: Photo) -> None:
        # The credit stands in the files too; the facts are saved whatever becomes of these.
        try:
            desk.renew_files(photo, by=request.user)
        except desk.StorageFailed:
            messages.warning(
                request,
                "Saved. Its files could not be made again now and carry the old credit: "
                "manage.py repair renditions does it later.",
            )

    def get_urls(self) -> list[Any]:
        return self.own_urls(PAGES) + super().get_urls()

    def changelist_view(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        # The grid; the window that picks a portrait keeps Django's list.
        if "_popup" in request.GET:
            return super().changelist_view(request, *args, **kwargs)
        return library.grid(self, request)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, term: str
    ) -> Any:
        return queryset.with_words(term), False

    def render_change_form(
        self, request: HttpRequest, context: dict, *args: Any, **kw: Any
    ) -> Any:
        photo = context.get("original")
        if photo is None:
            return super().render_change_form(request, context, *args, **kw)
        usage = desk.photo_usage(photo)
        ids = {story.pk for story, _ in usage.desk}
        ids |= {edition.article_id for edition in usage.editions}
        # A story that this person may not read has no name among those that use the photo.
        readable = visible(request.user, "read", Article.objects.filter(pk__in=ids))
        stopped = photo.stopped(timezone.now())
        context |= {
            "usage": usage,
            "readable": set(readable.values_list("pk", flat=True)),
            "has_hash": photo.perceptual_hash is not None,
            "may_stop": not stopped and may(request.user, "stop_photo"),
            "may_allow": stopped and may(request.user, "allow_photo"),
            "may_delete": not usage and may(request.user, "delete_photo", photo),
            "may_crop": may(request.user, "edit_photo", photo),
            "may_replace": may(request.user, "replace_photo", photo),
            "may_see_original": may(request.user, "see_originals"),
        }
        return super().render_change_form(request, context, *args, **kw)

    def response_add(self, request: HttpRequest, obj: Photo, *args: Any) -> HttpResponse:
        # Show what looks like it in the library before anything else happens with the new one.
        if "_popup" not in request.POST and obj.version == 1 and desk.similar_photos(obj):
            return redirect("admin:articles_photo_duplicates", obj.pk)
        return super().response_add(request, obj, *args)

    def history_view(
        self, request: HttpRequest, object_id: str, *args: Any
    ) -> HttpResponse:
        return photo_history.history(self, request, object_id)

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

    @admin.display(description="Added", ordering="created_at")
    def added(self, photo: Photo) -> str:
        return newsroom_time(photo.created_at)

    @admin.display(description="Taken")
    def taken_there(self, photo: Photo) -> str:
        return photo.taken_local

    @admin.display(description="Location")
    def location(self, photo: Photo) -> str:
        return format_html(
            '<strong class="warned">The original says where it was taken: {}, {}.</strong> '
            "Think of the people in it. No public file, page or feed carries this.",
            f"{photo.latitude:.5f}",
            f"{photo.longitude:.5f}",
        )

    @admin.display(description="The file says")
    def notes_on_file(self, photo: Photo) -> str:
        return format_html_join("", "<p>{}</p>", [[note] for note in file_notes(photo)])

    @admin.display(description="Only for")
    def reserved(self, photo: Photo) -> str:
        return f"Story {photo.only_for_id}" if photo.only_for_id else "—"

    @admin.display(description="May be used")
    def standing(self, photo: Photo) -> str:
        now = timezone.now()
        if photo.stopped(now):
            return f"stopped {newsroom_time(photo.stopped_at)}. {photo.end_reason}"
        if photo.ends_at is None:
            return "yes"
        state = "ended" if photo.ended(now) else "until"
        return f"{state} {newsroom_time(photo.ends_at)}. {photo.end_reason}".strip()
