from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe
from django.views.static import serve


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Public photos where no web server in front serves them: a clone, a small site.

    Names are random and never used twice, so an answer may be kept for ever; nothing in a file
    can run, whatever it turns out to be.
    """
    if any(part.startswith(".") for part in path.split("/")):
        raise Http404("Hidden files are unfinished ones.")
    response = serve(request, path, document_root=settings.MEDIA_ROOT / "public")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
