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
CONTENT_TYPES = {"jpg": "image/jpeg", "avif": "image/avif"}
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
    files = (
        kind.objects.select_related("photo").filter(name=name).first()
        for kind in (Rendition, RetiredFile)
    )
    file = next(filter(None, files), None)
    if file is None:
        raise Http404
    if file.photo.ended(at):
        gone = HttpResponse(status=410, content_type="text/plain", headers=SAFE)
        return headers.cache_briefly(gone, f"photo:{file.photo_id}")
    fields = SAFE | {
        **_cache_fields(file, at),
        # There are never other bytes under a name.
        "ETag": f'"{name.rpartition("/")[2].partition(".")[0]}"',
        "Accept-Ranges": "bytes",
    }
    if conditional.is_not_modified(request, fields["ETag"]):
        return HttpResponseNotModified(headers=fields)
    content_type = CONTENT_TYPES[name.rpartition(".")[2]]
    if settings.MEDIA_SENT_FROM:
        # nginx answers ranges and validators of its own, and takes the other headers from us.
        fields["X-Accel-Redirect"] = f"{settings.MEDIA_SENT_FROM}{name}"
        return HttpResponse(content_type=content_type, headers=fields)
    return _send(request, name, content_type, fields)


def _cache_fields(file: Rendition | RetiredFile, at: datetime) -> dict[str, str]:
    """A day for a browser, a minute for caches that serve others, until it is purged for ours; and
    for nobody beyond the photo's known end. Its bytes never change: what may end is the right."""
    photo: Photo = file.photo
    left = DAY if photo.ends_at is None else int((photo.ends_at - at).total_seconds())
    # A file that was replaced is asked for by pages still open, and soon swept away.
    left = min(left, DAY if isinstance(file, Rendition) else HOUR)
    return {
        "Cache-Control": f"public, max-age={left}, s-maxage={min(left, headers.MAX_AGE)}",
        "Surrogate-Control": f"max-age={left}",
        "Surrogate-Key": f"photo:{photo.pk}",
    }


def _send(
    request: HttpRequest, name: str, content_type: str, fields: dict[str, str]
) -> HttpResponseBase:
    try:
        file = default_storage.open(name)
        size = file.size
    except FileNotFoundError:
        raise Http404 from None
    except OSError:
        logger.exception("A public file of a photo can't be read.")
        retry = SAFE | {"Cache-Control": "no-store", "Retry-After": "15"}
        return HttpResponse(status=503, content_type="text/plain", headers=retry)
    part = _range(request, size, fields["ETag"])
    if part is None:
        return FileResponse(file, content_type=content_type, headers=fields)
    first, last = part
    if first > last:
        file.close()
        refusal = fields | {"Content-Range": f"bytes */{size}", "Cache-Control": "no-store"}
        return HttpResponse(status=416, content_type="text/plain", headers=refusal)
    file.seek(first)
    length = last - first + 1
    fields |= {
        "Content-Range": f"bytes {first}-{last}/{size}",
        "Content-Length": str(length),
    }
    pieces = _pieces(file, length)
    return StreamingHttpResponse(
        pieces, status=206, content_type=content_type, headers=fields
    )


def _range(request: HttpRequest, size: int, etag: str) -> tuple[int, int] | None:
    """The one range asked for (RFC 9110, 14); None means the whole, first > last none of it.

    Several ranges and other units are answered with the whole, as the RFC allows.
    """
    match = re.fullmatch(r"bytes=(\d{0,18})-(\d{0,18})", request.headers.get("Range", ""))
    if match is None or match[0] == "bytes=-" or request.method != "GET":
        return None
    # The part that is there already is of another file: parts of two make no picture.
    if request.headers.get("If-Range", etag) != etag:
        return None
    first, last = match.groups()
    if not first:
        # The last bytes, of which nought are none (RFC 9110, 14.1.2).
        return max(0, size - int(last)), size - 1 if int(last) else -1
    # Ends before it begins: invalid, and so ignored (RFC 9110, 14.1.1).
    if last and int(last) < int(first):
        return None
    return int(first), min(int(last or size), size - 1)


def _pieces(file, left: int) -> Iterator[bytes]:
    with file:
        while left > 0 and (piece := file.read(min(PIECE, left))):
            left -= len(piece)
            yield piece
