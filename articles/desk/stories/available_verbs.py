from typing import Any

from articles.enums import State
from articles.models import Article, Edition
from articles.permissions import may

from . import lifecycle
from .takedown import may_release
from .withdrawal_confirmation import may_confirm


def available_verbs(article: Article, person: Any) -> list[str]:
    """Return the names of the verbs that a person may use on a story now.

    The verbs check again: this list is for showing buttons.
    """
    stands, waits = lifecycle.standing(article), lifecycle.waiting(article)
    if article.trashed_at:
        offers = {"restore_from_trash": may(person, "edit", article)}
    else:
        offers = {
            "submit": article.state == State.WRITING and may(person, "submit", article),
            "approve": article.state != State.APPROVED and may(person, "review", article),
            "send_back": article.state != State.WRITING and may(person, "review", article),
            "hand_over": may(person, "hand_over", article),
            "trash": not (stands or waits) and may(person, "edit", article),
        }
    offers |= _public_offers(article, person, stands, waits)
    return [name for name, offered in offers.items() if offered]


def _public_offers(
    article: Article, person: Any, stands: Edition | None, waits: Edition | None
) -> dict[str, bool]:
    is_live = bool(stands and stands.has_text)
    publishes = may(person, "publish", article) and not article.trashed_at
    ready = publishes and article.approved_id is not None
    # Only a chief publishes over a hold or a withdrawal (docs/rules.md 6).
    barred = stands and not is_live and not may(person, "republish", article)
    # What is published already is refused as a double click would be.
    changed = ready and is_live and stands.digest != article.approved.digest
    can_request = bool(stands) and not (stands.is_withdrawn or stands.withdrawal_requested)
    return {
        "publish": ready and not is_live and not barred,
        "refile": changed,
        "update": changed,
        "correct": changed,
        "cancel": publishes and waits is not None,
        "hold": is_live and may(person, "hold", article),
        "release": bool(stands and stands.is_held) and may_release(stands, person),
        "request_withdrawal": can_request and may(person, "request_withdrawal", article),
        "withdraw": bool(stands and not stands.is_withdrawn)
        and may(person, "withdraw", article),
        "confirm_withdrawal": bool(stands) and may_confirm(stands, person),
    }
