"""A page's ETag moves with every change of its bytes, also by time alone: no 304 is ever stale."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import desk
from articles.models import (
    Article,
    FixedPage,
    FrontSlot,
    NavigationLink,
    Photo,
    SiteSettings,
)
from tests import build
from tests.desk.test_random_verbs import act
from tests.kept import forget

pytestmark = pytest.mark.django_db
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
LISTS = (
    "/", "/latest/", "/ict-materials/", "/tag/itu/", "/author/ingilab-mammadov/", "/corrections/",
    "/about/", "/archive/", "/archive/2025/", "/archive/2025/11/", "/archive/2025/11/28/",
    "/search/", "/search/?q=story", "/search/?q=othr",
)  # fmt: skip


@dataclass
class Cast:
    chief: Any
    story: Article
    other: Article
    photo: Photo
    clock: Any
    addresses: tuple[str, ...]

    def again(self, verb: Any, **changes: Any) -> None:
        note = {"what": "A date was wrong."} if verb is desk.correct else {}
        verb(self.story, revision=build.edited(self.story, self.chief, **changes), by=self.chief,
             **note)  # fmt: skip

    def keep(self, thing: Any, **changes: Any) -> Any:
        return desk.save_site_object(thing, by=self.chief, changes=changes)

    def slot(self, **facts: Any) -> FrontSlot:
        place = FrontSlot(article=self.other, headline="As the front has it", **facts)
        return self.keep(place)

    def photo_until(self, moment: Any) -> Photo:
        photo = build.photo(licence="handout")
        desk.set_rights(photo, by=self.chief, version=photo.version, licence_until=moment)
        return photo


@pytest.fixture
def cast(clock) -> Cast:
    boss, photo = build.admin(), build.photo()
    build.section("Telecom")  # in the navigation of every page
    build.section("Новости", slug="novosti", language="ru")
    facts = {"tags": ["ITU"], "lead_photo": photo}
    story = build.live(boss, headline="Story", at=timezone.now() - 2 * MINUTE, **facts)
    other = build.live(
        boss, headline="Other", at=timezone.now() - MINUTE, tags=["ITU", "5G"]
    )
    clock.shift(60)
    addresses = (*LISTS, story.get_absolute_url(), other.get_absolute_url())
    return Cast(boss, story.article, other.article, photo, clock, addresses)


def moved(client, cast: Cast, change: Any) -> set[str]:
    """The pages whose bytes a change moved; the ETag of each has moved with them.

    Nothing that the process kept from before the change is in them.
    """
    before = {address: client.get(address) for address in cast.addresses}
    change()
    found = set()
    for address, had in before.items():
        now = client.get(address)
        forget()
        assert client.get(address).content == now.content, f"{address} was kept too long"
        asked = client.get(address, headers={"If-None-Match": had.get("ETag", "")})
        if now.content != had.content:
            found.add(address)
            assert asked.status_code == now.status_code != 304, f"{address} is stale"
        else:
            assert asked.status_code in (200, 304)
    return found


VERBS = {
    "refile": lambda cast: cast.again(desk.refile, headline="Refiled"),
    "update": lambda cast: cast.again(desk.update, headline="Updated"),
    "correct": lambda cast: cast.again(desk.correct, headline="Corrected"),
    "move": lambda cast: cast.again(desk.refile, section=build.section("Telecom")),
    "other tags": lambda cast: cast.again(desk.refile, tags=["5G"]),
    "other author": lambda cast: cast.again(
        desk.refile, bylines=[build.author("A. Aliyev")]
    ),
    "publish": lambda cast: build.live(cast.chief, headline="Third", tags=["ITU"]),
    "hold": lambda cast: desk.hold(cast.story, by=cast.chief),
    "withdraw": lambda cast: desk.withdraw(cast.story, by=cast.chief, outcome="gone"),
    "stop a photo": lambda cast: desk.stop_photo(
        cast.photo, by=cast.chief, reason="Rights"
    ),
    "crop": lambda cast: desk.set_crop(
        cast.photo, by=cast.chief, shape="16x9", box=(0.1, 0.0, 0.8, 0.675)
    ),
    "rename a tag": lambda cast: cast.keep(build.tag("ITU"), name="I.T.U."),
    "merge tags": lambda cast: desk.merge_tags(
        build.tag("5G"), into=build.tag("ITU"), by=cast.chief
    ),
    "rename an author": lambda cast: cast.keep(build.author(), name="I. Mammadov"),
    "move an author": lambda cast: cast.keep(build.author(), slug="i-mammadov"),
    "a portrait": lambda cast: cast.keep(build.author(), portrait=build.photo()),
    "rename a section": lambda cast: cast.keep(build.section(), name="Materials"),
    "a section's picture": lambda cast: cast.keep(build.section(), picture=build.photo()),
    "close a section": lambda cast: cast.keep(build.section(), active=False),
    "site settings": lambda cast: cast.keep(SiteSettings.load(), name="ICT Wire"),
    "a link": lambda cast: cast.keep(NavigationLink(label="Telecom", address="/telecom/")),
    "a fixed page": lambda cast: cast.keep(
        FixedPage(slug="about", title="About us", body="<p>We.</p>")
    ),
    "a place": lambda cast: cast.slot(),
    "a place with a photo": lambda cast: cast.slot(photo=build.photo()),
}


@pytest.mark.parametrize("verb", VERBS)
def test_a_change_moves_the_tag_of_each_page_that_it_changes(client, cast, verb):
    cast.clock.shift(60)

    assert moved(client, cast, lambda: VERBS[verb](cast))


@pytest.mark.parametrize(
    ("begin", "change"),
    [
        (lambda cast: desk.hold(cast.story, by=cast.chief),
         lambda cast, _: desk.release(cast.story, by=cast.chief)),
        (lambda cast: desk.stop_photo(cast.photo, by=cast.chief, reason="Rights"),
         lambda cast, _: desk.allow_photo(cast.photo, by=cast.chief, reason="Ours")),
        (lambda cast: cast.slot(), lambda cast, slot: desk.end_slot(slot, by=cast.chief)),
        (lambda cast: cast.slot(photo=cast.photo),
         lambda cast, _: desk.stop_photo(cast.photo, by=cast.chief, reason="Rights")),
        (lambda cast: cast.keep(build.section(), picture=cast.photo),
         lambda cast, _: desk.stop_photo(cast.photo, by=cast.chief, reason="Rights")),
        (lambda cast: cast.keep(NavigationLink(label="Telecom", address="/telecom/")),
         lambda cast, link: desk.remove_link(link, by=cast.chief)),
    ],
    ids=["release", "allow a photo", "end a place", "stop a place's photo",
         "stop a section's picture", "remove a link"],
)  # fmt: skip
def test_the_way_back_moves_it_too(client, cast, begin, change):
    made = begin(cast)
    cast.clock.shift(60)

    assert moved(client, cast, lambda: change(cast, made))


def soon() -> Any:
    return timezone.now() + 10 * MINUTE


ALONE = {
    "a scheduled story": lambda cast: build.live(cast.chief, headline="Third", at=soon()),
    "a scheduled update": lambda cast: desk.update(
        cast.story, by=cast.chief, at=soon(),
        revision=build.edited(cast.story, cast.chief, headline="Later"),
    ),
    "the first story of a language": lambda cast: build.live(
        cast.chief, headline="Первая", section=build.section("Новости"), at=soon()
    ),
    "the end of breaking": lambda cast: build.live(
        cast.chief, breaking=True, breaking_until=soon(), headline="Now"
    ),
    "a place begins": lambda cast: cast.slot(since=soon()),
    "a place ends": lambda cast: cast.slot(until=soon()),
    "a licence ends": lambda cast: build.live(
        cast.chief, headline="Third", lead_photo=cast.photo_until(soon())
    ),
    "the licence of a place's photo ends": lambda cast: cast.slot(photo=cast.photo_until(soon())),
    "the licence of a section's picture ends": lambda cast: cast.keep(
        build.section(), picture=cast.photo_until(soon())
    ),
    "the licence of a portrait ends": lambda cast: cast.keep(
        build.author(), portrait=cast.photo_until(soon())
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", ALONE)
def test_time_alone_moves_it_in_its_minute(client, cast, what):
    ALONE[what](cast)
    cast.clock.shift(60)

    assert moved(client, cast, lambda: cast.clock.shift(8 * MINUTE)) == set()
    assert moved(client, cast, lambda: cast.clock.shift(2 * MINUTE))


def test_at_midnight_the_pages_that_say_the_day_move(client, cast):
    assert moved(client, cast, lambda: cast.clock.shift(5 * 60 * MINUTE)) == {
        "/",
        "/latest/",
    }


def test_the_first_day_of_a_month_opens_the_way_to_it(client, cast):
    assert "/archive/2025/11/" in moved(client, cast, lambda: cast.clock.shift(3 * DAY))


def test_what_a_page_does_not_show_leaves_its_tag_alone(client, cast):
    telecom = build.section("Telecom")
    before = {
        address: client.get(address)["ETag"] for address in ("/ict-materials/", "/about/")
    }
    build.live(cast.chief, section=telecom, headline="Elsewhere")
    build.article(cast.chief, headline="A draft")
    build.live(cast.chief, headline="Later", at=soon())

    assert {address: client.get(address)["ETag"] for address in before} == before


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["publish", "refile", "update", "correct", "later", "cancel", "hold",
                         "release", "withdraw", "save", "stop", "slot", "wait"]),
        st.integers(1, 3000),
    ),
    max_size=10,
)  # fmt: skip


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=STEPS)
def test_whatever_the_desk_does_one_tag_stands_for_the_same_bytes(db, client, steps):
    with time_machine.travel("2025-11-28T15:02:00Z", tick=False) as clock:
        chief, photo = build.person("Chief"), build.photo()
        beside = build.live(chief, headline="Beside", tags=["ITU"])
        story, _ = build.approved(chief, tags=["ITU"], lead_photo=photo)
        others = {
            "stop": lambda: desk.stop_photo(photo, by=chief, reason="Rights"),
            "slot": lambda: desk.save_site_object(
                FrontSlot(article=story, headline="Own", until=soon()), by=chief
            ),
            "wait": lambda: clock.shift(10 * DAY),
        }
        lists = ("/", "/latest/", "/tag/itu/", "/archive/2025/", "/search/?q=roadmap")
        addresses = (*lists, beside.get_absolute_url())
        bodies: dict[tuple[str, str], bytes] = {}
        for verb, seconds in steps:
            clock.shift(seconds)
            try:
                others.get(verb, lambda verb=verb: act(verb, story, chief))()
            except desk.DeskError:
                continue
            for shift in (0, 1, 1800):
                clock.shift(shift)
                for address in addresses:
                    answer = client.get(address)
                    name = (address, answer["ETag"])
                    assert bodies.setdefault(name, answer.content) == answer.content
