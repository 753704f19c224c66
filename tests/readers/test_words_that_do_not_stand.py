"""No answer depends on words that were withdrawn, are on hold, were replaced or wait their minute.

Each door is asked for a hundred such words, and for words that nobody ever wrote: the answers are
the same but for the word. So are those for two words of live stories, one of which hidden stories
have too; and those of all public addresses, whichever words a hidden story has.
"""

import re
from collections.abc import Callable
from datetime import timedelta
from itertools import count, product
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.utils import timezone

from articles import desk
from articles.models import Article, Edition, Tag
from articles.search import engine, results
from articles.search.indexing import reindex
from articles.search.params import SearchQuery
from articles.search.results import correct_spelling, find
from tests import build

from .test_nothing_leaks import Cast, addresses, said

pytestmark = pytest.mark.django_db
Hide = Callable[[Any, str], Article]
# both are in every live story, the first in hidden ones too
LIVE, TWIN = (
    "qamber",
    "qbirch",
)
# a hundred
HIDDEN = [f"secr{''.join(letters)}" for letters in product("bdfgk", "aeiou", "lmnr")]
DOORS = [
    "/search/?q={}",
    "/search/?q={}*&sort=new",
    "/search/?q=%22{}%20agreement%22",
    "/search/?q=agreement+{}&section=ict-materials",
    "/search/?q={}&tag=itu&since=2025-11-01",
    "/search/?q={}&author=ingilab-mammadov&page=2",
    "/search/suggest/?q={}",
    "/search/feed.rss?q={}*",
    "/search/feed.atom?q={}",
    "/search/feed.json?q={}",
    "/search/feed.json?q={}&tag=itu",
    "/search/summary.rss?q={}&section=ict-materials",
    "/search/summary.json?q=%22the+{}%22",
]


@pytest.fixture
def chief():
    return build.person("Chief")


def told(words: str, **changes: Any) -> dict[str, Any]:
    """What a story says beside its headline, which stays public while it is on hold."""
    return {
        "body": f"<p>The {words} agreement.</p>",
        "standfirst": words,
        "tags": ["ITU"],
        **changes,
    }


def withdrawn(chief: Any, words: str) -> Article:
    story = build.live(
        chief, at=build.an_hour_ago(), headline=words[:150], **told(words)
    ).article
    desk.withdraw(story, by=chief, outcome="gone")
    return story


def held(chief: Any, words: str) -> Article:
    story = build.live(chief, at=build.an_hour_ago(), **told(words)).article
    desk.hold(story, by=chief)
    return story


def replaced(chief: Any, words: str) -> Article:
    story = build.live(chief, at=build.an_hour_ago(), **told(words)).article
    revision = build.edited(story, chief, **told("other"))
    desk.correct(story, revision=revision, by=chief, what="It was wrong.")
    return story


def waiting(chief: Any, words: str) -> Article:
    later = timezone.now() + timedelta(hours=1)
    return build.live(chief, at=later, headline=words[:150], **told(words)).article


def update_that_waits(chief: Any, words: str) -> Article:
    story = build.live(chief, at=build.an_hour_ago(), **told("other")).article
    revision = build.edited(story, chief, **told(words))
    desk.update(story, revision=revision, by=chief, at=timezone.now() + timedelta(hours=1))
    return story


def cancelled(chief: Any, words: str) -> Article:
    story = waiting(chief, words)
    desk.cancel(story, by=chief)
    return story


WAYS = [withdrawn, held, replaced, waiting, update_that_waits, cancelled]
each_way = pytest.mark.parametrize("hide", WAYS, ids=lambda hide: hide.__name__)


@pytest.fixture
def newsroom(chief):
    """Live stories with both words; hidden ones with the first of them and all hidden words."""
    for minutes in (200, 2):
        at = timezone.now() - timedelta(minutes=minutes)
        build.live(chief, headline="Masts", at=at, **told(f"{LIVE} agreement. The {TWIN}"))
    for number, hide in enumerate(WAYS):
        hide(chief, " ".join([LIVE, *HIDDEN[number :: len(WAYS)]]))


def answer(client: Any, door: str, word: str) -> tuple[Any, ...]:
    """All that an answer says, less the word and what is computed from it."""
    response = client.get(door.format(word))
    text = re.sub(
        f"{LIVE}|{TWIN}|{word}", "WORD", response.content.decode(), flags=re.IGNORECASE
    )
    text = re.sub("</?mark>|feed/search/[0-9a-f]{24}", "", text)
    kept = (
        "Last-Modified",
        "Cache-Control",
        "Content-Type",
        "Content-Length",
        "Surrogate-Control",
    )
    return response.status_code, text, *map(response.get, kept)


@pytest.mark.parametrize("door", DOORS)
def test_a_word_that_does_not_stand_is_as_one_that_nobody_wrote(client, newsroom, door):
    nobodys = answer(client, door, "secrxyz")

    differing = [word for word in HIDDEN if answer(client, door, word) != nobodys]

    assert differing == []


@pytest.mark.parametrize("door", DOORS)
def test_a_live_word_is_found_alike_whether_hidden_stories_have_it_or_not(
    client, newsroom, monkeypatch, door
):
    # of two live stories and seven that are hidden
    monkeypatch.setattr(results, "NEWEST", 3)

    assert answer(client, door, LIVE) == answer(client, door, TWIN)


def test_these_two_tests_can_find_a_difference(client, newsroom, chief):
    """The net is tested with a fish."""
    before = answer(client, DOORS[0], "secrxyz"), answer(client, DOORS[0], TWIN)

    build.live(chief, **told(f"secrxyz {TWIN}"))

    after = answer(client, DOORS[0], "secrxyz"), answer(client, DOORS[0], TWIN)
    assert before[0] != after[0] and before[1] != after[1]


@each_way
def test_a_typing_error_is_mended_by_live_words_however_near_a_hidden_one_is(chief, hide):
    build.live(chief, headline="Broadband grows")
    hide(chief, "broadbendy broadbend")

    assert correct_spelling(SearchQuery("broadbend"), timezone.now()) == "broadband"


@each_way
def test_hidden_words_leave_no_spelling_of_their_own(chief, hide):
    build.live(chief, headline="Masts")
    hide(chief, "broadbent")

    assert correct_spelling(SearchQuery("broadbemt"), timezone.now()) == ""


@each_way
def test_hidden_matches_neither_displace_live_ones_nor_say_that_there_are_more(
    chief, hide, monkeypatch
):
    monkeypatch.setattr(results, "NEWEST", 2)
    live = build.live(chief, at=timezone.now() - timedelta(days=1), headline="Quantum").pk
    for _ in range(3):
        hide(chief, "quantum")

    found = find(SearchQuery("quantum"), timezone.now())

    assert (found.ids, found.has_more) == ([live], False)


@each_way
def test_a_rebuilt_index_depends_on_them_as_little(chief, hide):
    live = build.live(chief, headline="Broadband grows").pk
    hide(chief, "broadbend")
    reindex()

    assert find(SearchQuery("broadbend"), timezone.now()).ids == []
    assert find(SearchQuery("broadband"), timezone.now()).ids == [live]
    assert correct_spelling(SearchQuery("broadbend"), timezone.now()) == "broadband"


@pytest.mark.parametrize("rebuilt", [False, True])
@pytest.mark.parametrize("hide", [waiting, update_that_waits])
def test_what_waits_is_found_and_offered_from_its_minute_on(chief, clock, hide, rebuilt):
    hide(chief, "broadbent")
    if rebuilt:
        reindex()

    clock.shift(3600)

    assert len(find(SearchQuery("broadbent"), timezone.now()).ids) == 1
    assert correct_spelling(SearchQuery("broadbemt"), timezone.now()) == "broadbent"


@pytest.mark.parametrize("rebuilt", [False, True])
def test_what_a_waiting_edition_replaces_is_found_and_offered_up_to_its_minute(
    chief, clock, rebuilt
):
    story = build.live(chief, headline="Broadbent").article
    later = timezone.now() + timedelta(hours=1)
    revision = build.edited(story, chief, headline="Other")
    desk.update(story, revision=revision, by=chief, at=later)
    if rebuilt:
        reindex()
    before = correct_spelling(SearchQuery("broadbemt"), timezone.now())

    clock.shift(3600)

    assert (before, correct_spelling(SearchQuery("broadbemt"), timezone.now())) == (
        "broadbent",
        "",
    )
    assert find(SearchQuery("broadbent"), timezone.now()).ids == []


def test_words_that_are_released_are_found_and_offered_again(chief, clock):
    story = held(chief, "broadbent")
    reindex()
    clock.shift(60)

    released = desk.release(story, by=chief)

    assert find(SearchQuery("broadbent"), timezone.now()).ids == [released.pk]
    assert correct_spelling(SearchQuery("broadbemt"), timezone.now()) == "broadbent"


def test_the_index_is_asked_for_what_may_be_found_before_it_counts(chief):
    found = [build.live(chief, headline="Quantum").pk for _ in range(4)]
    words = results.parse("quantum")
    some = Edition.objects.filter(pk__in=found[:2])

    assert len(engine().find(words, within=some, limit=2)) == 2
    assert engine().existing_words(["quantum", "quant", "nothing"], within=some) == {
        "quantum"
    }
    assert (
        engine().existing_words(["quantum"], within=Edition.objects.filter(pk=0)) == set()
    )


def everything_said(client: Any, hide: Hide, words: str) -> dict[str, str]:
    """What each public address says in a newsroom where a hidden story has these words."""
    chief = build.person("Chief", "chief")
    other = build.live(chief, at=timezone.now() - timedelta(hours=2), tags=["ITU"]).article
    hide(chief, words)
    cast = Cast(chief, other, Tag.objects.get(name="ITU"), [])
    asked = [one for one in addresses(cast) if not one.startswith("/admin/")]
    return {one: said(client.get(one), one) for one in asked}


# Of what was never public test_nothing_leaks.py says that nothing at all moves.
@pytest.mark.parametrize("hide", [withdrawn, held, replaced, update_that_waits])
def test_every_address_says_the_same_whichever_words_a_hidden_story_has(
    client, hide, monkeypatch
):
    answers = []
    for words in ("secret merger", "plain nothing"):
        _count_on_from_what_is_there()
        ids = (UUID(int=number) for number in count())
        monkeypatch.setattr(Article._meta.get_field("uuid"), "_get_default", ids.__next__)
        with transaction.atomic():
            answers.append(everything_said(client, hide, words))
            transaction.set_rollback(True)

    assert {one for one in answers[0] if answers[0][one] != answers[1][one]} == set()


def _count_on_from_what_is_there() -> None:
    """PostgreSQL does not take numbers back that it gave in a transaction, here or before."""
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
            cursor.execute(sql)
