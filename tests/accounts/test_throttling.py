"""Failures are counted per name and address and per address, over every process."""

import os
import time

import pytest
from django.core.cache import caches
from django.urls import reverse

from articles import desk
from newsroom.cache import REST_SECONDS, SharedCache
from newsroom.models import CacheEntry
from tests import build

from .conftest import sign_in, who

QUARTER = 15 * 60


def fail(client, name="editor", times=1, address="192.0.2.1"):
    answers = [sign_in(client, name, "wrong", REMOTE_ADDR=address) for _ in range(times)]
    return answers[-1]


def test_the_eleventh_attempt_is_held_up(client, editor):
    assert fail(client, times=10).status_code == 200

    answer = sign_in(client, "editor", REMOTE_ADDR="192.0.2.1")

    assert (answer.status_code, answer["Retry-After"]) == (429, str(QUARTER))
    assert answer.context["form"].non_field_errors() == [
        "Too many attempts that failed. Wait a quarter of an hour and try again."
    ]
    assert who(client) is None


def test_a_name_that_nobody_has_is_held_up_alike(client, editor):
    known, unknown = fail(client, "editor", 11), fail(client, "nobody", 11)

    assert known.status_code == unknown.status_code == 429


def test_others_are_not_held_up(client, editor):
    fail(client, times=11)

    assert sign_in(client, "editor", REMOTE_ADDR="192.0.2.2").status_code == 302


def test_a_quarter_of_an_hour_later_the_door_is_open(client, editor, clock):
    fail(client, times=11)
    clock.shift(QUARTER + 1)

    assert sign_in(client, "editor", REMOTE_ADDR="192.0.2.1").status_code == 302


def test_right_passwords_do_not_count(client, editor):
    for _ in range(12):
        sign_in(client, "editor")
        client.logout()

    assert sign_in(client, "editor").status_code == 302


def test_one_address_fails_a_hundred_times_over_all_names(client, editor):
    CacheEntry.objects.all().delete()
    for number in range(10):
        fail(client, f"name{number}", 10)

    assert fail(client, "another").status_code == 429


def test_an_address_is_not_taken_from_what_a_request_says(client, editor):
    for number in range(11):
        forged = {"HTTP_X_FORWARDED_FOR": f"198.51.100.{number}", "REMOTE_ADDR": "192.0.2.1"}
        answer = sign_in(client, "editor", "wrong", **forged)

    assert answer.status_code == 429


def test_behind_a_proxy_the_address_is_what_the_proxy_saw(client, editor):
    for number in range(11):
        chain = {"HTTP_X_FORWARDED_FOR": f"203.0.113.{number}, 198.51.100.7"}
        answer = sign_in(client, "editor", "wrong", **chain)

    assert answer.status_code == 429
    assert sign_in(client, "editor", HTTP_X_FORWARDED_FOR="198.51.100.8").status_code == 302


def test_codes_are_guessed_ten_times_and_no_more(client, editor):
    from .test_second_factors import add_app

    add_app(editor)
    sign_in(client, "editor")
    address = reverse("mfa_authenticate")

    answers = [client.post(address, {"code": "000000"}).status_code for _ in range(11)]

    assert answers == [200] * 10 + [429]


# The cache beneath


@pytest.fixture
def without_redis(monkeypatch):
    """The cache of a newsroom whose Redis is gone: nothing listens on port 9."""
    SharedCache.asked_again_at.clear()
    cache = SharedCache("redis://127.0.0.1:9/0", {"KEY_PREFIX": "t"})
    monkeypatch.setattr(caches["default"].__class__, "_ask", cache._ask)
    yield cache
    SharedCache.asked_again_at.clear()


def test_without_redis_the_database_counts(without_redis, client, editor):
    assert fail(client, times=11).status_code == 429
    assert CacheEntry.objects.filter(cache_key__contains="login_failed").exists()


def test_without_redis_pages_signing_in_and_saving_go_on(without_redis, client, editor):
    story = build.live(editor, headline="Before")
    article = story.article

    page = client.get(story.get_absolute_url())
    signed = sign_in(client, "editor")
    form = client.get(reverse("admin:articles_article_change", args=[article.pk]))
    desk.save(article, by=editor, version=article.version, changes={"headline": "After"})

    assert (page.status_code, signed.status_code, form.status_code) == (200, 302, 200)
    assert article.headline == "After"
    assert SharedCache.asked_again_at.keys() == {"redis://127.0.0.1:9/0"}


def test_redis_that_is_gone_is_asked_once_in_ten_seconds(without_redis, monkeypatch):
    asked = []
    monkeypatch.setattr(without_redis._redis, "get", lambda *a, **k: asked.append(1) or _refuse())

    for _ in range(5):
        without_redis.get("key")

    assert asked == [1]
    wait = SharedCache.asked_again_at["redis://127.0.0.1:9/0"] - time.monotonic()
    assert 0 < wait <= REST_SECONDS


def _refuse():
    from redis.exceptions import TimeoutError as TooLate

    raise TooLate


def test_redis_that_does_not_answer_costs_a_quarter_of_a_second(monkeypatch):
    import socket

    silent = socket.create_server(("127.0.0.1", 0))
    cache = SharedCache(f"redis://127.0.0.1:{silent.getsockname()[1]}/0", {})
    before = time.monotonic()

    cache.set("key", "value", 60)

    assert time.monotonic() - before < 0.6
    assert cache.get("key") == "value"
    silent.close()


def test_what_answers_and_is_no_redis_is_not_believed(live_server):
    SharedCache.asked_again_at.clear()
    cache = SharedCache(live_server.url.replace("http:", "redis:") + "/0", {})

    cache.set("key", "value", 60)

    assert cache.get("key") == "value"
    assert CacheEntry.objects.filter(cache_key__contains="key").count() == 1


REDIS = os.environ.get("TEST_REDIS_URL", "")


@pytest.fixture(params=["", pytest.param(REDIS, id="redis")])
def shared(request):
    if request.param == REDIS == "" and request.node.callspec.id == "redis":
        pytest.skip("needs Redis: name it in TEST_REDIS_URL")
    cache = SharedCache(request.param, {"KEY_PREFIX": f"test-{os.getpid()}"})
    yield cache
    cache.delete_many("abd")


def test_the_cache_does_all_that_django_asks_of_one(shared):
    cache = shared
    cache.set_many({"a": 1, "b": 2})

    assert cache.get_many(["a", "b", "c"]) == {"a": 1, "b": 2}
    assert cache.add("a", 9) is False
    assert (cache.incr("a"), cache.get_or_set("d", 4)) == (2, 4)
    assert (cache.delete("a"), cache.has_key("a"), cache.touch("b", 60)) == (True, False, True)
    assert CacheEntry.objects.exists() is (cache._redis is None)
