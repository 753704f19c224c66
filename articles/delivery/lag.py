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

    `seconds` is how long the oldest event or ping that was due by then has waited: 0.0 where
    all is done, and growing where no follower runs. `pending` counts what waits (to a thousand),
    scheduled moments that lie ahead not among it. `failures`: of a follower, events that failed
    and are tried again; of a hub, failures in a row.
    """
    lags = []
    for row in Follower.objects.all():
        seconds = row.behind(at).total_seconds()
        lags.append(Lag(row.name, seconds, row.pending(at), row.failures()))
    for hub in Hub.objects.all():
        seconds = hub.behind(at).total_seconds()
        lags.append(Lag(f"hub {hub.url}", seconds, hub.pending(), hub.failures))
    return lags
