from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

GetResponse = Callable[[HttpRequest], HttpResponseBase]

# What no page of ours asks a browser for.
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer", "browsing-topics", "camera", "display-capture", "geolocation",
        "gyroscope", "magnetometer", "microphone", "midi", "payment", "usb",
    )
)  # fmt: skip


def headers(get_response: GetResponse) -> GetResponse:
    """Headers of every answer for which Django has no setting.

    What is refused or sent elsewhere may hang on the asker's headers: nobody keeps it, unless who
    made it says so.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Reporting-Endpoints", 'csp="/csp-report"')
        # Photos and icons are shown by feed readers on pages of their own.
        shared = request.path_info.startswith((settings.MEDIA_URL, settings.STATIC_URL))
        policy = "cross-origin" if shared else "same-origin"
        response.headers.setdefault("Cross-Origin-Resource-Policy", policy)
        if response.status_code >= 300 and response.status_code != 304:
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware


def private_desk(get_response: GetResponse) -> GetResponse:
    """Nothing under the admin's address is kept by anyone, whatever its name looks like.

    Elsewhere no cookie is looked at, so that a broken session is never ended by a cookie of ours in
    an answer that shared caches keep; and none is asked for, so that what writes is refused as a
    method.
    """
    prefix = f"/{settings.ADMIN_PATH}"

    def middleware(request: HttpRequest) -> HttpResponseBase:
        of_the_desk = request.path_info.startswith(prefix)
        if not of_the_desk:
            request.COOKIES = {}
            request.csrf_processing_done = True
        response = get_response(request)
        if of_the_desk:
            response.headers["Cache-Control"] = "no-store, private"
            response.headers["Referrer-Policy"] = "same-origin"
            response._csp_update = settings.ADMIN_CONTENT_SECURITY_POLICY
        return response

    return middleware
