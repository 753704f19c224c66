"""When a page or a feed changed last and changes next: one query of the event log by key.

Both are touched by the events of their own key (`section:3`; those of the whole site: `latest`)
and of the site's settings (names, addresses), at the moments that `desk.log.key_changes` wrote.
Two numbers say all of it: the last moment that has come, which moves when time passes one, and the
last event among them, which moves when one is written. So an ETag of both moves with each change
and with nothing else, and is the same in every process (docs/decisions/0012).
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Self

from django.db import connection
from django.utils.dateparse import parse_datetime

from articles.desk.log.key_changes import SITE
from articles.models import Author, Section, Tag
from articles.models.prepared_query import NOW

NAMED = {"section": Section, "tag": Tag, "author": Author}
# All other kinds follow `latest`: a language and the corrections are views of the site's stories.
KEYS = {"top": "front", "settings": SITE}

_CHANGES = """
(SELECT MAX(at) FROM articles_keychange WHERE "key" = {key} AND at <= %(at)s),
(SELECT event_id FROM articles_keychange WHERE "key" = {key} AND at <= %(at)s
 ORDER BY event_id DESC LIMIT 1),
(SELECT MIN(at) FROM articles_keychange WHERE "key" = {key} AND at > %(at)s)
"""
_OF_SETTINGS = _CHANGES.format(key=f"'{SITE}'")
_OF_KEY = f"SELECT 0, {_CHANGES.format(key='%(key)s')}, {_OF_SETTINGS}"
_SLUG = "the slug in the address"


@cache
def _of_slug(kind: str) -> str:
    """The query for a section, tag or author by its slug. One that is not public is found as
    little as nonsense, by the same query, so that the time of a 404 does not tell it either."""
    public = NAMED[kind].public(NOW).filter(slug=_SLUG).order_by().values("pk")
    sql, values = public.query.sql_with_params()
    placeholders = tuple("%(slug)s" if value == _SLUG else "%(at)s" for value in values)
    own = _CHANGES.format(key=f"'{kind}:' || it.pk")
    return f"SELECT it.pk, {own}, {_OF_SETTINGS} FROM ({sql % placeholders}) it"  # noqa: S608


@dataclass(frozen=True)
class LastChange:
    """The last moment and the last event that touched a key; none where nothing ever did."""

    at: datetime | None
    event: int | None


@dataclass(frozen=True)
class Freshness:
    pk: int
    own: LastChange
    site: LastChange
    changes_at: datetime | None

    @property
    def changed_at(self) -> datetime | None:
        return max(filter(None, (self.own.at, self.site.at)), default=None)

    @classmethod
    def of(cls, kind: str, slug: str, at: datetime) -> Self | None:
        """That of a page or a feed at a moment; None where nothing public has this slug."""
        sql = _of_slug(kind) if kind in NAMED else _OF_KEY
        values = {
            "slug": slug,
            "key": key_of(kind, 0),
            "at": connection.ops.adapt_datetimefield_value(at),
        }
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            row = cursor.fetchone()
        if row is None:
            return None
        pk, own_at, own_event, own_next, site_at, site_event, site_next = row
        return cls(
            pk,
            LastChange(_moment(own_at), own_event),
            LastChange(_moment(site_at), site_event),
            min(filter(None, (_moment(own_next), _moment(site_next))), default=None),
        )


def key_of(kind: str, pk: int) -> str:
    return f"{kind}:{pk}" if kind in NAMED else KEYS.get(kind, "latest")


def _moment(value: datetime | str | None) -> datetime | None:
    """SQLite gives its text in UTC."""
    if isinstance(value, str):
        return parse_datetime(value).replace(tzinfo=UTC)
    return value
