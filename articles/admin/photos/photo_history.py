"""The history of a photo's facts, and what two people wrote at once."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import capfirst

from articles.admin.base import person_name, render_desk_page
from articles.admin.changes import as_text, diff_dicts
from articles.admin.fields import is_id
from articles.models import Photo, PhotoRevision
from articles.permissions import may


def history(model_admin: Any, request: HttpRequest, pk: str) -> HttpResponse:
    """Show who changed what, newest first."""
    photo = Photo.objects.filter(pk=pk).first() if is_id(pk) else None
    if photo is None or not may(request.user, model_admin.reads):
        raise Http404("Photo not found.")
    revisions = list(photo.revisions.select_related("actor"))
    # Each is compared with the one before it, the first with nothing.
    before = [revision.facts for revision in revisions[1:]] + [{}]
    entries = [
        {
            "revision": revision,
            "by": person_name(revision.actor),
            "changes": diff_dicts(facts, revision.facts, _label),
        }
        for revision, facts in zip(revisions, before, strict=True)
    ]
    return render_desk_page(
        model_admin,
        request,
        "desk/photos/history.html",
        title=f"History of the photo {photo}",
        photo=photo,
        entries=entries,
    )


def changes_by_others(photo: Photo, began: PhotoRevision | None) -> list[str]:
    """Return in sentences what somebody else has saved since a revision."""
    latest = photo.revisions.first()
    present = latest.facts if latest else {}
    before = began.facts if began else {}
    return [
        f"{_label(name)} is now “{as_text(value)[:200]}”."
        for name, value in present.items()
        if value != before.get(name)
    ]


def _label(name: str) -> str:
    """Return the name of a fact as its form field shows it."""
    if name in {field.name for field in Photo._meta.fields}:
        return capfirst(str(Photo._meta.get_field(name).verbose_name))
    return name.replace("_", " ").capitalize()
