"""What all readers' pages have in common: safe methods, an ETag, no cookie, no session."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.cache import patch_cache_control, set_response_etag
from django.views.decorators.http import conditional_page, require_safe

from articles.formats.house import in_its_language

View = Callable[..., HttpResponse]


def public(view: View) -> View:
    """Serve a view to the public: kept by nobody without asking, and cheap to ask again."""

    @require_safe
    @conditional_page
    @wraps(view)
    def wrapped(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        with in_its_language():  # until the view activates another
            response = view(request, *args, **kwargs)
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, no_cache=True)
        if request.method == "HEAD" and response.status_code == 200 and not response.streaming:
            set_response_etag(response)  # Django's conditional_page sees to GET alone.
        return response

    return wrapped


def moved(address: str) -> HttpResponse:
    """Send a reader on; asked again each time, for a section may move once more."""
    return HttpResponsePermanentRedirect(address)
