"""The verbs: the only place where several rows change together."""

from articles.models.edition_decisions import CONFIRM_WITHIN

from .errors import (
    DeskError,
    Embargoed,
    NotAllowed,
    NotApproved,
    NotReady,
    StaleCopy,
    WrongState,
)
from .notices import choose_mail, read_notices
from .photos.crops import set_crop, set_focus
from .photos.facts import StalePhoto
from .photos.intake import look_alikes, take_photo
from .photos.outdated_captions import photo_news
from .photos.photo_bulk_edit import MOST as MOST_PHOTOS_TOGETHER
from .photos.photo_bulk_edit import WantedFacts, change_photos_together
from .photos.rendition_files import NotKept, renew_files
from .photos.replacing import replace_by, replace_photo
from .photos.rights import allow_photo, save_photo, set_rights, stop_photo
from .photos.usage import Usage, delete_photo, where_used
from .site import end_slot, keep, remove
from .stories.available_verbs import choices
from .stories.bulk_edit import MOST as MOST_TOGETHER
from .stories.bulk_edit import Wanted, change_together
from .stories.checks import CHECKS, Finding, findings, fingerprint, set_checks, severities
from .stories.closed_editions import close_edition, open_edition
from .stories.new_translation import translate
from .stories.preview_links import (
    good_links,
    linked_revision,
    make_preview_link,
    may_make_links,
    revoke_preview_link,
    why_unlinked,
)
from .stories.publishing import cancel, correct, publish, refile, update
from .stories.review import approve, discard, hand_over, recover, send_back, submit
from .stories.saving import moved, restore, save
from .stories.snapshot import preview, preview_of
from .stories.takedown import ask_withdrawal, hold, release, withdraw
from .stories.translations import link_translation, unlink_translation
from .stories.withdrawal_confirmation import confirm_withdrawal, remind, to_confirm
from .tags import merge_tags

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
