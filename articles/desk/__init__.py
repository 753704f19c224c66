"""The verbs: the only place where several rows change together."""

from articles.models.confirmation import CONFIRM_WITHIN

from .checks import CHECKS, Finding, findings, fingerprint, set_checks, severities
from .choices import choices
from .closing import close_edition, open_edition
from .confirming import confirm_withdrawal, remind, to_confirm
from .cropping import set_crop, set_focus
from .errors import (
    DeskError,
    Embargoed,
    NotAllowed,
    NotApproved,
    NotReady,
    StaleCopy,
    WrongState,
)
from .files import NotKept, renew_files
from .freshness import photo_news
from .house import end_slot, keep, remove
from .likeness import look_alikes
from .notices import choose_mail, read_notices
from .photo_facts import StalePhoto
from .photos import take_photo
from .photos_together import MOST as MOST_PHOTOS_TOGETHER
from .photos_together import WantedFacts, change_photos_together
from .previewing import (
    good_links,
    linked_revision,
    make_preview_link,
    may_make_links,
    revoke_preview_link,
    why_unlinked,
)
from .publishing import cancel, correct, publish, refile, update
from .replacing import replace_photo
from .replacing_by import replace_by
from .review import approve, discard, hand_over, recover, send_back, submit
from .revisions import moved, restore, save
from .rights import allow_photo, save_photo, set_rights, stop_photo
from .snapshot import preview, preview_of
from .stopping import ask_withdrawal, hold, release, withdraw
from .tags import merge_tags
from .together import MOST as MOST_TOGETHER
from .together import Wanted, change_together
from .translating import translate
from .translations import link_translation, unlink_translation
from .usage import Usage, delete_photo, where_used

__all__ = [
    "CHECKS",
    "CONFIRM_WITHIN",
    "MOST_PHOTOS_TOGETHER",
    "MOST_TOGETHER",
    "DeskError",
    "Embargoed",
    "Finding",
    "NotAllowed",
    "NotApproved",
    "NotKept",
    "NotReady",
    "StaleCopy",
    "StalePhoto",
    "Usage",
    "Wanted",
    "WantedFacts",
    "WrongState",
    "allow_photo",
    "approve",
    "ask_withdrawal",
    "cancel",
    "change_photos_together",
    "change_together",
    "choices",
    "choose_mail",
    "close_edition",
    "confirm_withdrawal",
    "correct",
    "delete_photo",
    "discard",
    "end_slot",
    "findings",
    "fingerprint",
    "good_links",
    "hand_over",
    "hold",
    "keep",
    "link_translation",
    "linked_revision",
    "look_alikes",
    "make_preview_link",
    "may_make_links",
    "merge_tags",
    "moved",
    "open_edition",
    "photo_news",
    "preview",
    "preview_of",
    "publish",
    "read_notices",
    "recover",
    "refile",
    "release",
    "remind",
    "remove",
    "renew_files",
    "replace_by",
    "replace_photo",
    "restore",
    "revoke_preview_link",
    "save",
    "save_photo",
    "send_back",
    "set_checks",
    "set_crop",
    "set_focus",
    "set_rights",
    "severities",
    "stop_photo",
    "submit",
    "take_photo",
    "to_confirm",
    "translate",
    "unlink_translation",
    "update",
    "where_used",
    "why_unlinked",
    "withdraw",
]
