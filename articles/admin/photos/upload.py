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

from .badges import file_says, marks, shown

MOST_AT_ONCE = 100
CHOICE = "desk/photos/_choice.html"


@dataclass
class Arrival:
    """What became of one file: a photo, or a sentence that says why not."""

    name: str
    photo: Photo | None = None
    says: list[str] = field(default_factory=list)
    alike: int = 0

    @property
    def file(self) -> Any:
        return self.photo.thumbnail(timezone.now()) if self.photo else None

    @property
    def marks(self) -> list[tuple[str, str]]:
        return marks(self.photo, timezone.now()) if self.photo else []


def upload(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """Show the field for files, or take what was sent and say what became of each file."""
    if not may(request.user, "upload_photo"):
        raise PermissionDenied
    form = FilesForm(post_data(request))
    arrivals = _arrivals(request, form) if form.is_valid() else None
    if request.headers.get("Accept") == "application/json":
        return _answer(request, form, arrivals or [])
    return render_desk_page(
        model_admin,
        request,
        "desk/photos/upload.html",
        title="Upload photos",
        form=form,
        arrivals=arrivals,
        limit=MAX_BYTES,
    )


def _arrivals(request: HttpRequest, form: FilesForm) -> list[Arrival] | None:
    files = request.FILES.getlist("files")
    found = [_taken(request, file, form.cleaned_data) for file in files[:MOST_AT_ONCE]]
    names = too_large(request)
    found += [Arrival(name, says=[says]) for name, says in zip(names, refusals(names), strict=True)]
    if not found:
        form.add_error("files", "Choose at least one picture.")
        return None
    return found


def refusals(names: list[str]) -> list[str]:
    """Return the sentence on each file that was over the limit."""
    limit = MAX_BYTES // 1024 // 1024
    return [f"{name} has more than {limit} MB: export it smaller." for name in names]


def _taken(request: HttpRequest, file: Any, facts: dict[str, Any]) -> Arrival:
    typed = {"licence": facts["licence"]} if facts["licence"] else {}
    typed["default_credit"] = facts["credit"]
    try:
        photo = desk.add_photo(file.read(), by=request.user, name=file.name, **typed)
    except REFUSALS as error:
        return Arrival(file.name, says=sentences(error))
    return _arrived(file.name, photo)


def _arrived(name: str, photo: Photo) -> Arrival:
    if getattr(photo, "was_there", False):
        return Arrival(name, photo, ["It was in the library already and keeps its facts."])
    says = ["It moves: its first frame was taken."] if photo.was_animated else []
    says += file_says(photo)
    return Arrival(name, photo, says, alike=len(desk.similar_photos(photo)))


def _answer(request: HttpRequest, form: FilesForm, arrivals: list[Arrival]) -> HttpResponse:
    """Answer a script: the same words and markup as the page, file by file."""
    if not arrivals:
        errors = [error for some in form.errors.values() for error in some]
        return JsonResponse({"ok": False, "says": " ".join(errors)}, status=400)
    arrival = arrivals[0]
    template = "desk/photos/_upload.html"
    answer = {
        "ok": arrival.photo is not None,
        "says": " ".join(arrival.says),
        "html": render_to_string(template, {"arrival": arrival}, request),
    }
    if arrival.photo:
        [card] = shown([arrival.photo])
        answer["photo"] = arrival.photo.pk
        answer["choice"] = render_to_string(CHOICE, {"card": card}, request)
    return JsonResponse(answer, status=200 if arrival.photo else 422)
