"""Where an address leads that was written a little wrong: letters, slashes.

Looked for only when nothing was found, so that right addresses cost nothing.
"""

import re
from copy import copy

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import Resolver404, resolve

from articles.languages import in_site_language

from .public_page import CacheablePage, permanent_redirect


def redirect_to_intended(request: HttpRequest) -> HttpResponseBase | None:
    """One hop to what was meant, also where it has moved; None where there is none, or where what
    is asked of it is malformed.

    The view is asked as if it had been given the right address, so that what is not public stays
    as unknown under a wrong one.
    """
    path = re.sub("/+", "/", f"{request.path_info}/").lower()
    path = re.sub(r"(\.[^/]+)/$", r"\1", path)  # the name of a file
    if path == request.path_info or request.method not in ("GET", "HEAD"):
        return None
    intended = copy(request)
    intended.path = intended.path_info = path
    try:
        match = resolve(path)
        find = getattr(match.func, "find", None)
        if find is None:
            return None
        with in_site_language():  # until the view activates another
            result = find(intended, *match.args, **match.kwargs)
            if isinstance(result, CacheablePage):
                result.context()  # it may know that nothing of this was ever public
            elif result.status_code not in (200, 304):
                return result
    except (Resolver404, Http404, SuspiciousOperation):
        return None
    return permanent_redirect(path, request)
