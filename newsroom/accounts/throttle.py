"""Where allauth counts attempts: a row of the database each, so that all processes and hosts count
together and a restart forgets nothing. Only what has expired is ever deleted: a flood of invented
names must not push out the count of another."""

from datetime import timedelta
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.utils import timezone

from newsroom.accounts.models import Throttle


class ThrottleCache(BaseCache):
    """As much of Django's cache as counting takes: get, set, add, delete. Values are JSON."""

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        rows = Throttle.objects.filter(expires_at__gt=timezone.now())
        row = rows.filter(key=self.make_key(key, version)).first()
        return row.value if row else default

    def set(
        self,
        key: str,
        value: Any,
        timeout: Any = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> None:
        fields = {"value": value, "expires_at": self._expiry(timeout)}
        Throttle.objects.update_or_create(defaults=fields, key=self.make_key(key, version))

    def add(
        self,
        key: str,
        value: Any,
        timeout: Any = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> bool:
        Throttle.objects.filter(expires_at__lte=timezone.now()).delete()
        fields = {"value": value, "expires_at": self._expiry(timeout)}
        _, added = Throttle.objects.get_or_create(
            defaults=fields, key=self.make_key(key, version)
        )
        return added

    def delete(self, key: str, version: int | None = None) -> bool:
        deleted, _ = Throttle.objects.filter(key=self.make_key(key, version)).delete()
        return bool(deleted)

    def _expiry(self, timeout: Any) -> Any:
        seconds = self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout
        return timezone.now() + timedelta(seconds=seconds)
