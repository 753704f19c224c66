"""What several processes remember together: Redis, and a table of the database in its stead.

Redis that is gone costs a request at most a quarter of a second once: then nobody asks it for ten
seconds, and the table serves. A table, not each process's memory: throttles count over all workers,
and survive a restart.
"""

import logging
import time
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.core.cache.backends.db import DatabaseCache
from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

TABLE = "newsroom_cache"
CALL_SECONDS = 0.25
REST_SECONDS = 10

logger = logging.getLogger("newsroom.cache")


class SharedCache(BaseCache):
    """Django's cache interface; LOCATION is the address of a Redis, or empty."""

    asked_again_at: dict[str, float] = {}  # By address, for all threads of this process.

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        self._server = server
        self._table = DatabaseCache(TABLE, params)
        self._redis = _redis(server, params) if server else None

    def _ask(self, call: str, *args: Any, **kwargs: Any) -> Any:
        if self._redis is not None and time.monotonic() >= self.asked_again_at.get(self._server, 0):
            try:
                return getattr(self._redis, call)(*args, **kwargs)
            except RedisError as error:  # Gone, late, full, read-only, or no Redis at all.
                self.asked_again_at[self._server] = time.monotonic() + REST_SECONDS
                logger.warning("Redis does not answer (%s): the database serves.", type(error))
        return getattr(self._table, call)(*args, **kwargs)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        return self._ask("get", key, default, version=version)

    def set(
        self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        self._ask("set", key, value, timeout=timeout, version=version)

    def add(
        self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        return self._ask("add", key, value, timeout=timeout, version=version)

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return self._ask("touch", key, timeout=timeout, version=version)

    def delete(self, key: str, version: int | None = None) -> bool:
        return self._ask("delete", key, version=version)

    def has_key(self, key: str, version: int | None = None) -> bool:
        return self._ask("has_key", key, version=version)

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        return self._ask("incr", key, delta, version=version)

    def get_many(self, keys: Any, version: int | None = None) -> dict[str, Any]:
        return self._ask("get_many", keys, version=version)

    def clear(self) -> None:
        self._ask("clear")


def _redis(server: str, params: dict[str, Any]) -> RedisCache:
    options = {
        "socket_connect_timeout": CALL_SECONDS,
        "socket_timeout": CALL_SECONDS,
        "retry": Retry(NoBackoff(), 0),
        "health_check_interval": 0,
    }
    return RedisCache(server, {**params, "OPTIONS": options})
