"""When a page or a feed changed last and changes next: one query of the event log by key.

Both are touched by the events of their own key (`section:3`; those of the whole site: `latest`)
and of the house (names, addresses, settings), at the moments that `desk.touching` wrote. Two
numbers say all of it: the last moment that has come, which moves when time passes one, and the
last event among them, which moves when one is written. So an ETag of both moves with each change
and with nothing else, and is the same in every process (docs/decisions/0012).
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from django.db import connection
from django.utils.dateparse import parse_datetime

from articles.desk.log.key_changes import SITE
from articles.models import Author, Section, Tag
from articles.models.prepared_query import NOW

RECORDS = {"section": Section, "tag": Tag, "author": Author}
# What has no record: a language and the corrections are views of the site's stories.
WHOLE = {"top": "front", "house": SITE}

_ONE = """
(SELECT MAX(at) FROM articles_keychange WHERE "key" = {key} AND at <= %(at)s),
(SELECT event_id FROM articles_keychange WHERE "key" = {key} AND at <= %(at)s
 ORDER BY event_id DESC LIMIT 1),
(SELECT MIN(at) FROM articles_keychange WHERE "key" = {key} AND at > %(at)s)
"""


def _sql(pk: str, key: str, source: str = "") -> str:
    columns = ", ".join((pk, _ONE.format(key=key), _ONE.format(key=f"'{SITE}'")))
    return f"SELECT {columns} {source}"


_WHOLE = _sql("0", "%(key)s")
_SLUG = "the slug that is asked for"


@cache
def _of_record(kind: str) -> str:
    """The query for a record by its slug. One that is not public is found as little as nonsense,
    by the same query, so that the time of a 404 does not tell it either."""
    public = RECORDS[kind].public(NOW).filter(slug=_SLUG).order_by().values("pk")
    sql, values = public.query.sql_with_params()
    marks = tuple("%(key)s" if value == _SLUG else "%(at)s" for value in values)
    return _sql("it.pk", f"'{kind}:' || it.pk", f"FROM ({sql % marks}) it")


@dataclass(frozen=True)
class Mark:
    """The last moment and the last event that touched a key; none where nothing ever did."""

    at: datetime | None
    event: int | None


@dataclass(frozen=True)
class Stamp:
    pk: int
    own: Mark
    house: Mark
    changes_at: datetime | None

    @property
    def changed_at(self) -> datetime | None:
        return max(filter(None, (self.own.at, self.house.at)), default=None)


def key_of(kind: str, pk: int) -> str:
    return f"{kind}:{pk}" if kind in RECORDS else WHOLE.get(kind, "latest")


def stamp(kind: str, slug: str, at: datetime) -> Stamp | None:
    """The stamp of a page or a feed at a moment; None where no public record has this slug."""
    record = kind in RECORDS
    with connection.cursor() as cursor:
        cursor.execute(
            _of_record(kind) if record else _WHOLE,
            {
                "key": slug if record else key_of(kind, 0),
                "at": connection.ops.adapt_datetimefield_value(at),
            },
        )
        row = cursor.fetchone()
    if row is None:
        return None
    pk, own_at, own_event, own_next, house_at, house_event, house_next = row
    following = [moment for moment in (_moment(own_next), _moment(house_next)) if moment]
    return Stamp(
        pk,
        Mark(_moment(own_at), own_event),
        Mark(_moment(house_at), house_event),
        min(following, default=None),
    )


def _moment(value: datetime | str | None) -> datetime | None:
    """SQLite gives its text in UTC."""
    if isinstance(value, str):
        return parse_datetime(value).replace(tzinfo=UTC)
    return value
