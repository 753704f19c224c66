"""Who follows the log, by the settings."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings

from articles.models import Follower as Place
from articles.models import Hub

from .ended_photos import PhotoFiles
from .follower import Follower, Following
from .hub_pings import Telling
from .notice_mail import NoticeMail
from .websub import BURST, WebSub
from .worker import Lane


def followers(burst: timedelta = BURST) -> list[Follower]:
    hubs = settings.WEBSUB_HUBS
    return [PhotoFiles(), *([WebSub(hubs, burst)] if hubs else [])]


def lanes(burst: timedelta = BURST) -> list[Lane]:
    """Everything that the program `follow` runs: followers, hubs, mail."""
    following = [Following(follower) for follower in followers(burst)]
    mail = [NoticeMail()] if settings.EMAIL_URL else []
    return [*following, *(Telling(url) for url in settings.WEBSUB_HUBS), *mail]


def enrol() -> None:
    """Give every follower and hub its row and forget who is none any more; harmless again.

    A new follower begins at the beginning of the log: what is too old for it, it does not want.
    """
    _have(Place, "name", [follower.name for follower in followers()])
    _have(Hub, "url", settings.WEBSUB_HUBS)


def _have(model: Any, field: str, names: Iterable[str]) -> None:
    model.objects.exclude(**{f"{field}__in": names}).delete()
    known = set(model.objects.values_list(field, flat=True))
    missing = [model(**{field: name}) for name in names if name not in known]
    model.objects.bulk_create(missing, ignore_conflicts=True)
