"""Bringing photos in: many in one form, or one a request by script, with a result for each."""

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone

from articles import desk
from articles.admin.base import REFUSALS, post_data, render_desk_page, sentences
from articles.admin.photos.photo_forms import FilesForm
from articles.imaging.decode import MAX_BYTES
from articles.imaging.upload_limit import too_large
from articles.models import Photo
from articles.permissions import may

from .badges import badges, file_notes, library_cards

MAX_FILES = 100


@dataclass
class Upload:
    """What became of one file: a photo, or a sentence that says why not."""

    name: str
    photo: Photo | None = None
    messages: list[str] = field(default_factory=list)
    similar: int = 0

    @property
    def file(self) -> Any:
        return self.photo.thumbnail(timezone.now()) if self.photo else None

    @property
    def badges(self) -> list[tuple[str, str]]:
        return badges(self.photo, timezone.now()) if self.photo else []


def upload(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """Show the field for files, or take what was sent and say what became of each file."""
    if not may(request.user, "upload_photo"):
        raise PermissionDenied
    form = FilesForm(post_data(request))
    uploads = _store_uploads(request, form) if form.is_valid() else None
    # Script sends the files one by one, and shows each answer beside its file.
    if request.headers.get("Accept") == "application/json":
        return _json_answer(request, form, uploads or [])
    return render_desk_page(
        model_admin,
        request,
        "desk/photos/upload.html",
        title="Upload photos",
        form=form,
        uploads=uploads,
        limit=MAX_BYTES,
    )


def _store_uploads(request: HttpRequest, form: FilesForm) -> list[Upload] | None:
    files = request.FILES.getlist("files")[:MAX_FILES]
    uploads = [_store_upload(request, file, form.cleaned_data) for file in files]
    for name in too_large(request):
        uploads.append(Upload(name, messages=refusals([name])))
    if not uploads:
        form.add_error("files", "Choose at least one picture.")
        return None
    return uploads


def refusals(names: list[str]) -> list[str]:
    """Return the sentence on each file that was over the limit."""
    limit = MAX_BYTES // 1024 // 1024
    return [f"{name} has more than {limit} MB: export it smaller." for name in names]


def _store_upload(request: HttpRequest, file: Any, facts: dict[str, Any]) -> Upload:
    typed = {"default_credit": facts["credit"]}
    if facts["licence"]:
        typed["licence"] = facts["licence"]
    try:
        # One file that is refused spoils no other.
        photo = desk.add_photo(
            file.read(),
            by=request.user,
            name=file.name,
            **typed,
        )
    except REFUSALS as error:
        return Upload(file.name, messages=sentences(error))
    if getattr(photo, "was_there", False):
        return Upload(
            file.name, photo, ["It was in the library already and keeps its facts."]
        )
    messages = file_notes(photo)
    if photo.was_animated:
        messages.insert(0, "It moves: its first frame was taken.")
    return Upload(file.name, photo, messages, similar=len(desk.similar_photos(photo)))


def _json_answer(
    request: HttpRequest, form: FilesForm, uploads: list[Upload]
) -> HttpResponse:
    """Answer a script: the same words and markup as the page, file by file."""
    if not uploads:
        errors = [error for field_errors in form.errors.values() for error in field_errors]
        return JsonResponse({"ok": False, "message": " ".join(errors)}, status=400)
    # Our script sends one file a request, so that each has its own progress and answer.
    upload = uploads[0]
    answer = {
        "ok": upload.photo is not None,
        "message": " ".join(upload.messages),
        "html": render_to_string("desk/photos/_upload.html", {"upload": upload}, request),
    }
    if upload.photo is None:
        return JsonResponse(answer, status=422)
    [card] = library_cards([upload.photo])
    answer["photo"] = upload.photo.pk
    answer["choice"] = render_to_string("desk/photos/_choice.html", {"card": card}, request)
    return JsonResponse(answer)
