"""Who follows the log, by the settings."""

from django.conf import settings

from articles.models import Follower as Place

from .follow import Follower, Following
from .lane import Lane
from .notice_mail import NoticeMail
from .photo_files import PhotoFiles


def followers() -> list[Follower]:
    return [PhotoFiles()]


def lanes() -> list[Lane]:
    """Everything that the program `follow` runs."""
    mail = [NoticeMail()] if settings.EMAIL_URL else []
    return [*(Following(follower) for follower in followers()), *mail]


def enrol() -> None:
    """Give every follower its row and forget who follows no more; harmless again and again.

    A new one begins at the beginning of the log: what is too old for it, it does not want.
    """
    names = {follower.name for follower in followers()}
    Place.objects.exclude(name__in=names).delete()
    known = set(Place.objects.values_list("name", flat=True))
    missing = [Place(name=name) for name in sorted(names - known)]
    Place.objects.bulk_create(missing, ignore_conflicts=True)
