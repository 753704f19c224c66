"""The roles matrix, whole: every role tries every verb on its own, its section's and another story.

What a verb answers must be what `permissions.may` says of that story; a refusal names nothing.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from articles import desk
from articles.models import Article, Edition, Event, Revision
from articles.permissions import ROLES, may
from tests import build

pytestmark = pytest.mark.django_db

SCOPES = ("own", "section", "elsewhere")
SECRET = "Secret words"


@dataclass(frozen=True)
class Case:
    """A verb with the action that guards it, and what makes the story ready for it."""

    action: str
    act: Any
    ready: Any = lambda story, chief: story


def _submitted(story: Article, chief: Any) -> None:
    desk.submit(story, revision=story.revisions.first(), by=chief)


def _approved(story: Article, chief: Any) -> None:
    build.approve(story, chief)


def _live(story: Article, chief: Any) -> None:
    desk.publish(
        story, revision=build.approve(story, chief), by=chief, at=build.an_hour_ago()
    )


def _changed(story: Article, chief: Any) -> None:
    _live(story, chief)
    build.edited(story, chief, body="<p>Other words.</p>")


def _scheduled(story: Article, chief: Any) -> None:
    at = timezone.now() + timedelta(hours=1)
    desk.publish(story, revision=build.approve(story, chief), by=chief, at=at)


def _held(story: Article, chief: Any) -> None:
    _live(story, chief)
    desk.hold(story, by=chief)


def _withdrawn(story: Article, chief: Any) -> None:
    _live(story, chief)
    desk.withdraw(story, by=chief, outcome="gone")


def _binned(story: Article, chief: Any) -> None:
    desk.trash(story, by=chief)


def _save(story: Article, by: Any) -> Any:
    return desk.save(story, by=by, version=story.version, changes={"standfirst": "Mine"})


def _first(story: Article) -> Revision:
    return story.revisions.order_by("number").first()


CASES = {
    "save": Case("edit", _save),
    "restore": Case(
        "edit",
        lambda s, by: desk.restore(s, revision=_first(s), by=by, version=s.version),
    ),
    "submit": Case(
        "submit", lambda s, by: desk.submit(s, revision=s.revisions.first(), by=by)
    ),
    "hand_over": Case(
        "hand_over", lambda s, by: desk.hand_over(s, to=build.person("Reporter"), by=by)
    ),
    "trash": Case("edit", lambda s, by: desk.trash(s, by=by)),
    "restore_from_trash": Case(
        "edit", lambda s, by: desk.restore_from_trash(s, by=by), _binned
    ),
    "send_back": Case(
        "review", lambda s, by: desk.send_back(s, by=by, reason="Why?"), _submitted
    ),
    "approve": Case(
        "review",
        lambda s, by: desk.approve(s, revision=s.revisions.first(), by=by),
        _submitted,
    ),
    "publish": Case(
        "publish", lambda s, by: desk.publish(s, revision=s.approved, by=by), _approved
    ),
    "refile": Case(
        "publish", lambda s, by: desk.refile(s, revision=s.approved, by=by), _changed
    ),
    "update": Case(
        "publish", lambda s, by: desk.update(s, revision=s.approved, by=by), _changed
    ),
    "correct": Case(
        "publish",
        lambda s, by: desk.correct(s, revision=s.approved, by=by, what="X"),
        _changed,
    ),
    "cancel": Case("publish", lambda s, by: desk.cancel(s, by=by), _scheduled),
    "hold": Case("hold", lambda s, by: desk.hold(s, by=by), _live),
    "release": Case("release", lambda s, by: desk.release(s, by=by), _held),
    "request_withdrawal": Case(
        "request_withdrawal",
        lambda s, by: desk.request_withdrawal(s, by=by, reason="Why"),
        _live,
    ),
    "translate": Case("translate", lambda s, by: desk.translate(s, language="az", by=by)),
    "unlink_translation": Case(
        "link_translations",
        lambda s, by: desk.unlink_translation(s, by=by),
        lambda story, chief: desk.translate(story, language="az", by=chief),
    ),
    "close_edition": Case(
        "close_editions",
        lambda s, by: desk.close_edition(s.editions.get(number=1), by=by),
        _live,
    ),
    "withdraw": Case(
        "withdraw", lambda s, by: desk.withdraw(s, by=by, outcome="gone"), _live
    ),
    "confirm_withdrawal": Case(
        "confirm_withdrawal", lambda s, by: desk.confirm_withdrawal(s, by=by), _withdrawn
    ),
    "bring back": Case(
        "republish",
        lambda s, by: desk.publish(s, revision=s.approved, by=by),
        lambda story, chief: (
            _held(story, chief),
            build.edited(story, chief, body="<p>New.</p>"),
        ),
    ),
}


def _story(scope: str, person: Any, ours: Any) -> Article:
    there = build.section("Elsewhere")
    section = there if scope == "elsewhere" else ours
    owner = person if scope == "own" and may(person, "edit") else build.person("Chief")
    return build.article(owner, headline=SECRET, section=section)


def _public_record() -> tuple[int, int, int]:
    return Edition.objects.count(), Event.objects.count(), Revision.objects.count()


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("role", ["", *ROLES])
@pytest.mark.parametrize("name", CASES)
def test_a_verb_answers_as_the_table_says(name, role, scope, clock):
    case, ours, chief = (
        CASES[name],
        build.section("Telecom"),
        build.person("Chief", "the-chief"),
    )
    sections = (ours,) if role == "Editor" else ()
    person = build.person(role, "me", sections=sections)
    story = _story(scope, person, ours)
    case.ready(story, chief)
    story.refresh_from_db()
    clock.shift(60)
    allowed, before = may(person, case.action, story), _public_record()

    try:
        case.act(story, person)
    except desk.NotAllowed as refusal:
        assert not allowed
        assert SECRET not in str(refusal)
        assert _public_record() == before
    else:
        assert allowed


# As it is written in the chief's handbook: who may, and of which stories.
HANDBOOK = {
    "read": "legal: all, reporter: own, photo desk: all, editor: sections, chief: all",
    "edit": "reporter: own, editor: sections, chief: all",
    "submit": "reporter: own, editor: sections, chief: all",
    "hand_over": "reporter: own, editor: sections, chief: all",
    "review": "editor: sections, chief: all",
    "publish": "editor: sections, chief: all",
    "embargo": "editor: sections, chief: all",
    "hold": "editor: sections, chief: all",
    "release": "chief: all",
    "request_withdrawal": "editor: sections, chief: all",
    "withdraw": "chief: all",
    "confirm_withdrawal": "chief: all",
    "close_editions": "chief: all",
    "preview_links": "editor: sections, chief: all",
    "translate": "reporter: own, editor: sections, chief: all",
    "link_translations": "editor: sections, chief: all",
    "upload_photo": "reporter: all, photo desk: all, editor: all, chief: all",
    "edit_photo": "reporter: own, photo desk: all, editor: all, chief: all",
    "see_originals": "photo desk: all, chief: all",
    "stop_photo": "photo desk: all, editor: all, chief: all",
    "bulk": "editor: sections, chief: all",
    "export": "editor: sections, chief: all",
    "export_photos": "photo desk: all, chief: all",
    "edit_taxonomy": "editor: all, chief: all",
    "merge_taxonomy": "chief: all",
    "manage_site": "chief: all",
    "front": "editor: all, chief: all",
    "see_people": "chief: all",
    "read_audit_log": "legal: all, chief: all",
}


@pytest.mark.parametrize("action", HANDBOOK)
def test_the_table_is_what_the_handbook_says(action):
    from articles.permissions import TABLE

    written = dict(entry.split(": ") for entry in HANDBOOK[action].split(", "))
    assert {role.lower(): scope for role, scope in TABLE[action].items()} == written
