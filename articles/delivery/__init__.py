"""Followers of the event log: what happens elsewhere when something changes in public.

`lag(at)` says how far each of them is behind; `enrol()` makes their rows.
docs/operators/followers.md tells operators about them.
"""

from .lag import Lag, lag
from .registry import enrol

__all__ = ["Lag", "enrol", "lag"]
