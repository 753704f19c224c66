"""What a backup is called: `newsroom-20251128T150200Z-00042`, its moment and its number.

Clocks go wrong, so numbers say which was made after which. A backup without one was made before
there were any: it is older than those that have one.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.utils import timezone

PATTERN = re.compile(r"newsroom-(\d{8}T\d{6}Z)(?:-(\d{5,9}))?")
CLOCKS_DIFFER = timedelta(minutes=5)  # between hosts that are both right


def next_name(existing: Iterable[str], moment: datetime) -> str:
    number = 1 + max(map(_number, existing), default=0)
    return f"newsroom-{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}-{number:05}"


def in_order(names: Iterable[str]) -> list[str]:
    """Names as their backups were made, the newest last.

    Of those without a number the ones that lie in the future come first: what their clock says is
    wrong, and the others' is likely to be right.
    """
    return sorted(
        names, key=lambda name: (_number(name), not lies_ahead(_moment(name)), name)
    )


def in_the_future(names: Iterable[str]) -> list[str]:
    """Names of the backups that a wrong clock has dated, unless ours is the wrong one."""
    return [name for name in names if lies_ahead(_moment(name))]


def lies_ahead(moment: datetime) -> bool:
    return moment > timezone.now() + CLOCKS_DIFFER


def _number(name: str) -> int:
    match = PATTERN.fullmatch(name)
    return int(match[2] or 0) if match else 0


def _moment(name: str) -> datetime:
    """By the name; of a folder that somebody has named otherwise, the beginning of time."""
    match = PATTERN.fullmatch(name)
    try:
        return datetime.strptime(match[1] if match else "", "%Y%m%dT%H%M%S%z")
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
