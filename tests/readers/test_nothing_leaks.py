"""No public byte, header or redirect carries a word that is not public.

Every public address of the resolver is asked, for every state a story can be in. A new pattern
with a parameter that this file does not know fails here until its values are said.
"""

import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from articles import desk
from articles.models import Article, SiteSettings, Tag
from tests import build
from tests.answers import headers

pytestmark = pytest.mark.django_db

SECRET = "zq7secret"  # begins every word that must stay in the house
DRESSES = ["?page=2", "?preview=1", "?before=1", "?format=json", "?after=1", "?q=" + SECRET]
LISTS = ["/", "/latest/", "/tag/itu/", "/ict-materials/", "/feed.rss", "/feed.atom"]
ASKERS = [
    {"HTTP_USER_AGENT": "Googlebot/2.1"},
    {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
    {"HTTP_ACCEPT": "application/json"},
    {"HTTP_RANGE": "bytes=0-99"},
]


@dataclass
class Cast:
    chief: Any
    story: Article
    tag: Tag
    files: list[str]


def secret(part: str) -> str:
    return f"{SECRET} {part}"


def words(chief: Any) -> dict[str, Any]:
    """What a story says, every word of it secret."""
    return {
        "headline": secret("headline"),
        "standfirst": secret("standfirst"),
        "dateline_place": secret("place"),
        "body": f"<p>{secret('body')}</p>",
        "source": secret("source"),
        "internal_note": secret("note"),
        "lead_caption": secret("caption"),
        "lead_photo": build.photo(
            chief, caption=secret("photo"), alt=secret("alt"), credit=secret("credit")
        ),
        "tags": [secret("tag")],
    }


def draft(chief: Any) -> Article:
    return build.article(chief, **words(chief))


def submitted(chief: Any) -> Article:
    story = draft(chief)
    desk.submit(story, revision=story.revisions.first(), by=chief)
    return story


def approved(chief: Any) -> Article:
    return build.approved(chief, **words(chief))[0]


def scheduled(chief: Any) -> Article:
    later = timezone.now() + timedelta(hours=1)
    return build.live(chief, at=later, **words(chief)).article


def embargoed(chief: Any) -> Article:
    later = timezone.now() + timedelta(days=1)
    return build.approved(chief, embargo_until=later, **words(chief))[0]


def cancelled(chief: Any) -> Article:
    story = scheduled(chief)
    desk.cancel(story, by=chief)
    return story


def discarded(chief: Any) -> Article:
    story = draft(chief)
    desk.trash(story, by=chief)
    return story


def live_before(chief: Any, **changes: Any) -> Article:
    hour_ago = timezone.now() - timedelta(hours=1)
    return build.live(chief, at=hour_ago, **changes).article


def unfinished_change(chief: Any) -> Article:
    """A live story whose desk copy has moved on."""
    story = live_before(chief, tags=["ITU"])
    desk.save(story, by=chief, version=story.version, changes=words(chief))
    return story


def scheduled_update(chief: Any) -> Article:
    story = live_before(chief, tags=["ITU"])
    revision = build.edited(story, chief, **words(chief))
    desk.update(story, revision=revision, by=chief, at=timezone.now() + timedelta(hours=1))
    return story


def held(chief: Any) -> Article:
    """Headline and tags of a story on hold stay public; its text does not."""
    public = {"headline": "Operators share masts", "tags": ["ITU"]}
    story = live_before(chief, **{**words(chief), **public})
    desk.hold(story, by=chief, reason=secret("doubt"))
    return story


def replaced_and_held(chief: Any) -> Article:
    """Words that a correction replaced can be read, but not while the story is on hold."""
    public = {"headline": "Operators share masts", "tags": ["ITU"]}
    story = live_before(chief, **{**words(chief), **public})
    half_ago = timezone.now() - timedelta(minutes=30)
    revision = build.edited(story, chief, body="<p>Right.</p>", standfirst="")
    desk.correct(story, revision=revision, by=chief, what="It was wrong.", at=half_ago)
    desk.hold(story, by=chief)
    return story


def closed(chief: Any) -> Article:
    """Words that a correction replaced, and that a chief has closed."""
    story = live_before(chief, **{**words(chief), "headline": "Masts", "tags": ["ITU"]})
    clean = {"lead_photo": None, "lead_caption": "", "source": "", "standfirst": ""}
    revision = build.edited(story, chief, body="<p>Right.</p>", dateline_place="", **clean)
    half_ago = timezone.now() - timedelta(minutes=30)
    desk.correct(story, revision=revision, by=chief, what="It was wrong.", at=half_ago)
    desk.close_edition(story.editions.get(number=1), by=chief)
    return story


def translation(chief: Any) -> Article:
    """A draft that is named as the translation of a live story."""
    story = live_before(chief)
    copy = desk.translate(story, language="az", by=chief)
    desk.save(copy, by=chief, version=copy.version, changes=words(chief))
    return copy


def withdrawn(chief: Any) -> Article:
    story = live_before(chief, **{**words(chief), "tags": ["ITU"]})
    desk.withdraw(story, by=chief, outcome="notice", reason="It rested on a forged letter.")
    return story


def gone(chief: Any) -> Article:
    story = live_before(chief, **{**words(chief), "tags": ["ITU"]})
    desk.withdraw(story, by=chief, outcome="gone", reason=secret("reason"))
    return story


NEVER_PUBLIC = [draft, submitted, approved, scheduled, embargoed, cancelled, discarded]
STATES = [
    *NEVER_PUBLIC,
    unfinished_change,
    scheduled_update,
    translation,
    held,
    replaced_and_held,
    closed,
    withdrawn,
    gone,
]


def cast_of(make: Callable[[Any], Article]) -> Cast:
    chief = build.person("Chief")
    desk.save_site_object(SiteSettings.load(), by=chief, changes={"show_earlier": True})
    build.live(chief, at=timezone.now() - timedelta(hours=2), tags=["ITU"])
    story = make(chief)
    files = [file.name for file in story.lead_photo.files] if story.lead_photo else []
    return Cast(chief, story, Tag.objects.get(name="ITU"), files)


def patterns(entries: list[Any] | None = None) -> Iterator[URLPattern]:
    for entry in get_resolver().url_patterns if entries is None else entries:
        if isinstance(entry, URLPattern) and entry.name:
            yield entry
        elif isinstance(entry, URLResolver) and entry.namespace != "admin":
            yield from patterns(entry.url_patterns)


def parameters(pattern: URLPattern) -> list[str]:
    return [*pattern.pattern.converters, *pattern.pattern.regex.groupindex]


def values(name: str, pattern: URLPattern, cast: Cast) -> list[Any]:
    slugs = {
        "tag": [cast.tag.slug, "zq7secret-tag"],
        "author": ["ingilab-mammadov"],
        "section": ["ict-materials"],
        "language": ["en", "az"],
        "fixed_page": ["about", "contact", "terms"],
        "article": ["x", cast.story.slug or "y"],
        "article_photo": ["x", cast.story.slug or "y"],
        "article_edition": ["x", cast.story.slug or "y"],
    }
    if name == "slug":
        return slugs[
            re.sub("(_archive)?_(feed|summary|old|new_stories)$", "", pattern.name)
        ]
    known = {
        "format": ["rss", "atom", "json"],
        "old": ["rss", "feed/atom"],
        "token": ["nothing"],
        "section": ["ict-materials", "nowhere"],
        "article_id": [cast.story.pk],
        "photo": [cast.story.lead_photo_id or 1],
        "year": [2025],
        "month": [11, 12],
        "day": [28, 29],
        "page": [1, 2],
        "name": ["nothing.jpg", *cast.files],
        "number": [1, 2, 3],
        "pk": [1],
        "code": ["en", "az"],
        "path": ["nothing.jpg", *cast.files],
    }
    return known[name]


def addresses(cast: Cast) -> list[str]:
    found = []
    for pattern in patterns():
        names = list(dict.fromkeys(parameters(pattern)))
        for chosen in itertools.product(*(values(name, pattern, cast) for name in names)):
            found.append(
                reverse(pattern.name, kwargs=dict(zip(names, chosen, strict=True)))
            )
    own = f"/ict-materials/{cast.story.pk}"
    dressed = [
        f"{own}{end}" for end in ("", "/", "-x", "-x.json", "-x/amp/", "-X/", "-x/print/")
    ]
    return list(dict.fromkeys([*found, *dressed, own.upper()]))


def said(response: Any, address: str) -> str:
    """Every byte of an answer, less the address that was asked for."""
    body = b"".join(response) if response.streaming else response.content
    text = f"{headers(response)}\n{body.decode(errors='replace')}"
    return text.replace(address, "").replace(address.split("?")[0], "").lower()


def asks(cast: Cast) -> Iterator[tuple[str, dict[str, str]]]:
    """Every address plainly; the story's own and the great lists in every dress."""
    for address in addresses(cast):
        yield address, {}
        if f"/{cast.story.pk}-" in address or address in LISTS:
            yield from ((address + dress, {}) for dress in DRESSES)
            yield from ((address, asker) for asker in ASKERS)


def leaks(client: Any, cast: Cast) -> list[str]:
    found = []
    for address, asker in asks(cast):
        text = said(client.get(address, **asker), address).replace(f"q={SECRET}", "")
        shows_photo = "/media/" not in address and any(file in text for file in cast.files)
        # A photo's own file says whose it is, to who knows its name; no page tells the name.
        its_own_credit = any(file in address for file in cast.files)
        if (SECRET in text and not its_own_credit) or shows_photo:
            found.append(address)
    return found


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_no_word_of_it_is_public(client, state):
    cast = cast_of(state)

    assert leaks(client, cast) == []


@pytest.mark.parametrize("state", NEVER_PUBLIC, ids=lambda state: state.__name__)
def test_its_address_answers_as_nonsense_does(client, state):
    cast = cast_of(state)
    own, other = f"/ict-materials/{cast.story.pk}-x/", "/ict-materials/987654321-x/"

    ours, nonsense = client.get(own), client.get(other)

    assert (ours.status_code, said(ours, own)) == (404, said(nonsense, other))


@pytest.mark.parametrize("state", NEVER_PUBLIC, ids=lambda state: state.__name__)
def test_not_even_a_count_or_a_stamp_moves(client, state):
    chief = build.person("Chief")
    other = build.live(chief, at=timezone.now() - timedelta(hours=2), tags=["ITU"])
    cast = Cast(chief, other.article, Tag.objects.get(name="ITU"), [])
    # Pages of signing in carry a new token each time, and no story.
    public = [address for address in addresses(cast) if not address.startswith("/admin/")]
    before = {address: said(client.get(address), address) for address in public}

    state(chief)

    assert {a: said(client.get(a), a) for a in before} == before


@pytest.mark.parametrize("state", [withdrawn, gone], ids=lambda state: state.__name__)
def test_a_withdrawn_story_answers_410_without_its_slug(client, state):
    cast = cast_of(state)

    response = client.get(f"/ict-materials/{cast.story.pk}-x/")

    assert (response.status_code, response.headers.get("Location")) == (410, None)


def test_this_file_can_find_a_leak(client):
    """The net is tested with a fish."""
    chief = build.person("Chief")
    story = live_before(chief, **words(chief))
    files = [file.name for file in story.lead_photo.files]

    build.live(chief, tags=["ITU"])

    assert "/latest/" in leaks(
        client, Cast(chief, story, Tag.objects.get(name="ITU"), files)
    )
