"""Who follows the log, by the settings."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings

from articles.models import Follower, Hub

from .ended_photos import PhotoFiles
from .follower import EventHandler, FollowerWorker
from .hub_pings import HubWorker
from .notice_mail import NoticeMail
from .websub import BURST, WebSub
from .worker import Worker


def handlers(burst: timedelta = BURST) -> list[EventHandler]:
    hubs = settings.WEBSUB_HUBS
    return [PhotoFiles(), *([WebSub(hubs, burst)] if hubs else [])]


def workers(burst: timedelta = BURST) -> list[Worker]:
    """Everything that the program `follow` runs: followers, hubs, mail."""
    followers = [FollowerWorker(handler) for handler in handlers(burst)]
    hubs = [HubWorker(url) for url in settings.WEBSUB_HUBS]
    mail = [NoticeMail()] if settings.EMAIL_URL else []
    return [*followers, *hubs, *mail]


def enrol() -> None:
    """Give every follower and hub its row and delete those of others; harmless again.

    A new follower begins at the beginning of the log: what is too old for it, it does not want.
    """
    _sync(Follower, "name", [handler.name for handler in handlers()])
    _sync(Hub, "url", settings.WEBSUB_HUBS)


def _sync(model: Any, field: str, names: Iterable[str]) -> None:
    model.objects.exclude(**{f"{field}__in": names}).delete()
    existing = set(model.objects.values_list(field, flat=True))
    missing = [model(**{field: name}) for name in names if name not in existing]
    # Of several processes that start at once each may write the rows first.
    model.objects.bulk_create(missing, ignore_conflicts=True)
