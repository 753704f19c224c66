"""Rows of accounts; newsroom/models.py exports them."""

import secrets
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.core import signing
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

SALT = "newsroom.invitation"


class StaffSessions(BaseSessionManager):
    def current(self, person: Any) -> models.QuerySet:
        """Sessions of a person that are not over, the last used first."""
        rows = self.filter(person=person, expire_date__gt=timezone.now())
        return rows.order_by("-seen_at", "-started_at")


class StaffSession(AbstractBaseSession):
    """A signed-in browser; without a person, somebody on the way to signing in."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="sessions"
    )
    address = models.CharField(max_length=45, blank=True)
    browser = models.CharField(max_length=200, blank=True)
    started_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)

    objects = StaffSessions()

    @classmethod
    def get_session_store_class(cls) -> Any:
        from newsroom.accounts.sessions import SessionStore

        return SessionStore

    @property
    def number(self) -> str:
        """What stands in addresses for the key, which opens the session."""
        return salted_hmac("newsroom.session", self.session_key).hexdigest()[:16]


class Throttle(models.Model):
    """Attempts under one key; newsroom/accounts/throttle.py writes it."""

    key = models.CharField(max_length=255, primary_key=True)
    value = models.JSONField()
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.key


def _nonce() -> str:
    return secrets.token_urlsafe(16)


def _expiry() -> Any:
    return timezone.now() + timedelta(hours=settings.INVITATION_HOURS)


class Invitation(models.Model):
    """A link by which one new colleague makes an account, once."""

    name = models.CharField(max_length=150, help_text="First and last name.")
    email = models.EmailField("e-mail")
    roles = models.ManyToManyField("auth.Group", blank=True)
    sections = models.ManyToManyField(
        "articles.Section", blank=True, help_text="Stories of these sections only; none means all."
    )
    nonce = models.CharField(max_length=32, default=_nonce, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField(default=_expiry, editable=False)
    used_at = models.DateTimeField(null=True, editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)
    person = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="invitation",
        editable=False,
    )

    class Meta:
        ordering = ("-made_at", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(revoked_at__isnull=True),
                name="invitation_used_or_revoked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} <{self.email}>"

    def token(self) -> str:
        """What the link carries: signed, and worthless when the nonce has been renewed."""
        return signing.dumps([self.pk, self.nonce], salt=SALT)

    def state(self) -> str:
        """`open`, `used`, `revoked` or `expired`."""
        if self.used_at:
            return "used"
        if self.revoked_at:
            return "revoked"
        return "open" if timezone.now() < self.expires_at else "expired"
