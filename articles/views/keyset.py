"""Pages of long lists: numbered for people, found by the last row seen.

No OFFSET (page 900 would read 27,000 rows) and no COUNT. A key that nobody gave out means the
first page.
"""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import HttpRequest

SIZE = 30
EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
MICROSECOND = dt.timedelta(microseconds=1)
# Fifteen digits are sixty bits: a longer number is none that a database takes.
_KEY = re.compile(r"(-?[0-9a-f]{1,15})\.([0-9a-f]{1,15})", re.ASCII)


@dataclass(frozen=True)
class ListPage:
    rows: list[Any]
    number: int
    older: str
    newer: str
    query: str

    @property
    def is_first(self) -> bool:
        return not self.query


def page(request: HttpRequest, rows: QuerySet, *, moment: str, tie: str) -> ListPage:
    """Return the page of `rows` that the request asks for, newest first by moment and tie.

    `moment` and `tie` name the fields of one index; `tie` is an id.
    """
    after, number = page_params(request)
    key = read_key(after)
    before = rows
    if key:
        # Said with <= first, so that databases walk the index from this row on.
        rows = rows.filter(
            Q(**{f"{moment}__lt": key[0]}) | Q(**{f"{tie}__lt": key[1]}),
            **{f"{moment}__lte": key[0]},
        )
    # One more than is shown tells whether there are older ones.
    rows = list(rows.order_by(f"-{moment}", f"-{tie}")[: SIZE + 1])
    older = ""
    if len(rows) > SIZE:
        last = rows[SIZE - 1]
        older = _query(make_key(getattr(last, moment), getattr(last, tie)), number + 1)
    return ListPage(
        rows[:SIZE],
        number,
        older,
        newer=_newer(before, key, number, moment, tie) if key else "",
        query=_query(after, number) if key else "",
    )


def _newer(rows: QuerySet, key: tuple, number: int, moment: str, tie: str) -> str:
    """The query of the page before: it follows the row that stands a page above the key.

    None where so few are above that the first page has them; after some publications the page
    before the second is not yet that one.
    """
    rows = rows.filter(
        Q(**{f"{moment}__gt": key[0]}) | Q(**{f"{tie}__gte": key[1]}),
        **{f"{moment}__gte": key[0]},
    )
    above = rows.order_by(moment, tie).values_list(moment, tie)[SIZE : SIZE + 1]
    return next((_query(make_key(*row), number - 1) for row in above), "")


def page_params(request: HttpRequest) -> tuple[str, int]:
    """What of the query says which page this is: a key and the page's number for people."""
    after = request.GET.get("after", "")
    if not read_key(after):
        return "", 1
    number = request.GET.get("page", "")
    # A page that follows a row is the second at least, whatever the address says.
    return after, max(2, int(number)) if re.fullmatch("[0-9]{1,6}", number) else 2


def make_key(moment: dt.datetime, tie: int) -> str:
    return f"{(moment - EPOCH) // MICROSECOND:x}.{tie:x}"


def read_key(text: str) -> tuple[dt.datetime, int] | None:
    match = _KEY.fullmatch(text)
    if not match:
        return None
    try:
        return EPOCH + int(match[1], 16) * MICROSECOND, int(match[2], 16)
    except OverflowError:
        return None


def _query(after: str, number: int) -> str:
    return "?" + urlencode({"after": after, "page": number})
