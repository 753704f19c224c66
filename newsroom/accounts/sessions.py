"""Sessions in the database, with whose each is, from where and since when: row and engine."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac


class StaffSessions(BaseSessionManager):
    def current(self, person: Any) -> models.QuerySet:
        """Sessions of a person that are not over, the last used first."""
        rows = self.filter(person=person, expire_date__gt=timezone.now())
        return rows.order_by("-seen_at", "-started_at")


class StaffSession(AbstractBaseSession):
    """A signed-in browser; without a person, somebody on the way to signing in."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.CASCADE,
        related_name="sessions",
    )
    address = models.CharField(max_length=45, blank=True)
    browser = models.CharField(max_length=200, blank=True)
    started_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)

    objects = StaffSessions()

    @classmethod
    def get_session_store_class(cls) -> Any:
        return SessionStore

    @property
    def number(self) -> str:
        """What stands in addresses for the key, which opens the session."""
        return salted_hmac("newsroom.session", self.session_key).hexdigest()[:16]


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls) -> Any:
        return StaffSession

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        row = super().create_model_instance(data)
        person = data.get("_auth_user_id")
        row.person_id = int(person) if person else None
        row.address = data.get("address", "")
        row.browser = data.get("browser", "")
        row.started_at = moment(data.get("started_at"))
        row.seen_at = moment(data.get("seen_at"))
        return row


def moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
