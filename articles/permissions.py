"""Who may do what: one table, asked by the verbs and by every screen.

A person's roles are names of groups. The scope of an action says of which stories it holds:
ALL, SECTIONS (stories of the sections one is assigned to; none assigned means all), OWN.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

ALL, SECTIONS, OWN = "all", "sections", "own"

LEGAL, REPORTER, PHOTO_DESK, EDITOR, CHIEF = (
    "Legal",
    "Reporter",
    "Photo desk",
    "Editor",
    "Chief",
)

_PUBLISHING = {EDITOR: SECTIONS, CHIEF: ALL}

TABLE: dict[str, dict[str, str]] = {
    "read": {LEGAL: ALL, REPORTER: OWN, PHOTO_DESK: ALL, EDITOR: SECTIONS, CHIEF: ALL},
    "edit": {REPORTER: OWN, EDITOR: SECTIONS, CHIEF: ALL},
    "edit_story_photos": {PHOTO_DESK: ALL, EDITOR: SECTIONS, CHIEF: ALL},
    "submit": {REPORTER: OWN, EDITOR: SECTIONS, CHIEF: ALL},
    "hand_over": {REPORTER: OWN, EDITOR: SECTIONS, CHIEF: ALL},
    "review": _PUBLISHING,
    "publish": _PUBLISHING,
    "embargo": _PUBLISHING,
    "hold": _PUBLISHING,
    "release": {CHIEF: ALL},
    "request_withdrawal": _PUBLISHING,
    "withdraw": {CHIEF: ALL},
    "confirm_withdrawal": {CHIEF: ALL},
    "republish": {CHIEF: ALL},
    "close_editions": {CHIEF: ALL},
    "preview_links": _PUBLISHING,
    "translate": {REPORTER: OWN, EDITOR: SECTIONS, CHIEF: ALL},
    "link_translations": _PUBLISHING,
    "bulk": _PUBLISHING,
    "bulk_photos": {PHOTO_DESK: ALL, EDITOR: ALL, CHIEF: ALL},
    "export": _PUBLISHING,
    "export_photos": {PHOTO_DESK: ALL, CHIEF: ALL},
    "upload_photo": {REPORTER: ALL, PHOTO_DESK: ALL, EDITOR: ALL, CHIEF: ALL},
    "edit_photo": {REPORTER: OWN, PHOTO_DESK: ALL, EDITOR: ALL, CHIEF: ALL},
    "replace_photo": {PHOTO_DESK: ALL, EDITOR: ALL, CHIEF: ALL},
    "see_originals": {PHOTO_DESK: ALL, CHIEF: ALL},
    "stop_photo": {PHOTO_DESK: ALL, EDITOR: ALL, CHIEF: ALL},
    "allow_photo": {PHOTO_DESK: ALL, CHIEF: ALL},
    "delete_photo": {REPORTER: OWN, PHOTO_DESK: ALL, EDITOR: OWN, CHIEF: ALL},
    "use_taxonomy": {REPORTER: ALL, PHOTO_DESK: ALL, EDITOR: ALL, CHIEF: ALL},
    "edit_taxonomy": {EDITOR: ALL, CHIEF: ALL},
    "merge_taxonomy": {CHIEF: ALL},
    "manage_site": {CHIEF: ALL},
    "front": {EDITOR: ALL, CHIEF: ALL},
    "see_people": {CHIEF: ALL},
    "read_audit_log": {LEGAL: ALL, CHIEF: ALL},
}
ROLES = (LEGAL, REPORTER, PHOTO_DESK, EDITOR, CHIEF)


def roles_of(person: Any) -> frozenset[str]:
    """Return the names of a person's groups, asked once per person object."""
    # Every button of a page asks: one query a request, for the person is loaded anew in each.
    if not hasattr(person, "_roles"):
        person._roles = frozenset(person.groups.values_list("name", flat=True))
    return person._roles


def sections_of(person: Any) -> frozenset[int]:
    """Return the ids of the sections a person is assigned to; empty means all."""
    if not hasattr(person, "_section_ids"):
        person._section_ids = frozenset(person.sections.values_list("pk", flat=True))
    return person._section_ids


def scopes(person: Any, action: str) -> set[str]:
    """Return the scopes in which a person may do an action; empty means never."""
    if person is None or not person.is_active:
        return set()
    if person.is_superuser:
        return {ALL}
    row = TABLE[action]
    return {row[role] for role in roles_of(person) if role in row}


def may(person: Any, action: str, obj: Any = None) -> bool:
    """Tell whether a person may do an action, to an object where one is given."""
    granted = scopes(person, action)
    if obj is None or ALL in granted:
        return bool(granted)
    if OWN in granted and obj.owner_id == person.pk:
        return True
    if SECTIONS not in granted:
        return False
    assigned = sections_of(person)
    return not assigned or obj.section_id in assigned


def visible(person: Any, action: str, stories: Any) -> Any:
    """Narrow a queryset of desk copies to those a person may do an action to."""
    granted = scopes(person, action)
    if not granted:
        return stories.none()
    if ALL in granted or (SECTIONS in granted and not sections_of(person)):
        return stories
    # One person may have roles of both scopes: each adds what it allows.
    allowed = Q(pk__in=[])
    if SECTIONS in granted:
        allowed |= Q(section_id__in=sections_of(person))
    if OWN in granted:
        allowed |= Q(owner_id=person.pk)
    return stories.filter(allowed)


def holders(action: str, obj: Any = None) -> Any:
    """Return the people whose roles let them do an action, to an object where one is given.

    Administrators are left out: they may everything, and it is nobody's work in particular.
    """
    # The models are not loaded yet when this module is.
    from django.contrib.auth import get_user_model

    people = get_user_model().objects.filter(is_active=True)
    row = TABLE[action]
    if obj is None:
        return people.filter(groups__name__in=row).distinct()
    roles = {ALL: [], SECTIONS: [], OWN: []}
    for role, scope in row.items():
        roles[scope].append(role)
    in_section = Q(sections=None) | Q(sections=obj.section_id)
    held = Q(groups__name__in=roles[ALL])
    held |= Q(groups__name__in=roles[SECTIONS]) & in_section
    held |= Q(groups__name__in=roles[OWN], pk=obj.owner_id)
    # Somebody with two roles would come twice.
    return people.filter(held).distinct()


def make_groups(names: Iterable[str] = ROLES) -> None:
    """Make the groups of the table; run after every migrate, so it may run again."""
    from django.contrib.auth.models import Group

    for name in names:
        Group.objects.get_or_create(name=name)
