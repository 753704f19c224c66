import mimetypes

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Rendition

YEAR = 365 * 24 * 60 * 60
SAFE = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
}


@require_safe
def media(request: HttpRequest, name: str) -> HttpResponse:
    """A public file of a photo, and nothing else that lies in the storage.

    A photo that has ended answers 410 in the first request after its moment.
    """
    at = timezone.now()
    file = Rendition.objects.select_related("photo").filter(name=name).first()
    if file is None:
        raise Http404
    if file.photo.ended(at):
        gone = SAFE | {"Cache-Control": "no-store"}
        return HttpResponse(status=410, content_type="text/plain", headers=gone)
    try:
        content = default_storage.open(name)
    except FileNotFoundError:
        raise Http404 from None
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    headers = SAFE | {"Cache-Control": _keeping(file.photo, at)}
    return FileResponse(content, content_type=kind, headers=headers)


def _keeping(photo, at) -> str:
    """For good under a random name, but never beyond the photo's known end."""
    if photo.ends_at is None:
        return f"public, max-age={YEAR}, immutable"
    return f"public, max-age={min(YEAR, int((photo.ends_at - at).total_seconds()))}"
