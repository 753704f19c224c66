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
    return [
        *_desk_choices(article, person, never_public=not (stands or waits)),
        *_public_choices(article, person, stands, waits),
    ]


def _desk_choices(article: Article, person: Any, *, never_public: bool) -> list[str]:
    if article.trashed_at:
        return ["restore_from_trash"] if may(person, "edit", article) else []
    offers = {
        "submit": article.state == State.WRITING and may(person, "submit", article),
        "approve": article.state != State.APPROVED and may(person, "review", article),
        "send_back": article.state != State.WRITING and may(person, "review", article),
        "hand_over": may(person, "hand_over", article),
        "trash": never_public and may(person, "edit", article),
    }
    return [name for name, offered in offers.items() if offered]


def _public_choices(
    article: Article, person: Any, stands: Edition | None, waits: Edition | None
) -> list[str]:
    is_live = bool(stands and stands.has_text)
    publishes = may(person, "publish", article) and not article.trashed_at
    ready = publishes and article.approved_id is not None
    barred = stands and not is_live and not may(person, "republish", article)
    changed = ready and is_live and stands.digest != article.approved.digest
    can_request = bool(stands) and not (stands.is_withdrawn or stands.withdrawal_requested)
    offers = {
        "publish": ready and not is_live and not barred,
        "refile": changed,
        "update": changed,
        "correct": changed,
        "cancel": publishes and waits is not None,
        "hold": is_live and may(person, "hold", article),
        "release": bool(stands and stands.is_held) and may_release(stands, person),
        "request_withdrawal": can_request and may(person, "request_withdrawal", article),
        "withdraw": bool(stands and not stands.is_withdrawn) and may(person, "withdraw", article),
        "confirm_withdrawal": bool(stands) and may_confirm(stands, person),
    }
    return [name for name, offered in offers.items() if offered]
