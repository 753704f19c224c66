"""What the house asks of the journalism, which it does not import: apps.py plugs it in."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

may: Callable[..., bool]
house_time: Callable[[datetime], str]
table: Callable[[Iterable[Iterable[Any]]], bytes]


def use(**functions: Callable[..., Any]) -> None:
    """Plug functions in under the names above."""
    globals().update(functions)
