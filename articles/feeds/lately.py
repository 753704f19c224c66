"""Which stories a feed must tell beyond its newest: all that changed in its last two hours.

The two hours end at the feed's last change and not now: so what it says moves with its stamp alone,
and whoever asks once an hour has missed nothing all the same.
"""

from datetime import datetime, timedelta

from articles.models import Touch
from articles.stamps import Mark

WINDOW = timedelta(hours=2)
MOST_EVENTS = 1_000


def stories(key: str, last: Mark, at: datetime) -> set[int]:
    """The articles that were published or changed in the two hours before a feed's last change."""
    if last.at is None:
        return set()
    rows = Touch.objects.filter(key=key, at__gt=last.at - WINDOW, at__lte=at)
    newest = rows.order_by("-at", "-event").values_list("event__article", "event__keys")
    found: set[int] = set()
    for article, keys in newest[:MOST_EVENTS]:  # a photo's event names the stories that show it
        found.update([article] if article else _articles(keys))
    return found


def _articles(keys: list[str]) -> list[int]:
    return [int(key.removeprefix("article:")) for key in keys if key.startswith("article:")]
