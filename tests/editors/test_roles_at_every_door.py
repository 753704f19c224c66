"""Every door of the desk × every role × own, section's and another story: hidden means refused.

A door shows the story, or is a 403, a 404 or a redirect that names nothing and changes nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.urls import reverse

from articles.models import Article, Event, Revision
from articles.permissions import ROLES, may
from tests import build

SECRET = "Secret words"
STORIES = reverse("admin:articles_article_changelist")


@dataclass(frozen=True)
class Door:
    action: str
    knock: Callable[[Any, Article], Any]
    shows: bool = True


def _get(tail: str) -> Callable[[Any, Article], Any]:
    return lambda client, story: client.get(f"{STORIES}{story.pk}/{tail}")


def _post(tail: str, **data: Any) -> Callable[[Any, Article], Any]:
    return lambda client, story: client.post(f"{STORIES}{story.pk}/{tail}", data)


def _action(name: str) -> Callable[[Any, Article], Any]:
    def knock(client: Any, story: Article) -> Any:
        chosen = {"action": name, "_selected_action": [story.pk]}
        return client.post(STORIES, chosen, follow=True)

    return knock


DOORS = {
    "list": Door("read", lambda client, story: client.get(STORIES)),
    "search": Door("read", lambda client, story: client.get(f"{STORIES}?q=secret")),
    "form": Door("read", _get("change/")),
    "form as a popup": Door("read", _get("change/?_popup=1&_to_field=id")),
    "history": Door("read", _get("history/")),
    "revision": Door("read", _get("history/1/")),
    "preview": Door("read", _get("preview/")),
    "delete": Door("nobody", _get("delete/"), shows=False),
    "deleting": Door("nobody", _post("delete/", post="yes"), shows=False),
    "translations": Door("read", _get("translations/")),
    "preview links": Door("preview_links", _get("links/")),
    "restore": Door("edit", _get("history/1/restore/")),
    "submit": Door("submit", _get("verb/submit/")),
    "hand over": Door("hand_over", _get("verb/hand_over/")),
    "approve": Door("review", _get("verb/approve/")),
    "bin": Door("edit", _get("verb/trash/")),
    "withdraw": Door("nobody", _get("verb/withdraw/")),
    "changing together": Door("bulk", _action("bulk_edit")),
    "export": Door("export", _action("export")),
    "deleting many": Door("nobody", _action("delete_selected"), shows=False),
    "lookup of a filter": Door(
        "nobody", lambda client, story: client.get(f"{STORIES}?headline__startswith=Secret")
    ),
    "autocomplete": Door(
        "nobody",
        lambda client, story: client.get(
            "/admin/autocomplete/?app_label=articles&model_name=frontslot&field_name=article&term=S"
        ),
    ),
}
WRITING = {
    "form": ("edit", _post("change/", headline="Mine", version="1")),
    "submit": ("submit", _post("verb/submit/", revision="1")),
    "trash": ("edit", _post("verb/trash/")),
    "preview link": ("preview_links", _post("links/")),
    "restore": ("edit", _post("history/1/restore/", version="1")),
    "translation": ("translate", _post("translations/", language="az")),
    "together": (
        "bulk",
        lambda client, story: client.post(
            reverse("admin:articles_article_bulk_edit"), {"ids": story.pk, "add_tags": "5G"}
        ),
    ),
}


@pytest.fixture
def ours() -> Any:
    return build.section("Telecom")


def _person(role: str, ours: Any) -> Any:
    person = build.person(role, "me", sections=(ours,) if role == "Editor" else ())
    person.is_staff = True  # Also a person without a role has signed in.
    person.save()
    return person


def _story(scope: str, person: Any, ours: Any) -> Article:
    section = build.section("Elsewhere") if scope == "elsewhere" else ours
    owner = (
        person if scope == "own" and may(person, "edit") else build.person("Chief", "boss")
    )
    return build.article(owner, headline=SECRET, section=section)


@pytest.mark.parametrize("scope", ["own", "section", "elsewhere"])
@pytest.mark.parametrize("role", ["", *ROLES])
@pytest.mark.parametrize("name", DOORS)
def test_a_door_names_a_story_to_those_alone_who_may(name, role, scope, ours, at_desk):
    door, person = DOORS[name], _person(role, ours)
    story = _story(scope, person, ours)
    before = Event.objects.count(), Revision.objects.count()

    answer = door.knock(at_desk(person), story)

    named = SECRET in answer.content.decode("utf-8-sig")
    reads = may(person, "read", story)
    does = door.action != "nobody" and may(person, door.action, story)
    assert not named or reads
    assert answer.status_code in (200, 302, 403, 404)
    assert not (does and door.shows) or named
    assert (Event.objects.count(), Revision.objects.count()) == before


@pytest.mark.parametrize("scope", ["own", "section", "elsewhere"])
@pytest.mark.parametrize("role", ["", *ROLES])
@pytest.mark.parametrize("name", WRITING)
def test_a_post_without_the_right_changes_nothing(name, role, scope, ours, at_desk):
    (action, knock), person = WRITING[name], _person(role, ours)
    story = _story(scope, person, ours)
    if may(person, action, story):
        return
    was = Article.objects.filter(pk=story.pk).values().get()

    answer = knock(at_desk(person), story)

    assert answer.status_code in (302, 403, 404) or "results" in answer.context
    assert Article.objects.filter(pk=story.pk).values().get() == was
    assert story.revisions.count() == 1 and story.tags.count() == 0
