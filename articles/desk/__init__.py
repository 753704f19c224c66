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
from .photos.intake import add_photo, similar_photos
from .photos.outdated_captions import outdated_captions
from .photos.photo_bulk_edit import MAX_BULK_PHOTOS, PhotoBulkChanges, bulk_edit_photos
from .photos.rendition_files import StorageFailed, renew_files
from .photos.replacing import merge_photo, replace_photo
from .photos.rights import allow_photo, save_photo, set_rights, stop_photo
from .photos.usage import Usage, delete_photo, photo_usage
from .site import end_slot, remove_link, save_site_object
from .stories.available_verbs import available_verbs
from .stories.bulk_edit import MAX_BULK_STORIES, BulkChanges, bulk_edit
from .stories.checks import CHECKS, Finding, findings, fingerprint, set_checks, severities
from .stories.closed_editions import close_edition, open_edition
from .stories.new_translation import translate
from .stories.preview_links import (
    good_links,
    link_makers,
    link_refusal,
    linked_revision,
    make_preview_link,
    revoke_preview_link,
)
from .stories.publishing import cancel, correct, publish, refile, update
from .stories.restoring import changes_since, restore
from .stories.review import approve, hand_over, restore_from_trash, send_back, submit, trash
from .stories.saving import save
from .stories.snapshot import preview, preview_of
from .stories.takedown import hold, release, request_withdrawal, withdraw
from .stories.translations import link_translation, unlink_translation
from .stories.withdrawal_confirmation import (
    confirm_withdrawal,
    remind_confirmers,
    unconfirmed_withdrawals,
)
from .tags import merge_tags

__all__ = [
    "CHECKS",
    "CONFIRM_WITHIN",
    "MAX_BULK_PHOTOS",
    "MAX_BULK_STORIES",
    "BulkChanges",
    "DeskError",
    "Embargoed",
    "Finding",
    "NotAllowed",
    "NotApproved",
    "NotReady",
    "PhotoBulkChanges",
    "StaleCopy",
    "StalePhoto",
    "StorageFailed",
    "Usage",
    "WrongState",
    "add_photo",
    "allow_photo",
    "approve",
    "available_verbs",
    "bulk_edit",
    "bulk_edit_photos",
    "cancel",
    "changes_since",
    "choose_mail",
    "close_edition",
    "confirm_withdrawal",
    "correct",
    "delete_photo",
    "end_slot",
    "findings",
    "fingerprint",
    "good_links",
    "hand_over",
    "hold",
    "link_makers",
    "link_refusal",
    "link_translation",
    "linked_revision",
    "make_preview_link",
    "merge_photo",
    "merge_tags",
    "open_edition",
    "outdated_captions",
    "photo_usage",
    "preview",
    "preview_of",
    "publish",
    "read_notices",
    "refile",
    "release",
    "remind_confirmers",
    "remove_link",
    "renew_files",
    "replace_photo",
    "request_withdrawal",
    "restore",
    "restore_from_trash",
    "revoke_preview_link",
    "save",
    "save_photo",
    "save_site_object",
    "send_back",
    "set_checks",
    "set_crop",
    "set_focus",
    "set_rights",
    "severities",
    "similar_photos",
    "stop_photo",
    "submit",
    "translate",
    "trash",
    "unconfirmed_withdrawals",
    "unlink_translation",
    "update",
    "withdraw",
]
