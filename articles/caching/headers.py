"""How long an answer holds, said in its headers."""

from datetime import datetime

from django.http import HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.http import http_date

MAX_AGE = 60
# Of the minute, the part in which a cache answers at once and asks again behind the reader's back,
# or answers where we do not. Longer would be for words that have been withdrawn in the meantime.
STALE = 15
BRIEF = 5
# A change may be committed some seconds after its moment. Until it must have been, Last-Modified
# stays behind, so that a date alone never hides a later change of the same second.
COMMIT_GRACE = 5


def lifetime(at: datetime, until: datetime | None) -> int:
    """Seconds for which an answer holds: a minute, and never beyond the next moment."""
    if until is None:
        return MAX_AGE
    left = int((until - at).total_seconds())
    return max(0, min(MAX_AGE, left))


def public(max_age: int) -> str:
    return f"public, max-age={max_age}"


def stale_while_revalidate(max_age: int) -> str:
    """Cache-Control for these seconds in all: the last of them while the cache asks again."""
    stale = min(STALE, max_age)
    fresh = max_age - stale
    return (
        f"public, max-age={fresh}, s-maxage={fresh}, stale-while-revalidate={stale}, "
        f"stale-if-error={stale}"
    )


def cache_briefly(response: HttpResponse, *keys: str) -> HttpResponse:
    """Let caches keep for seconds what may end another answer: a hold, a 404, a 410, a redirect.

    What they keep takes the place of what they had; after `no-store` they may give that again when
    we fail. The seconds are always the same, so they tell of nothing scheduled, and there is no
    Vary, so that it goes in every coding. `keys` are for caches that we purge. It has no ETag: a
    304 could bring the old words back.
    """
    response["Cache-Control"] = f"public, max-age={BRIEF}, must-revalidate"
    if keys:
        response["Surrogate-Key"] = " ".join(dict.fromkeys(keys))
    return response


def whole_seconds(moment: datetime) -> int:
    return int(moment.timestamp())


def set_last_modified(response: HttpResponseBase, changed_at: datetime | None) -> None:
    """Say when it changed last, and for the first seconds after a change a little earlier."""
    if changed_at is not None:
        committed = whole_seconds(timezone.now()) - COMMIT_GRACE
        response["Last-Modified"] = http_date(min(whole_seconds(changed_at), committed))
