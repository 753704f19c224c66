"""The closed lists of the trade: their values are stored, so they never change."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """Where a desk copy stands; whether it is public is asked of its editions."""

    WRITING = "writing", "Draft"
    SUBMITTED = "submitted", "Submitted"
    APPROVED = "approved", "Approved"


class Kind(TextChoices):
    """What an edition does to a story in public."""

    FIRST = "first", _("First publication")
    REFILE = "refile", _("Silent fix")
    UPDATE = "update", _("Update")
    CORRECTION = "correction", _("Correction")
    HOLD = "hold", _("Hold")
    RELEASE = "release", _("Release")
    WITHDRAWAL = "withdrawal", _("Withdrawal")


KINDS_WITH_TEXT = (Kind.FIRST, Kind.REFILE, Kind.UPDATE, Kind.CORRECTION, Kind.RELEASE)
MOVES_UPDATED = (Kind.UPDATE, Kind.CORRECTION)
STOPS = (Kind.HOLD, Kind.WITHDRAWAL)
OVERWRITES = (Kind.HOLD, Kind.RELEASE, Kind.WITHDRAWAL)


class Outcome(TextChoices):
    """What readers get in place of a withdrawn story."""

    NOTICE = "notice", "A notice that says what and why"
    GONE = "gone", "One neutral sentence"
    REPLACED_BY = "replaced_by", "Another story in its place"


class NoticeKind(TextChoices):
    """What a notice to a colleague is about."""

    SUBMITTED = "submitted", "To review"
    SENT_BACK = "sent_back", "Sent back"
    APPROVED = "approved", "Approved"
    PUBLISHED = "published", "Published"
    HANDED_OVER = "handed_over", "Reassigned"
    HELD = "held", "On hold"
    WITHDRAWAL_REQUESTED = "asked", "Withdrawal requested"
    TO_CONFIRM = "to_confirm", "Withdrawal to confirm"
    CONFIRMED = "confirmed", "Withdrawal confirmed"


class Flag(TextChoices):
    """A media flag of the headline: derived from the story, or forced."""

    AUTO = "auto", "From what the story carries"
    ON = "on", "On"
    OFF = "off", "Off"


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


class Licence(TextChoices):
    """By what right we may show a photo; each kind has its caution."""

    UNKNOWN = "unknown", "Unknown"
    STAFF = "staff", "Staff"
    AGENCY = "agency", "Agency"
    HANDOUT = "handout", "Hand-out"
    SOCIAL = "social", "Social media, with permission"
    COMMONS = "commons", "Creative Commons"
    PUBLIC = "public", "Public domain"

    @property
    def caution(self) -> str:
        return CAUTIONS[self]


CAUTIONS = {
    Licence.UNKNOWN: "Nobody has said that we may use it: it can't be published.",
    Licence.STAFF: "Ours: name the photographer, and mind the rights of the people in it.",
    Licence.AGENCY: "As the contract says: keep its end and its limits on passing on.",
    Licence.HANDOUT: "Given for this news only: credit the giver, and don't use it years later.",
    Licence.SOCIAL: "Note who allowed it, when and how: a post is not a permission.",
    Licence.COMMONS: "Name creator and licence; “NC” and “ND” kinds are not for us.",
    Licence.PUBLIC: "Say why no right is left: the creator's death or a statement.",
}


class Severity(TextChoices):
    """What a check before publishing does when it finds something."""

    OFF = "off", "Off"
    WARN = "warn", "Warns"
    BLOCK = "block", "Blocks"
