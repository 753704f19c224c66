"""What the house asks of the journalism, which it does not import: apps.py plugs it in."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone


def _unplugged(*args: Any, **kwargs: Any) -> Any:
    raise RuntimeError("newsroom.apps plugs this in when the applications are ready.")


may: Callable[..., bool] = _unplugged
house_time: Callable[[datetime], str] = _unplugged
table: Callable[[Iterable[Iterable[Any]]], bytes] = _unplugged
roles: tuple[str, ...] = ()
lag: Callable[[datetime], list[Any]] = _unplugged


def use(**things: Any) -> None:
    """Plug functions and tables in under the names above."""
    globals().update(things)


def lags() -> dict[str, float]:
    """Return by how many seconds each follower of the log is behind."""
    return {one.name: one.seconds for one in lag(timezone.now())}
