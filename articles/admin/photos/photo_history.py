"""The history of a photo's facts, and what two people wrote at once."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import capfirst

from articles.admin.base import person_name, render_desk_page
from articles.admin.changes import between, words
from articles.models import Photo, PhotoRevision
from articles.permissions import may


def history(model_admin: Any, request: HttpRequest, pk: str) -> HttpResponse:
    """Show who changed what, newest first."""
    is_number = pk.isascii() and pk.isdigit() and len(pk) < 19
    photo = Photo.objects.filter(pk=pk).first() if is_number else None
    if photo is None or not may(request.user, model_admin.reads):
        raise Http404("Photo not found.")
    return render_desk_page(
        model_admin,
        request,
        "desk/photos/history.html",
        title=f"History of the photo {photo}",
        photo=photo,
        entries=_entries(photo),
    )


def _entries(photo: Photo) -> list[dict[str, Any]]:
    rows = list(photo.revisions.select_related("actor"))
    before = [row.facts for row in rows[1:]] + [{}]
    return [
        {"row": row, "by": person_name(row.actor), "changes": _changed(was, row.facts)}
        for row, was in zip(rows, before, strict=True)
    ]


def _changed(was: dict[str, Any], now: dict[str, Any]) -> list[dict[str, Any]]:
    names = [name for name in now if now[name] != was.get(name) and (was or now[name])]
    return between((_label(name), was.get(name), now[name]) for name in names)


def theirs(photo: Photo, began: PhotoRevision | None) -> list[str]:
    """Return in sentences what somebody else has saved since a revision."""
    present, was = photo.revisions.first(), began.facts if began else {}
    return [
        f"{_label(name)} is now “{words(value)[:200]}”."
        for name, value in (present.facts if present else {}).items()
        if value != was.get(name)
    ]


def _label(name: str) -> str:
    """Return the name of a fact as its form field shows it."""
    if name in {field.name for field in Photo._meta.fields}:
        return capfirst(str(Photo._meta.get_field(name).verbose_name))
    return name.replace("_", " ").capitalize()
