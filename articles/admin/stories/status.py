"""Where stories stand in public, asked of their editions: one query however many stories."""

from datetime import datetime

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from articles.enums import KINDS_WITH_TEXT, Kind, State
from articles.models import Article, Edition
from articles.text.dates import newsroom_time

CLASSES = {State.WRITING: "writing", State.SUBMITTED: "submitted", State.APPROVED: "approved"}


def with_status(stories: QuerySet, at: datetime | None = None) -> QuerySet:
    """Add what stands and what waits to desk copies."""
    at = at or timezone.now()
    stands = Edition.objects.current(at).filter(article=OuterRef("pk"))
    waits = Edition.objects.waiting(at).filter(article=OuterRef("pk"))
    return stories.annotate(
        stands_as=Subquery(stands.values("kind")[:1]),
        stands_asked=Subquery(stands.values("withdrawal_requested")[:1]),
        stands_confirmed=Subquery(stands.values("confirmation")[:1]),
        stands_first=Subquery(stands.values("first_published")[:1]),
        waits_from=Subquery(waits.values("live_from")[:1]),
    )


def public_is(state: str) -> Q:
    """Return the condition of `with_status` for a public state."""
    return {
        "live": Q(stands_as__in=KINDS_WITH_TEXT),
        "scheduled": Q(waits_from__isnull=False),
        "held": Q(stands_as=Kind.HOLD),
        "asked": Q(stands_as=Kind.HOLD, stands_asked=True),
        "withdrawn": Q(stands_as=Kind.WITHDRAWAL),
        "unconfirmed": Q(stands_as=Kind.WITHDRAWAL, stands_confirmed=None),
        "never": Q(stands_as=None, waits_from=None),
    }[state]


def chips(article: Article) -> list[tuple[str, str]]:
    """Return (class, label) for a story of `with_status`."""
    found = [(CLASSES[article.state], article.get_state_display())]
    if article.trashed_at:
        found = [("discarded", "In trash")]
    if article.stands_as in KINDS_WITH_TEXT:
        found.append(("live", "Live"))
    elif article.stands_as == Kind.HOLD:
        asked = article.stands_asked
        found.append(("held", "On hold, withdrawal requested" if asked else "On hold"))
    elif article.stands_as:
        confirmed = article.stands_confirmed
        found.append(("withdrawn", "Withdrawn" if confirmed else "Withdrawn, to be confirmed"))
    if article.waits_from:
        found.append(("scheduled", f"Scheduled for {newsroom_time(article.waits_from)}"))
    return found


def chips_html(article: Article) -> str:
    return format_html_join(" ", '<span class="chip chip-{}">{}</span>', chips(article))


def times_html(article: Article) -> str:
    """Return when a story was first published and last saved, in house form."""
    first = article.stands_first
    published = format_html("Published {}<br>", newsroom_time(first)) if first else ""
    return format_html("{}Saved {}", published, newsroom_time(article.changed_at))
