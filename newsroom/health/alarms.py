"""What somebody should look at although readers are served; importing registers."""

import json
import shutil
import time
from contextlib import suppress
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from articles.models import Notice
from newsroom.accounts.models import Staff
from newsroom.audit.actions import Action
from newsroom.audit.models import AuditEntry
from newsroom.backups.naming import lies_ahead

from . import metrics_text
from .registry import check

BACKUP_AGE = timedelta(hours=26)
DISK_FREE = 0.10
MOST_FAILED = 0.001  # of requests
FEWEST_REQUESTS = 100  # below them one failure would be a percentage that says nothing
MOST_SIGN_INS = 50  # failed, in fifteen minutes
RECENT = timedelta(minutes=15)
MAIL_WAITS = timedelta(minutes=10)  # longer than a greylisting server's usual five


@check("backup")
def backup() -> str | None:
    """`manage.py backup` leaves {"name", "made_at"} in BACKUP_STATUS_FILE."""
    try:
        status = json.loads(settings.BACKUP_STATUS_FILE.read_text())
        made = datetime.fromisoformat(status["made_at"])
    except FileNotFoundError:
        return (
            "There is no backup: run manage.py backup daily."
            if settings.PRODUCTION
            else None
        )
    except (OSError, ValueError, KeyError, TypeError):
        return "The status of the last backup cannot be read: run manage.py backup."
    age = timezone.now() - made
    if lies_ahead(made):
        return (
            f"The newest backup lies in the future, on {made:%d %B %Y}: the clock was wrong then, "
            "or is now. Set it right and run manage.py backup."
        )
    if age > BACKUP_AGE:
        return f"The newest backup is {age.total_seconds() / 3600:.0f} hours old."
    return None


@check("disk")
def disk() -> str | None:
    for folder in (settings.VAR_DIR, settings.MEDIA_ROOT):
        if not folder.exists():
            continue
        usage = shutil.disk_usage(folder)
        if usage.free < usage.total * DISK_FREE:
            return f"The disk of {folder.name}/ has {usage.free / usage.total:.0%} free."
    return None


@check("failures")
def failures() -> str | None:
    requests, faults = _since_oldest_look(*metrics_text.totals())
    if requests >= FEWEST_REQUESTS and faults > requests * MOST_FAILED:
        return (
            f"{faults} of the last {requests} requests failed with a fault of ours (5xx)."
        )
    return None


def _since_oldest_look(requests: int, faults: int) -> tuple[int, int]:
    """What came since the oldest look of the last 15 minutes.

    Servers count since they started, and each doctor is a program of its own: looks are kept.
    """
    file = settings.METRICS_DIR / "looks.json"
    now = time.time()
    try:
        looks = json.loads(file.read_text())
    except (OSError, ValueError):
        looks = []
    looks = [look for look in looks if look[0] > now - RECENT.total_seconds()]
    if (
        looks and requests < looks[-1][1]
    ):  # A server was started again and counts from nothing.
        looks = [[now, 0, 0]]
    looks.append([now, requests, faults])
    with suppress(OSError):  # A folder that cannot be written is for another check.
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(looks))
    return requests - looks[0][1], faults - looks[0][2]


@check("sign-ins")
def sign_ins() -> str | None:
    since = timezone.now() - RECENT
    failures = (Action.SIGN_IN_FAILED, Action.THROTTLED)
    count = AuditEntry.objects.filter(at__gte=since, action__in=failures).count()
    if count > MOST_SIGN_INS:
        return f"{count} sign-ins failed in the last 15 minutes: the audit log says whose."
    return None


@check("names")
def names() -> str | None:
    """Of two names that read alike, one works in its exact spelling alone (accounts/models.py)."""
    people = Staff.objects.filter(username_folded=None, is_active=True).order_by("pk")
    names = ", ".join(people.values_list("username", flat=True)[:10])
    if names:
        return f"Names that read like another's sign in exactly so spelled: {names}. Rename them."
    return None


@check("mail")
def mail() -> str | None:
    if not settings.EMAIL_URL:
        return "No mail is sent: EMAIL_URL is not set." if settings.PRODUCTION else None
    waiting = Notice.objects.to_mail().select_related("to")
    oldest = waiting.first()
    if oldest is None or timezone.now() - oldest.at <= MAIL_WAITS:
        return None
    minutes = (timezone.now() - oldest.at).total_seconds() / 60
    why = "does the mail server answer, and does manage.py follow run? The log says more."
    if oldest.mail_answer:
        why = f"to {oldest.to} the mail server said “{oldest.mail_answer}”."
    return f"Mail of {waiting.count()} notices waits, the oldest for {minutes:.0f} minutes: {why}"


@check("proxy")
def proxy() -> str | None:
    """As far as can be known: a proxy that reads bodies whole passes them on at once."""
    if not settings.PRODUCTION:
        return None
    if not settings.TRUSTED_PROXIES:
        return "No proxy stands in front: TRUSTED_PROXIES is empty, slow senders meet the server."
    if count := metrics_text.streamed():
        return (
            f"{count} bodies came in chunks or slowly: the proxy in front does not read them whole "
            "first, and slow senders take the server's threads."
        )
    return None
