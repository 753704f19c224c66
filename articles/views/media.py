"""Public files of photos. Their bytes may be sent by the web server in front (MEDIA_SENT_FROM);
whether, and for how long they may be kept, is said here.
"""

import logging
import re
from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotModified,
    StreamingHttpResponse,
)
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.caching import conditional, headers
from articles.models import Photo, Rendition, RetiredFile

logger = logging.getLogger(__name__)

DAY = 24 * 60 * 60
HOUR = 60 * 60
KINDS = {"jpg": "image/jpeg", "avif": "image/avif"}
SAFE = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "cross-origin",  # feeds are read on other people's pages
}
PIECE = 64 * 1024


@require_safe
def media(request: HttpRequest, name: str) -> HttpResponseBase:
    """A public file of a photo, and nothing else that lies in the storage.

    A photo that has ended answers 410 in the first request after its moment. A file that newer
    ones have replaced is answered until `manage.py repair media --sweep` takes it, for open pages.
    """
    at = timezone.now()
    row = _row(name)
    if row is None:
        raise Http404
    if row.photo.ended(at):
        gone = HttpResponse(status=410, content_type="text/plain", headers=SAFE)
        return headers.cache_briefly(gone, f"photo:{row.photo_id}")
    about = SAFE | {
        **_keeping(row, at),
        "ETag": f'"{name.rpartition("/")[2].partition(".")[0]}"',  # never other bytes under a name
        "Accept-Ranges": "bytes",
    }
    if conditional.is_not_modified(request, about["ETag"]):
        return HttpResponseNotModified(headers=about)
    if settings.MEDIA_SENT_FROM:
        return _sent_by_the_web_server(name, about)
    return _answer(request, name, about)


def _row(name: str) -> Rendition | RetiredFile | None:
    for kind in (Rendition, RetiredFile):
        if row := kind.objects.select_related("photo").filter(name=name).first():
            return row
    return None


def _keeping(row: Rendition | RetiredFile, at: datetime) -> dict[str, str]:
    """A day for a browser, a minute for caches that serve others, until it is purged for ours; and
    for nobody beyond the photo's known end. Its bytes never change: what may end is the right."""
    photo: Photo = row.photo
    left = DAY if photo.ends_at is None else int((photo.ends_at - at).total_seconds())
    left = min(left, DAY if isinstance(row, Rendition) else HOUR)
    return {
        "Cache-Control": f"public, max-age={left}, s-maxage={min(left, headers.MAX_AGE)}",
        "Surrogate-Control": f"max-age={left}",
        "Surrogate-Key": f"photo:{photo.pk}",
    }


def _sent_by_the_web_server(name: str, about: dict[str, str]) -> HttpResponse:
    """nginx answers ranges and validators of its own, and takes the other headers from us."""
    passed_on = about | {"X-Accel-Redirect": f"{settings.MEDIA_SENT_FROM}{name}"}
    return HttpResponse(content_type=_kind(name), headers=passed_on)


def _kind(name: str) -> str:
    return KINDS[name.rpartition(".")[2]]


def _answer(request: HttpRequest, name: str, about: dict[str, str]) -> HttpResponseBase:
    try:
        file = default_storage.open(name)
        size = file.size
    except FileNotFoundError:
        raise Http404 from None
    except OSError:
        logger.exception("A public file of a photo can't be read.")
        later = SAFE | {"Cache-Control": "no-store", "Retry-After": "15"}
        return HttpResponse(status=503, content_type="text/plain", headers=later)
    kind = _kind(name)
    part = _range(request, size, about["ETag"])
    if part is None:
        return FileResponse(file, content_type=kind, headers=about)
    first, last = part
    if first > last:
        file.close()
        refused = about | {"Content-Range": f"bytes */{size}", "Cache-Control": "no-store"}
        return HttpResponse(status=416, content_type="text/plain", headers=refused)
    file.seek(first)
    about |= {
        "Content-Range": f"bytes {first}-{last}/{size}",
        "Content-Length": str(last - first + 1),
    }
    pieces = _pieces(file, last - first + 1)
    return StreamingHttpResponse(pieces, status=206, content_type=kind, headers=about)


def _range(request: HttpRequest, size: int, etag: str) -> tuple[int, int] | None:
    """The one range asked for (RFC 9110, 14); None means the whole, first > last none of it.

    Several ranges and other units are answered with the whole, as the RFC allows.
    """
    match = re.fullmatch(r"bytes=(\d{0,18})-(\d{0,18})", request.headers.get("Range", ""))
    if match is None or match[0] == "bytes=-" or request.method != "GET":
        return None
    if request.headers.get("If-Range", etag) != etag:
        return None
    first, last = match.groups()
    if not first:
        return max(0, size - int(last)), size - 1 if int(last) else -1
    if last and int(last) < int(first):
        return None
    return int(first), min(int(last or size), size - 1)


def _pieces(file, left: int) -> Iterator[bytes]:
    with file:
        while left > 0 and (piece := file.read(min(PIECE, left))):
            left -= len(piece)
            yield piece
