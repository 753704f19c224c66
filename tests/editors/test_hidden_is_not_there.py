"""No door of the desk tells of what its list hides: a walk of every address of the admin.

The resolver says which addresses there are, so a new one is walked by itself. What a role's list
hides is answered at each of them like an id that nothing has; and no page that the role opens has
a word of it.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.contrib.messages import get_messages
from django.test import RequestFactory
from django.urls import URLResolver, get_resolver
from django.utils import timezone

from articles import desk
from articles.admin.stories.verbs import VERBS
from articles.models import (
    Article,
    CheckSetting,
    FixedPage,
    FrontSlot,
    NavigationLink,
    Photo,
    SiteSettings,
)
from articles.permissions import CHIEF, EDITOR, PHOTO_DESK, REPORTER, ROLES
from newsroom.accounts.models import Invitation
from newsroom.audit.models import AuditEntry
from tests import build

SECRET = re.compile("zebra|giraffe", re.IGNORECASE)
NOBODY = 987654321
ASKED = ("", "?_popup=1&_to_field=id&e=1&_changelist_filters=q%3Dlion")
EVERYBODY = pytest.mark.parametrize("role", ["", *ROLES])
WITHOUT_THE_STORY = pytest.mark.parametrize("role", ["", REPORTER, EDITOR])

# The parts of an address: the number of an object, and what others may be.
OBJECT = re.compile(r"<(?:\w+:)?(?:pk|object_id|id)>")
PART = re.compile(r"<(?:\w+:)?(\w+)>")
PARTS = {
    "verb": (*VERBS, "nothing"),
    "number": ("1", "2"),
    "app_label": ("articles", "auth"),
}
# What differs between two answers to the same request.
MADE_ANEW = re.compile(r'nonce[-=]"?[^"]+|csrfmiddlewaretoken" value="[^"]+')


# The addresses


@cache
def routes() -> list[tuple[str, Any]]:
    """Every address of the admin with the model whose pages stand there, or None."""
    found = _routes(get_resolver().url_patterns, "/", None)
    return [(route, model) for route, model in found if route.startswith("/admin/")]


def _routes(patterns: Any, before: str, inside: Any) -> Iterator[tuple[str, Any]]:
    models = {f"{m._meta.app_label}/{m._meta.model_name}/": m for m in admin.site._registry}
    for pattern in patterns:
        part = str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _routes(
                pattern.url_patterns, before + part, models.get(part, inside)
            )
        else:
            part = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", part)  # Django's few expressions
            yield before + part.strip("^$"), inside


def addresses(route: str, pk: Any) -> list[str]:
    """A route with an object's number in it, and with every other part as it may be."""
    found = [OBJECT.sub(str(pk), route)]
    while part := PART.search(found[0]):
        values = PARTS.get(part[1], ("1",))
        found = [one.replace(part[0], value) for one in found for value in values]
    return found


# Who asks for what


@pytest.fixture
def hidden() -> Article:
    """A scheduled story of another section, with secret words wherever it has words."""
    boss = build.person(CHIEF, "boss")
    story = build.live(
        boss,
        at=timezone.now() + timedelta(days=1),
        headline="Zebra",
        section=build.section("Elsewhere"),
        body="<p>Giraffe.</p>",
        internal_note="Giraffe",
        lead_photo=build.photo(),
    ).article
    desk.make_preview_link(story, revision=story.revisions.first(), by=boss)
    return story


@pytest.fixture
def held(hidden) -> Article:
    """A held story of that section, whose desk copy says more than was public."""
    boss = hidden.owner
    story = build.live(boss, at=build.an_hour_ago(), section=hidden.section).article
    desk.save(story, by=boss, version=story.version, changes={"headline": "Zebra now"})
    FrontSlot.objects.create(article=story)
    desk.hold(story, by=boss, reason="Giraffe")
    return story


@pytest.fixture
def things(hidden, held) -> list[Any]:
    """A thing of each kind, those that have to do with these stories among them."""
    boss = hidden.owner
    near = build.article(
        boss, headline="Near", section=build.section("Telecom"), language="az"
    )
    desk.link_translation(near, other=hidden, by=boss)
    soon = timezone.now() + timedelta(days=1)
    return [
        *(hidden, held, near),
        *FrontSlot.objects.all(),
        *(hidden.lead_photo, build.photo(only_for=hidden)),
        *(boss, boss.groups.get(), build.author(), build.tag(), hidden.section),
        *boss.notices.all()[:1],
        *AuditEntry.objects.all()[:1],
        Invitation.objects.create(
            name="Zebra", email="z@example.com", actor=boss, expires_at=soon
        ),
        SiteSettings.objects.create(),
        FixedPage.objects.create(slug="about", title="About"),
        NavigationLink.objects.create(label="Latest", address="/latest/"),
        CheckSetting.objects.create(check_id="tags-missing", severity="warn"),
    ]


def me(role: str) -> Any:
    sections = (build.section("Telecom"),) if role == EDITOR else ()
    person = build.person(role, "me", sections=sections)
    person.is_staff = True  # Also a person without a role has signed in.
    person.save()
    return person


def hides(person: Any, model: Any, thing: Any) -> bool:
    """Tell whether a person's list of a model does not have a thing of it."""
    model_admin, request = admin.site._registry[model], RequestFactory().get("/")
    request.user = person
    seen = model_admin.has_view_permission(request)
    return not seen or not model_admin.get_queryset(request).filter(pk=thing.pk).exists()


def said(response: Any, number: Any = NOBODY) -> tuple[Any, ...]:
    """What an answer tells, whatever the number of the object is that was asked for."""
    body = b"".join(response) if response.streaming else response.content
    text = MADE_ANEW.sub("", body.decode("utf-8-sig", "replace"))
    told = " ".join(str(message) for message in get_messages(response.wsgi_request))
    parts = (text, response.headers.get("Location", ""), told)
    either = re.compile(rf"\b({number}|{NOBODY})\b")
    return response.status_code, *(either.sub("N", part) for part in parts)


# The walk


@EVERYBODY
def test_what_a_list_hides_is_answered_like_what_is_not_there(role, things, at_desk):
    person = me(role)
    client = at_desk(person)
    told = []

    for thing in things:
        of_it = [r for r, model in routes() if model and isinstance(thing, model)]
        if not hides(person, type(thing), thing):
            continue
        for route in filter(OBJECT.search, of_it):
            pairs = zip(addresses(route, thing.pk), addresses(route, NOBODY), strict=True)
            for there, nowhere in pairs:
                for ask in (client.get, client.post):
                    answers = [said(ask(url), thing.pk) for url in (there, nowhere)]
                    if answers[0] != answers[1] or SECRET.search(str(answers)):
                        told.append((ask.__name__, there, answers))

    assert told == []


@WITHOUT_THE_STORY
def test_no_page_has_a_word_of_a_story_that_its_reader_may_not_see(role, things, at_desk):
    client = at_desk(me(role))
    told = []

    for route, model in routes():
        numbers = [thing.pk for thing in things if model and isinstance(thing, model)] or [
            1
        ]
        urls = {url for pk in numbers for url in addresses(route, pk)}
        for url in (url + asked for url in sorted(urls) for asked in ASKED):
            answer = said(client.get(url))
            if SECRET.search(str(answer)) or answer[0] >= 500:
                told.append((url, answer))

    assert told == []


@EVERYBODY
def test_nothing_leads_from_the_number_of_an_object_to_its_address(role, hidden, at_desk):
    client = at_desk(me(role))

    for kind in ContentType.objects.all():
        for pk in (hidden.pk, hidden.editions.get().pk):
            shown = client.get(f"/admin/r/{kind.pk}/{pk}/")
            assert (shown.status_code, shown.headers.get("Location")) == (404, None)


@pytest.mark.parametrize("name", ["section", "tag", "author"])
def test_who_sees_a_thing_is_led_to_its_public_page(name, at_desk):
    thing = getattr(build, name)()

    page = at_desk(me(EDITOR)).get(f"/admin/articles/{name}/{thing.pk}/change/")

    assert (
        f'href="{thing.get_absolute_url()}" class="viewsitelink"' in page.content.decode()
    )


@pytest.mark.parametrize(
    "field", ["frontslot.article", "photo.only_for", "notice.article", "tag.article"]
)
def test_no_field_completes_the_names_of_stories(field, hidden, at_desk):
    model, name = field.split(".")
    asked = {"app_label": "articles", "model_name": model, "field_name": name, "term": "z"}

    for role in ROLES:
        shown = at_desk(build.person(role)).get("/admin/autocomplete/", asked)
        assert shown.status_code == 404 and "Zebra" not in shown.content.decode()


def test_no_list_is_narrowed_by_the_words_of_what_it_refers_to(rf):
    """Or it would tell letter by letter what it does not show."""
    request = rf.get("/")

    for model, model_admin in admin.site._registry.items():
        relations = [one for one in model._meta.get_fields() if one.is_relation]
        for one in filter(lambda one: one.related_model, relations):
            for field in one.related_model._meta.fields:
                asked = f"{one.name}__{field.name}__startswith"
                if not (field.primary_key or field.is_relation):
                    assert not model_admin.lookup_allowed(asked, "Z", request), asked


# What refers to a story


@pytest.mark.parametrize("role", [REPORTER, PHOTO_DESK])
def test_a_reserved_photo_names_the_number_of_its_story(role, hidden, at_desk):
    photo = build.photo(only_for=hidden, title="Hall")

    page = (
        at_desk(me(role)).get(f"/admin/articles/photo/{photo.pk}/change/").content.decode()
    )

    numbered = {
        REPORTER: f"Story {hidden.pk}",
        PHOTO_DESK: f'name="only_for" value="{hidden.pk}"',
    }
    assert numbered[role] in page and "Zebra" not in page


def test_reserving_a_photo_does_not_tell_which_stories_there_are(hidden, at_desk):
    person = me(REPORTER)
    photo = build.photo(person)
    url, answers = f"/admin/articles/photo/{photo.pk}/change/", []

    for number in (hidden.pk, NOBODY):
        sent = {"title": "Hall", "licence": "staff", "began_from": photo.version}
        answers.append(
            said(at_desk(person).post(url, sent | {"only_for": number}), hidden.pk)
        )

    assert answers[0] == answers[1] and answers[0][0] == 200
    assert Photo.objects.get(pk=photo.pk).only_for is None


def test_a_photo_keeps_the_hidden_story_that_it_is_reserved_for(hidden, at_desk):
    person = me(REPORTER)
    photo = build.photo(person, only_for=hidden)
    sent = {"title": "New", "licence": "staff", "began_from": photo.version}
    sent |= {"only_for": hidden.pk, "alt": photo.alt, "credit": photo.credit}

    at_desk(person).post(f"/admin/articles/photo/{photo.pk}/change/", sent)

    photo.refresh_from_db()
    assert (photo.title, photo.only_for) == ("New", hidden)


def test_a_place_of_the_front_has_the_title_that_is_public(held, at_desk):
    client = at_desk(me(EDITOR))

    for url in ("", f"{FrontSlot.objects.get().pk}/change/"):
        page = client.get(f"/admin/articles/frontslot/{url}").content.decode()
        assert "Member states define roadmap" in page and "Zebra" not in page


def test_after_a_withdrawal_it_has_a_number(held, at_desk, clock):
    clock.shift(60)
    desk.withdraw(held, by=held.owner, outcome="gone")

    page = at_desk(me(EDITOR)).get("/admin/articles/frontslot/").content.decode()

    assert f"Story {held.pk}" in page and "Member states" not in page
