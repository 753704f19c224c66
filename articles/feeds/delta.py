"""What changed since an ETag (RFC 3229, as feeds use it): `A-IM: feed` and If-None-Match."""

import re
from datetime import datetime, timedelta

from django.db.models import Q
from django.http import HttpRequest

from articles import conditional
from articles.desk.touching import KEPT_DAYS
from articles.models import Touch
from articles.stamps import Mark, Stamp

from . import lately, validators

REACH = timedelta(days=KEPT_DAYS - 5)
_REFUSED = re.compile(r"q=0(\.0*)?")
MOST = 150  # Events or stories after which a full feed is the shorter answer.


def wanted(request: HttpRequest) -> bool:
    """Tell whether the asker understands a delta: `A-IM: feed`, among others and not refused."""
    for wish in request.headers.get("A-IM", "").lower().split(","):
        name, _, parameter = wish.replace(" ", "").partition(";")
        if name == "feed":
            return not _REFUSED.fullmatch(parameter)
    return False


def base(
    request: HttpRequest, stamp: Stamp, document: tuple[str, ...], at: datetime
) -> Mark | None:
    """The newest state that the asker has of a document, where a delta from it can be told."""
    if not wanted(request):
        return None
    marks = [validators.known(given, stamp, document) for given in conditional.asked(request)]
    reach = [mark for mark in marks if mark and mark.at > at - REACH]
    return max(reach, key=lambda mark: (mark.event, mark.at), default=None)


def stories(key: str, since: Mark, at: datetime) -> set[int] | None:
    """The articles that events touched in a feed since a state; None for too many to tell."""
    rows = (
        Touch.objects.filter(key=key, at__lte=at)
        .filter(Q(event__gt=since.event) | Q(at__gt=since.at))
        .values_list("event__article", "event__keys")[: MOST + 1]
    )
    if len(rows) > MOST:
        return None
    found = lately.named(rows)
    return found if len(found) <= MOST else None
