"""The closed lists of the trade: their values are stored, so they never change."""

from django.db.models import IntegerChoices, TextChoices


class State(TextChoices):
    """Where a desk copy stands; whether it is public is asked of its editions."""

    WRITING = "writing", "Writing"
    SUBMITTED = "submitted", "Submitted"
    APPROVED = "approved", "Approved"


class Kind(TextChoices):
    """What an edition does to a story in public."""

    FIRST = "first", "First publication"
    REFILE = "refile", "Refile"
    UPDATE = "update", "Update"
    CORRECTION = "correction", "Correction"
    HOLD = "hold", "Hold"
    RELEASE = "release", "Release"
    WITHDRAWAL = "withdrawal", "Withdrawal"


WITH_WORDS = (Kind.FIRST, Kind.REFILE, Kind.UPDATE, Kind.CORRECTION, Kind.RELEASE)
MOVES_UPDATED = (Kind.UPDATE, Kind.CORRECTION)
OVERWRITES = (Kind.HOLD, Kind.RELEASE, Kind.WITHDRAWAL)


class Outcome(TextChoices):
    """What readers get in place of a withdrawn story."""

    NOTICE = "notice", "A notice that says what and why"
    GONE = "gone", "One neutral sentence"
    REPLACED_BY = "replaced_by", "Another story in its place"


class NoticeKind(TextChoices):
    """What a notice to a colleague is about."""

    SUBMITTED = "submitted", "Waiting for review"
    SENT_BACK = "sent_back", "Sent back"
    APPROVED = "approved", "Approved"
    PUBLISHED = "published", "Published"
    HANDED_OVER = "handed_over", "Handed over"
    HELD = "held", "On hold"
    ASKED = "asked", "Withdrawal asked"
    TO_CONFIRM = "to_confirm", "Withdrawal to confirm"
    CONFIRMED = "confirmed", "Withdrawal confirmed"


class Flag(TextChoices):
    """A media flag of the headline: derived from the story, or forced."""

    AUTO = "auto", "From what the story carries"
    ON = "on", "On"
    OFF = "off", "Off"


class Language(TextChoices):
    ENGLISH = "en", "English"
    AZERBAIJANI = "az", "Azerbaijani"
    RUSSIAN = "ru", "Russian"


class Urgency(IntegerChoices):
    """IPTC's urgency: 1 is a flash, 8 can wait."""

    FLASH = 1, "1 – flash"
    URGENT = 2, "2 – urgent"
    HIGH = 3, "3 – high"
    ROUTINE = 4, "4 – routine"
    NORMAL = 5, "5 – normal"
    LOW = 6, "6 – low"
    BACKGROUND = 7, "7 – background"
    FILLER = 8, "8 – can wait"
