"""Mail about accounts. It is posted by a thread, so that the time of an answer tells nothing."""

import logging
from concurrent.futures import Future, ThreadPoolExecutor

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage

logger = logging.getLogger("newsroom.mail")
_postman = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mail")


def is_configured() -> bool:
    return bool(settings.EMAIL_URL)


def post(message: EmailMessage) -> Future | None:
    """Send a message soon, where mail is configured; a failure is logged."""
    if not is_configured():
        return None
    message.extra_headers["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday reply
    return _postman.submit(_send, message)


def write_to(email: str, subject: str, text: str) -> Future | None:
    prefix = f"[{settings.SITE_NAME}] "
    return post(EmailMessage(prefix + subject, text, settings.DEFAULT_FROM_EMAIL, [email]))


def administrators() -> list[str]:
    """Names of those who can help where mail cannot."""
    people = get_user_model().objects.filter(is_superuser=True, is_active=True)
    return [
        person.get_full_name() or person.username for person in people.order_by("pk")[:3]
    ]


def _send(message: EmailMessage) -> None:
    try:
        message.send()
    except Exception:  # Whatever it was, the thread serves the next message.
        logger.exception("A mail could not be sent.")
