from datetime import datetime
from typing import NamedTuple

from articles.models import Follower, Hub


class Lag(NamedTuple):
    """How far one follower, or the pings to one hub, are behind."""

    name: str
    seconds: float
    pending: int
    failures: int


def lag(at: datetime) -> list[Lag]:
    """Return the lag of every follower and hub at a moment; for /readyz, metrics and alarms.

    `seconds` is how long the oldest thing that should have happened by then has waited: 0.0 where
    all is done, and growing where no follower runs. `pending` counts what waits (to a thousand),
    scheduled moments that lie ahead not among it. `failures`: of a follower, events that failed
    and are tried again; of a hub, failures in a row.
    """
    followers = [
        Lag(place.name, place.behind(at).total_seconds(), place.pending(at), place.failures())
        for place in Follower.objects.all()
    ]
    hubs = [
        Lag(f"hub {hub.url}", hub.behind(at).total_seconds(), hub.pending(), hub.failures)
        for hub in Hub.objects.all()
    ]
    return followers + hubs
