"""What the audit log knows: the values are stored, so they never change."""

from django.db.models import TextChoices


class Action(TextChoices):
    SIGNED_IN = "signed_in", "Signed in"
    SIGN_IN_FAILED = "sign_in_failed", "Sign-in failed"
    THROTTLED = "throttled", "Sign-in throttled"
    SIGNED_OUT = "signed_out", "Signed out"
    CONFIRMED_SELF = "confirmed_self", "Signed in again for a guarded change"
    PASSWORD_CHANGED = "password_changed", "Password changed"
    PASSWORD_RESET = "password_reset", "Password reset requested or done"
    FACTOR_ADDED = "factor_added", "Second factor added"
    FACTOR_REMOVED = "factor_removed", "Second factor removed"
    SESSION_ENDED = "session_ended", "Session ended"
    FACTORS_RESET = "factors_reset", "Second factors reset by an administrator"
    CODES_RENEWED = "codes_renewed", "Recovery codes renewed"
    INVITED = "invited", "Invited"
    INVITATION_USED = "invitation_used", "Invitation used"
    INVITATION_REVOKED = "invitation_revoked", "Invitation withdrawn"
    LINK_REFUSED = "link_refused", "Link refused"
    PERSON_ADDED = "person_added", "Person added"
    PERSON_CHANGED = "person_changed", "Person changed"
    ROLES_CHANGED = "roles_changed", "Roles changed"
    DEACTIVATED = "deactivated", "Deactivated"
    REACTIVATED = "reactivated", "Activated again"
    REFUSED = "refused", "Refused: no permission"
    EXPORTED = "exported", "Exported"
    PREVIEW_MADE = "preview_made", "Preview link made"
    PREVIEW_REVOKED = "preview_revoked", "Preview link revoked"
    PUBLISHED = "published", "Published"
    CANCELLED = "cancelled", "Scheduled edition cancelled"
    HELD = "held", "Put on hold"
    RELEASED = "released", "Released"
    WITHDRAWN = "withdrawn", "Withdrawn"
    CONFIRMED = "confirmed", "Withdrawal confirmed"
    UPLOAD_REFUSED = "upload_refused", "Upload refused"
    EDITION_CLOSED = "edition_closed", "Earlier version hidden from readers"
    EDITION_OPENED = "edition_opened", "Earlier version shown to readers"
    PHOTO_STOPPED = "photo_stopped", "Photo stopped"
    PHOTO_ALLOWED = "photo_allowed", "Photo allowed again"
    ORIGINAL_SEEN = "original_seen", "Original of a photo seen"


# A refusal rolls back the transaction that it happens in: these are written when the answer is
# ready, outside of it.
AFTERWARDS = frozenset({Action.REFUSED, Action.UPLOAD_REFUSED, Action.SIGN_IN_FAILED})
