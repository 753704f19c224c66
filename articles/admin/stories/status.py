"""Where stories stand in public, asked of their editions: one query however many stories."""

from datetime import datetime

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from articles.enums import KINDS_WITH_TEXT, Kind, State
from articles.models import Article, Edition
from articles.text.dates import newsroom_time

CLASSES = {
    State.WRITING: "writing",
    State.SUBMITTED: "submitted",
    State.APPROVED: "approved",
}


def with_status(stories: QuerySet, at: datetime | None = None) -> QuerySet:
    """Add what stands and what waits to desk copies."""
    # Subqueries: a join would repeat a story for each of its editions.
    at = at or timezone.now()
    stands = Edition.objects.current(at).filter(article=OuterRef("pk"))
    waits = Edition.objects.waiting(at).filter(article=OuterRef("pk"))
    return stories.annotate(
        stands_as=Subquery(stands.values("kind")[:1]),
        stands_requested=Subquery(stands.values("withdrawal_requested")[:1]),
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
        "withdrawal_requested": Q(stands_as=Kind.HOLD, stands_requested=True),
        "withdrawn": Q(stands_as=Kind.WITHDRAWAL),
        "unconfirmed": Q(stands_as=Kind.WITHDRAWAL, stands_confirmed=None),
        "never": Q(stands_as=None, waits_from=None),
    }[state]


def chips(article: Article) -> list[tuple[str, str]]:
    """Return (class, label) for a story of `with_status`."""
    if article.trashed_at:
        chips = [("trashed", "In trash")]
    else:
        chips = [(CLASSES[article.state], article.get_state_display())]
    if article.stands_as in KINDS_WITH_TEXT:
        chips.append(("live", "Live"))
    elif article.stands_as == Kind.HOLD:
        requested = article.stands_requested
        chips.append(("held", "On hold, withdrawal requested" if requested else "On hold"))
    elif article.stands_as:
        confirmed = article.stands_confirmed
        chips.append(
            ("withdrawn", "Withdrawn" if confirmed else "Withdrawn, to be confirmed")
        )
    if article.waits_from:
        chips.append(("scheduled", f"Scheduled for {newsroom_time(article.waits_from)}"))
    return chips


def chips_html(article: Article) -> str:
    return format_html_join(" ", '<span class="chip chip-{}">{}</span>', chips(article))


def times_html(article: Article) -> str:
    """Return when a story was first published and last saved, in house form."""
    saved = newsroom_time(article.changed_at)
    if not article.stands_first:
        return format_html("Saved {}", saved)
    return format_html(
        "Published {}<br>Saved {}", newsroom_time(article.stands_first), saved
    )
